"""Errors that a user can mend: each says where, what was expected and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager


class Told:
    """A sentence that stands in the graph or the folders, in each language, as part of an error.

    Args:
        texts: by language.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def text(self, lang: str) -> str:
        """The sentence in one language."""
        return self._texts[lang]


class InputError(Exception):
    """Unusable input.

    Args:
        key: key of the sentence in `messages/*.toml`.
        values: what fills the gaps of that sentence.
        nearest: correct names that look like the wrong one.
    """

    status = 422
    is_last = False  # whether nothing more can be read of the same run

    def __init__(self, key: str, *, nearest: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
        self.nearest = nearest

    def text(self, lang: str) -> str:
        """The sentence in one language, in one line."""
        from adisteme.languages import message

        values = {
            name: value.text(lang) if isinstance(value, InputError | Told) else value
            for name, value in self.values.items()
        }
        sentence = message(self.key, lang, **values)
        if self.nearest:
            sentence += " " + message("input.nearest", lang, nearest=", ".join(self.nearest))
        return sentence

    def __str__(self) -> str:
        return self.text("en")

    def __reduce__(self) -> tuple[Callable[..., InputError], tuple[object, ...]]:
        # Workers send errors to the server: whatever arguments the kind of error is made with, its parts go.
        return _revived, (type(self), self.args, self.__dict__)


def _revived(kind: type[InputError], args: tuple[object, ...], parts: dict[str, object]) -> InputError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(parts)
    return error


class InputErrors(InputError):
    """Several errors, told at once, each in its own lines.

    Args:
        errors: in the order in which they were met.
    """

    def __init__(self, errors: Sequence[InputError]) -> None:
        super().__init__(errors[0].key)
        self.errors = tuple(errors)
        statuses = {error.status for error in errors}
        if len(statuses) == 1:
            self.status = statuses.pop()

    def text(self, lang: str) -> str:
        """The sentences, one line each."""
        return "\n".join(error.text(lang) for error in self.errors)


class Gathered:
    """Errors of several inputs that do not depend on one another."""

    def __init__(self) -> None:
        self._errors: list[InputError] = []

    @contextmanager
    def each(self) -> Iterator[None]:
        """Around the reading of one input: its error is kept.

        Raises:
            InputError: it is one after which nothing more can be read; with those that were kept.
        """
        try:
            yield
        except InputError as error:
            self._errors.append(error)
            if error.is_last:
                self.tell()

    def tell(self) -> None:
        """Raise what was kept.

        Raises:
            InputError: the only error, or all of them.
        """
        if self._errors:
            raise InputErrors(self._errors) if len(self._errors) > 1 else self._errors[0]


class UnknownKey(InputError):
    """A key that the graph does not have, given as a parameter or in a path."""


class NoSuchThing(InputError):
    """A key in a path that the graph does not have."""

    status = 404


class SourceError(InputError):
    """A file of an ontology folder that cannot be used."""
