"""The step that turns names into entities: classes by vote, one entity for all names of one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.bodies import bracketed, is_acronym_of, short_form, state_of, words_of
from graph.annotate.classify import CERTAIN, family, vote, winner
from graph.annotate.gazetteer import Gazetteer, State, gazetteer, name_key
from graph.annotate.headings import headings
from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.names import Candidate, candidates
from graph.annotate.people import bearers, cluster, parts
from graph.annotate.refs import Draft, Ref, RoleDraft, drafts, refs
from graph.annotate.setup import ontology_of
from graph.model import MentionKind, slugify
from graph.ontology import Ontology


@Language.factory(
    "whereas_names",
    default_config={"ontology": ""},
    assigns=["doc._.refs", "doc._.drafts"],
    requires=["token.pos", "token.ent_type", "token.dep"],
)
def make_names(nlp: Language, name: str, ontology: str) -> Names:
    """The component for the ontology that Whereas brings and a user's own files after it."""
    return Names(ontology_of(ontology))


class Names:
    """Finds the names of a Doc and makes an entity of each thing that they name."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)
        self.places: Gazetteer = gazetteer(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Write drafts and references."""
        doc._.refs, doc._.drafts = [], {}
        Reader(doc, self.lexicon, self.places).read()
        return doc


def _is_common(phrase: str) -> bool:
    """Whether a phrase is of common words: "Intellectual property rights"."""
    return not any(word[0].isupper() for word in phrase.split()[1:])


class Reader:
    """One Doc while its names are made entities; holds what the steps share."""

    def __init__(self, doc: Doc, lexicon: Lexicon, places: Gazetteer) -> None:
        self.doc, self.lexicon, self.places = doc, lexicon, places
        self.names = candidates(doc, lexicon, places)
        self.votes = vote(doc, self.names, lexicon, places)
        self.acronyms = bracketed(doc, self.names)

    def read(self) -> None:
        """Class the names, then make people, states, bodies and the rest, in that order."""
        chosen = self._classes()
        self._states([n for n, cls in chosen if cls == "Country"])
        people = [n for n, cls in chosen if cls == "Person"]
        self._people(people)
        self._bodies([(n, cls) for n, cls in chosen if family(cls) == "Organization"])
        self._others([(n, cls) for n, cls in chosen if family(cls) not in ("Organization", "Person", "Country")])
        refs(self.doc).sort(key=lambda r: (r.start, -r.end, r.key))

    def _classes(self) -> list[tuple[Candidate, str]]:
        in_heading = headings(self.doc)
        elsewhere = {
            word for n in self.names if not in_heading[n.head] for word in (name_key(n.text(self.doc)), *parts(n.text(self.doc)))
        }
        dropped = {name_key(self.doc[i].text) for i, full in self.acronyms.items() if full and _is_common(full)}
        people = self._full_people()
        chosen: list[tuple[Candidate, str]] = []
        for name in self.names:
            key = name_key(name.text(self.doc))
            if key in dropped or (in_heading[name.head] and key not in elsewhere):
                continue
            cls = "Country" if name.label == "STATE" else self._class_of(name, key, people)
            if cls is not None:
                chosen.append((name, cls))
        return chosen

    def _full_people(self) -> dict[str, str]:
        counts = Counter(
            name.text(self.doc)
            for name in self.names
            if len(parts(name.text(self.doc))) > 1
            and winner(self.votes.get(name_key(name.text(self.doc)), Counter()), self.lexicon) == "Person"
        )
        return cluster(counts)

    def _class_of(self, name: Candidate, key: str, people: dict[str, str]) -> str | None:
        ballot = self.votes[key]
        best = winner(ballot, self.lexicon)
        if name.end - name.start == 1 and not name.titled:
            told = max(ballot.values(), default=0) >= CERTAIN
            if bearers(name.text(self.doc), set(people.values()), self.places.family_first):
                if not told or (best != "Country" and name.label == "PERSON"):
                    return "Person"
        if best is None and name.head in self.acronyms and self.acronyms[name.head]:
            return "Organization"
        return best

    # states

    def _states(self, names: Iterable[Candidate]) -> None:
        for name in names:
            state = self.places.state(name.text(self.doc))
            if state is not None:
                self._refer(name, self._state_draft(state).key, name.text(self.doc))

    def _state_draft(self, state: State) -> Draft:
        draft = self._draft("Country", state.label)
        draft.country, draft.same_as = state.code, state.same_as
        draft.names[state.label] += 0
        return draft

    # people

    def _people(self, names: list[Candidate]) -> None:
        full = cluster(Counter(n.text(self.doc) for n in names if len(parts(n.text(self.doc))) > 1))
        last_of: dict[str, str] = {}
        for name in names:
            text = name.text(self.doc)
            leader = full.get(text) or self._bearer(name, text, full, last_of) or text
            for word in parts(leader):
                last_of[word] = leader
            draft = self._draft("Person", leader)
            draft.gender = draft.gender or self._gender(name, leader)
            self._refer(name, draft.key, text)

    def _bearer(self, name: Candidate, text: str, full: dict[str, str], last_of: dict[str, str]) -> str | None:
        """Whom a single name means: the one person who bears it, else the one named last before it."""
        word = (parts(text) or ("",))[-1]
        found = sorted(set(bearers(word, sorted(set(full.values())), self.places.family_first)))
        if len(found) <= 1:
            return found[0] if found else None
        before = last_of.get(word)
        return before if before in found else None

    def _gender(self, name: Candidate, leader: str) -> str | None:
        before = self.doc[name.start - 1].lower_.rstrip(".") if name.start else ""
        for word in (before, self.doc[name.start].lower_.rstrip(".")):
            if word in ("mr", "sir", "lord", "king", "mister"):
                return "m"
            if word in ("mrs", "ms", "miss", "lady", "queen", "madame"):
                return "f"
        words = parts(leader)
        found = self.places.given_names.get(words[0]) if len(words) > 1 else None
        return found if found in ("m", "f") else None

    # bodies

    def _bodies(self, names: list[tuple[Candidate, str]]) -> None:
        heads = frozenset(w for phrase in self.lexicon.name_heads for w in phrase)
        order = sorted(names, key=lambda pair: (-len(words_of(pair[0].text(self.doc))), pair[0].start))
        known: dict[int, Draft] = {}
        for name, cls in order:
            known[name.start] = self._body(name, cls, heads)
        for name, _ in names:
            draft = known[name.start]
            self._refer(name, draft.key, name.text(self.doc))

    def _body(self, name: Candidate, cls: str, heads: frozenset[str]) -> Draft:
        text = name.text(self.doc)
        entry = self.places.known.get(name_key(text))
        state = state_of(self.doc, name, self.places) if self.lexicon.ontology.is_a(cls, "Agency") or cls == "Organization" else None
        if entry is not None and family(entry.cls) == "Organization":
            draft = self._draft(entry.cls, entry.label)
            draft.country, draft.same_as = draft.country or entry.country or state, entry.same_as
            return draft
        found = self._same_body(text, cls, state, heads)
        if found is None:
            found = self._draft(cls, text, state)
        elif found.cls == "Organization" != cls:
            found.cls = cls
        found.country = found.country or state
        return found

    def _same_body(self, text: str, cls: str, state: str | None, heads: frozenset[str]) -> Draft | None:
        words = words_of(text)
        fitting = []
        for draft in drafts(self.doc).values():
            if family(draft.cls) != "Organization" or (state and draft.country and state != draft.country):
                continue
            for other in [draft.label, *sorted(draft.names)]:
                theirs = words_of(other)
                if words == theirs or set(words) == set(theirs):
                    return draft
                if self.acronyms and any(full == other and self.doc[i].text == text for i, full in self.acronyms.items()):
                    return draft
                if len(text) > 1 and text.isupper() and is_acronym_of(text, other):
                    fitting.append(draft)
                elif short_form(words, theirs, heads):
                    fitting.append(draft)
        if not fitting:
            return None
        closest = sorted(fitting, key=lambda d: (len(words_of(d.label)), d.key))
        tied = [d for d in closest if len(words_of(d.label)) == len(words_of(closest[0].label))]
        return closest[0] if len({d.key for d in tied}) == 1 else None

    # everything else

    def _others(self, names: list[tuple[Candidate, str]]) -> None:
        for name, cls in names:
            text = name.text(self.doc)
            entry = self.places.known.get(name_key(text))
            draft = self._same_other(text, cls) or self._draft(entry.cls if entry else cls, entry.label if entry else text)
            if cls == "Place" and (city := self.places.cities.get(name_key(text))) is not None and draft.country is None:
                draft.country = city.code if city.population > 200_000 or name_key(text) in self.places.capitals else None
            if name.state is not None and draft.country is None and family(cls) != "Place":
                draft.country = name.state
            draft.head = draft.head or self.doc[name.head].lower_
            self._refer(name, draft.key, text)

    def _same_other(self, text: str, cls: str) -> Draft | None:
        words = words_of(text)
        for draft in drafts(self.doc).values():
            if family(draft.cls) == family(cls) and any(words_of(n) == words for n in (draft.label, *draft.names)):
                return draft
        if family(cls) == "Place":
            return None
        longer = [
            d for d in drafts(self.doc).values()
            if family(d.cls) == family(cls) and len(words) > 1 and set(words) < set(words_of(d.label))
        ]
        return longer[0] if len(longer) == 1 else None

    # shared

    def _draft(self, cls: str, label: str, state: str | None = None) -> Draft:
        folder = self.lexicon.ontology.classes[cls].folder
        key = f"{folder}/{slugify(label)}"
        found = drafts(self.doc).get(key)
        if found is not None and state and found.country and found.country != state:
            key = f"{key}-{slugify(state)}"
        return drafts(self.doc).setdefault(key, Draft(key, cls, label))

    def _refer(self, name: Candidate, key: str, text: str) -> None:
        draft = drafts(self.doc)[key]
        draft.names[text] += 1
        refs(self.doc).append(Ref(name.start, name.end, name.head, key, MentionKind.NAME))
