"""A general kind is taken for the one narrower kind that fits the place; where several fit, it stays.

For each place what the act puts there, written down by hand: п. 3, 5, 14, 16, 25, 27, 28.
"""

from datetime import date

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat

from adisteme.validation import reading
from adisteme.validation.data import Data, add
from adisteme.validation.run import Validator

ID = "https://w3id.org/adisteme/id/"
PREFIXES = """\
@base <urn:case:/> .
@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix id: <https://w3id.org/adisteme/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
"""
PLACES = """
<college> a org:FormalOrganization ; org:classification id:college ;
  adi:educationLevel id:technical-vocational-education .
<division> a org:OrganizationalUnit ; org:classification id:division ; org:unitOf <college> .
<section> a org:OrganizationalUnit ; org:classification id:structural-unit ; org:unitOf <division> .
<second-division> a org:OrganizationalUnit ; org:classification id:division ; org:unitOf <college> .
<other-college> a org:FormalOrganization ; org:classification id:college ;
  adi:educationLevel id:technical-vocational-education .
<mixed-college> a org:FormalOrganization ; org:classification id:college ;
  adi:educationLevel id:technical-vocational-education , id:general-secondary-education .
<higher-college> a org:FormalOrganization ; org:classification id:post-secondary-organisation ;
  adi:educationLevel id:post-secondary-education , id:technical-vocational-education .
<university> a org:FormalOrganization ; org:classification id:university ;
  adi:educationLevel id:higher-education .
<school> a org:FormalOrganization ; org:classification id:ungraded-school ;
  adi:educationLevel id:primary-education .
<other-school> a org:FormalOrganization ; org:classification id:school ;
  adi:educationLevel id:primary-education .
<department> a org:FormalOrganization ; org:classification id:district-education-department .
<district-cabinet> a org:OrganizationalUnit ; org:classification id:methodical-cabinet ;
  org:unitOf <department> .
<school-cabinet> a org:OrganizationalUnit ; org:classification id:methodical-cabinet ; org:unitOf <school> .
<directorate> a org:FormalOrganization ; org:classification id:regional-education-directorate .
<ministry> a org:FormalOrganization ; org:classification id:ministry .
<enterprise> a org:FormalOrganization ; org:classification id:enterprise .
"""
OF_A_REGION = """
<cabinet> a org:OrganizationalUnit ; org:classification id:regional-methodical-cabinet ; org:unitOf <it> .
"""

CASES = {
    ("methodical-council", "<college>"): "organisation-methodical-council",
    ("methodical-council", "<university>"): "organisation-methodical-council",
    ("methodical-council", "<division>"): "unit-methodical-council",
    ("methodical-council", "<section>"): "unit-methodical-council",
    ("methodical-council", "<school-cabinet>"): "unit-methodical-council",
    ("methodical-council", "<department>"): "methodical-council",
    ("methodical-council", "<enterprise>"): "methodical-council",
    ("methodical-commission", "<college>"): "subject-cyclic-commission",
    ("methodical-commission", "<section>"): "subject-cyclic-commission",
    ("methodical-commission", "<higher-college>"): "subject-cyclic-commission",
    ("methodical-commission", "<division> , <second-division>"): "subject-cyclic-commission",
    ("methodical-commission", "<college> , <other-college>"): "joint-commission",
    ("methodical-commission", "<college> , <undescribed>"): "joint-commission",
    ("methodical-commission", "<directorate>"): "joint-commission",
    ("methodical-commission", "<university>"): "methodical-commission",
    ("methodical-association", "<school>"): "school-association",
    ("methodical-association", "<mixed-college>"): "school-association",
    ("methodical-association", "<school> , <other-school>"): "inter-school-association",
    ("methodical-association", "<department>"): "methodical-association",
    ("methodical-association", "<district-cabinet>"): "methodical-association",
    ("methodical-association", "<directorate>"): "methodical-association",
    ("methodical-association", "<college>"): "methodical-association",
    ("umo", "<college>"): "umo",
    ("republican-council", "<ministry>"): "republican-council",
    ("methodical-cabinet", "<college>"): "organisation-methodical-cabinet",
    ("methodical-cabinet", "<division>"): "organisation-methodical-cabinet",
    ("methodical-cabinet", "<department>"): "district-methodical-cabinet",
    ("methodical-cabinet", "<directorate>"): "regional-methodical-cabinet",
    ("methodical-cabinet", "<ministry>"): "republican-methodical-cabinet",
    ("methodical-cabinet", "<enterprise>"): "methodical-cabinet",
    ("structural-unit", "<college>"): "structural-unit",
}


def kinds(validator: Validator, turtle: str) -> set[str]:
    """What <it> is after the rules of reading."""
    data = Data()
    add(data, (PREFIXES + PLACES + turtle).encode(), RdfFormat.TURTLE, "data.ttl")
    data.store.extend(Quad(*triple) for triple in validator.rule_triples)
    reading.apply(data.store, date(2025, 3, 1))
    own = data.store.quads_for_pattern(
        NamedNode("urn:case:/it"), NamedNode("http://www.w3.org/ns/org#classification"), None
    )
    return {quad.object.value.removeprefix(ID) for quad in own}


@pytest.mark.parametrize(("given", "places"), CASES, ids=lambda part: part.replace(" ", ""))
def test_the_place_decides(given: str, places: str, validator: Validator) -> None:
    unit = given in ("methodical-cabinet", "structural-unit")
    one = "org:OrganizationalUnit ; org:unitOf" if unit else "adi:Body ; adi:bodyOf"
    assert kinds(validator, f"<it> a {one} {places} ; org:classification id:{given} .") == {
        CASES[given, places]
    }


@pytest.mark.parametrize(
    ("beside", "kind"),
    [
        ("<school> adi:district <it> .", "district-education-department"),
        (
            OF_A_REGION,
            "regional-education-directorate",
        ),
        (
            OF_A_REGION + "<school> adi:district <it> .",
            "education-authority",
        ),
        (
            "<part> a org:OrganizationalUnit ; org:classification id:methodical-cabinet ; org:unitOf <it> .",
            "education-authority",
        ),
    ],
)
def test_an_authority_is_known_by_its_cabinet_and_its_schools(
    beside: str, kind: str, validator: Validator
) -> None:
    assert kinds(
        validator, f"<it> a org:FormalOrganization ; org:classification id:education-authority .\n{beside}"
    ) == {kind}


def test_two_kinds_in_a_record_stay_two(validator: Validator) -> None:
    """One kind is the rule (body-kind); what breaks it is not made to keep it."""
    both = "id:methodical-council , id:organisation-methodical-council"
    assert kinds(validator, f"<it> a adi:Body ; adi:bodyOf <college> ; org:classification {both} .") == {
        "methodical-council",
        "organisation-methodical-council",
    }
