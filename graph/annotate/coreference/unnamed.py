"""People that a text mentions without ever naming them: "He", "I", "we", "it" with no antecedent.

A graph has no node for no one, so this runs only where a reading itself is measured, against sets in
which a pronoun is an end of a relation like a name. All pronouns of a kind without an antecedent are
taken for one and the same: a text that never names someone seldom mentions two of them.
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.annotate.coreference.discourse import Discourse
from graph.annotate.coreference.pronouns import HE, IT
from graph.annotate.coreference.speakers import I_WORDS, WE
from graph.annotate.refs import Draft
from graph.grammar.binding import is_pleonastic
from graph.model import MentionKind

PEOPLE = {**HE, **dict.fromkeys(I_WORDS, "")}
BODY_PRONOUNS = {**dict.fromkeys(IT, "it"), **dict.fromkeys(WE, "we")}


def keep(discourse: Discourse, token: Token) -> None:
    """Make an entity for the pronoun at a token where it refers to nothing that the text names."""
    word = token.lower_
    if discourse.at.get(token.i) or (word == "it" and is_pleonastic(token)):
        return
    if word in PEOPLE:
        _refer(
            discourse, token, "Person", {"m": "he", "f": "she"}.get(PEOPLE[word], "I"), PEOPLE[word] or None
        )
    elif word in BODY_PRONOUNS:
        _refer(discourse, token, "Organization", BODY_PRONOUNS[word], None)


def _refer(discourse: Discourse, token: Token, cls: str, label: str, gender: str | None) -> None:
    key = f"{discourse.lexicon.ontology.classes[cls].folder}/~{label.lower()}"
    draft = discourse.drafts.setdefault(
        key, Draft(key, cls, label, discourse.lexicon.family(cls), gender=gender)
    )
    draft.names[label] += 1
    if gender is not None:
        discourse.genders[key] = gender
    discourse.add(token.i, token.i + 1, token.i, [key], MentionKind.PRONOUN)
