"""What somebody is, told before they are: "A professor at Yale, he …", "As head of the bank, Kos …"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.annotate.chain import post_at
from graph.annotate.refs import Ref
from graph.annotate.rolephrase import Post, sentence_end
from graph.annotate.roles import roles_of
from graph.extract.found import Desk, Found
from graph.extract.people import told

LONGEST = 30  # tokens from the noun of the role to the comma before its bearer
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def from_fronted(desk: Desk) -> Iterator[Found]:
    """Relations of a role that a sentence begins with, of the subject after the comma."""
    for first in desk.doc:
        if not first.is_sent_start or not desk.telling[first.i]:
            continue
        i = first.i + 1 if first.lower_ == "as" else first.i
        if i >= len(desk.doc) or (i == first.i and desk.doc[i].pos_ != "DET"):
            continue
        noun = post_at(desk.doc, i, desk.covering, desk.words)
        bearer = _bearer(desk, noun) if noun is not None else None
        if noun is None or bearer is None:
            continue
        for role in roles_of(desk.doc, Post(noun, "apposition"), None, desk.covering, desk.words):
            yield from told(desk, bearer.key, role)


def _bearer(desk: Desk, noun: int) -> Ref | None:
    """The person who is the subject right after the first comma that a subject follows."""
    doc, stop = desk.doc, min(noun + LONGEST, sentence_end(desk.doc, noun) - 1)
    for i in range(noun + 1, stop):
        if doc[i].tag_ in FINITE:
            return None
        if doc[i].text != ",":
            continue
        for ref in desk.starting.get(i + 1, ()):
            head = doc[ref.head]
            if desk.cls(ref.key) == "Person" and head.dep_ in SUBJECTS and _is_fact(desk, ref):
                return ref
    return None


def _is_fact(desk: Desk, ref: Ref) -> bool:
    """Whether what the subject does is no plan: "As head of the bank, she would …" tells of no office yet."""
    return not any(c.tag_ == "MD" for c in desk.doc[ref.head].head.children)
