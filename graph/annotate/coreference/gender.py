"""Genders of people: by titles, given names, and nouns such as "actress"."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import import_module

from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.persons import parts
from graph.annotate.refs import Ref, drafts, refs
from graph.grammar.predications import descriptions
from graph.model import MentionKind

LOCALES = (
    "en", "en_GB", "en_IE", "en_IN", "en_KE", "en_NZ", "en_US", "cs_CZ", "da_DK", "de_AT", "de_CH", "de_DE",
    "es_CL", "es_CO", "es_ES", "es_MX", "fi_FI", "fr_BE", "fr_CH", "fr_FR", "hu_HU", "id_ID", "is_IS",
    "it_IT", "nl_BE", "nl_NL", "no_NO", "pl_PL", "pt_BR", "pt_PT", "ro_RO", "sv_SE", "tr_TR", "yo_NG",
)  # fmt: skip
CLEAR = 3  # a name leans one way where this many times as many lists have it there


@cache
def given_names() -> dict[str, str]:
    """Given names, case folded, to "m" or "f", where faker's lists agree by `CLEAR` to one."""
    counts: dict[str, Counter[str]] = {}
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for gender, attribute in (("m", "first_names_male"), ("f", "first_names_female")):
            found = getattr(provider, attribute, ())
            for name in set(found) if not isinstance(found, property) else ():
                counts.setdefault(name.casefold(), Counter())[gender] += 1
    return {name: leaning for name, count in counts.items() if (leaning := _leaning(count)) is not None}


def _leaning(count: Counter[str]) -> str | None:
    for one, other in (("m", "f"), ("f", "m")):
        if count[one] >= CLEAR * count[other] and count[one]:
            return one
    return None


def stated_genders(doc: Doc, words: Lexicon) -> dict[str, str]:
    """The genders that titles and nouns state, by key: "m" or "f"; the majority of nouns decides."""
    nouns: dict[str, Counter[str]] = {}
    for ref in refs(doc):
        if drafts(doc)[ref.key].family == "Person" and ref.kind is MentionKind.NAME:
            for word in _nouns_beside(doc, ref):
                for sex, term in (("m", "Masculine"), ("f", "Feminine")):
                    if word in words.words("noun", term):
                        nouns.setdefault(ref.key, Counter())[sex] += 1
    told = ((key, _told(doc, key, nouns.get(key, Counter()))) for key in drafts(doc))
    return {key: gender for key, gender in told if gender is not None}


def _told(doc: Doc, key: str, nouns: Counter[str]) -> str | None:
    draft = drafts(doc)[key]
    if nouns["m"] != nouns["f"]:
        return "m" if nouns["m"] > nouns["f"] else "f"
    by_name = leaning(draft.label)
    return draft.gender if draft.family == "Person" and draft.gender != by_name else None


def leaning(name: str) -> str | None:
    """The gender that a name's first word suggests: a hint, since it may be a surname."""
    words = parts(name)
    return given_names().get(words[0]) if words else None


def _nouns_beside(doc: Doc, ref: Ref) -> list[str]:
    """The nouns that describe a person: right before the name, in apposition, or by a copula."""
    head = doc[ref.head]
    before = [t for t in doc[max(0, ref.start - 2) : ref.start] if t.pos_ in ("NOUN", "PROPN")]
    found = [t for t in before if t.i == ref.start - 1 or t.head.i == head.i]
    return [t.lemma_.lower() for t in (*found, *(d for d in descriptions(head) if d not in found))]
