"""Agreements, events and documents that are described rather than named: "the follow-up meeting"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.annotate.classify import family
from graph.annotate.lexicon import DESCRIBED, Lexicon, lexicon
from graph.annotate.refs import Draft, Ref, Time, drafts, refs, refs_by_token, times
from graph.model import MentionKind, slugify
from graph.ontology import Ontology

DEFINITE = frozenset("the this that these those".split())
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "poss"})
POINTING = frozenset("of by between with from among against".split())
MONTH_NAMES = (
    "January February March April May June July August September October November December".split()
)


@dataclass(slots=True)
class Description:
    """A noun phrase with a telling head, and what it says of the thing."""

    head: Token
    start: int
    end: int
    cls: str
    heads: frozenset[str]
    determiner: str | None
    words: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()
    makers: tuple[str, ...] = ()
    when: str | None = None
    inner: list[int] = field(default_factory=list)

    @property
    def anchored(self) -> bool:
        """Whether anything ties it to a particular thing."""
        return bool(self.states or self.makers or self.when)


@Language.factory("whereas_descriptions", default_config={"ontology": ""}, requires=["doc._.refs", "doc._.times", "token.dep"])
def make_descriptions(nlp: Language, name: str, ontology: str) -> Descriptions:
    """The component for the ontology that Whereas brings and a user's own files after it."""
    from graph.annotate.setup import ontology_of

    return Descriptions(ontology_of(ontology))


class Descriptions:
    """Finds described agreements, events and documents, and ties each to what was told before."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Add drafts and references, in the order of the text; a later description may refer back."""
        covering = refs_by_token(doc)
        dated = {i: time for time in times(doc) for i in range(time.start, time.end)}
        memory = Memory(doc, self.lexicon, dated)
        for token in doc:
            for ref in covering.get(token.i, ()):
                if ref.head == token.i:
                    memory.named(ref)
            phrase = self._phrase(doc, token, covering)
            if phrase is not None:
                described = describe(doc, token, phrase, covering, dated, self.lexicon)
                if described is not None:
                    memory.told(described)
        for draft in drafts(doc).values():
            if draft.head is not None and not draft.label:
                draft.label = label(draft, doc)
        refs(doc).sort(key=lambda r: (r.start, -r.end, r.key))
        return doc

    def _phrase(self, doc: Doc, token: Token, covering: dict[int, list[Ref]]) -> tuple[str, tuple[str, ...]] | None:
        if token.pos_ not in ("NOUN", "PROPN") or any(family(drafts(doc)[r.key].cls) not in ("Person", "Country") for r in covering.get(token.i, ())):
            return None
        return head_phrase(doc, token, self.lexicon)


def head_phrase(doc: Doc, token: Token, words: Lexicon) -> tuple[str, tuple[str, ...]] | None:
    """The class and the words of a described thing's head at this token ("code of conduct" at "code")."""
    following = tuple(t.lower_ for t in doc[token.i : token.i + 4])
    for size in (4, 3, 2):
        if len(following) >= size and following[:size] in words.heads and following[1] in ("of", "-"):
            return _described(words, following[:size])
    before = tuple(t.lower_ for t in doc[max(0, token.i - 2) : token.i + 1])
    for size in (3, 2):
        if len(before) >= size and before[-size:] in words.heads and "of" not in before[-size:]:
            return _described(words, before[-size:])
    for form in (token.lower_, token.lemma_.lower() if token.tag_ in ("NN", "NNP") else token.lower_):
        if (form,) in words.heads:
            return _described(words, (form,))
    return None


def _described(words: Lexicon, phrase: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    cls = words.heads[phrase]
    return (cls, phrase) if any(words.ontology.is_a(cls, one) for one in DESCRIBED) else None


def describe(
    doc: Doc,
    head: Token,
    phrase: tuple[str, tuple[str, ...]],
    covering: dict[int, list[Ref]],
    dated: dict[int, Time],
    words: Lexicon,
) -> Description | None:
    """What the noun phrase around a head says; None for a generic one or a modifier of another noun."""
    cls, heads = phrase
    if head.pos_ == "PROPN" and not head.is_sent_start and not any(c.dep_ == "det" for c in head.lefts):
        return None
    if head.dep_ == "compound" and head.head.i > head.i and head.head.pos_ in ("NOUN", "PROPN"):
        return None
    left = [c for c in head.lefts if c.dep_ in MODIFIERS or c.dep_ == "det"]
    start = min([c.left_edge.i for c in left], default=head.i)
    determiner = next((c.lower_ for c in left if c.dep_ == "det"), None)
    if determiner in words.generic or any(c.lower_ in words.generic for c in left) or head.dep_ == "npadvmod":
        return None
    size = len(heads)
    end = head.i + (size if size > 1 and doc[head.i].lower_ == heads[0] else 1)
    found = Description(head, start, end, cls, frozenset({" ".join(heads)}), determiner)
    _modifiers(doc, head, start, covering, dated, words, found)
    _attachments(doc, head, covering, dated, found)
    if found.when is None:
        found.when = time_after(doc, found.end, dated) or _verb_time(head, dated, words.dating(family(cls)))
    return found


def time_after(doc: Doc, end: int, dated: dict[int, Time]) -> str | None:
    """A date right after a phrase ("meeting on December 1"), wherever the parser hangs it."""
    if end + 1 < len(doc) and doc[end].lower_ in ("on", "in", "of", "for"):
        after = end + 2 if doc[end + 1].lower_ in ("the", "early", "late", "mid") else end + 1
        return dated[after].value if after in dated else None
    return None


def _modifiers(doc: Doc, head: Token, start: int, covering: dict[int, list[Ref]], dated: dict[int, Time], words: Lexicon, found: Description) -> None:
    kept: list[str] = []
    states: set[str] = set()
    makers: list[str] = []
    for token in doc[start : head.i]:
        if token.i in dated:
            found.when = found.when or dated[token.i].value
        elif token.i in covering:
            for ref in covering[token.i]:
                if family(drafts(doc)[ref.key].cls) == "Country":
                    states.add(ref.key)
                elif ref.head == token.i:
                    makers.append(ref.key)
            found.inner.append(token.i)
        elif token.pos_ in ("ADJ", "NOUN", "PROPN", "VERB") and token.dep_ != "det":
            kept.append(token.lower_)
            compound = words.heads.get((token.lower_,))
            if token.dep_ == "compound" and compound is not None and family(compound) == family(found.cls):
                found.heads |= {token.lower_}
    found.words, found.states, found.makers = tuple(kept), frozenset(states), tuple(makers)


def _attachments(doc: Doc, head: Token, covering: dict[int, list[Ref]], dated: dict[int, Time], found: Description) -> None:
    """Dates, makers and parties that follow the head: "of the GGE", "by Mandiant", "on December 1"."""
    states, makers = set(found.states), list(found.makers)
    for child in head.rights:
        if child.dep_ == "prep":
            for thing in (c for c in child.children if c.dep_ == "pobj"):
                if thing.i in dated:
                    found.when = found.when or dated[thing.i].value
                elif child.lower_ in POINTING:
                    for member in (thing, *thing.conjuncts):
                        for ref in _refs_headed(covering, member.i):
                            (states.add if family(drafts(doc)[ref.key].cls) == "Country" else makers.append)(ref.key)
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            for agent in (c for c in child.children if c.dep_ == "agent"):
                for thing in agent.children:
                    makers.extend(r.key for r in _refs_headed(covering, thing.i))
            if (time := _time_below(child, dated)) is not None:
                found.when = found.when or time
        elif child.dep_ in ("npadvmod", "nummod") and child.i in dated:
            found.when = found.when or dated[child.i].value
    found.states, found.makers = frozenset(states), tuple(dict.fromkeys(makers))


def _refs_headed(covering: dict[int, list[Ref]], i: int) -> list[Ref]:
    return [ref for ref in covering.get(i, ()) if ref.head == i]


def _time_below(token: Token, dated: dict[int, Time]) -> str | None:
    for child in token.children:
        if child.dep_ in ("npadvmod", "tmod", "advmod") and child.i in dated:
            return dated[child.i].value
        if child.dep_ == "prep" and child.lower_ in ("in", "on", "for", "during", "by"):
            for thing in child.children:
                if thing.dep_ == "pobj" and thing.i in dated:
                    return dated[thing.i].value
    return None


def named_time(doc: Doc, ref: Ref, dated: dict[int, Time], dating: frozenset[str]) -> str | None:
    """The date that stands with a named thing: after it, below it, or with the verb it depends on."""
    head = doc[ref.head]
    before = dated.get(ref.start - 1)
    below = _time_below(head, dated)
    return (before.value if before else None) or time_after(doc, ref.end, dated) or below or _verb_time(head, dated, dating)


def _verb_time(head: Token, dated: dict[int, Time], dating: frozenset[str]) -> str | None:
    """The time of a verb that dates such a thing ("was signed in May 1972", "arrived for a summit")."""
    verb = head.head
    if head.dep_ in ("dobj", "nsubjpass", "nsubj") and verb.lemma_.lower() in dating:
        return _time_below(verb, dated) or (_time_below(verb.head, dated) if verb.dep_ in ("xcomp", "advcl", "ccomp") else None)
    if head.dep_ == "pobj" and verb.lower_ in ("for", "at", "during", "to", "in") and verb.head.pos_ == "VERB" and "~" in dating:
        return _time_below(verb.head, dated)
    clause = next((c for c in head.children if c.dep_ == "relcl"), None)
    return _time_below(clause, dated) if clause is not None and clause.lemma_.lower() in dating else None


class Memory:
    """The things described so far, and which of them a new description means."""

    def __init__(self, doc: Doc, words: Lexicon, dated: dict[int, Time]) -> None:
        self.doc, self.lexicon, self.dated = doc, words, dated
        self.recent: list[str] = []
        self.count = 0

    def named(self, ref: Ref) -> None:
        """Remember a thing that is named here, so that a description may refer back to it."""
        draft = drafts(self.doc)[ref.key]
        if family(draft.cls) in DESCRIBED:
            if not draft.mark:
                head = self.lexicon.head_class([w.lower() for w in draft.label.split()])
                words = tuple(w.lower() for w in draft.label.split())
                last = next((w for w in reversed(words) if (w,) in self.lexicon.heads), words[-1])
                draft.mark = {"heads": frozenset({last}), "words": frozenset(words) - {last}, "states": frozenset(), "makers": frozenset()}
                if head is None:
                    draft.mark["heads"] = frozenset()
            if draft.when is None:
                inner = next((self.dated[i].value for i in range(ref.start, ref.end) if i in self.dated), None)
                draft.when = inner or named_time(self.doc, ref, self.dated, self.lexicon.dating(family(draft.cls)))
            self._touch(ref.key)

    def told(self, one: Description) -> None:
        """Tie a description to what it refers back to, or make a new draft of it."""
        found = self._antecedent(one)
        if found is None:
            self.count += 1
            key = f"{self.lexicon.ontology.classes[one.cls].folder}/#{self.count}"
            found = Draft(key, one.cls, "", head=" ".join(sorted(one.heads, key=len)[-1:]))
            found.mark = {"heads": one.heads, "words": frozenset(one.words), "states": one.states, "makers": frozenset(one.makers)}
            drafts(self.doc)[key] = found
            self._told_by_verb(found, one)
        else:
            mark = found.mark
            found.mark = {
                "heads": mark["heads"] | one.heads,
                "words": mark["words"] | frozenset(one.words),
                "states": mark["states"] | one.states,
                "makers": mark["makers"] | frozenset(one.makers),
            }
        if one.when and (found.when is None or (len(one.when) > len(found.when) and one.when.startswith(found.when))):
            found.when = one.when
        found.names[self._words(one)] += 1
        refs(self.doc).append(Ref(one.start, one.end, one.head.i, found.key, MentionKind.DESCRIPTION))
        self._touch(found.key)

    def _told_by_verb(self, draft: Draft, one: Description) -> None:
        """"They met in Oslo in 1993. The meeting …": the thing that a verb of the sentence before told."""
        if one.determiner not in DEFINITE or one.anchored or one.head.sent.start == 0:
            return
        first = max(0, one.head.sent.start - BACK)
        noun = one.head.lemma_.lower()
        verbs = [
            t for t in self.doc[first : one.head.sent.start]
            if t.pos_ == "VERB" and (t.lemma_.lower() == noun or family(self.lexicon.nominal.get(t.lemma_.lower(), "")) == family(draft.cls))
        ]
        if verbs:
            draft.verb = verbs[-1].i
            draft.when = draft.when or _time_below(verbs[-1], self.dated)

    def _words(self, one: Description) -> str:
        first = one.start
        while first < one.head.i and self.doc[first].dep_ in ("det", "poss", "case") or self.doc[first].text in "“”\"'‘’":
            first += 1
        return " ".join(self.doc[first : one.end].text.replace("“", "").replace("”", "").split())

    def _touch(self, key: str) -> None:
        if key in self.recent:
            self.recent.remove(key)
        self.recent.append(key)

    def _antecedent(self, one: Description) -> str | Draft | None:
        if one.determiner in ("a", "an", "another") or (one.determiner is None and not self._possessed(one)):
            return None if not (one.when or one.makers or one.states) else self._exact(one)
        fitting = [drafts(self.doc)[key] for key in reversed(self.recent) if self._fits(drafts(self.doc)[key], one)]
        same_head = [d for d in fitting if d.mark["heads"] & one.heads]
        if same_head:
            return same_head[0]
        bare = not one.words and not one.anchored
        return fitting[0] if bare and fitting and one.head.lower_ in self.lexicon.anaphors else None

    def _possessed(self, one: Description) -> bool:
        return any(c.dep_ == "poss" for c in one.head.lefts)

    def _exact(self, one: Description) -> Draft | None:
        """A description without article refers back only when all that it says has been said."""
        for key in reversed(self.recent):
            draft = drafts(self.doc)[key]
            told = set(one.makers) <= draft.mark["makers"] and one.states <= draft.mark["states"]
            if one.determiner is None and self._fits(draft, one) and draft.mark["heads"] & one.heads and told and one.anchored:
                return draft
        return None

    def _fits(self, draft: Draft, one: Description) -> bool:
        mark = draft.mark
        if family(draft.cls) != family(one.cls):
            return False
        if not mark["heads"] & one.heads and not (self._generic(one, draft)):
            return False
        if one.when and draft.when and not (one.when.startswith(draft.when) or draft.when.startswith(one.when)):
            return False
        for part in ("states", "makers"):
            mine = frozenset(getattr(one, part))
            if mine and mark[part] and not mine & mark[part]:
                return False
        new, old = frozenset(one.words) - one.heads, mark["words"] - mark["heads"]
        if new & ORDINALS != old & ORDINALS and new & ORDINALS:
            return False
        return not new or not old or bool(new & old)

    def _generic(self, one: Description, draft: Draft) -> bool:
        classes = self.lexicon.anaphors.get(one.head.lower_, frozenset())
        return any(self.lexicon.ontology.is_a(draft.cls, cls) or self.lexicon.ontology.is_a(cls, draft.cls) for cls in classes)


BACK = 80  # tokens before a description in which the verb that told it is looked for
ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth next last final previous earlier later".split())


def label(draft: Draft, doc: Doc) -> str:
    """What a person would call a described thing: date, words, head, maker ("2014 study by Teng Jianqun")."""
    best = max(sorted(draft.names), key=lambda n: (len(n.split()) > 1, draft.names[n], len(n)), default=draft.head or "")
    said = spoken_date(draft.when) if draft.when else ""
    named = [drafts(doc)[k].label for k in sorted(draft.mark.get("makers", ()))[:2] if k in drafts(doc)]
    states = [drafts(doc)[k].label for k in sorted(draft.mark.get("states", ()))[:2] if k in drafts(doc)]
    front = "" if any(c.isdigit() for c in best) else said
    back = ""
    if family(draft.cls) == "Document" and named and named[0].casefold() not in best.casefold():
        back = f" by {named[0]}"
    elif family(draft.cls) in ("Agreement", "Event") and not front and len(states) == 2:
        back = f" ({states[0]}–{states[1]})"
    text = f"{front} {best}{back}".strip()
    return text


def spoken_date(value: str) -> str:
    """An ISO date in words, as precise as it is.

    >>> spoken_date("2015-12-01")
    'December 1, 2015'
    >>> spoken_date("2015-09")
    'September 2015'
    """
    year, *rest = value.split("-")
    if not rest:
        return year
    month = MONTH_NAMES[int(rest[0]) - 1]
    return f"{month} {int(rest[1])}, {year}" if len(rest) > 1 else f"{month} {year}"


def renamed(doc: Doc) -> Iterator[tuple[str, str]]:
    """Provisional keys of described things and the keys their labels give, in the order of the text."""
    taken = {key for key in drafts(doc) if "#" not in key}
    for key, draft in list(drafts(doc).items()):
        if "#" in key:
            base = f"{key.split('/')[0]}/{slugify(draft.label)}"
            final, n = base, 2
            while final in taken:
                final, n = f"{base}-{n}", n + 1
            taken.add(final)
            yield key, final
