"""The ontology's cue words, arranged for look-up while reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, cached_property, lru_cache

from graph.grammar.words import NOUN_PREPOSITIONS
from graph.ontology import Ontology

DESCRIBED = ("Agreement", "Event", "Document")


class Lexicon:
    """Look-ups by words in lower case; phrases are tuples of words, the longest phrase wins."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def family(self, cls: str) -> str:
        """The family of a class, see `Ontology.families`."""
        return self.ontology.family(cls)

    @cached_property
    def heads(self) -> Mapping[tuple[str, ...], str]:
        """Head nouns of names and descriptions, as phrases, to the class they tell."""
        return self._classes("head")

    @cached_property
    def phrase_ends(self) -> frozenset[str]:
        """The last words of the phrases in `heads`."""
        return frozenset(words[-1] for words in self.heads if len(words) > 1)

    @cached_property
    def speaking_heads(self) -> Mapping[tuple[str, ...], str]:
        """Nouns that tell their class only where they say something: "the release said"."""
        return self._classes("speakingHead")

    @cached_property
    def signed_heads(self) -> Mapping[tuple[str, ...], str]:
        """Nouns for papers that are of another class where several sign them: "memorandum"."""
        return self._classes("signedHead")

    @cached_property
    def signing(self) -> frozenset[str]:
        """Verbs by which someone is bound to an agreement: "sign", "initial"."""
        bound = self.framed("binding")
        cues = self.ontology.cues_of("verb")
        return frozenset(cue.words[0] for cue in cues if cue.term in bound and len(cue.words) == 1)

    @cached_property
    def name_heads(self) -> Mapping[tuple[str, ...], str]:
        """Head nouns of names: those of descriptions, and those that only tell in a name."""
        return {**self._classes("nameHead"), **self.heads}

    @cached_property
    def suffixes(self) -> Mapping[str, str]:
        """Legal forms that end a name ("corp"), without dots."""
        return {" ".join(w).replace(".", ""): cls for w, cls in self._classes("suffix").items()}

    @cached_property
    def written_suffixes(self) -> frozenset[str]:
        """Legal forms as they are written, without dots: "AG" and "Inc", but not "Ag"."""
        return frozenset(cue.text.replace(".", "") for cue in self.ontology.cues_of("suffix"))

    @cached_property
    def weak_suffixes(self) -> Mapping[str, str]:
        """Head nouns of other classes that may end a name of the class too ("Lyra Corps")."""
        return {" ".join(w): cls for w, cls in self._classes("weakSuffix").items()}

    @cached_property
    def back_references(self) -> Mapping[str, frozenset[str]]:
        """Nouns that may mean any earlier thing of their classes ("the deal"), and no others."""
        found: dict[str, set[str]] = {}
        for cue in self.ontology.cues_of("anaphor"):
            found.setdefault(cue.text.casefold(), set()).add(cue.term)
        return {word: frozenset(classes) for word, classes in found.items()}

    @cached_property
    def anaphors(self) -> Mapping[str, frozenset[str]]:
        """Nouns that may refer back to an entity, to the classes it may have."""
        found: dict[str, set[str]] = {}
        for kind in ("anaphor", "head"):
            for cue in self.ontology.cues_of(kind):
                found.setdefault(cue.text.casefold(), set()).add(cue.term)
        return {word: frozenset(classes) for word, classes in found.items()}

    @cached_property
    def roles(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """Role phrases to the relations they tell ("spokesman" → spokespersonFor)."""
        found: dict[tuple[str, ...], set[str]] = {}
        for kind in ("role", "inverseRole"):
            for cue in self.ontology.cues_of(kind):
                found.setdefault(tuple(w.casefold() for w in cue.words), set()).add(cue.term)
        return {words: tuple(sorted(terms)) for words, terms in found.items()}

    @cached_property
    def role_nouns(self) -> frozenset[str]:
        """The head nouns of all role phrases, of whoever may have the role."""
        return frozenset(_noun(words) for words in self.roles)

    @cached_property
    def inverse_roles(self) -> frozenset[tuple[str, str]]:
        """Role phrases with the relation that leads to their bearer."""
        return frozenset((cue.text.casefold(), cue.term) for cue in self.ontology.cues_of("inverseRole"))

    @cached_property
    def state_roles(self) -> Mapping[str, frozenset[str]]:
        """Relations whose roles, when they tie to a state, must be one of these phrases."""
        found: dict[str, set[str]] = {}
        for cue in self.ontology.cues_of("stateRole"):
            found.setdefault(cue.term, set()).add(cue.text.casefold())
        return {term: frozenset(phrases) for term, phrases in found.items()}

    @cached_property
    def _told_of_people(self) -> frozenset[str]:
        """The relations whose domain, or range for inverse roles, has people in it."""
        found = self.ontology.relations.values()
        return frozenset(r.name for r in found if not r.domain or self._may_be("Person", r.domain))

    def _may_be(self, cls: str, allowed: Iterable[str]) -> bool:
        return any(self.ontology.is_a(cls, one) for one in allowed)

    @cached_property
    def role_heads(self) -> frozenset[str]:
        """The nouns of roles that a person may have as a title before the name."""
        states = frozenset({"Country"})
        titles = {n for n in self._told_of_people if self.ontology.relations[n].range != states}
        return self._heads_of(titles - self.framed("kinship")) | frozenset(
            _plural(word) for word in self._heads_of(titles - self.framed("kinship"))
        )

    def _heads_of(self, relations: Set[str]) -> frozenset[str]:
        heads = {_noun(words) for words, terms in self.roles.items() if relations & set(terms)}
        return frozenset(heads) - self._no_person

    @cached_property
    def person_nouns(self) -> frozenset[str]:
        """All nouns that tell what a person is: roles, kin, nationals, professions."""
        return self._heads_of(self._told_of_people) | self.words("noun", "Profession")

    @cached_property
    def body_roles(self) -> frozenset[str]:
        """Nouns of roles that are held in bodies alone, never in a state or field of work ("founder")."""
        return self.words("noun", "OfBody")

    @cached_property
    def kin(self) -> frozenset[str]:
        """Nouns by which people are called after their family: "wife", "son"."""
        family = self.framed("kinship")
        heads = {_noun(words) for words, terms in self.roles.items() if family & set(terms)}
        return frozenset(heads) | self.words("noun", "Living")

    @cached_property
    def gendered(self) -> frozenset[str]:
        """Nouns whose bearer is called "he" or "she" ("girl")."""
        return self.words("noun", "Feminine") | self.words("noun", "Masculine")

    @cached_property
    def marrying(self) -> frozenset[tuple[str, str]]:
        """Participles with the preposition that brings in a member of the family: "married to"."""
        family = self.framed("kinship")
        cues = (c.words for c in self.ontology.cues_of("verb") if c.term in family and len(c.words) == 3)
        return frozenset((words[1], words[2]) for words in cues if words[0] == "be")

    @property
    def living(self) -> Mapping[str, frozenset[str]]:
        """Verbs whose subject is a person, as `verbs_of` gives them."""
        return self.verbs_of("Living")

    @cache  # noqa: B019 - a lexicon lives as long as the process
    def verbs_of(self, term: str) -> Mapping[str, frozenset[str]]:
        """The verbs of a term, to the word that must go with them, "" where none must.

        Passives are listed under their participle, with "be": "be born".
        """
        found: dict[str, set[str]] = {}
        for cue in self.ontology.cues_of("verb"):
            if cue.term == term:
                words = [w.casefold() for w in cue.words]
                first = " ".join(words[:2]) if words[0] == "be" else words[0]
                found.setdefault(first, set()).add(" ".join(words[len(first.split()) :]))
        return {word: frozenset(rest) for word, rest in found.items()}

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """Words at the beginning of names of a class ("Universidad")."""
        return {
            " ".join(w): cls for w, cls in self._classes("prefix").items() if cls in self.ontology.classes
        }

    @cached_property
    def _no_person(self) -> frozenset[str]:
        """Head words of role phrases that by themselves are no person: "state" of "member state"."""
        return frozenset(w for w, cls in self.set_nouns.items() if self.family(cls) != "Person") | self.words(
            "noun", "NoBearer"
        )

    @cached_property
    def seconds(self) -> frozenset[str]:
        """Words by which someone is next to a role's holder: "deputy"."""
        return self.words("adjective", "Second")

    @cached_property
    def state_offices(self) -> frozenset[str]:
        """Roles in the service of a state even where no body of it is named ("general")."""
        return self.words("noun", "StateOffice")

    @cached_property
    def titles(self) -> frozenset[str]:
        """Honorifics and abbreviated ranks before a person's name, without dots."""
        return frozenset(cue.text.casefold().rstrip(".") for cue in self.ontology.cues_of("title"))

    @cached_property
    def past(self) -> frozenset[str]:
        """Adjectives and adverbs that put a role into the past."""
        return self.words("adjective", "Past") | self.words("adverb", "Past")

    @cached_property
    def generic(self) -> frozenset[str]:
        """Determiners that keep a description from naming anything."""
        return self.words("determiner", "Generic")

    @cached_property
    def set_nouns(self) -> Mapping[str, str]:
        """Nouns that stand for the members of a set, to the members' class."""
        return {cue.text.casefold(): cue.term for cue in self.ontology.cues_of("setNoun")}

    @cached_property
    def standing_in(self) -> frozenset[str]:
        """Nouns for unnamed people who stand for their state or body ("officials", "government")."""
        return self.words("noun", "StandsFor")

    def frame(self, name: str) -> str | None:
        """The relation that a frame of syntax tells by itself, None where the ontology names none."""
        return next(iter(sorted(self.framed(name))), None)

    def class_frame(self, cls: str) -> str | None:
        """The relation that ties someone to a thing of this class by itself: its own or its parents'."""
        known = self.ontology.classes.get(cls)
        above = sorted(known.ancestors, key=lambda c: (-self._depth(c), c)) if known is not None else [cls]
        return next((found for one in above if (found := self.frame(one)) is not None), None)

    def _depth(self, cls: str) -> int:
        return self.ontology.classes[cls].depth if cls in self.ontology.classes else 0

    @cache  # noqa: B019 - a lexicon lives as long as the process
    def framed(self, name: str) -> frozenset[str]:
        """All relations with the name of a frame."""
        return self.ontology.framed(name)

    @cache  # noqa: B019 - a lexicon lives as long as the process
    def dating(self, cls: str) -> frozenset[str]:
        """Verbs whose time is that of such a thing as their subject or object; "~" allows any verb."""
        return self.words("datedBy", self.family(cls)) | self.words("datedBy", cls)

    @cached_property
    def nominal(self) -> Mapping[str, str]:
        """Verbs that tell a thing of a family which a later noun names: "met" a meeting."""
        return {cue.text.casefold(): cue.term for cue in self.ontology.cues_of("toldBy")}

    @cached_property
    def light_verbs(self) -> frozenset[str]:
        """Verbs that lend their subject to the noun they govern."""
        return self.words("verb", "LightVerb")

    @cached_property
    def acts(self) -> Mapping[str, tuple[str, str]]:
        """Verbs that alone tell a thing, to the noun for it and its class: "indict" an indictment."""
        return {cue.words[0]: (cue.words[1], cue.term) for cue in self.ontology.cues_of("act")}

    @cached_property
    def says(self) -> frozenset[str]:
        """Reporting verbs."""
        return self.words("verb", "Claimed") | self.words("verb", "SpeechDenied")

    @cached_property
    def spoken_acts(self) -> frozenset[str]:
        """Verbs of acts done in words ("threaten", "criticize"): done even where what they say is not."""
        word = self.framed("word")
        return frozenset(
            cue.words[0] for cue in self.ontology.cues_of("verb") if cue.term in word and len(cue.words) == 1
        )

    @cached_property
    def accusing(self) -> frozenset[str]:
        """Verbs of accusation: what follows them with "of" is their subject's claim."""
        accuse = self.ontology.with_kinds(self.framed("accusation"))
        return frozenset(
            cue.words[0]
            for cue in self.ontology.cues_of("verb")
            if cue.term in accuse and len(cue.words) == 1
        )

    @cached_property
    def joining(self) -> frozenset[tuple[str, str]]:
        """Verbs of taking part with the preposition that they govern: ("take", "in"), ("engage", "in")."""
        part = self.frame("participant")
        return frozenset(
            (cue.words[0], cue.words[-1])
            for cue in self.ontology.cues_of("verb")
            if cue.term == part and len(cue.words) > 1
        )

    @cache  # noqa: B019 - a lexicon lives as long as the process
    def words(self, kind: str, term: str) -> frozenset[str]:
        """The patterns of one kind that signal one term, in lower case."""
        return frozenset(word.casefold() for word in self.ontology.words_of(kind, term))

    def _classes(self, kind: str) -> dict[tuple[str, ...], str]:
        return {_tokens(cue.words): cue.term for cue in self.ontology.cues_of(kind)}

    def head_class(self, words: Sequence[str], *, naming: bool = True) -> str | None:
        """The class that the words' head tells: the noun before the first preposition, else the last.

        `words` are in lower case. Phrases of up to three words are heads too ("code of conduct").
        """
        table = self.name_heads if naming else self.heads
        first_of = next((i for i, w in enumerate(words) if w in NOUN_PREPOSITIONS and i > 0), len(words))
        for size in (4, 3, 2):
            for end in range(len(words), size - 1, -1):
                if tuple(words[end - size : end]) in table and (
                    end == len(words) or words[end] in NOUN_PREPOSITIONS
                ):
                    return table[tuple(words[end - size : end])]
        for size in (2, 1):
            if (found := table.get(tuple(words[max(0, first_of - size) : first_of]))) is not None:
                return found
        return None


def _plural(word: str) -> str:
    """The regular plural of a noun for people.

    >>> _plural("spokesman"), _plural("deputy")
    ('spokesmen', 'deputies')
    """
    if word.endswith("man"):
        return word[:-2] + "en"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"


def _noun(words: Sequence[str]) -> str:
    """The head noun of a role phrase: the word before its first preposition, else the last."""
    return next((words[i - 1] for i, w in enumerate(words) if i and w in NOUN_PREPOSITIONS), words[-1])


def _tokens(words: Sequence[str]) -> tuple[str, ...]:
    """A cue's words as the tokenizer cuts them, hyphens apart."""
    return tuple(part for word in words for part in re.findall(r"[^-]+|-", word.casefold()))


@lru_cache(maxsize=4)
def lexicon(ontology: Ontology) -> Lexicon:
    """The lexicon of an ontology, made once a process."""
    return Lexicon(ontology)
