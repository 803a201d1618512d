"""The entities and references that merging collects."""

from __future__ import annotations

from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.gazetteer import State
from graph.annotate.names.organizations import words_of
from graph.annotate.refs import Draft, Ref
from graph.model import MentionKind, slugify
from graph.ontology import Ontology


class EntityBuilder:
    """Collects drafts and references; `alike` finds a draft by family and the words of a name."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self.drafts: dict[str, Draft] = {}
        self.refs: list[Ref] = []
        self._by_words: dict[str, Draft] = {}

    def draft(self, cls: str, label: str, state: str | None = None) -> Draft:
        """The draft of a class and label; a new one where the one there is of another state."""
        key = f"{self._ontology.classes[cls].folder}/{slugify(label)}"
        found = self.drafts.get(key)
        if found is not None and state and found.country and found.country != state:
            key = f"{key}-{slugify(state)}"
        return self.drafts.setdefault(key, Draft(key, cls, label, self._ontology.family(cls)))

    def state_draft(self, state: State) -> Draft:
        """The draft of a state."""
        draft = self.draft("Country", state.label)
        draft.country, draft.same_as = state.code, state.same_as
        draft.names[state.label] += 0
        return draft

    def refer(self, name: Candidate, draft: Draft, text: str | None) -> None:
        """Add a reference to a draft; `text` is None where the words are not its name ("Beijing said")."""
        if text is not None:
            draft.names[text] += 1
            for written in (text, draft.label):
                self._by_words.setdefault(_words_key(draft.family, written), draft)
            if draft.family == "Place" and "," in text:
                self._by_words.setdefault(_words_key("Place", text.split(",")[0]), draft)
        self.refs.append(Ref(name.start, name.end, name.head, draft.key, MentionKind.NAME))

    def alike(self, cls: str, text: str) -> Draft | None:
        """The draft of the family of a class whose name has the same words, or the one with these and more.

        Places are never found by more words: "York" is not New York.
        """
        family = self._ontology.family(cls)
        found = self._by_words.get(_words_key(family, text))
        words = set(words_of(text))
        if found is not None or family == "Place" or len(words_of(text)) < 2:
            return found
        longer = [
            one for one in self.drafts.values() if one.family == family and words < set(words_of(one.label))
        ]
        return longer[0] if len(longer) == 1 else None


def _words_key(family: str, text: str) -> str:
    return f"{family}/{' '.join(words_of(text))}"
