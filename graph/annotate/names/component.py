"""The step that turns names into entities: classes by vote, one entity for all names of one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.capitals_as_governments import government, states_near
from graph.annotate.names.english import learn
from graph.annotate.names.entity_types import CERTAIN_WEIGHT, vote, winner
from graph.annotate.names.gazetteer import Gazetteer, State, gazetteer, name_key, plain
from graph.annotate.names.headings import headings
from graph.annotate.names.list_evidence import common_words, is_listed_person, listed, openings
from graph.annotate.names.organization_index import Shelf
from graph.annotate.names.organizations import bracketed, passed_state, state_of, words_of
from graph.annotate.names.person_evidence import opens_as_name
from graph.annotate.names.person_index import Crowd
from graph.annotate.names.persons import cluster, parts
from graph.annotate.names.segmentation import candidates
from graph.annotate.refs import Draft, Ref, drafts, refs
from graph.annotate.setup import ontology_of
from graph.model import MentionKind, slugify
from graph.ontology import KnownName, Ontology


@Language.factory(
    "whereas_names",
    default_config={"ontology": ""},
    assigns=["doc._.refs", "doc._.drafts"],
    requires=["token.pos", "token.ent_type", "token.dep"],
)
def make_names(nlp: Language, name: str, ontology: str) -> Names:
    """The component for the ontology that Whereas brings and a user's own files after it."""
    learn(nlp)
    return Names(ontology_of(ontology))


class Names:
    """Finds the names of a Doc and makes an entity of each thing that they name."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)
        self.places: Gazetteer = gazetteer(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Write drafts and references."""
        doc._.refs, doc._.drafts = [], {}
        self._settle_openers(doc)
        Reader(doc, self.lexicon, self.places).read()
        return doc

    def _settle_openers(self, doc: Doc) -> None:
        """Tag names at the start of sentences as names where the tagger took them for common words."""
        for token in doc:
            if token.is_sent_start and opens_as_name(token, self.lexicon, self.places):
                token.pos_, token.tag_, token.lemma_ = "PROPN", "NNP", token.text


BARE_NOUN_USES = 3  # uses in the position of a name that make a capitalised head noun a name itself


def _is_common(phrase: str) -> bool:
    """Whether a phrase is of common words: "Intellectual property rights"."""
    return not any(word[0].isupper() for word in phrase.split()[1:])


class Reader:
    """One Doc while its names are made entities; holds what the steps share."""

    def __init__(self, doc: Doc, lexicon: Lexicon, places: Gazetteer) -> None:
        self.doc, self.lexicon, self.places = doc, lexicon, places
        self.family, self.is_a = lexicon.family, lexicon.ontology.is_a
        self.names = candidates(doc, lexicon, places)
        self.votes = vote(doc, self.names, lexicon, places)
        self.openings = openings(doc, self.names, self.votes, lexicon)
        self.acronyms = bracketed(doc, self.names, lexicon.head_class)
        self.short = {doc[i].text: full for i, full in self.acronyms.items() if full}
        self.shelf = Shelf(frozenset(w for phrase in lexicon.name_heads for w in phrase), places)
        self.state_of_person: dict[str, str] = {}
        self.others: dict[str, Draft] = {}
        self.bare: list[Candidate] = []
        self.near = states_near(doc, self.names, lexicon, places)

    def read(self) -> None:
        """Class the names, then make people, states, bodies and the rest, in that order."""
        chosen = self._classes()
        self._states([n for n, cls in chosen if cls == "Country"])
        self._people(self._of_family(chosen, "Person"))
        self._bodies(self._of_family(chosen, "Organization"))
        made = ("Organization", "Person")
        self._others([(n, cls) for n, cls in chosen if cls != "Country" and self.family(cls) not in made])
        self._bare()
        refs(self.doc).sort(key=lambda r: (r.start, -r.end, r.key))

    def _of_family(self, chosen: list[tuple[Candidate, str]], family: str) -> list[tuple[Candidate, str]]:
        return [(name, cls) for name, cls in chosen if self.family(cls) == family]

    def _classes(self) -> list[tuple[Candidate, str]]:
        in_heading = headings(self.doc)
        texts = [n.text(self.doc) for n in self.names]
        elsewhere = {
            word
            for n, text in zip(self.names, texts, strict=True)
            if not in_heading[n.head]
            for word in (name_key(text), *parts(text))
        }
        dropped = {
            name_key(self.doc[i].text) for i, full in self.acronyms.items() if full and _is_common(full)
        }
        dropped |= common_words(self.doc, self.names)
        crowd = Crowd(self.doc, self.names, self.votes, self.lexicon, self.places, in_heading)
        self.crowd = crowd
        chosen: list[tuple[Candidate, str]] = []
        for name, text in zip(self.names, texts, strict=True):
            key = name_key(text)
            if key in dropped:
                continue
            kind = self.family(self._winner(key) or "")
            told = key in elsewhere or is_listed_person(self.doc, name, kind, self.places)
            if in_heading[name.head] and not told:
                continue
            cls = "Country" if name.label == "STATE" else self._class_of(name, key, crowd)
            if cls is not None:
                chosen.append((name, cls))
        prose = [n for n in self.names if not in_heading[n.head]]
        more = listed(self.doc, prose, chosen, self.votes, self.lexicon)
        return sorted([*chosen, *more], key=lambda pair: (pair[0].start, -pair[0].end))

    def _winner(self, key: str) -> str | None:
        return winner(self.votes.get(key, {}), self.lexicon)

    def _class_of(self, name: Candidate, key: str, crowd: Crowd) -> str | None:
        full = self.short.get(name.text(self.doc))
        ballot = self.votes.get(name_key(full or ""), self.votes[key])
        best = winner(ballot, self.lexicon) or self.openings.get(key)
        told = max(ballot.values(), default=0) >= CERTAIN_WEIGHT
        if name.start in crowd.siblings:
            return "Person"
        if name.end - name.start == 1 and not name.titled and crowd.means_person(name, best, told):
            return "Person"
        if best is None and name.head in self.acronyms and self.acronyms[name.head]:
            return "Organization"
        if name.end - name.start == 1 and not told and name.label != "PERSON" and self._is_bare(name):
            self.bare.append(name)
            return None
        return best

    def _is_bare(self, name: Candidate) -> bool:
        """Whether a name is a mere head noun: "the Court", "the Summit"."""
        if state_of(self.doc, name, self.places) is not None:
            return False
        word = self.doc[name.start].lower_
        return (word,) in self.lexicon.name_heads or word in self.lexicon.anaphors

    def _bare(self) -> None:
        """A head noun in capitals means the last thing named with it; else it is a name if used often."""
        named = sorted(refs(self.doc), key=lambda r: r.start)
        taken = {i for r in named for i in range(r.start, r.end)}
        last: dict[str, str] = {}
        alone: dict[str, list[Candidate]] = {}
        at = 0
        for name in self.bare:
            while at < len(named) and named[at].start < name.start:
                draft = drafts(self.doc)[named[at].key]
                if draft.family not in ("Person", "Country"):
                    last.update(dict.fromkeys(words_of(draft.label), draft.key))
                at += 1
            words = words_of(name.text(self.doc))
            key = last.get(words[0]) if words else None
            if name.start in taken:
                continue
            if key is not None:
                refs(self.doc).append(Ref(name.start, name.end, name.head, key, MentionKind.NAME))
            else:
                alone.setdefault(name_key(name.text(self.doc)), []).append(name)
        for key, names in alone.items():
            cls = winner(self.votes[key], self.lexicon)
            proper = sum(1 + self._without_article(name) for name in names)
            if proper >= BARE_NOUN_USES and cls is not None and self.family(cls) == "Organization":
                for name in names:
                    self._refer(name, self._draft(cls, name.text(self.doc)).key, name.text(self.doc))

    def _without_article(self, name: Candidate) -> bool:
        """Whether a head noun stands as names do: in the middle of a sentence, nothing determining it."""
        first = self.doc[name.start]
        return not first.is_sent_start and first.nbor(-1).pos_ not in ("DET", "PRON", "PART", "PUNCT", "ADJ")

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

    def _people(self, names: list[tuple[Candidate, str]]) -> None:
        crowd = self.crowd
        full = cluster(Counter(n.text(self.doc) for n, _ in names if len(parts(n.text(self.doc))) > 1))
        last_of: dict[str, str] = {}
        kinds = {n.text(self.doc): cls for n, cls in names}
        for name, _ in names:
            text = name.text(self.doc)
            leader = full.get(text) or crowd.siblings.get(name.start) or self._bearer(text, last_of) or text
            for word in parts(leader):
                last_of[word] = leader
                if name.state is not None:
                    self.state_of_person.setdefault(word, name.state)
            draft = self._draft(kinds.get(leader, "Person"), leader)
            draft.gender = draft.gender or self._gender(name, leader)
            self._refer(name, draft.key, text)

    def _bearer(self, text: str, last_of: dict[str, str]) -> str | None:
        """Whom a single name means: the one person who bears it, else the one named last before it."""
        word = (parts(text) or ("",))[-1]
        found = self.crowd.bearers_of(word)
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
        found = self.places.given_names.get(plain(words[0])) if len(words) > 1 else None
        return found if found in ("m", "f") else None

    # bodies

    def _bodies(self, names: list[tuple[Candidate, str]]) -> None:
        states = self._states_by_token(names)
        order = sorted(names, key=lambda pair: self._rank(pair[0]))
        known: dict[tuple[int, int], Draft] = {}
        for name, cls in order:
            known[name.start, name.end] = self._body(name, cls, states)
        for name, _ in names:
            draft = known[name.start, name.end]
            for other in dict.fromkeys((name.full(self.doc), name.short)):
                if other:
                    draft.names[other] += 0
            self._refer(name, draft.key, name.text(self.doc))

    def _rank(self, name: Candidate) -> tuple[bool, int, int]:
        """Known bodies first, then the longest names, so that short forms find their body."""
        text = name.text(self.doc)
        known = name_key(text) in self.places.known and text not in self.short
        return (not known, -len(words_of(text)), name.start)

    def _states_by_token(self, names: list[tuple[Candidate, str]]) -> dict[int, str]:
        """The state of each token that names one, or at which a body stands that has one."""
        found: dict[int, str] = {}
        for name in self.names:
            if (state := self.places.state(name.text(self.doc))) is not None:
                found[name.head] = state.code or state.label
        for name, _ in names:
            own = state_of(self.doc, name, self.places)
            entry = self._entry(name.text(self.doc), own)
            state_word = (entry.country if entry else None) or own
            if state_word is not None:
                found[name.head] = state_word
        return found

    def _body(self, name: Candidate, cls: str, states: dict[int, str]) -> Draft:
        text = name.text(self.doc)
        entry = self._entry(text, states.get(name.head))
        if entry is not None:
            draft = self._draft(entry.cls, entry.label)
            own = states.get(name.head) if self.is_a(entry.cls, "Agency") else None
            draft.country = draft.country or entry.country or own
            draft.same_as = entry.same_as
            self._file(draft, text, entry.label)
            return draft
        state = self._own_state(name, cls, states)
        found = self.shelf.find(text, state, self.short)
        if found is None:
            found = self._draft(cls, text, state)
        elif found.cls == "Organization" != cls:
            found.cls = cls
        found.country = found.country or state
        self._file(found, text, *([name.short] if name.short else []))
        return found

    def _entry(self, text: str, state: str | None) -> KnownName | None:
        """The body known by a name; none of another state, nor of one that the article never comes near.

        Many states have a Labour Party, a Senate and a Ministry of Justice.
        """
        entry = self.places.known_body(text) or self._without_party(text)
        if entry is not None and text in self.short and self.places.known_body(self.short[text]) is not entry:
            return None
        if entry is None or self.family(entry.cls) != "Organization":
            return None
        if entry.country is None:
            return entry
        common = self.lexicon.head_class(text.lower().split()) is not None
        if common and (entry.country not in self.near or (state is not None and state != entry.country)):
            return None
        return entry

    def _without_party(self, text: str) -> KnownName | None:
        """The party known by a name without "Party": "Likud Party"."""
        name, _, last = text.rpartition(" ")
        if not name or not self.is_a(self.lexicon.name_heads.get((last.lower(),), ""), "PoliticalParty"):
            return None
        entry = self.places.known.get(name_key(name))
        return entry if entry is not None and self.is_a(entry.cls, "PoliticalParty") else None

    def _file(self, draft: Draft, *names: str) -> None:
        for name in names:
            self.shelf.put(draft, name)

    def _own_state(self, name: Candidate, cls: str, states: dict[int, str]) -> str | None:
        """The state of a body of a kind that has one."""
        agency = self.is_a(cls, "Agency")
        if name.label == "SEAT":
            words = parts(name.text(self.doc))[:-1]
            return name.state or next(
                (self.state_of_person[w] for w in reversed(words) if w in self.state_of_person), None
            )
        if agency or cls == "Organization" or self.is_a(cls, "PoliticalParty"):
            return states.get(name.head) or (passed_state(self.doc, name, states) if agency else None)
        return None

    # everything else

    def _others(self, names: list[tuple[Candidate, str]]) -> None:
        for name, cls in names:
            text = name.text(self.doc)
            if (
                self.family(cls) == "Place"
                and (state := government(self.doc, name, self.lexicon, self.places)) is not None
            ):
                self._refer(name, self._state_draft(state).key, None)
                continue
            entry = self.places.known.get(name_key(text))
            entry = entry if entry is not None and self.family(entry.cls) == self.family(cls) else None
            draft = self._same_other(text, cls) or self._draft(
                entry.cls if entry else cls, entry.label if entry else text
            )
            if draft.family == "Place" and draft.country is None:
                draft.country = self.places.state_of_city(text, self.near)
            if name.state is not None and draft.country is None and draft.family != "Place":
                draft.country = name.state
            draft.head = draft.head or self.doc[name.head].lower_
            if name.lead is not None:
                draft.names[name.full(self.doc)] += 0
            self._refer(name, draft.key, text)

    def _same_other(self, text: str, cls: str) -> Draft | None:
        words = words_of(text)
        family = self.family(cls)
        key = f"{family}/{' '.join(words)}"
        if key in self.others:
            return self.others[key]
        if family == "Place":
            return None
        longer = [
            d
            for d in drafts(self.doc).values()
            if d.family == family and len(words) > 1 and set(words) < set(words_of(d.label))
        ]
        return longer[0] if len(longer) == 1 else None

    # shared

    def _draft(self, cls: str, label: str, state: str | None = None) -> Draft:
        folder = self.lexicon.ontology.classes[cls].folder
        key = f"{folder}/{slugify(label)}"
        found = drafts(self.doc).get(key)
        if found is not None and state and found.country and found.country != state:
            key = f"{key}-{slugify(state)}"
        return drafts(self.doc).setdefault(key, Draft(key, cls, label, self.family(cls)))

    def _refer(self, name: Candidate, key: str, text: str | None) -> None:
        """Refer to a draft; `text` is None where the words are no name of it ("Beijing said")."""
        draft = drafts(self.doc)[key]
        if text is not None:
            draft.names[text] += 1
            self.others.setdefault(f"{draft.family}/{' '.join(words_of(text))}", draft)
            self.others.setdefault(f"{draft.family}/{' '.join(words_of(draft.label))}", draft)
            if draft.family == "Place" and "," in text:
                self.others.setdefault(f"Place/{' '.join(words_of(text.split(',')[0]))}", draft)
        refs(self.doc).append(Ref(name.start, name.end, name.head, key, MentionKind.NAME))
