"""The graph holds the act word for word: nothing lost, nothing added, nothing out of order."""

import re

# Lines the source breaks in mid-sentence, by the words that end them: the stamp, п. 5, 7 1), 21.
BROKEN_LINES = [
    "Утверждены",
    "приказом Министра образования и науки",
    "Республики Казахстан",
    "городов республиканского значения и столицы органов",
    "методиками, формирующими мировоззрение,",
    "кафедрах, методических советах структурных",
]

PRINTED = """
SELECT ?sequence ?number ?mark ?text {
  { ?unit adi:inAct act:kz-583-2007 ; adi:sequence ?sequence .
    OPTIONAL { ?unit a ?class ; adi:number ?number . ?class adi:numberTemplate ?mark }
    OPTIONAL { ?wording adi:wordingOf ?unit ; adi:text ?text } }
  UNION
  { ?amendment adi:footnoteText ?text ; adi:sequence ?sequence }
} ORDER BY ?sequence
"""


def printed(ask) -> list[str]:
    """What the graph prints, piece by piece: the number of each unit, then its own words; footnotes."""
    pieces = []
    for _, number, mark, text in ask(PRINTED):
        if mark:
            pieces.append(mark.replace("{number}", number))
        if text:
            pieces.append(text)
    return pieces


def test_the_graph_rebuilds_the_whole_act(ask, source):
    assert " ".join(printed(ask)) == " ".join(source.split())


def test_every_unit_ends_where_a_line_of_the_source_ends(ask, source):
    """Joined words could hide a wrong cut between units; line ends of the source cannot."""
    lines = [" ".join(line.split()) for line in source.splitlines() if line.strip()]
    ends = {end for end, _ in _ends(lines)}
    numbers = r"\d+[.)]"
    pieces = printed(ask)
    unit_ends = {end for end, words in _ends(pieces) if not re.fullmatch(numbers, words)}
    # a footnote on two amendments is two pieces of one line
    two_amendments = {
        end for end, words in _ends(pieces) if words.startswith("Сноска.") and words.endswith(";")
    }
    assert len(two_amendments) == 3
    assert unit_ends - ends == two_amendments
    unfinished = [words for end, words in _ends(lines) if end not in unit_ends]
    assert [words[-len(tail) :] for words, tail in zip(unfinished, BROKEN_LINES, strict=True)] == BROKEN_LINES


def _ends(pieces: list[str]) -> list[tuple[int, str]]:
    """Each piece with the number of printed characters up to its end."""
    total = 0
    ends = []
    for piece in pieces:
        total += len("".join(piece.split()))
        ends.append((total, piece))
    return ends


def test_own_texts_are_single_clean_lines(ask):
    texts = [text for (text,) in ask("SELECT ?text { ?any adi:text|adi:footnoteText ?text }")]
    # 170 units less 36 paragraphs and 4 chapters, whose words stand in units of their own; 28 footnote pieces
    assert len(texts) == 130 + 28
    assert [text for text in texts if re.search(r"\s\s|[^\S ]", text) or text != text.strip()] == []


def test_all_words_are_tagged_russian(ask):
    query = "SELECT (LANG(?text) AS ?lang) { ?any adi:text|adi:footnoteText|adi:entryIntoForceRule ?text }"
    assert set(ask(query)) == {("ru",)}
