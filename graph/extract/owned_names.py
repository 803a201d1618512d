"""A body's name right after its owner, its state or its place: "the UN's World Food Programme"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.annotate.names.gazetteer import gazetteer, name_key
from graph.annotate.refs import Ref, refs
from graph.extract.doc_view import DocView
from graph.extract.related import related
from graph.extract.relations import Found
from graph.grammar.words import MODIFIERS, POSSESSIVE_CLITICS
from graph.model import MentionKind

DESCRIBING = frozenset({"ADJ", "NOUN"})
DESCRIBING_TOKENS = (
    4  # tokens of a description between an owner and a name: "the Chilean mining company Codelco"
)


def from_owned_names(view: DocView) -> Iterator[Found]:
    """The relation between each named body and the name before it that owns or locates it."""
    for ref in refs(view.doc):
        if ref.kind is not MentionKind.NAME or view.family(ref.key) != "Organization" or _modifies(view, ref):
            continue
        owner = _owner(view, ref)
        if owner is None or owner.key == ref.key:
            continue
        yield from related(
            view,
            [ref.key],
            _relation(view, ref.key, owner.key),
            [owner.key],
            view.doc[ref.head],
            "name/owner",
            phrase=(owner.start, ref.end),
            structural=True,
        )


def _modifies(view: DocView, ref: Ref) -> bool:
    """Whether a name only modifies the noun after it: "Estonia's NATO membership"."""
    head = view.doc[ref.head]
    return head.dep_ in MODIFIERS and head.head.i >= ref.end


def _owner(view: DocView, ref: Ref) -> Ref | None:
    """The name that ends right before a name, before its clitic, or before the noun for its kind."""
    doc, i = view.doc, ref.start - 1
    if i >= 0 and doc[i].pos_ == "NOUN":
        if not view.is_body_noun(doc[i]):
            return None
        while (
            i > ref.start - 1 - DESCRIBING_TOKENS and doc[i].pos_ in DESCRIBING and not view.covering.get(i)
        ):
            i -= 1
    possessive = i >= 0 and doc[i].text in POSSESSIVE_CLITICS
    i -= possessive
    if i < 0 or doc[i].sent.start != doc[ref.start].sent.start or (i == ref.start - 1 and not possessive):
        return None
    owner = view.name_ending(i)
    return owner if owner is not None and (not possessive or _is_certain(view, owner.key)) else None


def _is_certain(view: DocView, owner: str) -> bool:
    """Whether a possessor is a state, place or body for sure: no surname ("Hudson's Bay Company")."""
    draft = view.drafts[owner]
    if draft.family != "Organization":
        people = (d for d in view.drafts.values() if d.family == "Person")
        return draft.family == "Country" or not any(draft.label in n.split() for d in people for n in d.names)
    name = draft.label
    known = bool(draft.same_as) or gazetteer(view.ontology).known.get(name_key(name)) is not None
    headed = view.words.head_class(name.casefold().split()) is not None
    return known or headed or " " in name or name.replace(".", "").isupper()


def _relation(view: DocView, body: str, owner: str) -> str | None:
    """Part of a body, organ of a state if it is an agency, else located in a state or place."""
    words, is_a = view.words, view.ontology.is_a
    family, cls = view.family(owner), view.cls(body)
    if family == "Organization":
        return words.frame("forename")
    if is_a(cls, "InternationalBody"):
        return None
    if family == "Country" and is_a(cls, "Agency"):
        return words.frame("organ")
    return words.frame("place") if family in ("Country", "Place") else None
