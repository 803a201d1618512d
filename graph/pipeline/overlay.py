"""The user's rejections of statements, applied to the readings; the reading cache stays unchanged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from graph.model import Identity, Reading, Statement
from graph.ontology import Ontology
from graph.store import statement_id

DECISIONS = "decisions.csv"


def without(
    readings: Sequence[Reading], identities: Iterable[Identity], ontology: Ontology, rejected: Collection[str]
) -> Sequence[Reading]:
    """The readings without the statements whose ids were rejected; all of them where none was."""
    if not rejected:
        return readings
    ids = {member: one.id for one in identities for member in one.members}
    return [
        replace(
            reading,
            statements=tuple(
                one
                for one in reading.statements
                if _id(one, reading.source.slug, ids, ontology) not in rejected
            ),
        )
        for reading in readings
    ]


def _id(one: Statement, slug: str, ids: Mapping[tuple[str, str], str], ontology: Ontology) -> str:
    relation = ontology.relations[one.relation]
    subject, object_ = relation.canonical_ends(ids[slug, one.subject], ids[slug, one.object])
    speaker = ids[slug, one.speaker] if one.speaker else None
    return statement_id(
        subject,
        one.relation,
        object_,
        one.modality,
        speaker=speaker,
        when=one.when,
        label=one.label,
        state=one.state,
    )
