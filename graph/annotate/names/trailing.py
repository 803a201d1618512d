"""Where names go on in small letters, and where capitals go on that are no name."""

from __future__ import annotations

from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.gazetteer import Gazetteer, name_key
from graph.annotate.names.spans import hangs_on
from graph.grammar.words import NOUN_PREPOSITIONS


class Tails:
    """One Doc while the ends of its names are settled."""

    def __init__(self, doc: Doc, words: Lexicon, places: Gazetteer) -> None:
        self.doc, self.words, self.places = doc, words, places

    def closed(self, name: Candidate) -> Candidate:
        """A name with the small-letter noun that belongs to it: "Lazarus group", "Obama administration"."""
        doc, end = self.doc, name.end
        if (
            name.label == "STATE"
            or name.titled
            or name.role
            or end >= len(doc)
            or not doc[end].text.islower()
        ):
            return name
        seat = doc[end].lower_ in self.words.words("tailHead", "Agency") and name.start > 0
        if seat and self._seat(name):
            return Candidate(name.start, end + 1, end, "SEAT", state=self._seat_state(name))
        if hangs_on(doc, name.start, end, self.words) is not None and self._needs_tail(name):
            return Candidate(name.start, end + 1, end, "TAILED", state=name.state, short=name.text(doc))
        return name

    def _seat(self, name: Candidate) -> bool:
        """Whether a name before "administration" is a person's or a place's that is no state."""
        text = name.text(self.doc)
        if (
            self.places.state(text) is not None
            or name_key(text) in self.places.known
            or self.words.head_class(text.lower().split())
        ):
            return False
        before = self.doc[name.start - 1].lower_
        return (
            before in ("the", "a", "an")
            and self.doc[name.head].dep_ in ("compound", "nmod", "amod")
            and name.end - name.start < 4
        )

    def _seat_state(self, name: Candidate) -> str | None:
        state = self.places.capitals.get(name_key(name.text(self.doc)))
        return state.code if state is not None else name.state

    def _needs_tail(self, name: Candidate) -> bool:
        text = name.text(self.doc)
        known = name_key(text) in self.places.known or self.places.state(text) is not None
        return (
            not known
            and name.label not in ("GPE", "LOC", "NORP")
            and self.words.head_class(text.lower().split()) is None
        )

    def without(self, names: list[Candidate]) -> list[Candidate]:
        """Drop what only says more of the body before: "… Experts (GGE) | in the Field of Information"."""
        kept: list[Candidate] = []
        for name in names:
            before = next((one for one in reversed(kept[-2:]) if not self._in_brackets(one)), None)
            if before is not None and before.label != "STATE" and self._goes_on(before, name):
                before.reach = name.end
            else:
                kept.append(name)
        return kept

    def _in_brackets(self, name: Candidate) -> bool:
        doc = self.doc
        return (
            name.start > 0
            and name.end < len(doc)
            and doc[name.start - 1].text == "("
            and doc[name.end].text == ")"
        )

    def _goes_on(self, before: Candidate, name: Candidate) -> bool:
        doc = self.doc
        reached = max(before.reach, before.end)
        if (
            not reached < name.start <= reached + 6
            or doc[name.start].is_sent_start
            or name.label == "PERSON"
            or name.titled
        ):
            return False
        between = [t.text for t in doc[reached : name.start]]
        if between[:1] == ["("] and between[2:3] == [")"]:
            between = between[3:]
        if before.reach and between == ["and"]:
            return self._says_nothing(name)
        if between not in (["in", "the"], ["on", "the"], ["for", "the"], ["in"]):
            return False
        cls = self.words.head_class(self._lower(before)) or ""
        headed = any(self.words.ontology.is_a(cls, one) for one in ("Organization", "Meeting", "Agreement"))
        return headed and any(w in NOUN_PREPOSITIONS for w in self._lower(name)) and self._says_nothing(name)

    def _lower(self, name: Candidate) -> list[str]:
        return [t.lower_ for t in self.doc[name.start : name.end]]

    def _says_nothing(self, name: Candidate) -> bool:
        """Whether a stretch has no head, no place and nothing known in it."""
        parts = [
            self.doc[name.start : name.end].text,
            *(t.text for t in self.doc[name.start : name.end] if t.is_alpha),
        ]
        if self.words.head_class(self._lower(name)) is not None and name.end - name.start > 1:
            return False
        return not any(
            self.places.state(p) or name_key(p) in self.places.known or name_key(p) in self.places.cities
            for p in parts
            if p[0].isupper()
        )
