"""Names that may be people's although the names step gave them another class, or none.

Such a class rests on the model's guess alone ("Hanbury was a critic": an organization?). A pronoun that
clearly means the name is better evidence, and makes it a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from graph.annotate.coreference.gender import leaning
from graph.annotate.lexicon import Lexicon
from graph.annotate.names.persons import parts
from graph.annotate.refs import Draft, Ref, drafts, refs
from graph.grammar.binding import COUNTING_MODIFIERS
from graph.grammar.words import ARTICLES
from graph.model import MentionKind, slugify

NOT_BEFORE_PEOPLE = ARTICLES | {"in", "near", "outside", "into"}  # no person's name follows these
PERSON_NAME_WORDS = 3  # words of the longest name that may be a person's
NOT_PEOPLE = frozenset("DATE TIME CARDINAL ORDINAL MONEY PERCENT QUANTITY LANGUAGE LAW".split())


def doubtful(doc: Doc, words: Lexicon) -> frozenset[str]:
    """The keys of the entities whose class rests on the model's guess alone."""
    told = {ref.key for ref in refs(doc) if ref.start and doc[ref.start - 1].lower_ in NOT_BEFORE_PEOPLE}
    return frozenset(k for k, one in drafts(doc).items() if k not in told and _is_doubtful(one, words))


def _is_doubtful(draft: Draft, words: Lexicon) -> bool:
    if draft.cls not in ("Organization", "Place", "Document", "Event"):
        return False
    if draft.same_as or draft.country or draft.roles:
        return False
    told = draft.label.split()
    if not 1 <= len(told) <= PERSON_NAME_WORDS or not all(w[0].isupper() and not w.isupper() for w in told):
        return False
    if len(told) > 1 and leaning(draft.label) is None:
        return False
    return words.head_class([w.casefold() for w in told]) is None


def unclassified(doc: Doc, at: dict[int, list[Ref]], words: Lexicon) -> Iterator[tuple[int, int]]:
    """Capitalised tokens inside a sentence that no name covers and that may be a person's name."""
    nobody, i = words.words("name", "NoEntity"), 0
    while i < len(doc):
        end = i
        while end < len(doc) and _may_name(doc[end], at) and not is_office(doc[end], words):
            end += 1
        if (
            i < end <= i + PERSON_NAME_WORDS
            and doc[i].lower_ not in nobody
            and doc[end - 1].dep_ not in COUNTING_MODIFIERS
        ):
            yield i, end
        i = max(end, i + 1)


def is_office(token: Token, words: Lexicon) -> bool:
    """Whether a token is a noun for people, capitalised or not: "the President", "the Queen"."""
    word = token.lower_
    told = word in words.role_heads or word in words.titles or word in words.set_nouns
    return told or any(word in words.words("noun", term) for term in ("Feminine", "Masculine"))


def _may_name(token: Token, at: dict[int, list[Ref]]) -> bool:
    """Whether a token may be of a name: capitalised inside a sentence, or named by the model."""
    if not (token.text[0].isupper() and token.is_alpha) or token.i in at or token.ent_type_ in NOT_PEOPLE:
        return False
    if token.ent_type_ == "NORP" and (token.tag_ == "NNPS" or token.dep_ in ("amod", "compound", "attr")):
        return False
    if token.pos_ == "PROPN" or token.ent_type_:
        return not token.text.isupper() and token.pos_ not in ("DET", "PRON", "ADP")
    return token.pos_ in ("NOUN", "ADJ", "X") and not token.is_sent_start and token.text.istitle()


def holder_of(doc: Doc, name: str) -> str | None:
    """The only person whose longer name has this name ("Lopes", Venâncio Lopes); None where unsure."""
    words = set(parts(name))
    people = (draft for draft in drafts(doc).values() if draft.family == "Person")
    found = [draft.key for draft in people if words and words < set(parts(draft.label))]
    return found[0] if len(found) == 1 else None


def rename_keys(doc: Doc, proved: Mapping[str, str | None], folder: str) -> dict[str, str]:
    """Give entities that became people the keys of people; returns old keys to new.

    `proved` gives the person that each is another name of, None for a person of its own.
    """
    renamed = {key: person for key, person in proved.items() if person is not None}
    for key, person in renamed.items():
        drafts(doc)[person].names.update(drafts(doc).pop(key).names)
    taken = set(drafts(doc))
    for key in sorted(set(proved) - set(renamed)):
        new = base = f"{folder}/{slugify(drafts(doc)[key].label)}"
        n = 1
        while new in taken:
            n += 1
            new = f"{base}-{n}"
        taken.add(new)
        drafts(doc)[key].key = renamed[key] = new
    doc._.drafts = {renamed.get(key, key): draft for key, draft in drafts(doc).items()}
    renamed = {key: renamed.get(new, new) for key, new in renamed.items()}
    for draft in drafts(doc).values():
        draft.roles = [replace(r, of=renamed.get(r.of, r.of) if r.of else None) for r in draft.roles]
    return renamed


def new_person(doc: Doc, spans: Sequence[tuple[int, int]], folder: str) -> list[Ref]:
    """Make a person of a name without a class: a reference for each of its places."""
    label = doc[spans[0][0] : spans[0][1]].text
    key = holder_of(doc, label) or f"{folder}/{slugify(label)}"
    draft = drafts(doc).setdefault(key, Draft(key, "Person", label, "Person"))
    draft.names[label] += len(spans)
    found = [Ref(start, end, doc[start:end].root.i, draft.key, MentionKind.NAME) for start, end in spans]
    refs(doc).extend(found)
    return found
