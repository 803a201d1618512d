"""What all passes over the names of a Doc look up: lexicon, gazetteer, facts of each stretch of tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.capitals import Capitals, capitals
from graph.annotate.names.gazetteer import Gazetteer, State, name_key
from graph.annotate.names.post_nominals import post_nominals
from graph.ontology import KnownName

DASH = re.compile(r"\s[-–—]\s")  # before the second part of a unit's name
GERUND_LETTERS = 6  # letters of the shortest gerund in a title of an agreement: "Ending"
GERUND_WITHIN = 6  # words at the start of such a title


class SpanFacts:
    """What the lexicon and the gazetteer know of a stretch of tokens; each fact is looked up once."""

    def __init__(self, text: str, words: tuple[str, ...], lexicon: Lexicon, places: Gazetteer) -> None:
        self.text, self.words = text, words
        self._lexicon, self._places = lexicon, places

    @cached_property
    def key(self) -> str:
        """The text as the gazetteer's tables have it."""
        return name_key(self.text)

    @cached_property
    def state(self) -> State | None:
        """The state that the text names, or whose people it names."""
        return self._places.state(self.text)

    @cached_property
    def known(self) -> KnownName | None:
        """What is known by this name."""
        return self._places.known.get(self.key)

    @cached_property
    def head(self) -> str | None:
        """The class that the head noun of the text gives a name; None where it gives none."""
        whole = DASH.split(self.text, maxsplit=1)[0]
        words = self.words if whole == self.text else tuple(whole.casefold().split())
        return self.titled_with_gerund or self._lexicon.head_class(words)

    @cached_property
    def titled_with_gerund(self) -> str | None:
        """The class of an agreement's title with a gerund: "Convention Abolishing Port Dues"."""
        heads = self._lexicon.name_heads
        for noun, word in pairwise(self.words[:GERUND_WITHIN]):
            if word.endswith("ing") and len(word) >= GERUND_LETTERS and (word,) not in heads:
                cls = heads.get((noun,))
                titled = word.capitalize() in self.text and not self._places.is_given(noun)
                if cls is not None and titled and self._lexicon.family(cls) in ("Agreement", "Document"):
                    return cls
        return None

    @cached_property
    def is_city(self) -> bool:
        """Whether the text names a city."""
        return self.key in self._places.cities

    @cached_property
    def is_given(self) -> bool:
        """Whether the text is a given name."""
        return self._places.is_given(self.text)


class SpanTable(dict[tuple[int, int], SpanFacts]):
    """The facts of each stretch of tokens (`start`, `end`) of a Doc, made when first asked for."""

    def __init__(self, doc: Doc, lexicon: Lexicon, places: Gazetteer) -> None:
        super().__init__()
        self._doc, self._lexicon, self._places = doc, lexicon, places

    def __missing__(self, span: tuple[int, int]) -> SpanFacts:
        """Make the facts of a stretch."""
        tokens = self._doc[span[0] : span[1]]
        facts = SpanFacts(tokens.text, tuple(t.lower_ for t in tokens), self._lexicon, self._places)
        self[span] = facts
        return facts


@dataclass(frozen=True, slots=True)
class NameView:
    """One Doc as the passes over its names see it; `letters` are tokens after names ("OBE")."""

    doc: Doc
    lexicon: Lexicon
    places: Gazetteer
    spans: SpanTable
    capitals: Capitals
    letters: frozenset[int]

    def is_a(self, cls: str | None, *ancestors: str) -> bool:
        """Whether a class is one of these or below one of them; no class is none."""
        return cls is not None and any(self.lexicon.ontology.is_a(cls, one) for one in ancestors)


def name_view(doc: Doc, lexicon: Lexicon, places: Gazetteer) -> NameView:
    """The view of a Doc; nothing that the passes read of its tokens may change afterwards."""
    letters = post_nominals(doc, lexicon)
    spans = SpanTable(doc, lexicon, places)
    return NameView(doc, lexicon, places, spans, capitals(doc, letters=letters), letters)
