"""Evidence that a name is a product's: what is unveiled, shipped and discontinued is no body."""

from __future__ import annotations

from collections.abc import Mapping

from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.name_view import NameView
from graph.annotate.names.noun_evidence import NO_ENTITY
from graph.grammar.tree import first_conjunct, slot


def by_product(view: NameView, name: Candidate) -> Mapping[str, float]:
    """The verb that takes a product: "unveiled the Lumo", "Photobox was released"."""
    verb, role = slot(first_conjunct(view.doc[name.head]))
    if role not in ("object", "passive subject") or name.titled or name.role is not None:
        return {}
    lemma = verb.lemma_.lower()
    if lemma in view.lexicon.words("verb", "Marketing"):
        return {NO_ENTITY: 3.0}
    return {NO_ENTITY: 1.5, "Document": -1.5} if lemma in view.lexicon.words("verb", "Releasing") else {}
