"""Capitalised runs: where a name may begin and end, with the small words that hold it together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.capitals import CALENDAR, is_name_word, starts_sentence
from graph.annotate.names.gazetteer import Gazetteer, name_key
from graph.annotate.names.headings import shouted
from graph.annotate.names.place_evidence import is_code

TAIL_WORDS = frozenset({"of", "for", "on"})
INNER = frozenset(
    "de la al el bin bint ibn van von der den da di du dos das del ter zu abu um y ul ur e".split()
)
OPENING_PARTICLES = INNER - {"la", "y", "e", "der", "den", "zu", "du", "di"}
"""The particles with which a surname may begin in the middle of a sentence ("de Gaulle", "al-Assad")."""
COMPOUNDING = frozenset(
    "led born era style like run based held owned made backed bound wide only free level".split()
)
VERSUS = frozenset({"v.", "vs.", "v", "vs"})
SETTLING = frozenset(
    "gulf bay strait isle island islands republic kingdom house sea cape mount court state states".split()
)
ENCLOSING = {"(": ")", '"': '"', "“": "”", "‘": "’", "'": "'"}
LONGEST_KNOWN = 9  # tokens of a known name that holds small words or a comma


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `start` to `end`; `fixed` where the whole is one name and nothing is to be cut from it."""

    start: int
    end: int
    fixed: bool = False


def runs(doc: Doc, words: Lexicon, places: Gazetteer) -> Iterator[Run]:
    """The runs of a Doc, by place; where everything is in capitals, only what is known beforehand."""
    loud = shouted(doc)
    i = 0
    while i < len(doc):
        text = doc[i].text
        plain = not (
            text[0].isupper() or text[0].isdigit() or text in OPENING_PARTICLES
        )  # most words: no name begins
        run = None if plain and not loud[i] else _at(doc, i, words, places, loud[i])
        if run is None:
            i += 1
        else:
            yield run
            i = run.end


def _at(doc: Doc, i: int, words: Lexicon, places: Gazetteer, loud: bool) -> Run | None:
    if (known := _known(doc, i, places)) is not None:
        return known
    if loud:
        return _known_aloud(doc, i, places)
    if (event := _dated_event(doc, i, words, places)) is not None:
        return event
    if is_code(doc[i], places):
        return None
    if is_name_word(doc[i]) or _opens_with_particle(doc, i):
        return Run(i, _run_end(doc, i, words, places))
    return None


def _known(doc: Doc, i: int, places: Gazetteer) -> Run | None:
    """A known name that small words or a comma would break: "Washington, D.C.", "Trinidad and Tobago"."""
    text = doc[i].text
    if not text[0].isupper() or name_key(text) not in places.openers:
        return None
    for end in range(min(len(doc), i + LONGEST_KNOWN), i + 2, -1):
        if name_key(doc[i:end].text) in places.broken:
            whole = end == len(doc) or starts_sentence(doc[end]) or not _goes_on(doc, end)
            return Run(i, end, fixed=True) if whole else None
    return None


def _goes_on(doc: Doc, end: int) -> bool:
    """Whether a name may go on after a known one: "House of Commons of Canada"."""
    if is_name_word(doc[end], inside=True):
        return True
    return doc[end].lower_ == "of" and end + 1 < len(doc) and is_name_word(doc[end + 1])


def _known_aloud(doc: Doc, i: int, places: Gazetteer) -> Run | None:
    if not doc[i].is_alpha and "." not in doc[i].text:
        return None
    for end in range(min(len(doc), i + 4), i, -1):
        key = name_key(doc[i:end].text)
        if len(key) > 3 and (key in places.states or (key in places.known and end > i + 1)):
            return Run(i, end, fixed=True)
    return None


def _dated_event(doc: Doc, i: int, words: Lexicon, places: Gazetteer) -> Run | None:
    """An event named by year and place with small letters: "2004 Canadian federal election"."""
    start = i
    if doc[i].lower_ in CALENDAR and i + 1 < len(doc):
        i += 1
    if (
        not _is_year(doc[i])
        or i + 2 >= len(doc)
        or not doc[i + 1].text[0].isupper()
        or not is_name_word(doc[i + 1], inside=True)
    ):
        return None
    end = named = plain_end(doc, i + 1)
    while (
        end < len(doc)
        and end - named < 3
        and doc[end].is_alpha
        and doc[end].pos_ in ("ADJ", "NOUN", "PROPN")
        and not starts_sentence(doc[end])
    ):
        end += 1
        if doc[end - 1].lower_ in ("house", "houses", "senate", "assembly"):
            return None
    for stop in range(end, named - 1, -1):
        cls = (
            words.heads.get((doc[stop - 1].lower_,))
            or words.heads.get((doc[stop - 1].lemma_.lower(),))
            or (words.name_heads.get((doc[stop - 1].lower_,)) if stop == named else None)
        )
        if cls is not None and words.ontology.is_a(cls, "Event"):
            return Run(start, stop, fixed=True)
    return None


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdigit() and token.text[0] in "12"


def _opens_with_particle(doc: Doc, i: int) -> bool:
    """Whether a surname begins here with a small particle: "de Gaulle", "al-Assad"."""
    if doc[i].text not in OPENING_PARTICLES or i + 1 >= len(doc) or starts_sentence(doc[i]):
        return False
    after = i + 2 if doc[i + 1].text == "-" and i + 2 < len(doc) else i + 1
    return (
        is_name_word(doc[after]) and doc[after].ent_type_ not in ("GPE", "LOC") and doc[after].text.istitle()
    )


def _run_end(doc: Doc, start: int, words: Lexicon, places: Gazetteer) -> int:
    end = start + 1
    while end < len(doc) and not starts_sentence(doc[end]) and not doc[end].is_space:
        if is_name_word(doc[end], inside=True):
            end += 1
            continue
        tail = next(
            (found for rule in TAILS if (found := rule(doc, start, end, words, places)) is not None), None
        )
        if tail is None:
            break
        end = tail
    return end


Tail = Callable[[Doc, int, int, Lexicon, Gazetteer], int | None]


def _hyphen(doc: Doc, start: int, end: int, words: Lexicon, places: Gazetteer) -> int | None:
    """ "Kim Dae-jung", "Jean-Marie", "al-Baghdadi"."""
    if doc[end].text not in "-–" or doc[end].whitespace_ or doc[end - 1].whitespace_ or end + 1 >= len(doc):
        return None
    after = doc[end + 1]
    if is_name_word(after, inside=True):
        return end + 2
    given = (
        after.text.isalpha() and after.text.islower() and len(after.text) < 7 and doc[end - 1].text.istitle()
    )
    if not given or after.lower_ in COMPOUNDING or len(doc[end - 1].text) > 6:
        return None
    person = doc[start].ent_type_ == "PERSON" and after.tag_ not in ("VBN", "VBD", "VBG", "JJ")
    family_first = end - start > 1 and doc[end - 2].text.casefold() in places.family_first
    return (
        end + 2
        if family_first
        or (person and len(after.text) < 5)
        or (after.pos_ == "PROPN" and after.tag_ in ("NNP", "NN"))
        else None
    )


def _particle(doc: Doc, start: int, end: int, words: Lexicon, places: Gazetteer) -> int | None:
    """ "Charles de Gaulle", "Abu Bakr al-Baghdadi", "Ursula von der Leyen"."""
    at = end
    while at + 1 < len(doc) and doc[at].text in INNER and not starts_sentence(doc[at]):
        at += 1
        if doc[at].text in ("-", "'", "’") and at + 1 < len(doc):
            at += 1
    return at + 1 if at > end and is_name_word(doc[at], inside=True) and doc[at].text[0].isupper() else None


def _joiner(doc: Doc, start: int, end: int, words: Lexicon, places: Gazetteer) -> int | None:
    """ "Procter & Gamble", "Brown v. Board of Education"."""
    if doc[end].text == "&" or (doc[end].text in VERSUS and end > start):
        after = end + 1
        return after + 1 if after < len(doc) and is_name_word(doc[after]) else None
    return None


def _genitive(doc: Doc, start: int, end: int, words: Lexicon, places: Gazetteer) -> int | None:
    """ "Workers' Party", "Magistrates' Court", "People's Liberation Army": people own the name."""
    word, last = doc[end], doc[end - 1]
    if end + 1 >= len(doc) or not is_name_word(doc[end + 1], inside=True):
        return None
    if word.lower_ in ("'s", "’s"):
        people = last.lower_ in ("people", "women", "children", "men")
        return end + 2 if people or _is_school(doc, start, end, words, places) else None
    if word.text not in ("'", "’") or not last.text.endswith("s") or word.whitespace_ == "":
        return None
    owner = doc[start:end].text
    if (
        places.state(owner)
        or name_key(owner) in places.known
        or (last.ent_type_ == "PERSON" and end - start > 1)
    ):
        return None
    return end + 2 if words.head_class([t.lower_ for t in doc[end + 1 : plain_end(doc, end + 1)]]) else None


def _is_school(doc: Doc, start: int, end: int, words: Lexicon, places: Gazetteer) -> bool:
    """Whether a school is called after somebody: "St. Xavier's College", "King's College London"."""
    if words.name_heads.get((doc[end + 1].lower_,)) != "Institute" or end - start > 2:
        return False
    owner, stop = doc[start:end].text, plain_end(doc, end + 1)
    if places.state(owner) or name_key(owner) in places.known or name_key(owner) in places.cities:
        return False
    return stop == end + 2 or name_key(doc[end + 2 : stop].text) in places.cities


def _number(doc: Doc, start: int, end: int, words: Lexicon, places: Gazetteer) -> int | None:
    """ "Resolution 1441", "Unit 61398": a number that tells which one."""
    if (
        not doc[end].text[0].isdigit()
        or (doc[end].ent_type_ == "DATE" and _is_year(doc[end]))
        or not doc[end].text.replace("/", "").isdigit()
    ):
        return None
    cls = words.name_heads.get((doc[end - 1].lower_,))
    telling = cls is not None and any(
        words.ontology.is_a(cls, one) for one in ("Document", "Agreement", "Agency")
    )
    return end + 1 if telling and doc[end - 1].text[0].isupper() else None


def _of(doc: Doc, start: int, end: int, words: Lexicon, places: Gazetteer) -> int | None:
    """ "University of Iceland", "Ministry for Foreign Affairs", "Convention on the Law of the Sea"."""
    word = doc[end].lower_
    if word not in TAIL_WORDS or end + 2 > len(doc) - 1 or doc[end - 1].text.isdigit():
        return None
    the = doc[end + 1].lower_ == "the"
    after = end + 2 if the else end + 1
    if not is_name_word(doc[after]) or doc[after].ent_type_ in ("DATE", "TIME"):
        return None
    before = [t.lower_ for t in doc[start:end]]
    head, role, last = words.head_class(before), doc[end - 1].lower_ in words.role_heads, doc[end - 1]
    rest = doc[after : plain_end(doc, after)]
    inner = words.head_class([t.lower_ for t in rest])
    if the and inner is not None and words.ontology.is_a(inner, "Organization") and not role:
        return None
    if word == "of":
        personal = head is None or last.ent_type_ == "PERSON"
        if personal and not role and _is_person(doc, start, end, places):
            return None
        if (
            head is not None
            and len(before) > 1
            and _owner_only(doc, start, end, rest.text, head, words, places)
        ):
            return None
        told = last.ent_type_ in ("ORG", "LAW", "EVENT", "FAC") and places.state(rest.text) is None
        held = head or role or last.lower_ in SETTLING or told
        return after + 1 if held else None
    if head is None or role:
        return None
    if any(c.isdigit() for c in rest.text) or rest.text.isupper():
        return None
    told = any(words.ontology.is_a(head, cls) for cls in ("Agreement", "Document", "Meeting", "Organization"))
    place = (
        places.state(rest.text) is not None
        or name_key(rest.text) in places.known
        or name_key(rest.text) in places.cities
    )
    return after + 1 if not the or (told and word == "on" and not place) else None


def _is_person(doc: Doc, start: int, end: int, places: Gazetteer) -> bool:
    first = doc[start].text
    return end - start in (2, 3) and (places.is_given(first) or first.casefold() in places.family_first)


def _owner_only(
    doc: Doc, start: int, end: int, rest: str, head: str, words: Lexicon, places: Gazetteer
) -> bool:
    """Whether "of" ties a whole name to a state: "Standard Mining of South Africa", not "Bank of China"."""
    if places.state(rest) is None or any(t.lower_ in TAIL_WORDS for t in doc[start:end]):
        return False
    return words.ontology.is_a(head, "Company") and (doc[end - 1].lower_,) not in words.heads


def _and(doc: Doc, start: int, end: int, words: Lexicon, places: Gazetteer) -> int | None:
    """ "Ministry of Trade and Industry", "Arms Control and Disarmament Agency"; never two names."""
    after = end + 1
    if doc[end].lower_ != "and" or after >= len(doc) or not is_name_word(doc[after]):
        return None
    before = [t.lower_ for t in doc[start:end]]
    rest_end = plain_end(doc, after)
    rest = [t.lower_ for t in doc[after:rest_end]]
    own = words.head_class(rest)
    if words.head_class(before) is not None:
        in_tail = any(w in TAIL_WORDS for w in before)
        free = (
            own is None
            and places.state(doc[after].text) is None
            and name_key(doc[after:rest_end].text) not in places.known
        )
        return after + 1 if in_tail and free else None
    if hangs_on(doc, start, rest_end, words) is not None:
        return rest_end
    one = doc[start].ent_iob_ != "O" and all(t.ent_iob_ == "I" for t in doc[start + 1 : after + 1])
    if own is None or len(rest) < 2:
        return None
    known = places.state(doc[start:end].text) is not None or name_key(doc[start:end].text) in places.known
    party = words.ontology.is_a(own, "PoliticalParty") and before[-1].endswith(
        ("ic", "al", "ist", "ian", "ive")
    )
    return after + 1 if (one or party) and not known else None


def _nickname(doc: Doc, start: int, end: int, words: Lexicon, places: Gazetteer) -> int | None:
    """ "Harold "Harry" Boland", "William (Bill) Franklin", "Cindy (Brown) Curtis": a name inside a name."""
    after = end + 3
    if (
        after >= len(doc)
        or doc[end].text not in ENCLOSING
        or doc[end + 2].text not in ENCLOSING[doc[end].text]
    ):
        return None
    inside, last = doc[end + 1], doc[after]
    personal = places.is_given(doc[end - 1].text) or (len(doc[end - 1].text) < 3 and end - start > 1)
    whole = inside.text[0].isupper() and inside.text[1:].islower() and is_name_word(last, inside=True)
    surname = last.text[0].isupper() and not last.text.isupper() and not starts_sentence(last)
    return after + 1 if personal and whole and surname and doc[end - 1].whitespace_ else None


TAILS: tuple[Tail, ...] = (_nickname, _hyphen, _particle, _joiner, _genitive, _number, _of, _and)


def hangs_on(doc: Doc, start: int, end: int, words: Lexicon) -> Token | None:
    """The small-letter noun after a run on which all of it hangs ("the Digital and Cyber Policy program").

    None where the noun names no body, or where the run holds a verb or a name of its own.
    """
    if (
        end >= len(doc)
        or doc[end].pos_ != "NOUN"
        or not doc[end].text.islower()
        or not start
        or doc[start - 1].lower_ != "the"
    ):
        return None
    if doc[end].lower_ not in words.words("tailHead", "Organization"):
        return None
    return doc[end] if all(_climbs(doc, i, start, end) for i in range(start, end)) else None


def _climbs(doc: Doc, i: int, start: int, end: int) -> bool:
    token = doc[i]
    while start <= token.i < end and token.head.i != token.i:
        token = token.head
    return token.i == end


def plain_end(doc: Doc, start: int) -> int:
    """Where the capitals end that begin at `start`, small words apart."""
    end = start
    while (
        end < len(doc)
        and is_name_word(doc[end], inside=True)
        and not (end > start and starts_sentence(doc[end]))
    ):
        end += 1
    return max(end, start + 1)
