"""What pronouns, "the company", "the two countries" and "who" refer to; the uncertain stay unresolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.annotate.classify import family
from graph.annotate.lexicon import DESCRIBED, Lexicon, lexicon
from graph.annotate.refs import Draft, Ref, drafts, refs, speeches
from graph.annotate.speech import SUBJECTS, innermost
from graph.model import MentionKind
from graph.ontology import Ontology

REACH = 3  # sentences back in which an antecedent is looked for
HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
I_WORDS = frozenset({"i", "me", "my", "mine", "myself"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
PAIRS = frozenset({"both", "two"})


@Language.factory("whereas_coref", default_config={"ontology": ""}, requires=["doc._.refs", "doc._.speech", "token.dep"])
def make_coref(nlp: Language, name: str, ontology: str) -> Coreference:
    """The component for the ontology that Whereas brings and a user's own files after it."""
    from graph.annotate.setup import ontology_of

    return Coreference(ontology_of(ontology))


class Coreference:
    """Adds a reference for each pronoun and definite description whose antecedent is clear."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Resolve in the order of the text, so that a resolved reference can be an antecedent itself."""
        resolver = Resolver(doc, self.lexicon)
        for token in doc:
            resolver.see(token)
        resolver.speakers()
        doc._.refs = sorted([*refs(doc), *resolver.added], key=lambda r: (r.start, -r.end, r.key))
        return doc


class Resolver:
    """One Doc while its references are resolved: what has been mentioned, in which sentence, how."""

    def __init__(self, doc: Doc, words: Lexicon) -> None:
        self.doc, self.lexicon = doc, words
        self.added: list[Ref] = []
        self.starting: dict[int, list[Ref]] = {}
        self.covered: set[int] = set()
        for ref in refs(doc):
            self.starting.setdefault(ref.head, []).append(ref)
            self.covered.update(range(ref.start, ref.end))
        self.sentence: list[int] = [0] * len(doc)
        for n, sent in enumerate(doc.sents):
            for token in sent:
                self.sentence[token.i] = n
        self.seen: list[Ref] = []
        self.at: dict[int, list[Ref]] = {}
        self.frequency: Counter[str] = Counter(ref.key for ref in refs(doc))

    def see(self, token: Token) -> None:
        """Take in one token: remember what it names, or resolve what it refers back to."""
        for ref in self.starting.get(token.i, ()):
            self._remember(ref)
        if token.i in self.covered:
            return
        word = token.lower_
        if word in RELATIVE and token.pos_ in ("PRON", "DET", "SCONJ") or word == "whose":
            self._add(token.i, token.i + 1, token.i, self._relative(token), MentionKind.PRONOUN)
        elif word in HE:
            self._add(token.i, token.i + 1, token.i, self._person(token, HE[word]), MentionKind.PRONOUN)
        elif word in IT:
            self._add(token.i, token.i + 1, token.i, self._thing(token), MentionKind.PRONOUN)
        elif word in THEY:
            self._add(token.i, token.i + 1, token.i, self._group(token), MentionKind.PRONOUN)
        elif token.pos_ in ("NOUN", "PROPN"):
            self._noun(token)

    # nouns

    def _noun(self, token: Token) -> None:
        left = [c for c in token.lefts if c.dep_ in ("det", "nummod", "amod", "predet", "poss", "compound")]
        words = {c.lower_ for c in left}
        singular = token.lemma_.lower()
        start = min([c.left_edge.i for c in left], default=token.i)
        if token.tag_ in ("NNS", "NNPS") and ("the" in words or "both" in words or "these" in words):
            cls = self.lexicon.set_nouns.get(singular) or ("Person" if singular in self.lexicon.role_heads else None)
            if cls is not None:
                self._add(start, token.i + 1, token.i, self._set(token, cls, singular, bool(words & PAIRS)), MentionKind.DESCRIPTION)
        elif words & {"the", "this", "that"} and token.tag_ in ("NN", "NNP"):
            self._add(start, token.i + 1, token.i, self._definite(token, singular, words), MentionKind.DESCRIPTION)

    def _set(self, token: Token, cls: str, noun: str, pair: bool) -> list[str]:
        numbers = [c.lower_ for c in token.lefts if c.dep_ == "nummod"]
        if numbers and numbers[0] != "two" or any(c.dep_ == "amod" and c.lower_ not in PAIRS for c in token.lefts) or any(c.dep_ == "prep" for c in token.rights):
            return []
        if cls == "Country":
            if not pair and noun not in ("side",):
                return []
            return self._recent(token, lambda d: d.cls == "Country", 2) or self._commonest("Country", 2)
        bearing = [k for k, d in drafts(self.doc).items() if d.cls == "Person" and any(noun in r.title.casefold().split() for r in d.roles)]
        recent = self._recent(token, lambda d: d.key in bearing, 2)
        return recent if pair or len(recent) == 2 else []

    def _recent(self, token: Token, fits: object, number: int) -> list[str]:
        """The `number` different entities mentioned last within reach; none where there are fewer."""
        found: list[str] = []
        for ref in reversed(self.seen):
            if self.sentence[token.i] - self.sentence[ref.head] > REACH:
                break
            if ref.key not in found and fits(drafts(self.doc)[ref.key]):  # type: ignore[operator]
                found.append(ref.key)
                if len(found) == number:
                    return sorted(found)
        return []

    def _commonest(self, cls: str, number: int) -> list[str]:
        seen = Counter(ref.key for ref in self.seen if drafts(self.doc)[ref.key].cls == cls)
        ranked = sorted(seen, key=lambda k: (-seen[k], k))
        return sorted(ranked[:number]) if len(ranked) >= number else []

    def _definite(self, token: Token, noun: str, words: set[str]) -> list[str]:
        if any(c.dep_ in ("prep", "relcl", "acl", "appos") for c in token.rights):
            return []
        states = {r.key for c in token.lefts for r in self.at.get(c.i, ()) if drafts(self.doc)[r.key].cls == "Country"}
        classes = {c for c in self.lexicon.anaphors.get(noun, ()) if family(c) not in DESCRIBED}
        modifiers = [c for c in token.lefts if c.dep_ in ("amod", "compound", "poss") and not (states & {r.key for r in self.at.get(c.i, ())})]
        if noun in self.lexicon.role_heads and not modifiers:
            return self._bearer(token, noun, states)
        if not classes or modifiers or states:
            return []
        return self._latest(token, lambda d: any(self.lexicon.ontology.is_a(d.cls, c) for c in classes), 2 * REACH)

    def _bearer(self, token: Token, noun: str, states: set[str]) -> list[str]:
        """The person who was last mentioned with this role ("the spokesman", "the Chinese president")."""

        def fits(draft: Draft) -> bool:
            held = [r for r in draft.roles if noun in r.title.casefold().split() or r.title.casefold().endswith(noun)]
            return bool(held) and (not states or any(self._of_state(r.of, states) for r in held))

        return self._latest(token, fits, 4 * REACH)

    def _of_state(self, key: str | None, states: set[str]) -> bool:
        if key is None:
            return False
        body = drafts(self.doc)[key]
        return key in states or any(body.country and drafts(self.doc)[s].country == body.country for s in states)

    def _latest(self, token: Token, fits: object, reach: int) -> list[str]:
        for ref in reversed(self.seen):
            if self.sentence[token.i] - self.sentence[ref.head] > reach:
                break
            if fits(drafts(self.doc)[ref.key]):  # type: ignore[operator]
                return [ref.key]
        return []

    # pronouns

    def _relative(self, token: Token) -> list[str]:
        clause = token
        while clause.dep_ != "relcl" and clause.head.i != clause.i and clause.pos_ not in ("VERB", "AUX"):
            clause = clause.head
        while clause.dep_ in ("conj", "ccomp", "xcomp") and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ != "relcl" or clause.head.i >= token.i:
            return []
        return [r.key for r in self.at.get(clause.head.i, ()) if r.head == clause.head.i] or [r.key for r in self.at.get(clause.head.i, ())][:1]

    def _person(self, token: Token, gender: str) -> list[str]:
        verb = _clause_verb(token)
        scores: dict[str, float] = {}
        for ref in reversed(self.seen):
            distance = self.sentence[token.i] - self.sentence[ref.head]
            draft = drafts(self.doc)[ref.key]
            if distance > REACH:
                break
            if draft.cls != "Person" or (draft.gender and draft.gender != gender):
                continue
            head = self.doc[ref.head]
            if token.dep_ in ("dobj", "pobj", "dative") and token.lower_ in ("him", "her") and head.dep_ in SUBJECTS and _clause_verb(head) is verb:
                continue
            score = -1.5 * distance + (1.0 if draft.gender == gender else 0.0)
            score += 1.2 if head.dep_ in SUBJECTS else 0.6 if head.dep_ in ("dobj", "agent") else 0.0
            score += 0.4 if token.dep_ in SUBJECTS and head.dep_ in SUBJECTS else 0.0
            if token.dep_ == "poss" and head.dep_ in SUBJECTS and _clause_verb(head) is _clause_verb(token.head):
                score += 1.0
            if head.dep_ == "poss":
                score -= 0.3
            score -= 0.004 * (token.i - ref.head)
            scores[ref.key] = max(scores.get(ref.key, -99.0), score)
        quote = next((s for s in innermost(self.doc, token.i) if s.quoted), None)
        if quote is not None and quote.speaker >= 0:
            for ref in self.at.get(quote.speaker, ()):
                scores.pop(ref.key, None)
        return [max(sorted(scores), key=lambda k: scores[k])] if scores else []

    def _thing(self, token: Token) -> list[str]:
        if token.lower_ == "it" and _is_pleonastic(token):
            return []
        verb = _clause_verb(token)
        best: tuple[float, str] | None = None
        for ref in reversed(self.seen):
            distance = self.sentence[token.i] - self.sentence[ref.head]
            if distance > 1:
                break
            draft = drafts(self.doc)[ref.key]
            head = self.doc[ref.head]
            if draft.cls in ("Person", "Place") or head.dep_ in ("compound", "amod", "nmod") or self._is_set(ref):
                continue
            if head.dep_ in SUBJECTS and _clause_verb(head) is verb and token.dep_ != "poss" and token.lower_ != "itself":
                continue
            score = -1.0 * distance + (2.0 if head.dep_ in SUBJECTS else 0.8 if head.dep_ in ("dobj", "attr") else 0.0)
            score += 0.3 if ref.kind is not MentionKind.NAME and token.dep_ != "poss" else 0.0
            score -= 0.004 * (token.i - ref.head)
            if best is None or score > best[0]:
                best = (score, ref.key)
        return [best[1]] if best is not None and best[0] >= 0.6 else []

    def _group(self, token: Token) -> list[str]:
        for ref in reversed(self.seen):
            if self.sentence[token.i] - self.sentence[ref.head] > 1:
                break
            head = self.doc[ref.head]
            if head.dep_ not in SUBJECTS or _clause_verb(head) is _clause_verb(token) and token.dep_ in ("dobj", "pobj"):
                continue
            members = [r.key for t in (head, *head.conjuncts) for r in self.at.get(t.i, ()) if r.head == t.i]
            kinds = {family(drafts(self.doc)[k].cls) for k in members}
            if len(set(members)) > 1 and len(kinds) == 1 and kinds <= {"Person", "Country", "Organization"}:
                return list(dict.fromkeys(members))
            if len(set(members)) == 1 and head.tag_ in ("NNPS", "NNS", "JJ") and drafts(self.doc)[members[0]].cls == "Country":
                return members
        return []

    def _is_set(self, ref: Ref) -> bool:
        return len({r.key for r in self.at.get(ref.head, ()) if r.start == ref.start and r.end == ref.end}) > 1

    # speakers

    def speakers(self) -> None:
        """Settle who speaks in each stretch of speech, then what "I" and "we" mean inside it."""
        for speech in speeches(self.doc):
            if speech.speaker >= 0:
                speech.key = self._speaker_key(self.doc[speech.speaker])
        for speech in speeches(self.doc):
            outer = [s for s in innermost(self.doc, speech.start) if s is not speech and s.key and s.key != speech.key and s.end - s.start > speech.end - speech.start]
            speech.medium = outer[0].key if outer else None
        for token in self.doc:
            if token.lower_ in I_WORDS or token.lower_ in WE:
                self._first_person(token)

    def _speaker_key(self, head: Token) -> str | None:
        here = [r.key for r in self.at.get(head.i, ())]
        if here:
            return here[0]
        for child in head.children:
            if child.dep_ in ("appos", "poss", "compound"):
                for ref in self.at.get(child.i, ()):
                    cls = drafts(self.doc)[ref.key].cls
                    if child.dep_ == "appos" or (child.dep_ == "poss" and family(cls) in ("Person", "Organization", "Country")):
                        return ref.key
        if head.lemma_.lower() in ("official", "government", "authority", "officer", "diplomat"):
            states = [r.key for c in head.lefts for r in self.at.get(c.i, ())]
            return states[0] if states else None
        return None

    def _first_person(self, token: Token) -> None:
        speech = next((s for s in innermost(self.doc, token.i) if s.quoted), None)
        if speech is None or speech.key is None:
            return
        speaker = drafts(self.doc)[speech.key]
        if token.lower_ in I_WORDS:
            keys = [speech.key] if speaker.cls == "Person" else []
        else:
            keys = self._side(speaker)
        self._add(token.i, token.i + 1, token.i, keys, MentionKind.PRONOUN)

    def _side(self, speaker: Draft) -> list[str]:
        """For whom a speaker says "we": the state that they or their body belong to, else the body."""
        if speaker.cls != "Person":
            return [speaker.key]
        held = [drafts(self.doc)[r.of] for r in speaker.roles if r.of and not r.past]
        for body in held:
            if body.cls == "Country":
                return [body.key]
            if self.lexicon.ontology.is_a(body.cls, "Agency") and body.country:
                return [k for k, d in drafts(self.doc).items() if d.cls == "Country" and d.country == body.country][:1]
        return [body.key for body in held if family(body.cls) == "Organization"][:1]

    # shared

    def _add(self, start: int, end: int, head: int, keys: Sequence[str], kind: MentionKind) -> None:
        for key in dict.fromkeys(keys):
            ref = Ref(start, end, head, key, kind)
            self.added.append(ref)
            self._remember(ref)

    def _remember(self, ref: Ref) -> None:
        self.seen.append(ref)
        for i in range(ref.start, ref.end):
            self.at.setdefault(i, []).insert(0, ref)


def _clause_verb(token: Token) -> Token | None:
    """The nearest verb above a token."""
    at = token
    while at.head.i != at.i:
        at = at.head
        if at.pos_ in ("VERB", "AUX"):
            return at
    return at if at.pos_ in ("VERB", "AUX") else None


def _is_pleonastic(token: Token) -> bool:
    """Whether "it" stands for a clause: "it is believed that", "it was hard to", "it seems"."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ not in SUBJECTS:
        return False
    clauses = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "advcl", "acl", "csubj")]
    if verb.lemma_ in ("seem", "appear", "happen", "rain", "matter"):
        return True
    if verb.lemma_ == "be":
        return bool(clauses) or any(c.dep_ in ("acomp", "attr") and any(g.dep_ in ("xcomp", "ccomp", "acl", "relcl", "advcl") for g in c.children) for c in verb.children)
    return token.dep_ == "nsubjpass" and any(c.dep_ == "ccomp" for c in verb.children)
