"""Names in lists that share a title or take theirs in turn: "Presidents Bush and Gorbachev"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Ref, drafts
from graph.annotate.roles.holders import BODY_PREPOSITIONS
from graph.annotate.roles.phrases import (
    Covering,
    Post,
    is_person_noun,
    phrase_start,
    sentence_start,
    singular,
)
from graph.grammar.words import POSSESSIVE_CLITICS
from graph.model import MentionKind

APPOSITIVE_MARKS = frozenset({",", "–", "—"})
BREAKING = frozenset({"VERB", "AUX", "SCONJ", "PUNCT", "CCONJ"})
CONNECTING = frozenset({"of", "for", "from"})
SHARED_TITLE_NAMES = 6  # names that share one plural title
TITLE_NOUN_TOKENS = 14  # tokens before a name in which the noun of its title is looked for


def is_plural(token: Token, words: Lexicon) -> bool:
    return token.lower_ not in words.person_nouns and singular(token.text, words) != token.text


def shared_title(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """A plural title before the first of several names: "Presidents Bush and Gorbachev"."""
    at, first = ref.start, sentence_start(doc, ref.start)
    for _ in range(SHARED_TITLE_NAMES):
        other = _listed_before(doc, at, first, covering)
        if other is None:
            return
        noun = other.start - 1
        if noun >= first and is_person_noun(doc[noun], words):
            if is_plural(doc[noun], words):
                yield Post(noun, "title", plural=True)
            return
        at = other.start


def _listed_before(doc: Doc, at: int, first: int, covering: Covering) -> Ref | None:
    """The person listed before the name at `at`, also with a state: "Lavrov of Russia and | Wang Yi"."""
    before = at - 1
    while before > first and doc[before].lower_ in ("and", ","):
        before -= 1
    if before == at - 1 or before < first:
        return None
    place = next((r for r in covering.get(before, ()) if drafts(doc)[r.key].family != "Person"), None)
    if place is not None and place.start - 2 >= first and doc[place.start - 1].lower_ in CONNECTING:
        before = place.start - 2
    return person_at(doc, before, covering)


def person_at(doc: Doc, i: int, covering: Covering) -> Ref | None:
    """The name of a person that covers a token."""
    named = (r for r in covering.get(i, ()) if r.kind is MentionKind.NAME)
    return next((r for r in named if drafts(doc)[r.key].family == "Person"), None)


def paired(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """A plural phrase before names that take its bodies in turn: "leaders of Chad and Mali, A and B,"."""
    first, head, index = sentence_start(doc, ref.start), ref, 0
    while (
        index < SHARED_TITLE_NAMES and (other := _listed_before(doc, head.start, first, covering)) is not None
    ):
        head, index = other, index + 1
    comma = head.start - 1
    if comma <= first or doc[comma].text not in APPOSITIVE_MARKS:
        return
    nouns = nouns_before(doc, comma, max(first, comma - TITLE_NOUN_TOKENS), covering, words)
    if not nouns or not is_plural(doc[nouns[0]], words):
        return
    count = index + 1
    after = ref.end
    while count < SHARED_TITLE_NAMES and (following := _listed_after(doc, after, covering)) is not None:
        after, count = following.end, count + 1
    if count > 1 and (after == len(doc) or doc[after].is_punct or doc[after].is_space):
        yield Post(nouns[0], "apposition", plural=True, place=(index, count))


def _listed_after(doc: Doc, i: int, covering: Covering) -> Ref | None:
    """The person listed after a name that ends at `i`."""
    at = i
    while at < len(doc) and doc[at].lower_ in ("and", ","):
        at += 1
    found = person_at(doc, at, covering) if i < at < len(doc) else None
    return found if found is not None and found.start == at else None


def _breaks(token: Token, covering: Covering) -> bool:
    """Whether a token ends a noun phrase, seen from behind; "and" between two names does not."""
    if token.lower_ == "and" and covering.get(token.i + 1) and covering.get(token.i - 1):
        return False
    plain = token.text in POSSESSIVE_CLITICS or token.text == "-" or bool(covering.get(token.i))
    return token.pos_ in BREAKING and not plain


def nouns_before(doc: Doc, comma: int, first: int, covering: Covering, words: Lexicon) -> list[int]:
    """The role nouns of the phrase that ends at a comma, the last first: "its founder and chairman |,"."""
    found: list[int] = []
    for i in range(comma - 1, first - 1, -1):
        token = doc[i]
        joins = found and token.lower_ == "and" and phrase_start(doc, found[-1], covering) == i + 1
        if joins and i > first and is_person_noun(doc[i - 1], words):
            found.append(i - 1)
        elif _breaks(token, covering):
            break
        elif (
            is_person_noun(token, words)
            and not covering.get(i)
            and (i + 1 == comma or doc[i + 1].lower_ in BODY_PREPOSITIONS)
        ):
            found = [*found[:-1], i]
    return found
