"""Evidence from the sentence: titles and roles before a name, its determiners and clauses, its verb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graph.annotate.lexicon import DESCRIBED
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.name_view import NameView
from graph.annotate.names.noun_evidence import NO_ENTITY
from graph.annotate.names.selectional_preferences import preferences
from graph.annotate.signing import signed_class

STATE_TOKENS = 4  # tokens of the longest name of a state: "United Republic of Tanzania"
ACRONYM_TOKENS = 3  # tokens of an acronym in brackets
COUNTING_DETERMINERS = frozenset({"a", "an", "another", "each", "every", "any", "two", "three", "several"})
ACRONYM_PLURAL_LETTERS = 8  # letters of a plural too long to be that of an acronym: "NGOs"


def by_title(view: NameView, name: Candidate) -> Mapping[str, float]:
    """An honorific or a role before a name: "Mr. Ruiz", "Senator Ruiz", "the banker Ruiz"."""
    lexicon = view.lexicon
    if name.titled:
        return {"Person": 12.0}
    if name.role is not None:
        return {"Person": 8.0}
    before = view.doc[name.start - 1] if name.start else None
    if before is None:
        return {}
    if before.lower_ in lexicon.role_heads and before.pos_ in ("NOUN", "PROPN"):
        return {"Person": 8.0}
    if before.pos_ == "NOUN" and before.lower_ in lexicon.person_nouns - lexicon.kin:
        return {"Person": 3.0}
    return {"Person": 6.0} if _follows_office(view, name) else {}


def _follows_office(view: NameView, name: Candidate) -> bool:
    """Whether an office and its state are right before a name: "President of Latvia | Karlis Ozols"."""
    doc = view.doc
    if name.is_single or name.text[0].islower() or view.spans[name.start, name.end].head is not None:
        return False
    for first in range(name.start - 1, max(1, name.start - STATE_TOKENS) - 1, -1):
        if view.spans[first, name.start].state is not None:
            of = first - 2 if doc[first - 1].lower_ == "the" else first - 1
            return of > 0 and doc[of].lower_ == "of" and doc[of - 1].lower_ in view.lexicon.role_heads
    return False


def by_syntax(view: NameView, name: Candidate) -> Mapping[str, float]:
    """Determiners, verbs of saying, participles and relative clauses: "the", "a", "state-owned", "who"."""
    head, found = view.doc[name.head], defaultdict[str, float](float)
    before = view.doc[name.start - 1] if name.start else None
    article = before is not None and before.lower_ in ("the", "a", "an")
    if article and head.dep_ not in ("compound", "nmod", "amod", "poss"):
        found["Person"] -= 5.0 if name.label != "PERSON" else 2.0
    acronyms = head.tag_ == "NNPS" and len(head.text) < ACRONYM_PLURAL_LETTERS and head.text[:-1].isupper()
    if acronyms or any(c.dep_ == "det" and c.lower_ in COUNTING_DETERMINERS for c in head.children):
        found[NO_ENTITY] += 6.0
    if head.dep_ == "nsubj" and head.head.lemma_ in view.lexicon.says:
        found["Person"] += 1.0 if name.end - name.start < 4 else 0.0
    owned = tuple(view.lexicon.words("adjective", "Held"))
    if any(c.lower_.endswith(owned) for c in head.lefts if c.dep_ in ("amod", "compound")):
        found["Organization"] += 2.0
    relatives = {g.lower_ for c in head.children if c.dep_ == "relcl" for g in c.lefts}
    if relatives & {"who", "whose", "whom"}:
        found["Person"] += 2.0
    elif "which" in relatives:
        found["Person"] -= 3.0
    elif "where" in relatives:
        found["Place"] += 2.0
    return found


def by_signing(view: NameView, name: Candidate) -> Mapping[str, float]:
    """What several sign is an agreement: "the Oslo Declaration, signed by Peru and Chile"."""
    end = name.end + ACRONYM_TOKENS if view.doc[name.end : name.end + 1].text == "(" else name.end
    cls = signed_class(view.doc[name.head], view.lexicon, within=list(view.doc[name.start : end]))
    return {cls: 15.0} if cls is not None else {}


def by_expectation(view: NameView, name: Candidate) -> Mapping[str, float]:
    """The classes that the verb or noun above expects: what is bought is a body; who accuses is no place."""
    wanted = preferences(view.lexicon.ontology).of(view.doc[name.head])
    if not wanted:
        return {}
    ontology, is_a = view.lexicon.ontology, view.lexicon.ontology.is_a
    families = sorted(set(ontology.families.values()) - ontology.abstract)
    fitting = [one for one in families if any(is_a(one, w) or is_a(w, one) for w in wanted)]
    if len(fitting) == 1:
        return {fitting[0]: 1.0 if fitting[0] in DESCRIBED else 2.5}  # "works on the Metro"
    if "Place" in fitting:
        return {}
    alone = name.is_single and name.label == "" and view.doc[name.head].pos_ == "PROPN"
    given = view.spans[name.start, name.start + 1].is_given
    return {"Place": -1.0, "Organization": 1.0 if alone and not given else 0.0}
