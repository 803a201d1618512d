"""The organizations of one article by the words of their names, so that look-ups take constant time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from graph.annotate.names.acronyms import all_initials, initials, is_acronym_of
from graph.annotate.names.gazetteer import Gazetteer
from graph.annotate.names.organizations import short_form, words_of
from graph.annotate.refs import Draft

SHARED_WORD_LIMIT = 200  # organizations compared per word; keeps the cost linear in long articles


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class OrganizationIndex:
    """Drafts of organizations, found by name, acronym, or a shorter or longer form."""

    def __init__(self, heads: frozenset[str], places: Gazetteer) -> None:
        self.heads, self.places = heads, places
        self._equal: dict[frozenset[str], list[Draft]] = {}
        self._word: dict[str, list[tuple[tuple[str, ...], Draft]]] = {}
        self._letters: dict[str, list[tuple[str, Draft]]] = {}
        self._text: dict[str, Draft] = {}

    def add(self, draft: Draft, name: str) -> None:
        """Index an organization under one of its names."""
        if self._text.setdefault(name, draft) is not draft:
            return
        words = self._bare(words_of(name), draft.country)
        _append(self._equal, frozenset(words), draft)
        for word in set(words):
            _append(self._word, word, (words, draft))
        for letters in dict.fromkeys((initials(name), all_initials(name))):
            _append(self._letters, letters, (name, draft))
        _append(self._letters, "".join(sorted(initials(name))), (name, draft))

    def _bare(self, words: tuple[str, ...], country: str | None) -> tuple[str, ...]:
        """The words without those of the organization's own state, unless only one is left."""
        if country is None:
            return words
        kept = tuple(
            w for w in words if (s := self.places.state(w)) is None or country not in (s.code, s.label)
        )
        return kept if len(kept) > 1 else words

    def find(self, text: str, state: str | None, acronyms: Mapping[str, str]) -> Draft | None:
        """The one organization that a name means; None where it means none or several."""
        full = acronyms.get(text)
        if full is not None and full in self._text:
            return self._text[full]
        words = self._bare(words_of(text), state)
        equal = [d for d in self._equal.get(frozenset(words), ()) if _agree(d, state)]
        if equal:
            return equal[0]
        return _closest(d for d in self._near(text, words) if _agree(d, state))

    def _near(self, text: str, words: tuple[str, ...]) -> Iterable[Draft]:
        if len(text) > 1 and text.replace(".", "").isupper() and " " not in text:
            letters = text.replace(".", "")
            yield from (d for name, d in self._letters.get(letters, ()) if is_acronym_of(text, name))
            if len(letters) > 2:
                yield from (d for _, d in self._letters.get("".join(sorted(letters)), ()))
        for word in dict.fromkeys(words):
            for theirs, draft in self._word.get(word, ())[:SHARED_WORD_LIMIT]:
                if short_form(words, theirs, self.heads) or (
                    len(theirs) > 1
                    and set(theirs) & set(words) & self.heads
                    and short_form(theirs, words, self.heads)
                ):
                    yield draft


def _append(table: dict[Key, list[Value]], key: Key, value: Value) -> None:
    row = table.setdefault(key, [])
    if value not in row:
        row.append(value)


def _agree(draft: Draft, state: str | None) -> bool:
    return not (state and draft.country and state != draft.country)


def _closest(found: Iterable[Draft]) -> Draft | None:
    drafts = {d.key: d for d in found}
    if not drafts:
        return None
    least = min(len(words_of(d.label)) for d in drafts.values())
    tied = [d for d in drafts.values() if len(words_of(d.label)) == least]
    return tied[0] if len(tied) == 1 else None
