"""What speaks for and against a pronoun's meaning an antecedent, as names of features that hold.

The features are those of the literature on pronoun resolution: distance, grammatical role and its
parallels (Hobbs 1978; Lappin and Leass 1994), centre of attention (Grosz, Joshi and Weinstein 1995),
command within the sentence, gender, number of mentions. Their weights stand in `weights.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from graph.annotate.coreference.discourse import Antecedent, Scene
from graph.annotate.coreference.syntax import above, barred, clause_verb
from graph.grammar.words import SUBJECTS

FAR = 30  # tokens; distances beyond count the same


@dataclass(frozen=True, slots=True)
class Asked:
    """A pronoun that is asked about, with what is looked up for it once."""

    token: Token
    gender: str | None
    case: str
    verb: Token | None
    sentence: int
    says: bool
    thing: str
    mark: str
    subjects: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, scene: Scene, token: Token, gender: str | None) -> Asked:
        """The pronoun at a token."""
        verb = clause_verb(token)
        says = verb is not None and token.dep_ in SUBJECTS and verb.lemma_.lower() in scene.lexicon.says
        thing = token.head.dep_ if token.dep_ == "poss" else ""
        mark = _mark(verb) if verb is not None else ""
        return cls(token, gender, case(token), verb, scene.sentence[token.i], says, thing, mark)


@dataclass(frozen=True, slots=True)
class Choice:
    """An antecedent that may be meant, with the features that hold of it."""

    antecedent: Antecedent
    features: tuple[str, ...]


def _mark(verb: Token) -> str:
    """The conjunction that brings in a verb's clause, "" where it has none."""
    marks = (c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.pos_ == "SCONJ")
    return next(marks, "")


def case(token: Token) -> str:
    """The role of a pronoun: "subject", "possessor", "reflexive", "oblique" or "object"."""
    if token.lower_.endswith(("self", "selves")):
        return "reflexive"
    if token.dep_ == "poss" or (token.lower_ in ("his", "its", "their") and token.dep_ not in SUBJECTS):
        return "possessor"
    if token.dep_ in SUBJECTS:
        return "subject"
    return "oblique" if token.dep_ == "pobj" else "object"


def choices(scene: Scene, asked: Asked, candidates: Sequence[Antecedent]) -> list[Choice]:
    """Each candidate that grammar and gender allow, with its features; candidates run from last to first."""
    found: list[Choice] = []
    met: list[str] = []
    out = _barred_owners(scene, asked)
    for one in candidates:
        if asked.gender and one.gender and one.gender != asked.gender:
            continue
        if one.head == asked.token.i or _ruled_out(scene, asked, one):
            continue
        if one.head < asked.token.i and one.owner not in met:
            met.append(one.owner)
        rank = met.index(one.owner) if one.owner in met else -1
        features = tuple(_features(scene, asked, one, rank))
        elsewhere = one.owner in out or not out.isdisjoint(one.keys)
        found.append(Choice(one, (*features, f"barred elsewhere|{asked.case}") if elsewhere else features))
    return found


def _ruled_out(scene: Scene, asked: Asked, one: Antecedent) -> bool:
    if one.sentence == asked.sentence and barred(asked.token, scene.doc[one.head]):
        return True
    return _speaks(scene, asked, one)


def _barred_owners(scene: Scene, asked: Asked) -> set[str]:
    """Whom grammar rules out by one of their mentions in the sentence, and so by all."""
    found: set[str] = set()
    for one in scene.within(asked.token, 0):
        if one.head != asked.token.i and barred(asked.token, scene.doc[one.head]):
            found |= {one.owner, *one.keys}
    return found


def _features(scene: Scene, asked: Asked, one: Antecedent, rank: int) -> Iterator[str]:
    after = one.head > asked.token.i
    gap = asked.sentence - one.sentence
    near = "after" if after else "same" if gap == 0 else "last" if gap == 1 else "far"
    yield f"form={one.form}"
    yield f"near={near}"
    yield f"near={near}|case={asked.case}"
    yield f"gap={min(gap, 4)}" if not after else "gap=after"
    yield f"role={one.role}|near={near}"
    yield f"role={one.role}|case={asked.case}"
    yield f"role={one.role}|case={asked.case}|near={near}"
    yield f"rank={min(rank, 6)}" if rank >= 0 else "rank=after"
    yield f"form={one.form}|near={near}"
    tokens = abs(asked.token.i - one.head)
    yield f"tokens={min(tokens, FAR).bit_length()}|{near}"
    yield from _salience(scene, asked, one, near)
    yield from _agreement(scene, asked, one)
    if gap == 0:
        yield from _command(scene, asked, one, near)
    yield from _speech(scene, asked, one)
    if asked.thing:
        yield f"thing={asked.thing}|{one.role}|{near}"
    if rank >= 0 and one.role in ("subject", "passive") and not asked.subjects:
        asked.subjects.append(one.owner)
        yield f"nearest subject|{asked.case}|{near}"
    elif asked.subjects and one.owner == asked.subjects[0]:
        yield f"nearest subject too|{asked.case}"


def _salience(scene: Scene, asked: Asked, one: Antecedent, near: str) -> Iterator[str]:
    times = scene.frequency[one.owner]
    yield f"times={min(times, 8).bit_length()}|{one.form == 'noun'}"
    if one.front:
        yield f"front|{near}"
    if one.clause >= 0 and scene.doc[one.clause].dep_ == "ROOT":
        yield f"main|{one.role}|{near}"
    if scene.leading.get(one.cls) == one.owner:
        yield "most"
    if scene.first.get(one.cls) == one.owner:
        yield "first"
    last = scene.last.get(asked.gender or asked.token.lower_[:2])
    if last is not None:
        same = "last" if asked.sentence - last[1] == 1 else "same" if asked.sentence == last[1] else "far"
        yield f"again={last[0] == one.owner}|{same}"
    if scene.paragraph[one.head] != scene.paragraph[asked.token.i]:
        yield "paragraph"
    yield from _setting(scene, one)
    if first_of_many(scene.doc[one.head]):
        yield "coordinated"
    if scene.doc[one.head].dep_ == "conj":
        yield "conjunct"


def _setting(scene: Scene, one: Antecedent) -> Iterator[str]:
    """What stands around the antecedent: brackets, quotation marks, apposition, a relative clause."""
    before = scene.doc[one.start - 1] if one.start else None
    if before is not None and before.is_bracket:
        yield "bracket"
    elif before is not None and before.is_quote and scene.quotes.get(one.head) is None:
        yield "quoted"
    head = scene.doc[one.head]
    if head.dep_ == "appos":
        yield "apposition"
    if any(c.dep_ == "appos" for c in head.children):
        yield "explained"
    if any(c.dep_ == "relcl" for c in head.children):
        yield "relative"


def first_of_many(token: Token) -> bool:
    """Whether a token begins a coordination."""
    return token.dep_ != "conj" and any(c.dep_ == "conj" for c in token.rights)


def _agreement(scene: Scene, asked: Asked, one: Antecedent) -> Iterator[str]:
    yield f"cls={one.cls}"
    yield f"cls={one.cls}|{one.form}"
    if asked.gender:
        yield f"gender={one.gender is not None}|{one.form}"
        if one.gender is None:
            leans = "none" if one.leaning is None else "with" if one.leaning == asked.gender else "against"
            yield f"leans={leans}"
            yield f"leans={leans}|{one.form}"
    else:
        yield f"word={asked.token.lower_}|{one.cls}"
        yield f"says={asked.says}|{one.cls}"
        yield f"case={asked.case}|{one.cls}|{one.form}"
    yield f"plural={one.plural}"
    if one.form in ("weak", "unread"):
        before = scene.doc[one.start - 1] if one.start else None
        yield f"after={before.lower_ if before is not None and before.pos_ == 'ADP' else ''}|{one.form}"
        yield f"label={scene.doc[one.head].ent_type_}|{one.form}"
    if one.form == "pronoun":
        yield f"echo={one.word == asked.token.lower_}|{one.role}|{asked.case}"


def _command(scene: Scene, asked: Asked, one: Antecedent, near: str) -> Iterator[str]:
    """Where the antecedent's clause stands to the pronoun's, within one sentence."""
    head = scene.doc[one.head]
    theirs = scene.doc[one.clause] if one.clause >= 0 else None
    if theirs is not None and asked.verb is not None and theirs.i == asked.verb.i:
        yield f"clause=same|{one.role}|{asked.case}|{near}"
    elif (hung := above(theirs, asked.verb)) is not None:
        yield f"clause=above|{one.role}|{asked.case}|{near}"
        yield f"hung={hung}|{one.role}|{near}"
        yield f"mark={asked.mark}|{one.role}|{near}"
    elif (hung := above(asked.verb, theirs)) is not None:
        yield f"clause=below|{one.role}|{near}"
        yield f"below={hung}|{near}"
    else:
        yield f"clause=beside|{one.role}|{near}"
    if asked.case == "possessor":
        thing = asked.token.head
        if thing.dep_ == "conj" and thing.head.i == head.i:
            yield "and his"
        same = theirs is not None and asked.verb is not None and theirs.i == asked.verb.i
        if same and thing.dep_ in ("dobj", "pobj") and one.role == "subject":
            yield "own"
    if head.dep_ == "poss" and asked.case == "possessor":
        yield f"possessors|{near}"


def _speech(scene: Scene, asked: Asked, one: Antecedent) -> Iterator[str]:
    mine, theirs = scene.quotes.get(asked.token.i), scene.quotes.get(one.head)
    if mine is not None and (theirs is None or theirs.speaker != mine.speaker):
        yield "out of quotation"
    elif theirs is not None and mine is None:
        yield "from quotation"


def _speaks(scene: Scene, asked: Asked, one: Antecedent) -> bool:
    """Whether the antecedent says the quotation that the pronoun stands in: speakers call themselves "I"."""
    mine = scene.quotes.get(asked.token.i)
    if mine is None or mine.speaker < 0 or mine.cue < 0 or mine is scene.quotes.get(one.head):
        return False
    return mine.speaker == one.head or any(r.key in one.keys for r in scene.at.get(mine.speaker, ()))
