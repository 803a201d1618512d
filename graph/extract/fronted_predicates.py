"""What somebody is, told before they are: "A professor at Yale, he …", "As head of the bank, Kos …"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.annotate.refs import Ref
from graph.annotate.roles.chained import post_at
from graph.annotate.roles.component import roles_of
from graph.annotate.roles.phrases import Post, sentence_end
from graph.extract.doc_view import DocView
from graph.extract.relations import Found
from graph.extract.roles import told
from graph.grammar.words import FINITE_OR_MODAL, NOUN_SUBJECTS

FRONTED_TOKENS = 30  # tokens from the noun of the role to the comma before its bearer


def from_fronted(view: DocView) -> Iterator[Found]:
    """Relations of a role that a sentence begins with, of the subject after the comma."""
    for first in view.doc:
        if not first.is_sent_start or not view.telling[first.i]:
            continue
        i = first.i + 1 if first.lower_ == "as" else first.i
        if i >= len(view.doc) or (i == first.i and view.doc[i].pos_ != "DET"):
            continue
        noun = post_at(view.doc, i, view.covering, view.words)
        bearer = _bearer(view, noun) if noun is not None else None
        if noun is None or bearer is None:
            continue
        for role in roles_of(view.doc, Post(noun, "apposition"), None, view.covering, view.words):
            yield from told(view, bearer.key, role)


def _bearer(view: DocView, noun: int) -> Ref | None:
    """The person who is the subject right after the first comma that a subject follows."""
    doc, stop = view.doc, min(noun + FRONTED_TOKENS, sentence_end(view.doc, noun) - 1)
    for i in range(noun + 1, stop):
        if doc[i].tag_ in FINITE_OR_MODAL:
            return None
        if doc[i].text != ",":
            continue
        for ref in view.starting.get(i + 1, ()):
            head = doc[ref.head]
            if view.family(ref.key) == "Person" and head.dep_ in NOUN_SUBJECTS and _is_fact(view, ref):
                return ref
    return None


def _is_fact(view: DocView, ref: Ref) -> bool:
    """Whether what the subject does is no plan: "As head of the bank, she would …" tells of no office yet."""
    return not any(c.tag_ == "MD" for c in view.doc[ref.head].head.children)
