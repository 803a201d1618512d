"""What people are: titles before names, appositions, predicates; with the body or state they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.annotate.classify import family
from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.refs import Draft, Ref, RoleDraft, drafts, refs, refs_by_token
from graph.model import MentionKind
from graph.ontology import Ontology

JOINING = frozenset("of at for in with from to on under within".split())
LEFT = frozenset({"compound", "amod", "nmod", "poss", "nummod", "advmod", "npadvmod", "punct"})
COPULAS = frozenset({"be", "become", "remain"})
BODIES = frozenset({"Organization", "Country", "Person", "Place"})


@Language.factory("whereas_roles", default_config={"ontology": ""}, requires=["doc._.refs", "token.dep"])
def make_roles(nlp: Language, name: str, ontology: str) -> Roles:
    """The component for the ontology that Whereas brings and a user's own files after it."""
    from graph.annotate.setup import ontology_of

    return Roles(ontology_of(ontology))


class Roles:
    """Gives every named person the roles that the article states of them."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Fill the roles of the people's drafts, in the order of the text."""
        covering = refs_by_token(doc)
        for ref in list(refs(doc)):
            draft = drafts(doc)[ref.key]
            if draft.cls == "Person" and ref.kind is MentionKind.NAME:
                for noun in role_nouns(doc, ref, self.lexicon):
                    self._take(doc, draft, ref, noun, covering)
        return doc

    def _take(self, doc: Doc, draft: Draft, ref: Ref, noun: Token, covering: dict[int, list[Ref]]) -> None:
        start, end = role_bounds(doc, noun, ref, covering)
        title = role_title(doc, start, end, covering)
        if not title:
            return
        past = any(t.lower_ in self.lexicon.past for t in doc[max(0, start - 1) : noun.i])
        copula = noun.head if noun.dep_ == "attr" else None
        if copula is not None and copula.tag_ == "VBD":
            past = True
        held = list(dict.fromkeys(holders(doc, noun, ref, covering, start)))
        for key in held or [None]:
            draft.roles.append(RoleDraft(title, start, max(end, noun.i + 1), key, past))


def role_nouns(doc: Doc, ref: Ref, words: Lexicon) -> Iterator[Token]:
    """The nouns that tell what a named person is."""
    head = doc[ref.head]
    before = doc[ref.start - 1] if ref.start else None
    skipped = before
    while skipped is not None and skipped.i > 0 and (skipped.text in "“\"," and skipped.dep_ == "punct" or skipped.lower_.rstrip(".") in words.titles):
        skipped = skipped.nbor(-1) if skipped.text != "," else None
    if skipped is not None and skipped.pos_ in ("NOUN", "PROPN") and skipped.lower_ in words.role_heads and not skipped.is_space:
        yield skipped
    elif skipped is not None and skipped.lower_ in words.role_heads:
        yield skipped
    for child in head.children:
        if child.dep_ == "appos" and _is_role(child, words):
            yield child
            yield from (c for c in child.conjuncts if _is_role(c, words))
    if head.dep_ == "appos" and _is_role(head.head, words) and head.head.i not in range(ref.start, ref.end):
        yield head.head
    if head.dep_ == "nsubj" and head.head.lemma_ in COPULAS and not any(c.dep_ == "neg" for c in head.head.children):
        for child in head.head.children:
            if child.dep_ == "attr" and _is_role(child, words):
                yield child
                yield from (c for c in child.conjuncts if _is_role(c, words))


def _is_role(token: Token, words: Lexicon) -> bool:
    if token.lemma_.lower() in words.role_heads or token.lower_ in words.role_heads:
        return True
    return token.pos_ == "NOUN" and token.lemma_.lower().endswith(("ist", "ian", "man", "woman", "person"))


def role_bounds(doc: Doc, noun: Token, ref: Ref, covering: dict[int, list[Ref]]) -> tuple[int, int]:
    """The tokens of a role's noun phrase, from its first modifier to the noun or its "of" phrase."""
    start = noun.i
    while start > 0:
        token = doc[start - 1]
        if token.is_space or token.pos_ in ("DET", "VERB", "ADP", "CCONJ", "AUX", "PRON", "SCONJ") or token.text in ",;:“”\"()":
            break
        if token.is_punct and token.text != "-" or token.lower_ in ("'s", "’s"):
            break
        start -= 1
    end = noun.i + 1
    tail = next((c for c in noun.rights if c.dep_ == "prep" and c.i == noun.i + 1 and c.lower_ in ("of", "for", "to")), None)
    if tail is not None and ref.start >= noun.i and tail.right_edge.i < ref.start:
        end = tail.right_edge.i + 1
    elif tail is not None and ref.end <= noun.i:
        things = [c for c in tail.children if c.dep_ == "pobj"]
        if things and things[0].i not in covering:
            end = things[0].i + 1
    return start, end


def role_title(doc: Doc, start: int, end: int, covering: dict[int, list[Ref]]) -> str:
    """A role as written, without the state before it ("Chinese") and past markers."""
    while start < end and (doc[start].lower_ in ("former", "then", "ex", "-", "late", "retired", "outgoing") or _is_state(doc, start, covering)):
        start += 1
    return " ".join(doc[start:end].text.split())


def _is_state(doc: Doc, i: int, covering: dict[int, list[Ref]]) -> bool:
    return any(drafts(doc)[r.key].cls == "Country" for r in covering.get(i, ()))


def holders(doc: Doc, noun: Token, ref: Ref, covering: dict[int, list[Ref]], start: int) -> Iterator[str]:
    """The bodies, states or people that a role is held in, the nearest first."""
    found = False
    for i in range(noun.i - 1, start - 1, -1):
        for one in covering.get(i, ()):
            if family(drafts(doc)[one.key].cls) in ("Organization",) and one.key != ref.key:
                found = True
                yield one.key
    for owner in (c for c in noun.children if c.dep_ == "poss"):
        for one in covering.get(owner.i, ()):
            if one.key != ref.key and family(drafts(doc)[one.key].cls) in BODIES:
                found = found or family(drafts(doc)[one.key].cls) == "Organization"
                yield one.key
    for one in _owner_before(doc, start, covering):
        if one.key != ref.key:
            yield one.key
    named = list(_attached(doc, noun, ref, covering))
    yield from named
    if not found and not any(family(drafts(doc)[k].cls) == "Organization" for k in named):
        for i in range(start, noun.i):
            for one in covering.get(i, ()):
                if drafts(doc)[one.key].cls == "Country":
                    yield one.key


def _owner_before(doc: Doc, start: int, covering: dict[int, list[Ref]]) -> list[Ref]:
    """Who stands with a possessive right before the role: "China’s | Foreign Ministry spokesman"."""
    if start < 2 or doc[start - 1].lower_ not in ("'s", "’s", "'", "’"):
        return []
    return [r for r in covering.get(start - 2, ()) if family(drafts(doc)[r.key].cls) in ("Organization", "Country")]


def _attached(doc: Doc, noun: Token, ref: Ref, covering: dict[int, list[Ref]]) -> Iterator[str]:
    """What follows the role by a preposition, one within the other ("at the Centre of the Institute")."""
    for prep in noun.rights:
        if prep.dep_ != "prep" or prep.lower_ not in JOINING:
            continue
        for thing in (c for c in prep.children if c.dep_ == "pobj"):
            for member in (thing, *thing.conjuncts):
                here = [r for r in covering.get(member.i, ()) if r.key != ref.key and family(drafts(doc)[r.key].cls) in BODIES]
                yield from (r.key for r in here[:1])
                if not here:
                    yield from _attached(doc, member, ref, covering)
