"""All roles that a Doc says of anyone, once pronouns and descriptions are resolved."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.refs import RoleMention, drafts, refs_by_token
from graph.annotate.roles.affiliations import affiliations
from graph.annotate.roles.chained import chained
from graph.annotate.roles.component import roles_of
from graph.annotate.roles.holders import holders
from graph.annotate.roles.phrases import (
    Covering,
    Post,
    is_past,
    phrase_start,
    sentence_end,
    title_bounds,
)
from graph.annotate.roles.predicative import predicates
from graph.grammar.predicates import Argument, Predicate
from graph.grammar.predications import predication, stating
from graph.grammar.role_constructions import BEARER
from graph.grammar.verbs import verb_predicate
from graph.ontology import Ontology


@Language.factory("whereas_role_mentions", default_config={"ontology": ""}, requires=["doc._.refs"])
def make_role_mentions(nlp: Language, name: str, ontology: str) -> RoleMentions:
    """The component for the ontology that Whereas brings and a user's own files after it."""
    from graph.annotate.setup import ontology_of

    return RoleMentions(ontology_of(ontology))


ROLE_NOUN_TAGS = ("NOUN", "PROPN")


class RoleMentions:
    """Writes the Doc's role mentions: of names, of what verbs state, and of what any noun is said about."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Fill the Doc's roles, those of names first, in the order of the text."""
        covering, words = refs_by_token(doc), self.lexicon
        found = [*_named(doc, covering, words), *_stated(doc, covering, words)]
        found += _said(doc, covering, words, {role.noun for role in found})
        doc._.roles = [*found, *affiliations(doc, covering, words)]
        return doc


def _named(doc: Doc, covering: Covering, words: Lexicon) -> Iterator[RoleMention]:
    """The roles of people's names, each with its holder now that pronouns are resolved."""
    for key, draft in drafts(doc).items():
        for role in draft.roles:
            held = holders(doc, role.noun, key, covering, words) if role.of is None else []
            if not held or role.title != doc[role.start : role.end].text:
                yield replace(role, key=key)
            else:
                yield from (replace(role, key=key, of=h.key, by=h.by) for h in held)


def _stated(doc: Doc, covering: Covering, words: Lexicon) -> Iterator[RoleMention]:
    """The roles that a verb states, with those that go on after a first: "is a jurist, professor at …"."""
    direct = list(predicates(doc, words, _subjects))
    known = {(post.verb, post.noun) for _, post in direct}
    for subject, post in direct:
        yield from roles_of(doc, post, None, covering, words, bearer=subject.i)
        if post.plural or post.how == "appointment" or post.noun < (post.verb or 0):
            continue
        for noun in chained(doc, post.noun, covering, words):
            if (post.verb, noun) not in known:
                more = Post(noun, post.how, post.verb, post.past)
                yield from roles_of(doc, more, None, covering, words, bearer=subject.i)


def _subjects(verb: Token) -> list[Token]:
    predicate = verb_predicate(verb)
    return predicate.subjects() or predicate.agents


def _said(doc: Doc, covering: Covering, words: Lexicon, nouns: Set[int]) -> Iterator[RoleMention]:
    """The roles that any construction says of anything, but of the `nouns`: "Siemens, the owner of Corus"."""
    for noun in doc:
        if noun.pos_ not in ROLE_NOUN_TAGS or noun.i in nouns or noun.lemma_.lower() not in words.role_nouns:
            continue
        said = predication(noun)
        for argument in said.arguments if said is not None else ():
            if said is not None and argument.role == BEARER:
                role = _described(said, argument, covering, words)
                yield from _owned(role, said, covering)


def _described(said: Predicate, bearer: Argument, covering: Covering, words: Lexicon) -> RoleMention:
    """The role of one bearer, without its holder."""
    noun, doc, verb = said.head, said.head.doc, stating(said)
    start = phrase_start(doc, noun.i, covering)
    begin, end = title_bounds(doc, start, noun.i, sentence_end(doc, noun.i), covering, words)
    return RoleMention(
        title=" ".join((*doc[begin : noun.i].text.split(), noun.lemma_, *doc[noun.i + 1 : end].text.split())),
        start=begin,
        end=end,
        noun=noun.i,
        how=bearer.via[0],
        bearer=bearer.token.i,
        past=is_past(doc, start, noun.i, words),
        verb=verb.i if verb.i != noun.i else None,
        described=True,
        judged=bearer.via[0] == "as-phrase" and _is_judged(verb, words),
    )


def _is_judged(verb: Token, words: Lexicon) -> bool:
    """Whether a verb with an as-phrase says what its object is taken for: "known as", "regards X as"."""
    judging = words.words("judgingVerb", "Claimed") | words.words("verb", "Regarding")
    return verb.lemma_.lower() in judging


def _owned(role: RoleMention, said: Predicate, covering: Covering) -> Iterator[RoleMention]:
    """A role for each entity that it is held in."""
    for argument in said.arguments:
        for key in _keys(argument.token, covering) if argument.role != BEARER else ():
            adjective = argument.token.pos_ == "ADJ" and drafts(argument.token.doc)[key].cls == "Country"
            yield replace(role, of=key, by="adjective" if adjective else argument.role)


def _keys(token: Token, covering: Covering) -> list[str]:
    """The entities whose reference a token heads, of the widest reference."""
    here = [r for r in covering.get(token.i, ()) if r.head == token.i]
    widest = max((r.end - r.start for r in here), default=0)
    return list(dict.fromkeys(r.key for r in here if r.end - r.start == widest))
