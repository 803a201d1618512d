"""Titles and roles in a run of capitals: where the bearer's name begins, and which bodies the title names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.english import is_english
from graph.annotate.names.gazetteer import Gazetteer, name_key
from graph.annotate.names.spans import TAIL_WORDS

GIVEN_TITLES = frozenset(
    {"dean", "marshall", "earl", "duke", "king", "judge", "major", "prince", "bishop", "pope"}
)


class Titles:
    """One Doc while the titles of its runs are read."""

    def __init__(self, doc: Doc, words: Lexicon, places: Gazetteer) -> None:
        self.doc, self.words, self.places = doc, words, places

    def role_only(self, start: int, end: int) -> bool:
        """Whether a run is a role without its bearer: "Secretary of State", "Crown Prince"."""
        of = next((i for i in range(start + 1, end) if self.doc[i].lower_ in ("of", "for", "in", "to")), end)
        last = of - 1
        while last > start and self.doc[last].lower_ in self.words.words("noun", "NoBearer"):
            last -= 1
        if self.doc[last].lower_ not in self.words.role_heads:
            return False
        first = self.doc[start]
        named = first.ent_type_ == "PERSON" and self.places.is_given(first.text)
        return not named and not (end - start > 1 and of == end and self.places.is_given(first.text))

    def person_start(self, start: int, end: int) -> tuple[int, bool] | None:
        """Where a title ends and the person's name begins, and whether the title is an honorific.

        None where the run holds no title before a name.
        """
        doc, words = self.doc, self.words
        if self._given_title(start, end) or doc[end - 1].lower_.replace(".", "") in words.suffixes:
            return None
        last, titled = start, False
        body = words.head_class(self._lower(start, end)) is not None
        i = start
        while i < end - 1:
            if i > start and body and doc[i - 1].lower_ in TAIL_WORDS:
                break
            word = doc[i].lower_.rstrip(".")
            if word == "st" and (body or self.places.city(doc[i:end].text) is not None):
                pass  # a saint whom a body or city is called after: "St. Galen University", "St. Petersburg"
            elif word in words.titles:
                last, titled = i + 1, last == i or titled
            elif doc[i].lower_ in words.role_heads and doc[i + 1].lower_ not in TAIL_WORDS:
                last, titled = i + 1, False
            elif doc[i].lower_ in words.role_heads:
                person = next((j for j in range(i + 2, end) if self._starts_person(j, i + 2, end)), None)
                if person is not None:
                    last, titled = person, False
                    i = person
                    continue
            i += 1
        last = self._after_tail(start, last, end)
        return (last, titled) if last > start and self._may_be_person(last, end, titled) else None

    def _after_tail(self, start: int, last: int, end: int) -> int:
        """Where a name begins after a title that ends in a word for no person: "Professor Emeritus |"."""
        while start < last < end - 1 and self.doc[last].lower_ in self.words.words("noun", "NoBearer"):
            last += 1
        return last

    def _starts_person(self, j: int, first: int, end: int) -> bool:
        """Whether a person's name begins here after a role: "Secretary of Defense | Caspar Weinberger"."""
        token = self.doc[j]
        if self.doc[first - 2].lower_ in self.words.body_roles:
            return False
        if token.ent_type_ == "PERSON":
            return j > first or self.doc[first - 1].lower_ != "of"
        if not first < j < end - 1 or token.ent_type_ == "GPE":
            return False
        field = self.doc[first:j].text.casefold()
        return self.places.is_given(token.text) or any(
            name in self.places.known
            for name in (f"department of {field}", f"{field} department", f"{field} ministry")
        )

    def _given_title(self, start: int, end: int) -> bool:
        """Whether what looks like a title is a given name: "Dean Kamen", "Marshall Green"."""
        first = self.doc[start]
        named = first.ent_type_ == "PERSON" and first.ent_iob_ == "B" and self.places.is_given(first.text)
        return named and end - start == 2 and first.lower_ in GIVEN_TITLES

    def _may_be_person(self, start: int, end: int, titled: bool) -> bool:
        doc, words = self.doc, self.words
        if all(
            doc[j].lower_ in words.role_heads or doc[j].lower_.rstrip(".") in words.titles
            for j in range(start, end)
        ):
            return False
        while start < end - 2 and doc[start].text in ("&", "-", "–"):
            start += 1  # "President | & CEO of …"
        if doc[start].text in "-–" or doc[start].lower_ in words.words("noun", "NoBearer"):
            return False  # "Secretary | -General", "Professor | Emeritus"
        if tuple(self._lower(start, end)) in words.roles:
            return False  # "Executive | Vice President"
        if doc[start].lower_ in words.role_heads and doc[start + 1].lower_ in TAIL_WORDS:
            return False  # the role goes on: "Chief Executive | Officer of …"
        return titled or doc[start].ent_type_ == "PERSON" or words.head_class(self._lower(start, end)) is None

    def bodies(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Where bodies and states are named inside a title, and whether each stretch is one name.

        "Foreign Ministry Spokesman" names one before the noun, "Director of the CIA" one after it.
        """
        doc, words = self.doc, self.words
        i = start
        while i < end and not (
            doc[i].lower_ in words.role_heads or doc[i].lower_.rstrip(".") in words.titles
        ):
            i += 1
        of_office = (
            tuple(self._lower(start, min(i + 1, end))) in words.roles
            and name_key(doc[start:i].text) not in self.places.known
        )
        before = i > start and not of_office and not any(t.text == "&" for t in doc[start:i])
        if before and (self._names_body(start, i) or not any(is_english(t) for t in doc[start:i])):
            yield start, i, True
        after = next((j for j in range(i, end) if doc[j].lower_ in ("of", "for")), None)
        if after is not None and after + 1 < end:
            first = after + 2 if doc[after + 1].lower_ == "the" else after + 1
            if first < end and (self._names_body(first, end) or self._may_name(after, first, end)):
                yield first, end, False

    def _may_name(self, of: int, start: int, end: int) -> bool:
        """Whether what follows a role's "of" may be a body's name: no field of work ("Director of Sales")."""
        if any(not is_english(self.doc[i]) and self.doc[i].is_alpha for i in range(start, end)):
            return True
        return self.doc[of - 1].lower_ in self.words.body_roles and any(
            t.ent_type_ in ("ORG", "PERSON", "PRODUCT") for t in self.doc[start:end]
        )

    def _names_body(self, start: int, end: int) -> bool:
        span = self.doc[start:end]
        return (
            name_key(span.text) in self.places.known
            or name_key(span.text) in self.places.us_states
            or (span[0].ent_type_ == "GPE" and name_key(span.text) in self.places.cities)
            or self.places.state(span.text) is not None
            or self.words.head_class(self._lower(start, end)) is not None
            or (all(t.ent_type_ == "ORG" for t in span) and (end - start > 1 or span.text.isupper()))
        )

    def _lower(self, start: int, end: int) -> list[str]:
        return [t.lower_ for t in self.doc[start:end]]
