"""Look-ups on one Doc that all extraction rules share: which entity a token stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Token

from graph.annotate.names.gazetteer import gazetteer, name_key
from graph.annotate.refs import Ref, RoleMention, Speech, role_mentions, speeches
from graph.extract.modality import Stance, stance
from graph.extract.references import References
from graph.grammar.coordination import brought, conjoined, named_members, stray
from graph.grammar.predicates import Predicate
from graph.grammar.predications import predication, stating
from graph.grammar.tree import has
from graph.grammar.verbs import predicate_verbs, verb_predicate
from graph.grammar.words import INDEFINITE_ARTICLES, LEFT_MODIFIERS, PLURAL
from graph.model import Modality

BODY_FAMILIES = ("Organization", "Country")
BEARING = ("of", "from", "for")
LIGHT_NOUN_DEPTH = 4  # light nouns one below the other: "members of the staff of …"


class DocView(References):
    """One Doc with its references arranged for the rules: who or what a token stands for."""

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """The stretches of speech with their voices: a document with one maker speaks for its maker."""
        return tuple(self._voiced(speech) for speech in speeches(self.doc))

    def _voiced(self, speech: Speech) -> Speech:
        reporter = speech.medium is None and speech.reporter >= 0
        medium = next(iter(self.keys(self.doc[speech.reporter])), None) if reporter else speech.medium
        makers = self.makers(speech.key or "")
        key = makers[0] if len(makers) == 1 else speech.key
        return replace(speech, key=key, medium=medium or speech.key if key != speech.key else medium)

    def stance(self, predicate: Token) -> Stance:
        """How surely a predicate is stated, and who says so."""
        return stance(predicate, self.words, next(iter(self.speech_at(predicate.i)), None))

    def speech_at(self, i: int) -> tuple[Speech, ...]:
        """The stretches of speech around a token that are said, the innermost first."""
        around = (s for s in self.speeches if s.start <= i < s.end and not s.topic)
        return tuple(sorted(around, key=lambda s: (s.end - s.start, s.start)))

    @cached_property
    def _predicates(self) -> dict[int, Predicate]:
        return {}

    def predicate(self, verb: Token) -> Predicate:
        """The predicate of a verb, made once."""
        if verb.i not in self._predicates:
            self._predicates[verb.i] = verb_predicate(verb)
        return self._predicates[verb.i]

    @cached_property
    def verbs(self) -> tuple[Token, ...]:
        """The verbs of the Doc that head a predicate."""
        return tuple(predicate_verbs(self.doc))

    @cached_property
    def telling_verbs(self) -> tuple[Token, ...]:
        """Those of them whose sentence mentions two entities or more."""
        return tuple(verb for verb in self.verbs if self.telling[verb.i])

    def keys(self, token: Token, *, depth: int = 0) -> list[str]:
        """What a token stands for: what it heads, else what its noun phrase passes on.

        "representatives from the Ministry" stands for the Ministry, "Chinese officials" for China,
        "the company that it bought, Corus" for Corus, "an update of the Code" for the Code.
        """
        if depth:
            return self._meant(token, depth)
        if token.i not in self._meanings:
            self._meanings[token.i] = tuple(self._meant(token, 0))
        return list(self._meanings[token.i])

    @cached_property
    def _meanings(self) -> dict[int, tuple[str, ...]]:
        return {}

    def _meant(self, token: Token, depth: int) -> list[str]:
        here = [ref for ref in self.by_head.get(token.i, ()) if not self._is_somebody(token, ref)]
        if here:
            widest = max(r.end - r.start for r in here)
            return list(dict.fromkeys(r.key for r in here if r.end - r.start == widest or r.start == r.head))
        covering = [] if self.by_head.get(token.i) else self.covering.get(token.i, ())
        if covering and token.pos_ in ("PROPN", "NOUN", "ADJ"):
            return [covering[0].key]
        if depth > LIGHT_NOUN_DEPTH or token.pos_ not in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"):
            return []
        if token.tag_ in ("WP", "WDT"):
            return self._relative(token, depth)
        found = self._explained(token) or self._carried(token, depth) or self.passed_on(token, depth=depth)
        return found or self._suffixed(token)

    def _is_somebody(self, token: Token, ref: Ref) -> bool:
        """Whether a state's people are only one or some of them: "an Israeli", "two Americans"."""
        if self.family(ref.key) != "Country" or token.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
            return False
        some = any(c.dep_ == "nummod" or c.lower_ in INDEFINITE_ARTICLES for c in token.lefts)
        return some and name_key(token.text) in gazetteer(self.ontology).demonyms

    def _suffixed(self, token: Token) -> list[str]:
        """The name before a legal form written small: "Vodafone Group | plc"."""
        if token.lower_.rstrip(".") not in self.words.suffixes:
            return []
        before = [r.key for r in self.covering.get(token.i - 1, ()) if r.end == token.i]
        return [key for key in before if self.family(key) == "Organization"][:1]

    def _relative(self, token: Token, depth: int) -> list[str]:
        """What a relative pronoun stands for: the noun that its clause explains."""
        clause = token
        while clause.dep_ != "relcl" and clause.head.i != clause.i:
            clause = clause.head
        return (
            self.keys(clause.head, depth=depth + 1)
            if clause.dep_ == "relcl" and clause.head.i < token.i
            else []
        )

    def _explained(self, token: Token) -> list[str]:
        """What an apposition names, after a nameless noun ("the firm, Corus,") or before it."""
        if token.pos_ != "NOUN":
            return self._bearers.get(token.i, [])
        named = [c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and self.by_head.get(c.i)]
        named = named or self._called(token)
        if named:
            return list(dict.fromkeys(k for c in named for t in conjoined(c) for k in self._own(t)))
        if token.dep_ == "appos" and token.head.pos_ == "PROPN":
            return self._own(token.head)
        return self._before_comma(token) or self._said_to_be(token) or self._bearers.get(token.i, [])

    def _called(self, token: Token) -> list[Token]:
        """The name that a participle gives a nameless noun: "a group known as APT10"."""
        naming = self.words.words("verb", "Naming")
        below = [
            t
            for c in token.rights
            if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_.lower() in naming
            for t in (*c.children, *(t for p in c.children if p.lower_ == "as" for t in p.children))
        ]
        return [t for t in below if t.dep_ in ("oprd", "pobj", "dobj") and self.by_head.get(t.i)]

    def _before_comma(self, token: Token) -> list[str]:
        """What precedes a comma and a noun for its kind: "of Aegean Tankers, a company he founded"."""
        start = token.left_edge.i
        if start < 2 or self.doc[start].lower_ not in INDEFINITE_ARTICLES or self.doc[start - 1].text != ",":
            return []
        kinds = self.words.anaphors.get(token.lemma_.lower(), frozenset())
        here = self.covering.get(start - 2, [])[:1]
        kin = self.ontology.is_a
        return [r.key for r in here if any(kin(self.cls(r.key), k) or kin(k, self.cls(r.key)) for k in kinds)]

    def _said_to_be(self, token: Token) -> list[str]:
        """The subjects of a copula: "7-Eleven is a chain based in Texas" makes the chain 7-Eleven."""
        said = predication(token)
        verb = stating(said) if said is not None else token
        if said is None or verb.lemma_ != "be" or has(verb, "neg", "aux"):
            return []
        return list(dict.fromkeys(k for t in said.of("bearer") for k in self._own(t)))

    @cached_property
    def _bearers(self) -> dict[int, list[str]]:
        """The people named right next to a role's noun: "the envoy of the rebels, General Kassoma"."""
        found: dict[int, list[str]] = {}
        for role in role_mentions(self.doc):
            if role.key is not None and role.how == "apposition" and role.noun < role.bearer:
                found.setdefault(role.noun, []).append(role.key)
        return found

    def content(self, token: Token) -> list[Token]:
        """What a light noun holds, as tokens: the talks in "three days of talks"; none for another noun."""
        light = self.words.words("noun", "PassesOn")
        if self._past(token):
            return []
        return [
            thing
            for prep in token.rights
            if prep.dep_ == "prep"
            and light & {f"{token.lemma_.lower()} {prep.lower_}", f"{token.lower_} {prep.lower_}"}
            for thing in prep.children
            if thing.dep_ == "pobj"
        ]

    def _past(self, token: Token) -> bool:
        """Whether those named belong to their body no more ("former members of …")."""
        return any(c.lower_ in self.words.past for c in token.lefts)

    def _carried(self, token: Token, depth: int) -> list[str]:
        """What a light noun brings in: "an update of …", "its border with …", "most of …"."""
        found = self._own_kind(token, token.lemma_.lower())
        found += [k for c in self.content(token) for t in conjoined(c) for k in self.keys(t, depth=depth + 1)]
        return list(dict.fromkeys(found))

    def _own_kind(self, token: Token, word: str) -> list[str]:
        """What a name before its own kind of thing names: "the G20 group", "the Hamas movement"."""
        kinds = self.words.anaphors.get(word, frozenset())
        before = [k for c in token.lefts if c.dep_ in ("compound", "nmod", "poss") for k in self._own(c)]
        if word in self.words.words("noun", "BelongsToBody"):
            return [k for k in before if self.family(k) == "Organization"][-1:]
        kin = self.ontology.is_a
        return [k for k in before if any(kin(self.cls(k), kind) or kin(kind, self.cls(k)) for kind in kinds)][
            -1:
        ]

    def passed_on(self, token: Token, *, depth: int = 0) -> list[str]:
        """The people that an unnamed group means: its named members, else its state or its body."""
        noun = token.lemma_.lower()
        plural = token.tag_ in PLURAL
        if plural and (members := self._members(token)):
            return members
        families = self._stands_for(token, noun)
        if not families:
            return []
        fitting = [k for k in self._named_after(token, depth) if self.family(k) in families]
        return fitting or [k for k in self._named_before(token) if self.family(k) in families]

    def _named_after(self, token: Token, depth: int) -> list[str]:
        """The bodies after a group: "officials of the Ministry", "leaders of groups from Mali"."""
        found: list[str] = []
        for prep in token.rights:
            if prep.dep_ == "prep" and prep.lower_ in BEARING:
                for member in brought(prep):
                    lower = self.passed_on(member, depth=depth + 1) if depth < LIGHT_NOUN_DEPTH else []
                    found += self._bodies(self._own(member)) or lower
        return list(dict.fromkeys(found))

    def _named_before(self, token: Token) -> list[str]:
        """The bodies before a group: "Chinese officials", "Egyptian and Israeli delegations"."""
        before = [t for c in token.lefts if c.dep_ in LEFT_MODIFIERS for t in conjoined(c)]
        return self._bodies(dict.fromkeys(k for t in before for k in self._own(t)))

    def _stands_for(self, token: Token, noun: str) -> tuple[str, ...]:
        """The families of bodies for which unnamed people stand, none where they speak for themselves."""
        if self._past(token):
            return ()
        if noun in self.words.standing_in:
            return BODY_FAMILIES
        staff = token.tag_ in PLURAL and noun in self.words.words("noun", "BelongsToBody")
        return BODY_FAMILIES[:1] if staff else ()

    def _members(self, token: Token) -> list[str]:
        """The members that "including" names of a nameless plural."""
        return list(dict.fromkeys(k for t in self._straightened(named_members(token)) for k in self._own(t)))

    def _bodies(self, keys: Iterable[str]) -> list[str]:
        return [k for k in keys if self.family(k) in BODY_FAMILIES]

    def _own(self, token: Token) -> list[str]:
        return [r.key for r in self.by_head.get(token.i, ())] or [
            r.key for r in self.covering.get(token.i, ())
        ][:1]

    def all_keys(self, tokens: Iterable[Token]) -> list[str]:
        """What several tokens stand for, each once, in order."""
        return list(
            dict.fromkeys(key for token in self._straightened(list(tokens)) for key in self.keys(token))
        )

    def _straightened(self, tokens: list[Token]) -> list[Token]:
        """The tokens with the conjuncts that the parser hung on the body after a person's name.

        "Xi of China and Obama of the United States" may be read as China and Obama.
        """
        found: list[Token] = []
        for token in tokens:
            found.append(token)
            if self._family(token) == "Person":
                found.extend(t for t in stray(token) if self._family(t) == "Person")
        return list(dict.fromkeys(found))

    def _of_doer(self, token: Token, doers: Sequence[str]) -> bool:
        """Whether a nameless thing is the doers' own ("Both countries put their armies on alert")."""
        if token.pos_ != "NOUN" or self.by_head.get(token.i):
            return False
        owners = [k for c in token.lefts if c.dep_ == "poss" and c.pos_ == "PRON" for k in self._own(c)]
        return bool(set(owners) & set(doers)) and set(self.keys(token)) <= set(owners)

    def _family(self, token: Token) -> str | None:
        keys = self._own(token)
        return self.family(keys[0]) if keys else None

    @cached_property
    def roles(self) -> tuple[tuple[str, RoleMention], ...]:
        """Every role with each entity that has it, and with the body that only its verb names."""
        found: list[tuple[str, RoleMention]] = []
        for role in role_mentions(self.doc):
            for key in [role.key] if role.key else self._people(role.bearer):
                verb = self.doc[role.verb] if role.verb is not None else None
                role = self._granted(role)
                lent = role.key is None and role.of is None and role.how in ("as", "copula")
                if lent and verb is not None and self.family(key) == "Person":
                    found.append((key, replace(role, of=self._body_of(verb), by="of")))
                elif role.of != key:
                    found.append((key, role))
        return tuple(found)

    def _granted(self, role: RoleMention) -> RoleMention:
        """A role that the sentence takes for granted, whatever becomes of the verb that it goes with.

        "Hopes to keep her post as director" and "has decided to resign as director" have a director.
        """
        verb = self.doc[role.verb] if role.verb is not None else None
        if verb is None or role.noun < 0:
            return role
        if verb.lemma_.lower() in self.words.words("verb", "LeavingOffice"):
            left = self.stance(verb).modality in (Modality.ASSERTED, Modality.CLAIMED)
            return role if left else replace(role, verb=None, past=False)
        as_word = self.doc[role.noun].head
        owned = as_word.lower_ == "as" and as_word.head.pos_ == "NOUN" and has(as_word.head, "poss")
        return replace(role, granted=True) if owned else role

    def _people(self, bearer: int) -> list[str]:
        """What a bearer stands for; never a state for some of its people ("Americans such as …")."""
        token = self.doc[bearer]
        people = token.tag_ in PLURAL and name_key(token.text) in gazetteer(self.ontology).demonyms
        return [k for k in self.keys(token) if not people or self.family(k) != "Country"]

    def _body_of(self, verb: Token) -> str | None:
        """The body that a verb itself names: "joined Fiat as chairman", "worked at Fiat as director"."""
        predicate = self.predicate(verb)
        named = [*predicate.themes, *predicate.of("at"), *predicate.of("for"), *predicate.of("with")]
        return next((k for k in self.all_keys(named) if self.family(k) == "Organization"), None)

    @cached_property
    def held(self) -> dict[str, list[RoleMention]]:
        """The roles of each person by a name, and those stated of them plainly as a fact."""
        found: dict[str, list[RoleMention]] = {}
        for key, role in self.roles:
            if role.described or not role.title or self.family(key) != "Person" or not self.is_fact(role):
                continue
            mine = found.setdefault(key, [])
            if role.key or (role.plain and (role.noun, role.of) not in {(r.noun, r.of) for r in mine}):
                mine.append(role)
        return found

    def is_fact(self, role: RoleMention) -> bool:
        """Whether a role is asserted by the verb that states it, if any does."""
        if role.verb is None or role.granted:
            return True
        return self.stance(self.doc[role.verb]).modality is Modality.ASSERTED

    def bound(self, signer: str) -> list[str]:
        """The states that a signer binds: those that they lead or represent."""
        held = {r.of for r in self.held.get(signer, ()) if r.of is not None and not r.past}
        return sorted(key for key in held if key in self.drafts and self.family(key) == "Country")

    def pairs(self, subjects: Iterable[str], objects: Iterable[str]) -> list[tuple[str, str]]:
        """Every pair of different ends."""
        ends = list(objects)
        return [(s, o) for s in subjects for o in ends if s != o]

    def matched(
        self, predicate: Token, subjects: Sequence[Token], objects: Sequence[Token]
    ) -> list[tuple[str, str]]:
        """The pairs of what the tokens stand for: every one with every one; with "respectively", in order."""
        left = self.all_keys(subjects)
        right = self.all_keys(t for t in objects if not self._of_doer(t, left))
        if len(left) == len(right) > 1 and any(t.lower_ == "respectively" for t in predicate.sent):
            return list(zip(left, right, strict=True))
        return self.pairs(left, right)
