"""People's names with a body or state alone: "Dr. Yusuf of Makerere", "Siemens's Roth", "Otieno (Kenya)"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Ref, RoleMention, drafts, refs
from graph.annotate.roles.holders import after_name
from graph.annotate.roles.phrases import Covering, sentence_start
from graph.grammar.coordination import brought
from graph.grammar.tree import phrase_head
from graph.grammar.words import OBJECTS, POSSESSIVE_CLITICS
from graph.model import MentionKind

Tie = tuple[str, int, int, str]  # the body's key, the tokens that tie it to the name, the construction


def affiliations(doc: Doc, covering: Covering, words: Lexicon) -> Iterator[RoleMention]:
    """Role mentions without a title: someone's name and what it belongs to."""
    for ref in refs(doc):
        if ref.kind is not MentionKind.NAME or words.family(drafts(doc)[ref.key].cls) != "Person":
            continue
        for ties in (
            _of(doc, ref, covering, words),
            _from(doc, ref, covering),
            _owning(doc, ref, covering),
            _in_brackets(doc, ref, covering),
        ):
            for key, start, end, how in ties:
                yield RoleMention("", start, end, ref.head, how, ref.head, ref.key, key)


def _of(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> Iterator[Tie]:
    for holder in after_name(doc, ref, covering, words)[:1]:
        yield holder.key, ref.end, ref.end + 1, "name/of"


def _from(doc: Doc, ref: Ref, covering: Covering) -> Iterator[Tie]:
    """The body that a person comes from: "Mary Okoye from the World Bank", "from Peru's Health Ministry"."""
    prep = doc[ref.end] if ref.end < len(doc) else None
    if prep is None or prep.lower_ != "from" or not ref.start <= prep.head.i < ref.end:
        return
    if phrase_head(prep.head).dep_ in OBJECTS:  # "freed him from the Red Brigade"
        return
    bodies = (r for t in brought(prep) for r in covering.get(t.i, ()) if r.head == t.i)
    body = next((r for r in bodies if drafts(doc)[r.key].family == "Organization"), None)
    if body is not None:
        yield body.key, ref.end, body.end, "name/from"


def _owning(doc: Doc, ref: Ref, covering: Covering) -> Iterator[Tie]:
    """The possessor right before the name."""
    i = ref.start - 1
    if i > sentence_start(doc, ref.start) and doc[i].text in POSSESSIVE_CLITICS:
        named = (r for r in covering.get(i - 1, ()) if r.kind is MentionKind.NAME)
        yield from ((r.key, r.start, ref.end, "name/possessive") for r in list(named)[:1])


def _in_brackets(doc: Doc, ref: Ref, covering: Covering) -> Iterator[Tie]:
    """A name in brackets after its body, or the body in brackets after the name."""
    after = doc[ref.end].text if ref.end < len(doc) else ""
    if ref.start > 1 and doc[ref.start - 1].text == "(" and after == ")":
        i = ref.start - 1
        ending = (r for r in covering.get(i - 1, ()) if r.end == i and r.kind is MentionKind.NAME)
        yield from ((r.key, r.start, ref.end, "name/brackets") for r in list(ending)[:1])
    elif ref.end + 2 < len(doc) and after == "(":
        inner = (r for r in covering.get(ref.end + 1, ()) if doc[r.end : r.end + 1].text == ")")
        yield from ((r.key, ref.start, r.end, "name/brackets") for r in list(inner)[:1])
