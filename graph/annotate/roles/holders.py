"""In which body or state a role is held, by the words around its noun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Ref, drafts
from graph.annotate.roles.phrases import (
    ROLE_PHRASE_TOKENS,
    Covering,
    is_person_noun,
    known_end,
    nominal,
    phrase_start,
    sentence_end,
    sentence_start,
)
from graph.grammar.words import POSSESSIVE_CLITICS, POSSESSIVE_PRONOUNS
from graph.model import MentionKind

BODY_PREPOSITIONS = frozenset({"of", "at", "for", "in", "with", "to", "from", "on", "within"})
WITHIN_BODY = "within"  # an organization that names a part of another: "lecturer in the School at | Leeds"
BEYOND = "of a name"  # an organization after the name of the holder: "Mayor Ito of the Liberals"


@dataclass(frozen=True, slots=True)
class Holder:
    """Where a role is held: the entity's key, and the word or form that ties it ("of", "adjective")."""

    key: str
    by: str


def holders(doc: Doc, noun: int, own: str, covering: Covering, words: Lexicon) -> list[Holder]:
    """Where a role is held, the body before the state: a state tells only where no body is named.

    A body may stand inside the phrase, own it, or follow it by a preposition; what the role is
    directed to ("ambassador to") comes last and is marked as such.
    """
    start = phrase_start(doc, noun, covering)
    before = [
        h
        for h in (*_inside(doc, start, noun, covering, words), *_owner(doc, start, covering))
        if h.key != own
    ]
    after = [h for h in _following(doc, known_end(doc, noun, words), covering, words) if h.key != own]
    after = after or [h for h in _beyond_comma(doc, start, noun, covering) if h.key != own]
    bodies = [h for h in before if _family(doc, h) == "Organization"]
    if bodies:
        cls = drafts(doc)[bodies[0].key].cls
        return [*bodies[:1], *(h for h in after if h.by == "at" and drafts(doc)[h.key].cls == cls)]
    if (
        not before
        and not after
        and start - 2 >= sentence_start(doc, noun)
        and doc[start - 1].lower_ in ("and", "&")
    ):
        other = doc[start - 2]  # "Fiat's founder and chairman" share their owner
        return (
            holders(doc, other.i, own, covering, words)
            if is_person_noun(other, words) and not covering.get(other.i)
            else []
        )
    tail = [h for h in after if _family(doc, h) not in ("Country", "Place") and h.by != "to"]
    if tail:
        return tail
    near = [h for h in after if h.by != "to" and _family(doc, h) == "Country"] or before[:1]
    near = near or [h for h in after if h.by != "to"]
    return near or [h for h in after if h.by == "to"]


def after_name(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> list[Holder]:
    """The body or state right after a name: "Prime Minister Lee of Singapore"."""
    if ref.end >= len(doc) or doc[ref.end].lower_ != "of":
        return []
    held = [h for h in _following(doc, ref.end, covering, words) if h.key != ref.key]
    return [h for h in held if _family(doc, h) in ("Organization", "Country")]


def _family(doc: Doc, holder: Holder) -> str:
    return drafts(doc)[holder.key].family


def _family_of(doc: Doc, ref: Ref) -> str:
    return drafts(doc)[ref.key].family


def _is_field(doc: Doc, ref: Ref, noun: int, words: Lexicon) -> bool:
    """Whether what looks like a body is a field of office: "Foreign Affairs | minister"."""
    phrase = tuple(t.lower_ for t in doc[ref.start : noun + 1])
    return phrase in words.roles and drafts(doc)[ref.key].cls == "Organization"


def _inside(doc: Doc, start: int, noun: int, covering: Covering, words: Lexicon) -> Iterator[Holder]:
    """Names inside the phrase, the nearest to the noun first; "French-born" names no state of the role."""
    i = noun - 1
    while i >= start:
        ref = next(iter(covering.get(i, ())), None)
        if ref is not None and _is_field(doc, ref, noun, words):
            i = ref.start - 1
        elif ref is not None and not (ref.end < len(doc) and doc[ref.end].text == "-" and ref.end < noun):
            kind = (
                "adjective"
                if drafts(doc)[ref.key].family == "Country" and doc[ref.head].pos_ == "ADJ"
                else "compound"
            )
            yield Holder(ref.key, kind)
            i = min(ref.start, i) - 1
        else:
            i -= 1


def _owner(doc: Doc, start: int, covering: Covering) -> Iterator[Holder]:
    """Whose the role is: "Fiat's | chief executive", "its | president", "his | wife"."""
    i = start - 1
    while i > 0 and doc[i].pos_ == "ADJ":
        i -= 1
    if i >= 0 and doc[i].lower_ in POSSESSIVE_PRONOUNS:
        relative = doc[i].lower_ == "whose" and i > 1 and doc[i - 1].text == ","
        known = covering.get(i) or [r for r in covering.get(i - 2, ()) if relative and r.end == i - 1]
        yield from (Holder(r.key, "possessive") for r in known[:1])
    elif i > 0 and doc[i].text in POSSESSIVE_CLITICS:
        yield from (Holder(r.key, "possessive") for r in covering.get(i - 1, ())[:1])


def _beyond_comma(doc: Doc, start: int, noun: int, covering: Covering) -> Iterator[Holder]:
    """The body of a title written with commas, as in a letter's head: "Gen. Ruiz, commander, Fifth Army,"."""
    ref = _starting(covering, noun + 2)
    if start == 0 or doc[start - 1].text != "," or ref is None or doc[noun + 1].text != ",":
        return
    goes_on = ref.end < len(doc) and nominal(doc[ref.end])  # ", CIA analyst" is a role of its own
    if ref.kind is MentionKind.NAME and drafts(doc)[ref.key].family == "Organization" and not goes_on:
        yield Holder(ref.key, "of")


def _following(doc: Doc, i: int, covering: Covering, words: Lexicon) -> Iterator[Holder]:
    """What follows by prepositions: the first body, with those coordinated with it.

    A phrase without a name hands on to the preposition after it: "director for the program at
    the Council". What lies beyond a comma is not followed.
    """
    stop = min(sentence_end(doc, i - 1), i + ROLE_PHRASE_TOKENS)
    while (joined := _joined_noun(doc, i, stop, covering, words)) is not None:
        i = joined + 1
    while i < stop and doc[i].lower_ in BODY_PREPOSITIONS:
        by = doc[i].lower_
        ref, i = _named(doc, i + 1, stop, covering, words)
        if ref is None:
            continue
        if by == "in" and drafts(doc)[ref.key].family != "Organization":
            return
        whole = next(_around(doc, i, stop, covering), None)
        if by == "of" and whole is not None and _is_field_at(doc, ref, whole, words):
            yield Holder(whole.key, "at")
            return
        yield Holder(ref.key, by)
        people = _family_of(doc, ref) == "Person"
        further = _people(doc, i, stop, covering, words) if people else _bodies(doc, i, stop, covering, by)
        for other in further:
            yield Holder(other.key, by)
            i = other.end
        yield from _around(doc, i, stop, covering)
        return


def _joined_noun(doc: Doc, i: int, stop: int, covering: Covering, words: Lexicon) -> int | None:
    """The noun of a role coordinated right after another: "president and [chief] of"."""
    if i >= stop or doc[i].lower_ not in ("and", ",", "&") or not _is_office(doc, i - 1, words):
        return None
    i += 2 if doc[i].text == "," and i + 1 < stop and doc[i + 1].lower_ == "and" else 1
    last = None
    while i < stop and nominal(doc[i]) and not covering.get(i):
        last, i = i, i + 1
    return last if last is not None and is_person_noun(doc[last], words) else None


def _is_office(doc: Doc, i: int, words: Lexicon) -> bool:
    """Whether a role phrase ends here that ties to a body by itself, as "economist" does not."""
    last = doc[i]
    forms = ((last.lower_,), (last.lemma_.lower(),), (doc[max(i - 1, 0)].lower_, last.lower_))
    return any(form in words.roles for form in forms)


def _named(doc: Doc, i: int, stop: int, covering: Covering, words: Lexicon) -> tuple[Ref | None, int]:
    """The name that the noun phrase from `i` on ends with, or the state that its unnamed body stands for.

    Without one, where to go on: at `stop` after an unnamed person, who has no role in turn.
    """
    state: Ref | None = None
    head: Token | None = None
    while i < stop:
        ref = _starting(covering, i)
        if ref is not None:
            if _ends_phrase(doc, ref, stop, covering, words):
                return ref, ref.end
            state = ref if drafts(doc)[ref.key].family == "Country" else state
            i = ref.end
        elif _inside_phrase(doc, i, stop, covering, words):
            head = doc[i] if nominal(doc[i]) else head
            i += 1
        else:
            break
    if state is not None and head is not None and head.lemma_.lower() in words.standing_in:
        return state, i
    goes_on = head is not None and state is None and not is_person_noun(head, words)
    return None, i if goes_on else stop


def _ends_phrase(doc: Doc, ref: Ref, stop: int, covering: Covering, words: Lexicon) -> bool:
    """Whether a name is the head of its phrase: not "French | army", nor "Apple's | Tim Cook"."""
    if ref.end >= stop:
        return True
    kind, after = drafts(doc)[ref.key].family, doc[ref.end]
    owning = after.text in POSSESSIVE_CLITICS
    if following := _starting(covering, ref.end):
        bearer = _family_of(doc, following) == "Person" and following.kind is MentionKind.NAME
        return not owning and (kind != "Country" or bearer)  # "President of France | Emmanuel Macron"
    if covering.get(ref.end):
        return not (kind == "Country" or owning)
    if not nominal(after) and not owning:
        return True
    return kind == "Organization" and after.lemma_.lower() not in words.person_nouns


def _inside_phrase(doc: Doc, i: int, stop: int, covering: Covering, words: Lexicon) -> bool:
    """Whether a token without a name of its own stands inside a noun phrase."""
    token = doc[i]
    if token.lower_ == "and":
        return i + 1 < stop and nominal(doc[i + 1]) and nominal(doc[i - 1]) and not covering.get(i + 1)
    small = token.pos_ == "DET" or token.text in ("-", "&") or token.text in POSSESSIVE_CLITICS
    return nominal(token) or small or token.lower_ in POSSESSIVE_PRONOUNS or token.lower_ in words.past


def _starting(covering: Covering, i: int) -> Ref | None:
    """The longest reference that starts at a token."""
    return max((r for r in covering.get(i, ()) if r.start == i), key=lambda r: (r.end, r.key), default=None)


def _is_field_at(doc: Doc, ref: Ref, whole: Holder, words: Lexicon) -> bool:
    """Whether what looks like a body is a field of study: "Professor of | Ocean Engineering | at Leeds"."""
    plain = drafts(doc)[ref.key].cls == "Organization"
    return plain and words.ontology.is_a(drafts(doc)[whole.key].cls, "Institute")


def _around(doc: Doc, i: int, stop: int, covering: Covering) -> Iterator[Holder]:
    """The body that a body right before `i` is named at: "the School of Law at Leeds University"."""
    if i + 1 >= stop or doc[i].lower_ != "at":
        return
    ref = _starting(covering, i + 2 if doc[i + 1].pos_ == "DET" else i + 1)
    if ref is not None and _family_of(doc, ref) == "Organization" and ref.kind is MentionKind.NAME:
        yield Holder(ref.key, WITHIN_BODY)


def _bodies(doc: Doc, i: int, stop: int, covering: Covering, by: str) -> Iterator[Ref]:
    """The bodies and states coordinated with a first one that ends at `i`."""
    while (other := _coordinated(doc, i, stop, covering, by)) is not None:
        yield other
        i = other.end


def _people(doc: Doc, i: int, stop: int, covering: Covering, words: Lexicon) -> list[Ref]:
    """The people listed after a first one, where the list is closed by "and": "of Ana, Bo and the poet Cy".

    A comma alone closes nothing: "the wife of Tom Berg, Ana Kos," names the wife.
    """
    found: list[Ref] = []
    while i < stop and doc[i].lower_ in ("and", "&", ","):
        last = doc[i].lower_ != "," or (i + 1 < stop and doc[i + 1].lower_ == "and")
        i += 1
        while i < stop and _stands_before(doc[i], covering, words):
            i += 1
        ref = _starting(covering, i) if i < stop else None
        if ref is None or _family_of(doc, ref) != "Person" or ref.kind is MentionKind.PRONOUN:
            return []
        if last and ref.end < len(doc) and doc[ref.end].pos_ in ("VERB", "AUX"):
            return []  # "the son of Tom Berg and Ana Kos met": two who met
        found.append(ref)
        i = ref.end
        if last:
            return found
    return []


def _stands_before(token: Token, covering: Covering, words: Lexicon) -> bool:
    """Whether a token may precede a name in such a list: "and | his late wife | Ana"."""
    if token.lower_ in POSSESSIVE_PRONOUNS or token.lower_ == "and":
        return True
    return not covering.get(token.i) and (token.pos_ in ("DET", "ADJ") or is_person_noun(token, words))


def _coordinated(doc: Doc, i: int, stop: int, covering: Covering, by: str) -> Ref | None:
    """A further body after "and" or a comma: "of Fiat and of Ferrari", "at the School, Yale University".

    Not one that begins a new role or clause.
    """
    if i >= stop or doc[i].lower_ not in ("and", "&", ","):
        return None
    after = i + 1
    while after < stop and (doc[after].pos_ == "DET" or doc[after].lower_ in ("and", by)):
        after += 1
    ref = _starting(covering, after) if after < stop else None
    if ref is None or drafts(doc)[ref.key].family not in ("Organization", "Country"):
        return None
    following = doc[ref.end] if ref.end < len(doc) else None
    if following is not None and (
        nominal(following) or following.pos_ in ("VERB", "AUX", "ADV") or following.text in POSSESSIVE_CLITICS
    ):
        return None
    return ref
