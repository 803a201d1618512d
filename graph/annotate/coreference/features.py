"""Features that score an antecedent for a pronoun.

The features are those of the literature on pronoun resolution: distance, grammatical role and its
parallels (Hobbs 1978; Lappin and Leass 1994), centre of attention (Grosz, Joshi and Weinstein 1995),
command within the sentence, gender, number of mentions. Their weights are in `weights.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from graph.annotate.coreference.discourse import Antecedent, Discourse
from graph.annotate.names.selectional_preferences import ANY_CLASS, preferences
from graph.grammar.binding import barred
from graph.grammar.tree import clause_link, clause_verb
from graph.grammar.words import REFLEXIVE_ENDINGS, SUBJECTS

FAR = 30  # tokens; distances beyond count the same
AFFECTED_ROLES = frozenset({"object", "passive"})


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun, with what is looked up for it once."""

    token: Token
    gender: str | None
    case: str
    verb: Token | None
    sentence: int
    says: bool
    thing: str
    mark: str
    expects: frozenset[str] = ANY_CLASS
    subjects: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, discourse: Discourse, token: Token, gender: str | None) -> Anaphor:
        """The pronoun at a token."""
        verb = clause_verb(token)
        says = verb is not None and token.dep_ in SUBJECTS and verb.lemma_.lower() in discourse.lexicon.says
        thing = token.head.dep_ if token.dep_ == "poss" else ""
        mark = _mark(verb) if verb is not None else ""
        done_to = gender is None and token.dep_ in ("dobj", "nsubjpass", "pobj") and token.lower_ == "it"
        expects = preferences(discourse.lexicon.ontology).of(token) if done_to else ANY_CLASS
        return cls(token, gender, case(token), verb, discourse.sentence[token.i], says, thing, mark, expects)


@dataclass(frozen=True, slots=True)
class Option:
    """A possible antecedent with its features."""

    antecedent: Antecedent
    features: tuple[str, ...]


def _mark(verb: Token) -> str:
    """The conjunction that introduces a verb's clause, "" where it has none."""
    marks = (c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.pos_ == "SCONJ")
    return next(marks, "")


def case(token: Token) -> str:
    """The role of a pronoun: "subject", "possessor", "reflexive", "oblique" or "object"."""
    if token.lower_.endswith(REFLEXIVE_ENDINGS):
        return "reflexive"
    if token.dep_ == "poss" or (token.lower_ in ("his", "its", "their") and token.dep_ not in SUBJECTS):
        return "possessor"
    if token.dep_ in SUBJECTS:
        return "subject"
    return "oblique" if token.dep_ == "pobj" else "object"


def choices(discourse: Discourse, anaphor: Anaphor, candidates: Sequence[Antecedent]) -> list[Option]:
    """Each candidate that grammar and gender allow, with its features; candidates run from last to first."""
    found: list[Option] = []
    met: list[str] = []
    out = _barred_owners(discourse, anaphor)
    for one in candidates:
        if anaphor.gender and one.gender and one.gender != anaphor.gender:
            continue
        if one.head == anaphor.token.i or _ruled_out(discourse, anaphor, one):
            continue
        if one.head < anaphor.token.i and one.owner not in met:
            met.append(one.owner)
        rank = met.index(one.owner) if one.owner in met else -1
        features = tuple(_features(discourse, anaphor, one, rank))
        elsewhere = one.owner in out or not out.isdisjoint(one.keys)
        found.append(Option(one, (*features, f"barred elsewhere|{anaphor.case}") if elsewhere else features))
    return found


def _ruled_out(discourse: Discourse, anaphor: Anaphor, one: Antecedent) -> bool:
    if one.sentence == anaphor.sentence and barred(anaphor.token, discourse.doc[one.head]):
        return True
    return not _can_stand(discourse, anaphor, one) or _speaks(discourse, anaphor, one)


def _can_stand(discourse: Discourse, anaphor: Anaphor, one: Antecedent) -> bool:
    """Whether the word above a pronoun can take the antecedent: no one ratifies a state.

    What the relations of that word allow decides; a noun that is no entity may be anything.
    """
    if not anaphor.expects or not one.keys:
        return True
    return any(discourse.is_a(key, *anaphor.expects) for key in one.keys)


def _barred_owners(discourse: Discourse, anaphor: Anaphor) -> set[str]:
    """The owners that grammar rules out by one of their mentions in the sentence, and so by all."""
    found: set[str] = set()
    for one in discourse.within(anaphor.token, 0):
        if one.head != anaphor.token.i and barred(anaphor.token, discourse.doc[one.head]):
            found |= {one.owner, *one.keys}
    return found


def _features(discourse: Discourse, anaphor: Anaphor, one: Antecedent, rank: int) -> Iterator[str]:
    after = one.head > anaphor.token.i
    gap = anaphor.sentence - one.sentence
    near = "after" if after else "same" if gap == 0 else "last" if gap == 1 else "far"
    yield f"form={one.form}"
    yield f"near={near}"
    yield f"near={near}|case={anaphor.case}"
    yield f"gap={min(gap, 4)}" if not after else "gap=after"
    yield f"role={one.role}|near={near}"
    yield f"role={one.role}|case={anaphor.case}"
    yield f"role={one.role}|case={anaphor.case}|near={near}"
    yield f"rank={min(rank, 6)}" if rank >= 0 else "rank=after"
    yield f"form={one.form}|near={near}"
    tokens = abs(anaphor.token.i - one.head)
    yield f"tokens={min(tokens, FAR).bit_length()}|{near}"
    yield from _salience(discourse, anaphor, one, near)
    yield from _agreement(discourse, anaphor, one)
    if gap == 0:
        yield from _command(discourse, anaphor, one, near)
    yield from _speech(discourse, anaphor, one)
    if anaphor.thing:
        yield f"thing={anaphor.thing}|{one.role}|{near}"
    if rank >= 0 and one.role in ("subject", "passive") and not anaphor.subjects:
        anaphor.subjects.append(one.owner)
        yield f"nearest subject|{anaphor.case}|{near}"
    elif anaphor.subjects and one.owner == anaphor.subjects[0]:
        yield f"nearest subject too|{anaphor.case}"


def _salience(discourse: Discourse, anaphor: Anaphor, one: Antecedent, near: str) -> Iterator[str]:
    times = discourse.frequency[one.owner]
    yield f"times={min(times, 8).bit_length()}|{one.form == 'noun'}"
    if one.front:
        yield f"front|{near}"
    if one.clause >= 0 and discourse.doc[one.clause].dep_ == "ROOT":
        yield f"main|{one.role}|{near}"
    if discourse.leading.get(one.cls) == one.owner:
        yield "most"
    if discourse.first.get(one.cls) == one.owner:
        yield "first"
    last = discourse.last.get(anaphor.gender or anaphor.token.lower_[:2])
    if last is not None:
        same = "last" if anaphor.sentence - last[1] == 1 else "same" if anaphor.sentence == last[1] else "far"
        yield f"again={last[0] == one.owner}|{same}"
    if discourse.paragraph[one.head] != discourse.paragraph[anaphor.token.i]:
        yield "paragraph"
    yield from _setting(discourse, one)
    if first_of_many(discourse.doc[one.head]):
        yield "coordinated"
    if discourse.doc[one.head].dep_ == "conj":
        yield "conjunct"


def _setting(discourse: Discourse, one: Antecedent) -> Iterator[str]:
    """The surroundings of an antecedent: brackets, quotation marks, apposition, a relative clause."""
    before = discourse.doc[one.start - 1] if one.start else None
    if before is not None and before.is_bracket:
        yield "bracket"
    elif before is not None and before.is_quote and discourse.quotes.get(one.head) is None:
        yield "quoted"
    head = discourse.doc[one.head]
    if head.dep_ == "appos":
        yield "apposition"
    if any(c.dep_ == "appos" for c in head.children):
        yield "explained"
    if any(c.dep_ == "relcl" for c in head.children):
        yield "relative"


def _rivals(discourse: Discourse, anaphor: Anaphor) -> bool:
    """Whether the pronoun's own sentence names before it what it may mean."""
    at = anaphor.token
    near = (o for o in discourse.within(at, 0) if o.keys and o.head < at.i)
    return any(not barred(at, discourse.doc[o.head]) for o in near)


def _affected(pronoun: Token) -> bool:
    """Whether something is done to what a pronoun means: an object, or the subject of a passive."""
    return pronoun.dep_ in ("dobj", "nsubjpass")


def first_of_many(token: Token) -> bool:
    """Whether a token begins a coordination."""
    return token.dep_ != "conj" and any(c.dep_ == "conj" for c in token.rights)


def _agreement(discourse: Discourse, anaphor: Anaphor, one: Antecedent) -> Iterator[str]:
    yield f"cls={one.cls}"
    yield f"cls={one.cls}|{one.form}"
    if anaphor.gender:
        yield f"gender={one.gender is not None}|{one.form}"
        if one.gender is None:
            leans = "none" if one.leaning is None else "with" if one.leaning == anaphor.gender else "against"
            yield f"leans={leans}"
            yield f"leans={leans}|{one.form}"
    else:
        yield f"word={anaphor.token.lower_}|{one.cls}"
        yield f"says={anaphor.says}|{one.cls}"
        yield f"case={anaphor.case}|{one.cls}|{one.form}"
        agent = discourse.lexicon.ontology.is_a(one.cls, "Agent")
        known = anaphor.expects or not one.keys
        again = _affected(anaphor.token) and one.role in AFFECTED_ROLES and known and not agent
        if again and (one.sentence == anaphor.sentence or not _rivals(discourse, anaphor)):
            yield "thing again"  # what was proposed, signed or published is what is rejected next
    yield f"plural={one.plural}"
    if one.form in ("weak", "unread"):
        before = discourse.doc[one.start - 1] if one.start else None
        yield f"after={before.lower_ if before is not None and before.pos_ == 'ADP' else ''}|{one.form}"
        yield f"label={discourse.doc[one.head].ent_type_}|{one.form}"
    if one.form == "pronoun":
        yield f"echo={one.word == anaphor.token.lower_}|{one.role}|{anaphor.case}"


def _command(discourse: Discourse, anaphor: Anaphor, one: Antecedent, near: str) -> Iterator[str]:
    """The position of the antecedent's clause relative to the pronoun's, within one sentence."""
    head = discourse.doc[one.head]
    theirs = discourse.doc[one.clause] if one.clause >= 0 else None
    if theirs is not None and anaphor.verb is not None and theirs.i == anaphor.verb.i:
        yield f"clause=same|{one.role}|{anaphor.case}|{near}"
    elif (hung := clause_link(theirs, anaphor.verb)) is not None:
        yield f"clause=above|{one.role}|{anaphor.case}|{near}"
        yield f"hung={hung}|{one.role}|{near}"
        yield f"mark={anaphor.mark}|{one.role}|{near}"
    elif (hung := clause_link(anaphor.verb, theirs)) is not None:
        yield f"clause=below|{one.role}|{near}"
        yield f"below={hung}|{near}"
    else:
        yield f"clause=beside|{one.role}|{near}"
    if anaphor.case == "possessor":
        thing = anaphor.token.head
        if thing.dep_ == "conj" and thing.head.i == head.i:
            yield "and his"
        same = theirs is not None and anaphor.verb is not None and theirs.i == anaphor.verb.i
        if same and thing.dep_ in ("dobj", "pobj") and one.role == "subject":
            yield "own"
    if head.dep_ == "poss" and anaphor.case == "possessor":
        yield f"possessors|{near}"


def _speech(discourse: Discourse, anaphor: Anaphor, one: Antecedent) -> Iterator[str]:
    mine, theirs = discourse.quotes.get(anaphor.token.i), discourse.quotes.get(one.head)
    if mine is not None and (theirs is None or theirs.speaker != mine.speaker):
        yield "out of quotation"
    elif theirs is not None and mine is None:
        yield "from quotation"


def _speaks(discourse: Discourse, anaphor: Anaphor, one: Antecedent) -> bool:
    """Whether the antecedent is the speaker of the quotation around the pronoun: speakers say "I"."""
    mine = discourse.quotes.get(anaphor.token.i)
    if mine is None or mine.speaker < 0 or mine.cue < 0 or mine is discourse.quotes.get(one.head):
        return False
    return mine.speaker == one.head or any(r.key in one.keys for r in discourse.at.get(mine.speaker, ()))
