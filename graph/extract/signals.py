"""Signals of one statement by which its confidence is weighed: numbers by name, 0 where nothing is unusual.

They say how surely the statement is said and how its ends are referred to. `confidence.toml` has their
weights; `benchmarks/parse_signals.py` has others, which were measured and predict nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from graph.annotate.refs import Ref
from graph.extract.doc_view import DocView
from graph.extract.modality import Stance
from graph.extract.relations import Found
from graph.model import MentionKind, Modality

MODEL_TYPES = {
    "Person": frozenset({"PERSON"}),
    "Organization": frozenset({"ORG", "NORP"}),
    "Country": frozenset({"GPE", "NORP", "LOC"}),
    "Place": frozenset({"GPE", "LOC", "FAC"}),
}
"""The types that the model's entity recognizer gives to names of these families."""

READ_AS = {Modality.CANCELLED: Modality.PLANNED}  # a plan that was called off is read as surely as a plan


def signals(view: DocView, found: Found, told: Stance) -> dict[str, float]:
    """The signals of what a rule found, those that are 0 left out."""
    ends = nearest_ends(view, found)
    names = [ref for ref in ends if ref.kind is MentionKind.NAME]
    others = [ref for ref in names if view.family(ref.key) != "Country"]
    counts = {
        modality_signal(told.modality): told.modality is not Modality.ASSERTED,
        "pronouns": sum(ref.kind is MentionKind.PRONOUN for ref in ends),
        "descriptions": sum(ref.kind is MentionKind.DESCRIPTION for ref in ends),
        "states": sum(view.family(ref.key) == "Country" for ref in ends),
        "one-word names": sum(ref.end - ref.start == 1 for ref in others),
        "names typed otherwise by the model": sum(_typed_otherwise(view, ref) for ref in names),
    }
    return {name: float(count) for name, count in counts.items() if count}


def modality_signal(modality: Modality) -> str:
    """The name of the signal of a modality.

    >>> modality_signal(Modality.DENIED), modality_signal(Modality.CANCELLED)
    ('denied', 'planned')
    """
    return READ_AS.get(modality, modality).value.lower()


def nearest_ends(view: DocView, found: Found) -> list[Ref]:
    """For each end the reference to it that is closest to the predicate, those in its sentence first."""
    predicate = view.doc[found.predicate]
    near = (_nearest(view.refs_of(key), predicate) for key in (found.subject, found.object))
    return [ref for ref in near if ref is not None]


def _nearest(refs: Iterable[Ref], predicate: Token) -> Ref | None:
    sent = predicate.sent
    return min(
        refs,
        key=lambda r: (not sent.start <= r.head < sent.end, abs(r.head - predicate.i), r.start),
        default=None,
    )


def _typed_otherwise(view: DocView, ref: Ref) -> bool:
    types = MODEL_TYPES.get(view.family(ref.key))
    return types is not None and view.doc[ref.head].ent_type_ not in types
