"""The parts of names of organizations and events: countries, head nouns, dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.link.fold import words_of
from graph.link.words import word_set
from graph.ontology import Ontology

DESCRIBED = frozenset({"Event", "Agreement", "Document"})
LONGEST_COUNTRY = 6  # words in "Democratic People's Republic of Korea"
_MONTHS = {name.casefold() for names in (calendar.month_name, calendar.month_abbr) for name in names if name}
_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|1[0-9]{3}|20[0-9]{2}")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words for the comparison, from the ontology and from the corpus.

    `countries` leads from the words of a country's name or people to its code; `heads` are the nouns
    for kinds of organizations ("ministry"),  `papers` the same for events, agreements and
    documents ("summit"); `forms` are legal ones ("inc"); `titles` precede names of persons;
    `kinds` are the single nouns for kinds of anything, which no name is made of alone ("empire");
    `participants` are single words that name a known organization ("g20");
    `memory` caches names parsed with this lexicon.
    """

    countries: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    participants: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    memory: dict[tuple[str, str], object] = field(default_factory=dict, compare=False, repr=False)

    def without_countries(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
        """The words less the countries named in them, and the codes of these."""
        kept: list[str] = []
        codes: set[str] = set()
        at = 0
        while at < len(words):
            size, code = self._country_at(words, at)
            if code:
                codes.add(code)
                at += size
            else:
                kept.append(words[at])
                at += 1
        return tuple(kept), frozenset(codes)

    def _country_at(self, words: tuple[str, ...], at: int) -> tuple[int, str | None]:
        for size in range(min(LONGEST_COUNTRY, len(words) - at), 0, -1):
            if code := self.countries.get(words[at : at + size]):
                return size, code
        return 0, None


def lexicon(ontology: Ontology, country_names: Iterable[tuple[str, str]] = ()) -> Lexicon:
    """The lexicon of an ontology and of the (name, code) pairs of the countries that a corpus names.

    A name of two countries is ignored.
    """
    known = [(name, one.country) for one in ontology.known if one.cls == "Country" for name in one.names]
    codes: dict[tuple[str, ...], set[str]] = {}
    for name, code in (*known, *country_names):
        if code and (words := _bare(words_of(name))):
            codes.setdefault(words, set()).add(code)
    roles = [cue.text for kind in ("title", "role") for cue in ontology.cues_of(kind)]
    heads = {(cue.term, _head(cue.text)) for kind in ("head", "nameHead") for cue in ontology.cues_of(kind)}
    forms = {word for cue in ontology.cues_of("suffix") for word in words_of(cue.text)}
    bodies = [one for one in ontology.known if ontology.is_a(one.cls, "Organization")]
    called = {words_of(name) for one in bodies for name in one.names}
    return Lexicon(
        countries={words: min(found) for words, found in codes.items() if len(found) == 1},
        heads=frozenset(head for term, head in heads if ontology.is_a(term, "Organization")),
        papers=frozenset(head for term, head in heads if _is_described(term, ontology)),
        forms=frozenset(forms) | word_set("legal_forms"),
        titles=frozenset(word for text in roles for word in words_of(text)) - word_set("stop_words"),
        participants=frozenset(words[0] for words in called if len(words) == 1),
        kinds=frozenset(form for _, head in heads for form in (head, f"{head}s")),
    )


def _is_described(term: str, ontology: Ontology) -> bool:
    return any(ontology.is_a(term, one) for one in DESCRIBED)


def _head(text: str) -> str:
    """The word of a head that says the kind: of "code of conduct" the first, of "news agency" the last."""
    words = words_of(text)
    breaks = [at for at, word in enumerate(words) if word in word_set("stop_words")]
    return words[max(breaks[0] - 1, 0) if breaks else -1]


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words and words[0] == "the" else words


def is_date(word: str) -> bool:
    """Whether a word of a name is only a part of a date: a month, a year, a day."""
    return word in _MONTHS or _NUMBER.fullmatch(word) is not None


def years_in(text: str) -> tuple[str, ...]:
    """The years in a name.

    >>> years_in("2014 U.S. indictment")
    ('2014',)
    """
    return tuple(word for word in words_of(text) if _YEAR.fullmatch(word))
