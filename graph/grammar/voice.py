"""Whether a verb is passive, by its auxiliary, its agent, or as a bare participle."""

from __future__ import annotations

from spacy.tokens import Token

from graph.grammar.constructions import construction
from graph.grammar.predicates import Kind
from graph.grammar.tree import has

ATTACHED = frozenset({"acl", "advcl", "amod", "relcl", "prep"})
"""As these a past participle without an auxiliary is passive: "Iraq, attacked by Iran"."""


def voice(verb: Token) -> str | None:
    """The name of the construction that makes a verb passive; None for an active."""
    return next((name for name, holds in PASSIVES if holds(verb)), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive."""
    return voice(verb) is not None


@construction(
    "passive",
    Kind.VERB,
    ("theme", "agent"),
    yes=(
        "Iraq was attacked by Iran. | attacked: theme Iraq; agent Iran",
        "Iraq got attacked by Iran. | attacked: theme Iraq; agent Iran",
        "Iraq was attacked on Monday. | attacked: theme Iraq",
    ),
    no=(
        "Iraq attacked by night. | attacked: theme Iraq",
        "Iraq was attacked on Monday. | attacked: agent Monday",
    ),
)
def _passive(verb: Token) -> bool:
    return has(verb, "nsubjpass", "auxpass", "agent")


@construction(
    "passive participle",
    Kind.VERB,
    ("theme",),
    yes=(
        "Iraq, attacked on Monday, left. | attacked: theme Iraq",
        "The weapons stolen from Iraq vanished. | stolen: theme weapons; from Iraq",
    ),
    no=("Having attacked Iraq, Iran left. | attacked: theme Iran",),
)
def _participle(verb: Token) -> bool:
    bare = verb.tag_ == "VBN" and not has(verb, "aux", "dobj", "nsubj")
    return bare and verb.dep_ in ATTACHED


@construction(
    "coordinated participle",
    Kind.VERB,
    ("theme",),
    yes=("Iraq was criticized and attacked. | attacked: theme Iraq",),
    no=("Iran has criticized and attacked Iraq. | attacked: theme Iran",),
)
def _coordinated(verb: Token) -> bool:
    bare = verb.tag_ == "VBN" and not has(verb, "aux", "dobj", "nsubj")
    return bare and verb.dep_ == "conj" and verb.head.tag_ == "VBN" and is_passive(verb.head)


PASSIVES = (
    ("passive", _passive),
    ("passive participle", _participle),
    ("coordinated participle", _coordinated),
)
