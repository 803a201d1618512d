"""The state of one Doc during coreference: mentions by sentence, clause and quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from graph.annotate.coreference.gender import leaning, stated_genders
from graph.annotate.coreference.weak_names import (
    doubtful,
    holder_of,
    is_office,
    new_person,
    rename_keys,
    unclassified,
)
from graph.annotate.lexicon import Lexicon
from graph.annotate.names.gazetteer import gazetteer, name_key
from graph.annotate.refs import Draft, Ref, Speech, drafts, refs, speeches
from graph.grammar.binding import role
from graph.grammar.tree import clause_verb
from graph.grammar.words import NOUN_PREPOSITIONS
from graph.model import MentionKind

ANTECEDENT_LIMIT = 40  # nearest mentions ranked as antecedents of one pronoun; keeps the cost linear

ADJECTIVE_TOKENS = 4  # tokens before a name in which an adjective may belong to it
UNCLASSIFIED = "unread:"
ALL = frozenset({"all", "both", "each"})  # "Wang, Sun and Wen, all of Unit 61398": no one more
NO_MENTION = frozenset({"compound", "attr", "npadvmod"})  # a noun with these labels refers to nothing


@dataclass(slots=True)
class Antecedent:
    """A phrase that a pronoun may refer to: an entity, several together, or a thing that is no entity.

    Antecedents of one thing share an `owner`; `keys` are its entities, none for a plain noun.
    `form` is how it refers: "full", "single", "name", "description", "noun", "pronoun" or "pair"; "weak" and
    "unread" are names that may be a person's (see `weak_names`). `gender` is stated, `leaning` guessed.
    """

    head: int
    start: int
    end: int
    owner: str
    keys: tuple[str, ...]
    form: str
    cls: str
    plural: bool
    role: str
    sentence: int
    clause: int
    front: bool = False
    gender: str | None = None
    leaning: str | None = None
    word: str = ""


def quotes_by_token(said: Iterable[Speech]) -> dict[int, Speech]:
    """The innermost quotation around each quoted token."""
    found: dict[int, Speech] = {}
    for speech in sorted((s for s in said if s.quoted), key=lambda s: s.start - s.end):
        found.update(dict.fromkeys(range(speech.start, speech.end), speech))
    return found


class Discourse:
    """What all resolvers share; antecedents are kept by sentence, so that look-ups stay bounded."""

    def __init__(self, doc: Doc, words: Lexicon) -> None:
        self.doc, self.lexicon = doc, words
        self.drafts: dict[str, Draft] = drafts(doc)
        self.added: list[Ref] = []
        self.at: dict[int, list[Ref]] = {}
        self.named: dict[int, list[Ref]] = {}
        for ref in refs(doc):
            self.named.setdefault(ref.head, []).append(ref)
            for i in range(ref.start, ref.end):
                self.at.setdefault(i, []).insert(0, ref)
        self.genders = stated_genders(doc, words)
        self.doubtful = doubtful(doc, words)
        self.unclassified: dict[str, list[tuple[int, int]]] = {}
        self.read_as_people: dict[
            str, str | None
        ] = {}  # names that became people's, and the person that each is another name of
        self.frequency: Counter[str] = Counter()
        self.leading: dict[str, str] = {}  # the entity of each class mentioned most so far
        self.first: dict[str, str] = {}
        self.last: dict[str, tuple[str, int]] = {}  # the last referent of each pronoun, and its sentence
        self.sentence, self.paragraph = _numbered(doc)
        self.starts = [sent.start for sent in doc.sents]
        self.antecedents: dict[int, list[Antecedent]] = {}
        self._places: dict[str, list[int]] = {}  # sentences that name each entity
        self.seen: list[Ref] = []
        for found in sorted([*self._phrases(), *self._unclassified()], key=_head):
            self.antecedents.setdefault(found.sentence, []).append(found)
            if len(found.keys) == 1:
                self._places.setdefault(found.keys[0], []).append(found.sentence)

    @cached_property
    def quotes(self) -> dict[int, Speech]:
        """The innermost quotation around each quoted token."""
        return quotes_by_token(speeches(self.doc))

    @cached_property
    def states_of_adjectives(self) -> dict[str, set[str]]:
        """The states of adjectives before an organization's name, by its key: "its French rival X"."""
        found: dict[str, set[str]] = {}
        for ref in refs(self.doc):
            i = ref.start - 1
            while (
                i > max(0, ref.start - ADJECTIVE_TOKENS)
                and self.doc[i].pos_ in ("NOUN", "ADJ")
                and i not in self.at
            ):
                i -= 1
            for state in self.at.get(i, ()):
                code = self.draft(state.key).country
                if code and self.draft(state.key).family == "Country" and self.doc[state.head].pos_ == "ADJ":
                    found.setdefault(ref.key, set()).add(code)
        return found

    def draft(self, key: str) -> Draft:
        """The entity with this key."""
        return self.drafts[key]

    def is_a(self, key: str, *classes: str) -> bool:
        """Whether an entity is of one of the classes, or of one below it."""
        return any(self.lexicon.ontology.is_a(self.draft(key).cls, cls) for cls in classes)

    def people(self) -> list[Draft]:
        """All people that the Doc names."""
        return [draft for draft in self.drafts.values() if draft.family == "Person"]

    def read_as_person(self, owner: str) -> str:
        """Make a person of a name that has another class or none; returns the person's key for now."""
        if owner.startswith(UNCLASSIFIED):
            name = owner.removeprefix(UNCLASSIFIED)
            found = new_person(
                self.doc, self.unclassified[name], self.lexicon.ontology.classes["Person"].folder
            )
            for ref in found:
                self.named.setdefault(ref.head, []).append(ref)
                for i in range(ref.start, ref.end):
                    self.at.setdefault(i, []).insert(0, ref)
            owner, spans = found[0].key, [(ref.start, owner) for ref in found]
        else:
            other = holder_of(self.doc, self.draft(owner).label)
            self.read_as_people[owner] = (self.read_as_people.get(other) or other) if other else None
            self.draft(owner).cls = self.draft(owner).family = "Person"
            spans = [(self.starts[n], owner) for n in self._places.get(owner, ())]
        for start, before in spans:
            for one in self.antecedents.get(self.sentence[start], ()):
                if one.owner == before:
                    one.owner, one.keys, one.cls, one.form = owner, (owner,), "Person", "single"
        return owner

    def rename_people(self) -> None:
        """Give entities that became people the keys of people, everywhere."""
        renamed = rename_keys(self.doc, self.read_as_people, self.lexicon.ontology.classes["Person"].folder)
        for ref in [*refs(self.doc), *self.added] if renamed else ():
            ref.key = renamed.get(ref.key, ref.key)
        self.drafts = drafts(self.doc)

    def relations_of(self, title: str) -> frozenset[str]:
        """The relations that a title expresses, by its longest known phrase before any preposition."""
        words = [w.casefold() for w in title.split()]
        end = next((i for i, w in enumerate(words) if i and w in NOUN_PREPOSITIONS), len(words))
        for start in range(end):
            if tuple(words[start:end]) in self.lexicon.roles:
                return frozenset(self.lexicon.roles[tuple(words[start:end])])
        return frozenset()

    def learn_gender(self, key: str, gender: str) -> None:
        """Record a person's gender from a pronoun, where nothing stated it before."""
        if key in self.genders or self.draft(key).family != "Person":
            return
        self.genders[key] = gender
        for sentence in self._places.get(key, ()):
            for one in self.antecedents[sentence]:
                if one.keys == (key,):
                    one.gender = gender

    def headed(self, i: int) -> list[Ref]:
        """The references whose head is this token."""
        return [ref for ref in self.at.get(i, ()) if ref.head == i]

    # possible antecedents

    def _phrases(self) -> Iterator[Antecedent]:
        for token in self.doc:
            named = self.named.get(token.i)
            if named and token.pos_ == "VERB":
                continue  # no pronoun means an act that a verb tells
            if named:
                widest = max(named, key=lambda r: (r.end - r.start, r.key))
                yield self._antecedent(token, widest)
                if (pair := self._pair(token)) is not None:
                    yield pair
            elif token.i not in self.at and token.dep_ not in NO_MENTION and self._is_noun(token):
                yield self._noun(token)

    def _is_noun(self, token: Token) -> bool:
        return token.pos_ == "NOUN" or (token.pos_ == "PROPN" and is_office(token, self.lexicon))

    def _unclassified(self) -> Iterator[Antecedent]:
        for start, end in unclassified(self.doc, self.at, self.lexicon):
            name = self.doc[start:end].text
            self.unclassified.setdefault(name, []).append((start, end))
            token = self.doc[start:end].root
            found = self._make(token, start, end, UNCLASSIFIED + name, (), "unread", "Unread")
            found.leaning = leaning(name)
            yield found

    def _antecedent(self, token: Token, ref: Ref) -> Antecedent:
        draft = self.draft(ref.key)
        form = "description" if ref.kind is not MentionKind.NAME else "name"
        if draft.family == "Person" and form == "name":
            form = "full" if ref.end - ref.start > 1 else "single"
        found = self._make(token, ref.start, ref.end, ref.key, (ref.key,), form, draft.cls)
        found.gender, found.leaning = self.genders.get(ref.key), leaning(draft.label)
        if ref.key in self.doubtful and form == "name":
            found.form = "weak"
        return found

    def _pair(self, token: Token) -> Antecedent | None:
        """The names coordinated from this one on, as one antecedent: "Egypt and Sudan"."""
        if token.dep_ == "conj" or not any(c.dep_ == "conj" for c in token.rights):
            return None
        members = [t for t in (token, *token.conjuncts) if t.lower_ not in ALL]
        keys = [r.key for t in members for r in self.named.get(t.i, ())]
        kinds = {self.draft(k).family for k in keys}
        if len(set(keys)) < 2 or len(kinds) > 1 or any(t.i not in self.named for t in members):
            return None
        cls = self.draft(keys[0]).cls
        owner = "+".join(sorted(set(keys)))
        end = members[-1].i + 1
        return self._make(token, token.i, end, owner, tuple(dict.fromkeys(keys)), "pair", cls, plural=True)

    def _noun(self, token: Token) -> Antecedent:
        word = token.lemma_.lower()
        masculine, feminine = self.lexicon.words("noun", "Masculine"), self.lexicon.words("noun", "Feminine")
        gender = "m" if word in masculine else "f" if word in feminine else None
        person = gender is not None or word in self.lexicon.role_heads
        plural = token.tag_ == "NNS"
        cls = "Person" if person else "Thing"
        found = self._make(token, token.i, token.i + 1, f"noun:{token.i}", (), "noun", cls, plural=plural)
        found.gender, found.word = gender, token.lower_
        return found

    def _make(
        self,
        token: Token,
        start: int,
        end: int,
        owner: str,
        keys: tuple[str, ...],
        form: str,
        cls: str,
        *,
        plural: bool = False,
    ) -> Antecedent:
        verb = clause_verb(token)
        first = self.starts[self.sentence[token.i]]
        several = plural or (token.tag_ == "NNPS" and not self._is_one(token, keys))
        return Antecedent(
            token.i, start, end, owner, keys, form, cls, several, role(token),
            self.sentence[token.i], verb.i if verb is not None else -1, front=0 <= start - first <= 1,
        )  # fmt: skip

    def _is_one(self, token: Token, keys: Sequence[str]) -> bool:
        """Whether a name in the plural is that of one body or state: "Orion Motors", not "the Americans"."""
        bodies = keys and all(self.draft(key).family in ("Organization", "Country") for key in keys)
        return bool(bodies) and name_key(token.text) not in gazetteer(self.lexicon.ontology).demonyms

    def within(self, token: Token, reach: int) -> list[Antecedent]:
        """What was mentioned in the sentences up to `reach` before a token's, and around it in its own.

        The nearest `ANTECEDENT_LIMIT` before the token and a quarter as many after it, last first.
        """
        here = self.sentence[token.i]
        own = self.antecedents.get(here, [])
        at = bisect_left(own, token.i, key=_head)
        found = own[max(0, at - ANTECEDENT_LIMIT) : at + ANTECEDENT_LIMIT // 4][::-1]
        for n in range(here - 1, max(-1, here - reach - 1), -1):
            if len(found) >= ANTECEDENT_LIMIT:
                break
            found += reversed(self.antecedents.get(n, ()))
        return found[: ANTECEDENT_LIMIT + ANTECEDENT_LIMIT // 4]

    # resolved references

    def see(self, token: Token) -> set[MentionKind]:
        """Count the references that a token heads; returns the kinds of references that cover it."""
        for ref in self.named.get(token.i, ()):
            self._count(ref)
        return {ref.kind for ref in self.at.get(token.i, ())}

    def add(self, start: int, end: int, head: int, keys: Sequence[str], kind: MentionKind) -> None:
        """Add a reference for each of the keys, as an antecedent of what follows."""
        if not keys:
            return
        for key in dict.fromkeys(keys):
            ref = Ref(start, end, head, key, kind)
            self.added.append(ref)
            self._count(ref)
            for i in range(start, end):
                self.at.setdefault(i, []).insert(0, ref)
        token = self.doc[head]
        form = "pronoun" if kind is MentionKind.PRONOUN else "description"
        several = len(keys) > 1
        owner = "+".join(sorted(set(keys))) if several else keys[0]
        cls = self.draft(keys[0]).cls
        found = self._make(token, start, end, owner, tuple(keys), form, cls, plural=several)
        if not several:
            found.gender, found.leaning = self.genders.get(keys[0]), leaning(self.draft(keys[0]).label)
        found.word = token.lower_
        self._insert(found)

    def stand_for(self, token: Token, owner: str) -> None:
        """Let what follows refer back to a thing that is no entity by the pronoun at a token too."""
        found = self._make(token, token.i, token.i + 1, owner, (), "pronoun", "Thing")
        found.word = token.lower_
        self._insert(found)

    def _count(self, ref: Ref) -> None:
        self.seen.append(ref)
        self.frequency[ref.key] += 1
        cls = self.draft(ref.key).cls
        self.first.setdefault(cls, ref.key)
        if self.frequency[ref.key] > self.frequency[self.leading.get(cls, "")]:
            self.leading[cls] = ref.key

    def _insert(self, found: Antecedent) -> None:
        """Insert an antecedent in its place; it replaces a plain noun there."""
        here = self.antecedents.setdefault(found.sentence, [])
        at = bisect_left(here, found.head, key=_head)
        if at < len(here) and here[at].head == found.head and here[at].form == "noun":
            here[at] = found
        else:
            here.insert(at, found)


def _head(one: Antecedent) -> int:
    return one.head


def _numbered(doc: Doc) -> tuple[list[int], list[int]]:
    """The number of each token's sentence and of its paragraph."""
    sentence, paragraph = [0] * len(doc), [0] * len(doc)
    n = m = -1
    for token in doc:
        n += bool(token.is_sent_start) or n < 0
        sentence[token.i] = n
        paragraph[token.i] = max(m, 0)
        m = max(m, 0) + (token.is_space and "\n" in token.text)
    return sentence, paragraph
