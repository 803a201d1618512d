"""Lower-case words, numbers and marks inside names: each rule gives where the name ends with them."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from graph.annotate.names.acronyms import NAME_FUNCTION_WORDS, is_acronym_of
from graph.annotate.names.english import is_english
from graph.annotate.names.name_view import NameView
from graph.grammar.words import PLURAL

TAIL_WORDS = frozenset({"of", "for", "on"})
INNER = frozenset(
    "de la al el bin bint ibn van von der den da di du dos das del ter zu abu um y ul ur e".split()
)
COMPOUNDING = frozenset(
    "led born era style like run based held owned made backed bound wide only free level".split()
)
VERSUS = frozenset({"v.", "vs.", "v", "vs"})
ENCLOSING = {"(": ")", '"': '"', "“": "”", "‘": "’", "'": "'"}
LISTED_FIELD_TOKENS = 3  # tokens of the longest field in a list of fields: "Border and Rural Affairs"
SYLLABLE_LETTERS = 7  # letters of a word too long to be the second syllable of a given name: "Dae-jung"
FIRST_SYLLABLE_LETTERS = 6  # letters of the longest first syllable
MODEL_SYLLABLE_LETTERS = 5  # the same where only the model's label says that the name is a person's

SPELLED_OUT_TOKENS = 12  # tokens of a name's tail before its acronym in brackets

Continuation = Callable[[NameView, int, int], int | None]
"""A rule: the tokens `start` to `end` are of a name; where does it end with what follows? None if nowhere."""


def is_year(token: Token) -> bool:
    """Whether a token is a year of four digits."""
    return len(token.text) == 4 and token.text.isdigit() and token.text[0] in "12"


def plain_end(view: NameView, start: int) -> int:
    """Where the capitals that begin at `start` end, lower-case words excluded."""
    end = start
    while end < len(view.doc) and view.capitals.inside[end]:
        if end > start and view.capitals.starts[end]:
            break
        end += 1
    return max(end, start + 1)


def _hyphen(view: NameView, start: int, end: int) -> int | None:
    """ "Kim Dae-jung", "Jean-Marie", "al-Baghdadi"."""
    doc = view.doc
    if doc[end].text not in "-–" or doc[end].whitespace_ or doc[end - 1].whitespace_ or end + 1 >= len(doc):
        return None
    if view.capitals.inside[end + 1]:
        return end + 2
    return end + 2 if _is_syllable(doc[end + 1], doc[end - 1]) and _is_given(view, start, end) else None


def _is_syllable(after: Token, before: Token) -> bool:
    """Whether a lower-case word may be the second syllable of a given name."""
    small = after.text.isalpha() and after.text.islower() and len(after.text) < SYLLABLE_LETTERS
    first = before.text.istitle() and len(before.text) <= FIRST_SYLLABLE_LETTERS
    return small and first and after.lower_ not in COMPOUNDING


def _is_given(view: NameView, start: int, end: int) -> bool:
    """Whether the hyphen at `end` is inside a given name: after a surname, or by the tagger or the model."""
    doc, after = view.doc, view.doc[end + 1]
    if end - start > 1 and doc[end - 2].text.casefold() in view.places.family_first:
        return True
    person = doc[start].ent_type_ == "PERSON" and after.tag_ not in ("VBN", "VBD", "VBG", "JJ")
    by_model = person and len(after.text) < MODEL_SYLLABLE_LETTERS
    return by_model or (after.pos_ == "PROPN" and after.tag_ in ("NNP", "NN"))


def _particle(view: NameView, start: int, end: int) -> int | None:
    """ "Charles de Gaulle", "Abu Bakr al-Baghdadi", "Ursula von der Leyen"."""
    doc, at = view.doc, end
    while at + 1 < len(doc) and doc[at].text in INNER and not view.capitals.starts[at]:
        at += 1
        if doc[at].text in ("-", "'", "’") and at + 1 < len(doc):
            at += 1
    return at + 1 if at > end and view.capitals.inside[at] and doc[at].text[0].isupper() else None


def _joiner(view: NameView, start: int, end: int) -> int | None:
    """ "Procter & Gamble", "Brown v. Board of Education"."""
    doc = view.doc
    if doc[end].text == "&" or (doc[end].text in VERSUS and end > start):
        return end + 2 if end + 1 < len(doc) and view.capitals.opening[end + 1] else None
    return None


def _genitive(view: NameView, start: int, end: int) -> int | None:
    """ "Workers' Party", "Magistrates' Court", "People's Liberation Army": people own the name."""
    doc = view.doc
    word, last = doc[end], doc[end - 1]
    if end + 1 >= len(doc) or not view.capitals.inside[end + 1]:
        return None
    if word.lower_ in ("'s", "’s"):
        people = last.lower_ in ("people", "women", "children", "men")
        named = people or _is_school(view, start, end) or _is_office(view, start, end)
        return end + 2 if named else None
    if word.text not in ("'", "’") or not last.text.endswith("s") or word.whitespace_ == "":
        return None
    owner = view.spans[start, end]
    if owner.state or owner.known is not None or (last.ent_type_ == "PERSON" and end - start > 1):
        return None
    return end + 2 if view.spans[end + 1, plain_end(view, end + 1)].head else None


def _is_office(view: NameView, start: int, end: int) -> bool:
    """Whether a body is named after an office: "Attorney General's Department", "Prosecutor's Office"."""
    holder, stop = view.doc[end - 1], plain_end(view, end + 1)
    if holder.lower_ not in view.lexicon.role_heads or end + 1 >= stop:
        return False
    return view.is_a(view.spans[end + 1, stop].head, "Agency")


def _is_school(view: NameView, start: int, end: int) -> bool:
    """Whether a school is named after someone: "St. Xavier's College", "King's College London"."""
    if view.lexicon.name_heads.get((view.doc[end + 1].lower_,)) != "Institute" or end - start > 2:
        return False
    owner, stop = view.spans[start, end], plain_end(view, end + 1)
    if owner.state or owner.known is not None or owner.is_city:
        return False
    return stop == end + 2 or view.spans[end + 2, stop].is_city


def _number(view: NameView, start: int, end: int) -> int | None:
    """ "Resolution 1441", "Unit 61398": a number that says which one."""
    token, last = view.doc[end], view.doc[end - 1]
    if not token.text[0].isdigit() or not token.text.replace("/", "").isdigit():
        return None
    if token.ent_type_ == "DATE" and is_year(token):
        return None
    numbered = view.is_a(view.lexicon.name_heads.get((last.lower_,)), "Document", "Agreement", "Agency")
    return end + 1 if numbered and last.text[0].isupper() else None


def _of(view: NameView, start: int, end: int) -> int | None:
    """ "University of Iceland", "Ministry for Foreign Affairs", "Convention on the Law of the Sea"."""
    doc = view.doc
    word = doc[end].lower_
    if word not in TAIL_WORDS or end + 2 > len(doc) - 1 or doc[end - 1].text.isdigit():
        return None
    after = end + 2 if doc[end + 1].lower_ == "the" else end + 1
    if not view.capitals.opening[after] or doc[after].ent_type_ in ("DATE", "TIME"):
        return None
    if _is_spelled_out(view, start, end):
        return after + 1
    stop = plain_end(view, after)
    is_role = doc[end - 1].lower_ in view.lexicon.role_heads
    if after == end + 2 and not is_role and view.is_a(view.spans[after, stop].head, "Organization"):
        return None  # two names: "Office | of the National Assembly"
    joins = (
        _joins_of(view, start, end, (after, stop))
        if word == "of"
        else _joins_field(view, start, end, (after, stop))
    )
    return after + 1 if joins else None


def _is_spelled_out(view: NameView, start: int, end: int) -> bool:
    """Whether an acronym in brackets covers what is on both sides: "Assembly of the Sea Council (ASC)"."""
    doc = view.doc
    for i in range(end, min(end + SPELLED_OUT_TOKENS, len(doc) - 1)):
        if doc[i].text == "(":
            return any(is_acronym_of(doc[i + 1].text, doc[first:i].text) for first in range(start, end))
        if not (view.capitals.inside[i] or doc[i].lower_ in NAME_FUNCTION_WORDS):
            return False
    return False


def _joins_of(view: NameView, start: int, end: int, rest: tuple[int, int]) -> bool:
    """Whether "of" is inside a name: after a head noun, a role, a kind of land, or by the model's label."""
    last, head = view.doc[end - 1], view.spans[start, end].head
    is_role = last.lower_ in view.lexicon.role_heads
    personal = head is None or last.ent_type_ == "PERSON"
    if personal and not is_role and _is_person(view, start, end):
        return False
    if head is not None and end - start > 1 and _owner_only(view, start, end, rest):
        return False
    labelled = last.ent_type_ in ("ORG", "LAW", "EVENT", "FAC") and view.spans[rest].state is None
    return bool(head) or is_role or last.lower_ in view.lexicon.words("noun", "NamedWithOf") or labelled


def _joins_field(view: NameView, start: int, end: int, rest: tuple[int, int]) -> bool:
    """Whether "for" or "on" is inside a name, before its field: "Ministry for Foreign Affairs"."""
    head, field = view.spans[start, end].head, view.spans[rest]
    if head is None or view.doc[end - 1].lower_ in view.lexicon.role_heads:
        return False
    if any(c.isdigit() for c in field.text) or field.text.isupper():
        return False
    if rest[0] == end + 1:
        return True
    titled = view.is_a(head, "Agreement", "Document", "Meeting", "Organization")
    place = field.state is not None or field.known is not None or field.is_city
    purpose = rest[1] < len(view.doc) and view.doc[rest[1]].lower_ == "of" and is_english(view.doc[rest[0]])
    return titled and not place and (purpose or view.doc[end].lower_ == "on")


def _is_person(view: NameView, start: int, end: int) -> bool:
    first = view.doc[start].text
    return end - start in (2, 3) and (
        view.spans[start, start + 1].is_given or first.casefold() in view.places.family_first
    )


def _owner_only(view: NameView, start: int, end: int, rest: tuple[int, int]) -> bool:
    """Whether "of" ties a whole name to a state: "Standard Mining of South Africa", not "Bank of China"."""
    before = view.spans[start, end]
    if view.spans[rest].state is None or any(w in TAIL_WORDS for w in before.words):
        return False
    return view.is_a(before.head, "Company") and (before.words[-1],) not in view.lexicon.heads


def _and(view: NameView, start: int, end: int) -> int | None:
    """ "Ministry of Trade and Industry", "Arms Control and Disarmament Agency"; never two names."""
    doc, after = view.doc, end + 1
    if doc[end].lower_ != "and" or after >= len(doc) or not view.capitals.opening[after]:
        return None
    rest_end = plain_end(view, after)
    before, rest = view.spans[start, end], view.spans[after, rest_end]
    if before.head is not None:
        in_tail = any(w in TAIL_WORDS for w in before.words)
        free = rest.head is None and view.spans[after, after + 1].state is None and rest.known is None
        return after + 1 if in_tail and free else None
    if hangs_on(view, start, rest_end) is not None:
        return rest_end
    if rest.head is None or len(rest.words) < 2 or before.state is not None or before.known is not None:
        return None
    one = doc[start].ent_iob_ != "O" and all(t.ent_iob_ == "I" for t in doc[start + 1 : after + 1])
    party = view.is_a(rest.head, "PoliticalParty") and before.words[-1].endswith(
        ("ic", "al", "ist", "ian", "ive")
    )
    unit = rest.words[-1] in view.lexicon.words("noun", "Unit") and _is_field(view, start, end)
    return after + 1 if one or party or unit else None


def _purpose(view: NameView, start: int, end: int) -> int | None:
    """ "Committee to Protect Journalists": a body's name with its purpose, in a sentence in small letters."""
    doc = view.doc
    if doc[end].text != "to" or end + 2 >= len(doc) or doc[end + 1].tag_ not in ("VB", "NNP"):
        return None
    verb, field = doc[end + 1], doc[end + 2]
    if not (verb.text.istitle() and is_english(verb) and field.text.istitle() and is_english(field)):
        return None
    body = view.is_a(view.lexicon.name_heads.get((doc[end - 1].lower_,)), "Organization")
    small = any(t.text.islower() and t.pos_ in ("VERB", "NOUN") for t in doc[end].sent)
    named = view.spans[end + 2, end + 3].state is not None or view.spans[end + 2, end + 3].is_given
    return end + 3 if body and small and not named else None


def fields_end(view: NameView, start: int, end: int) -> int | None:
    """ "Department of Labor and Immigration", "Union of Rail, Maritime and Transport Workers"."""
    doc = view.doc
    first = next((i + 1 for i in range(end - 1, start, -1) if doc[i].lower_ in TAIL_WORDS), None)
    head = doc[first - 2] if first is not None else None
    if first is None or head is None or head.tag_ in PLURAL or head.lower_ in view.lexicon.role_heads:
        return None
    if not view.is_a(view.spans[start, end].head, "Organization") or not _is_field(view, first, end):
        return None
    return _list_end(view, end)


def _list_end(view: NameView, at: int) -> int | None:
    """Where a list of fields ends that goes on at a comma or "and"; None where its last has no "and"."""
    doc, last = view.doc, False
    while not last:
        comma = at < len(doc) and doc[at].text == ","
        last = at + comma < len(doc) and doc[at + comma].lower_ in ("and", "&")
        after = at + comma + last
        if after == at or after >= len(doc) or not view.capitals.opening[after]:
            return None
        at = plain_end(view, after)
        if not _is_field(view, after, at):
            return None
    return at


def _is_field(view: NameView, start: int, end: int) -> bool:
    """Whether capitals are what a body deals with: up to three common words, and no one's name."""
    facts, tokens = view.spans[start, end], [t for t in view.doc[start:end] if t.text != "-"]
    if len(tokens) > LISTED_FIELD_TOKENS or any(t.text.isupper() or not is_english(t) for t in tokens):
        return False
    named = facts.head or facts.known or facts.state or facts.is_city
    return not named and not any(
        view.spans[t.i, t.i + 1].is_given and t.ent_type_ == "PERSON" for t in tokens
    )


def _nickname(view: NameView, start: int, end: int) -> int | None:
    """ "Harold "Harry" Boland", "William (Bill) Franklin", "Cindy (Brown) Curtis": a name inside a name."""
    doc, after = view.doc, end + 3
    if after >= len(doc) or doc[end].text not in ENCLOSING:
        return None
    if doc[end + 2].text not in ENCLOSING[doc[end].text] or not doc[end - 1].whitespace_:
        return None
    inside, last = doc[end + 1], doc[after]
    personal = view.spans[end - 1, end].is_given or (len(doc[end - 1].text) < 3 and end - start > 1)
    whole = inside.text[0].isupper() and inside.text[1:].islower() and view.capitals.inside[after]
    surname = last.text[0].isupper() and not last.text.isupper() and not view.capitals.starts[after]
    return after + 1 if personal and whole and surname else None


CONTINUATIONS: tuple[Continuation, ...] = (
    _nickname,
    _hyphen,
    _particle,
    _joiner,
    _genitive,
    _number,
    _of,
    _and,
    _purpose,
    fields_end,
)


def hangs_on(view: NameView, start: int, end: int) -> Token | None:
    """The lower-case noun after a span that all of it modifies ("the Digital and Cyber Policy program").

    None where the noun heads no organization's name, or where the span has a verb or a name of its own.
    """
    doc = view.doc
    if end >= len(doc) or not start or doc[start - 1].lower_ != "the":
        return None
    noun = doc[end]
    if noun.pos_ != "NOUN" or not noun.text.islower():
        return None
    if noun.lower_ not in view.lexicon.words("tailHead", "Organization"):
        return None
    return noun if all(_modifies(view, i, start, end) for i in range(start, end)) else None


def _modifies(view: NameView, i: int, start: int, end: int) -> bool:
    token = view.doc[i]
    while start <= token.i < end and token.head.i != token.i:
        token = token.head
    return token.i == end
