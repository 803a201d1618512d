"""Which of the things told so far a new description means."""

from __future__ import annotations

from spacy.tokens import Token

from graph.annotate.described.acts import Act
from graph.annotate.described.dating import date_of_name
from graph.annotate.described.doc_index import DocIndex
from graph.annotate.described.phrases import Description, adds
from graph.annotate.lexicon import DESCRIBED
from graph.annotate.refs import Draft, Ref, drafts, refs
from graph.grammar.words import DEFINITE_DETERMINERS, QUOTATION_MARKS
from graph.model import MentionKind

TARGETS = "targets"  # the mark of the people and bodies that an act concerns
INDEFINITE_DETERMINERS = frozenset({"a", "an", "another"})
PAST = frozenset({"VBD", "VBN"})
ANNOUNCING_VERB_TOKENS = 80  # tokens before a description in which the verb that reported it is looked for
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth "
    "next last final previous earlier later".split()
)


class Memory:
    """The things described so far, the latest last."""

    def __init__(self, index: DocIndex) -> None:
        self.index, self.doc, self.words = index, index.doc, index.words
        self.recent: list[str] = []
        self.count = 0

    def named(self, ref: Ref) -> None:
        """Remember a thing that is named here, so that a description may refer back to it."""
        draft = self.index.draft(ref)
        if draft.family not in DESCRIBED:
            return
        draft.mark = draft.mark or self._marks_of(draft.label)
        if draft.when is None:
            draft.when = date_of_name(self.index, ref, self.words.dating(draft.cls))
        self._touch(ref.key)

    def _marks_of(self, label: str) -> dict[str, frozenset[str]]:
        words = tuple(w.lower() for w in label.split())
        last = next((w for w in reversed(words) if (w,) in self.words.heads), words[-1])
        heads = frozenset({last}) if self.words.head_class(list(words)) else frozenset()
        return {
            "heads": heads,
            "words": frozenset(words) - {last},
            "states": frozenset(),
            "makers": frozenset(),
            "places": frozenset(),
        }

    def told(self, one: Description) -> None:
        """Tie a description to what it refers back to, or make a new draft of it."""
        one.cls = self._signed_before(one) or one.cls
        found = self._antecedent(one) or self._new(one)
        found.mark = {part: found.mark[part] | marks for part, marks in one.marks.items()}
        if one.when and (found.when is None or _refines(one.when, found.when)):
            found.when = one.when
        found.titled = found.titled or one.quoted
        found.names[self._words(one)] += 1
        refs(self.doc).append(Ref(one.start, one.end, one.head.i, found.key, MentionKind.DESCRIPTION))
        self._touch(found.key)

    def _signed_before(self, one: Description) -> str | None:
        """The class that a paper has since it was signed: "a joint statement … the statement"."""
        cls = self.words.signed_heads.get((one.head.lemma_.lower(),))
        known = (drafts(self.doc)[key] for key in self.recent)
        return cls if any(d.cls == cls and d.mark["heads"] & one.heads for d in known) else None

    def done(self, act: Act) -> None:
        """Tie the act of a verb to the same act told before, or make a new draft of it."""
        known = (drafts(self.doc)[key] for key in reversed(self.recent))
        found = next((draft for draft in known if _is_same(draft, act)), None) or self._of_verb(act)
        found.verb = act.verb.i if found.verb is None else found.verb
        found.when = found.when or act.when
        found.mark = {**found.mark, TARGETS: found.mark.get(TARGETS, frozenset()) | frozenset(act.targets)}
        at = act.verb.i
        refs(self.doc).append(Ref(at, at + 1, at, found.key, MentionKind.DESCRIPTION))
        self._touch(found.key)

    def _of_verb(self, act: Act) -> Draft:
        draft = self._draft(act.cls, act.noun)
        draft.mark = {part: frozenset() for part in ("words", "states", "makers", "places")}
        draft.mark["heads"] = frozenset({act.noun})
        who = drafts(self.doc)[act.targets[0]].label if act.targets else ""
        draft.names[f"{act.noun} of {who}" if who else act.noun] += 1
        return draft

    def _draft(self, cls: str, head: str) -> Draft:
        self.count += 1
        key = f"{self.words.ontology.classes[cls].folder}/#{self.count}"
        draft = drafts(self.doc)[key] = Draft(key, cls, "", self.words.family(cls), head=head)
        return draft

    def _new(self, one: Description) -> Draft:
        draft = self._draft(one.cls, max(sorted(one.heads), key=len))
        draft.mark = one.marks
        self._told_by_verb(draft, one)
        return draft

    def _told_by_verb(self, draft: Draft, one: Description) -> None:
        """ "They met in Oslo in 1993. The meeting …": the thing that a verb told before."""
        start = one.head.sent.start
        told_apart = any(c.dep_ in ("acl", "relcl") for c in one.head.rights)
        if one.determiner not in DEFINITE_DETERMINERS or one.anchored or told_apart or start == 0:
            return
        verbs = self._verbs_before(one)
        if verbs:
            draft.verb = verbs[-1].i
            draft.when = draft.when or self.index.below(verbs[-1])

    def _verbs_before(self, one: Description, *, same_word: bool = False) -> list[Token]:
        """Verbs near before a description that tell such a thing: of the same word, or of its family."""
        noun, start = one.head.lemma_.lower(), one.head.sent.start
        near = [t for t in self.doc[max(0, start - ANNOUNCING_VERB_TOKENS) : start] if t.pos_ == "VERB"]
        alike = [t for t in near if t.lemma_.lower() == noun]
        if alike or same_word:
            return alike
        told = [t for t in near if self._tells(t, one)]
        return [t for t in told if not _still_to_be(t)] if _is_past(one.head.head) else told

    def _tells(self, verb: Token, one: Description) -> bool:
        """Whether a verb tells a thing of this class, or of a kind of it in general words."""
        told, is_a = self.words.nominal.get(verb.lemma_.lower(), ""), self.words.ontology.is_a
        general = one.head.lower_ in self.words.back_references
        return bool(told) and (is_a(one.cls, told) or (general and is_a(told, one.cls)))

    def _words(self, one: Description) -> str:
        """The description as a name: without determiner, possessor and quotation marks."""
        first = one.start
        while first < one.head.i and (
            self.doc[first].dep_ in ("det", "poss", "case") or self.doc[first].text in QUOTATION_MARKS
        ):
            first += 1
        return " ".join(self.doc[first : one.end].text.replace("“", "").replace("”", "").split())

    def _touch(self, key: str) -> None:
        if key in self.recent:
            self.recent.remove(key)
        self.recent.append(key)

    def _antecedent(self, one: Description) -> Draft | None:
        possessed = any(c.dep_ == "poss" for c in one.head.lefts)
        if one.determiner in INDEFINITE_DETERMINERS or (one.determiner is None and not possessed):
            again = one.anchored and one.determiner is None
            return self._said_before(one) if again else self._same_words(one)
        fitting = [d for key in reversed(self.recent) if self._fits(d := drafts(self.doc)[key], one)]
        same_head = next((d for d in fitting if d.mark["heads"] & one.heads), None)
        said_more = any(c.dep_ in ("acl", "relcl", "prep") and not adds(c) for c in one.head.rights)
        bare = (
            not (one.words or one.anchored or said_more or possessed)
            and one.head.lower_ in self.words.back_references
        )
        if same_head is not None or not bare or self._verbs_before(one, same_word=True):
            return same_head
        return fitting[0] if fitting else None

    def _said_before(self, one: Description) -> Draft | None:
        """A description without an article refers back only when all that it says has been said."""
        for key in reversed(self.recent):
            draft = drafts(self.doc)[key]
            told = set(one.makers) <= draft.mark["makers"] and one.states <= draft.mark["states"]
            if told and draft.mark["heads"] & one.heads and self._fits(draft, one):
                return draft
        return None

    def _same_words(self, one: Description) -> Draft | None:
        """ "a code of conduct … a multilateral code of conduct": the same text, but not the same event."""
        if one.anchored or not one.words or self.words.family(one.cls) == "Event":
            return None
        for key in reversed(self.recent):
            draft = drafts(self.doc)[key]
            told = draft.mark["words"] - draft.mark["heads"]
            if (
                told
                and told <= frozenset(one.words)
                and one.heads <= draft.mark["heads"]
                and self._fits(draft, one)
            ):
                return draft
        return None

    def _fits(self, draft: Draft, one: Description) -> bool:
        """Whether nothing that the description says speaks against the thing."""
        mark = draft.mark
        if draft.family != self.words.family(one.cls):
            return False
        if not mark["heads"] & one.heads and not self._is_anaphor(one, draft):
            return False
        if one.when and draft.when and not (_refines(one.when, draft.when) or _refines(draft.when, one.when)):
            return False
        for part in ("states", "makers", "places"):
            mine = one.marks[part]
            if mine and mark[part] and not mine & mark[part]:
                return False
        new, old = frozenset(one.words) - one.heads, mark["words"] - mark["heads"]
        if new & ORDINALS and new & ORDINALS != old & ORDINALS:
            return False
        return not new or not old or bool(new & old)

    def _is_anaphor(self, one: Description, draft: Draft) -> bool:
        is_a = self.words.ontology.is_a
        classes = self.words.back_references.get(one.head.lower_, frozenset())
        return any(is_a(draft.cls, cls) or is_a(cls, draft.cls) for cls in classes)


def _is_same(draft: Draft, act: Act) -> bool:
    """Whether a verb tells an act again: the same kind, of no one else and at no other time."""
    targets = draft.mark.get(TARGETS, frozenset())
    others = bool(targets and act.targets and targets.isdisjoint(act.targets))
    apart = bool(draft.when and act.when and draft.when != act.when)
    return draft.cls == act.cls and act.noun in draft.mark["heads"] and not others and not apart


def _is_past(verb: Token) -> bool:
    return verb.tag_ in PAST and not any(c.tag_ == "MD" for c in verb.children)


def _still_to_be(verb: Token) -> bool:
    """Whether a verb tells what is only to be ("promised to meet"), and so nothing that was."""
    return verb.tag_ == "VB" and any(c.lower_ == "to" or c.tag_ == "MD" for c in verb.children)


def _refines(value: str, coarse: str) -> bool:
    """Whether a date is the same as another or more precise."""
    return value.startswith(coarse)
