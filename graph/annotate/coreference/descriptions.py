"""Resolves definite descriptions: "the company", "the ministry", "the Chinese president"."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from spacy.tokens import Token

from graph.annotate.coreference.discourse import Discourse
from graph.annotate.coreference.sets import counted, each_of_two, members
from graph.annotate.described.phrases import adds
from graph.annotate.lexicon import DESCRIBED, Lexicon
from graph.annotate.refs import Draft, Ref
from graph.grammar.binding import role
from graph.grammar.words import LEFT_MODIFIERS, PLURAL
from graph.model import MentionKind

BODY_SENTENCES = 6  # sentences back in which an organization or a country is looked for
OFFICE_SENTENCES = 2  # the same for a person by another word for their office, weaker evidence
ROLE_SENTENCES = 12  # the same for a person by a role, stronger evidence
OFFICIAL = frozenset({"Agency", "InternationalBody"})  # never the class of an organization of unknown kind
SINGULAR_DEFINITES = frozenset({"the", "this", "that"})
LEFT_DEPENDENTS = LEFT_MODIFIERS | {"det", "nummod", "predet"}


def resolve(discourse: Discourse, token: Token) -> None:
    """Resolve the noun phrase that a token heads, where it is definite and its antecedent clear."""
    left = [c for c in token.lefts if c.dep_ in LEFT_DEPENDENTS]
    if token.pos_ in ("NUM", "DET", "PRON"):
        discourse.add(
            token.left_edge.i, token.i + 1, token.i, counted(discourse, token), MentionKind.DESCRIPTION
        )
        return
    words = {c.lower_ for c in left}
    start = min((c.left_edge.i for c in left), default=token.i)
    if token.tag_ in PLURAL or each_of_two(token):
        keys = members(discourse, token)
    elif words & SINGULAR_DEFINITES and token.tag_ in ("NN", "NNP"):
        keys = _definite(discourse, token)
    else:
        return
    discourse.add(start, token.i + 1, token.i, keys, MentionKind.DESCRIPTION)


def _definite(discourse: Discourse, token: Token) -> list[str]:
    noun, words = token.lemma_.lower(), discourse.lexicon
    if _is_part(token) or any(_restricts(c) for c in token.rights):
        return []
    before = {c.i: {r.key for r in discourse.at.get(c.i, ())} for c in token.lefts}
    states = {k for keys in before.values() for k in keys if discourse.draft(k).family == "Country"}
    modifiers = [
        c for c in token.lefts if c.dep_ in LEFT_MODIFIERS and not states & before[c.i] and not _seats(c)
    ]
    if noun in words.role_heads or "Person" in words.anaphors.get(noun, ()):
        return _bearer(discourse, token, noun, states) if not modifiers else []
    classes = {c for c in words.anaphors.get(noun, ()) if words.family(c) not in DESCRIBED}
    sent = noun in words.words("noun", "Delegation") and not states  # no organization of its own
    if sent and not any(_is_called(draft, noun) for draft in discourse.drafts.values()):
        return []
    own = token.i in discourse.quotes and not any(c.lower_ == "the" for c in token.lefts)
    if not classes or modifiers or own:  # "this nation" in a quotation is the speaker's own
        return []
    return _body(discourse, token, classes, states)


def _restricts(child: Token) -> bool:
    """Whether what follows a noun restricts it; "the firm, based in Oslo" only adds."""
    return child.dep_ in ("prep", "appos") or (child.dep_ in ("relcl", "acl") and not adds(child))


def _is_part(token: Token) -> bool:
    """Whether a noun is but the first half of one: "the secretary-general"."""
    return token.dep_ == "compound" or (
        not token.whitespace_ and token.doc[token.i + 1 : token.i + 2].text == "-"
    )


def _seats(modifier: Token) -> bool:
    """Whether a modifier says where an organization is based: "the Frankfurt-based company"."""
    return modifier.lower_ == "based" and any(c.pos_ == "PROPN" for c in modifier.lefts)


def _body(discourse: Discourse, token: Token, classes: set[str], states: set[str]) -> list[str]:
    """The body, country or place that a noun of these classes means.

    First what is called so ("the commission" of the European Commission), else what nothing in its name says
    is of another kind. What a body is called so tells its kind, where the noun tells one alone.
    """
    family = discourse.lexicon.family
    bodies = {c for c in classes if family(c) == "Organization"}
    of_states = partial(_may_be_of, discourse, states=states)
    noun = token.lemma_.lower()

    def called(draft: Draft) -> bool:
        return draft.family in {family(c) for c in classes} and _is_called(draft, noun) and of_states(draft)

    def fits(draft: Draft) -> bool:
        return _is_kind(discourse, draft, noun, classes) and of_states(draft)

    found = _clearest(discourse, token, called, ROLE_SENTENCES, named=True) or _clearest(
        discourse, token, fits, BODY_SENTENCES
    )
    if found and len(bodies) == 1 and discourse.draft(found[0]).cls == "Organization":
        discourse.draft(found[0]).cls = next(iter(bodies))
    return found


def _is_called(draft: Draft, noun: str) -> bool:
    """Whether a noun is a word of a thing's name, in the singular: "the commission"."""
    return any(noun == word.casefold() for name in draft.names for word in name.split())


def _is_kind(discourse: Discourse, draft: Draft, noun: str, classes: set[str]) -> bool:
    """Whether a thing may be called by a noun that is no word of its name.

    "The company" may be any company, "the agency" any office of state; "the bank" and "the army" none whose
    name says that it is something else, and a body of no told kind is no office of state.
    """
    words, is_a = discourse.lexicon, discourse.lexicon.ontology.is_a
    general = noun in words.words("noun", "AnyKind")
    if draft.family == "Place":
        return general and noun in words.back_references and "Place" in words.back_references[noun]
    told = ([w.casefold() for w in name.split()] for name in (draft.label, *draft.names))
    heads = [cls for name in told for cls in (words.head_class(name), words.name_heads.get((name[-1],)))]
    own = {cls for cls in heads if cls is not None}
    if own and draft.family != "Country":
        alike = all(any(is_a(cls, c) or is_a(c, cls) for c in classes) for cls in own)
        if not (general and alike):
            return False
    if draft.cls == "Organization":
        return any(words.family(c) == "Organization" and not _is_official(words, c) for c in classes)
    wide = noun in words.words("noun", "AnyBody")
    return any(draft.cls == c or (is_a(draft.cls, c) and (wide or c != "Organization")) for c in classes)


def _is_official(words: Lexicon, cls: str) -> bool:
    return any(words.ontology.is_a(cls, one) for one in OFFICIAL)


def _may_be_of(discourse: Discourse, draft: Draft, *, states: set[str]) -> bool:
    """Whether nothing speaks against a thing's being of the states that a description names."""
    if not states:
        return True
    if draft.family == "Country":
        return False
    codes = {discourse.draft(s).country for s in states}
    told = {draft.country} - {None} or discourse.states_of_adjectives.get(draft.key, set())
    return not told or bool(told & codes)


def _bearer(discourse: Discourse, token: Token, noun: str, states: set[str]) -> list[str]:
    """The person who was last mentioned with this role ("the spokesman", "the Chinese president").

    Another word for the same office is enough ("the leader" of a chancellor) where no person has that word.
    """

    def bears(draft: Draft) -> bool:
        titles = [r.title.casefold() for r in draft.roles]
        return any(noun in title.split() or title.endswith(noun) for title in titles)

    def of_state(draft: Draft) -> bool:
        return not states or any(_of_state(discourse, r.of, states) for r in draft.roles)

    def may(draft: Draft) -> bool:
        told = {relation for r in draft.roles for relation in discourse.relations_of(r.title)}
        unplaced = all(r.of is None for r in draft.roles)
        return bool(told & discourse.relations_of(noun)) and (of_state(draft) or unplaced)

    around = states or _states_before(discourse, token)
    found = (
        _named_before(discourse, token, lambda d: bears(d) and of_state(d))
        or _latest(
            discourse,
            token,
            lambda d: bears(d) and of_state(d) and not _of_another(discourse, d, around),
            ROLE_SENTENCES,
        )
        or _latest(discourse, token, lambda d: bears(d) and of_state(d), ROLE_SENTENCES)
    )
    return found or _clearest(discourse, token, may, OFFICE_SENTENCES)


def _named_before(discourse: Discourse, token: Token, fits: Callable[[Draft], bool]) -> list[str]:
    """The person whose surname is in a name before: "the Obama administration … the president"."""
    words = {t.text for t in discourse.doc[token.sent.start : token.i]}
    found = [d.key for d in discourse.people() if d.label.split()[-1] in words and fits(d)]
    return found if len(found) == 1 else []


def _states_before(discourse: Discourse, token: Token) -> set[str]:
    """The states named before a token in its sentence."""
    here = {r.key for i in range(token.sent.start, token.i) for r in discourse.at.get(i, ())}
    return {key for key in here if discourse.draft(key).family == "Country"}


def _of_another(discourse: Discourse, draft: Draft, states: set[str]) -> bool:
    """Whether a person has offices in states, and in none of these."""
    held = [r.of for r in draft.roles if r.of]
    return bool(states) and bool(held) and not any(_of_state(discourse, key, states) for key in held)


def _of_state(discourse: Discourse, key: str | None, states: set[str]) -> bool:
    if key is None:
        return False
    body = discourse.draft(key)
    return key in states or any(body.country and discourse.draft(s).country == body.country for s in states)


def _latest(discourse: Discourse, token: Token, fits: Callable[[Draft], bool], reach: int) -> list[str]:
    """The entity that was mentioned last within reach and fits."""
    for ref in reversed(discourse.seen):
        if discourse.sentence[token.i] - discourse.sentence[ref.head] > reach:
            break
        if fits(discourse.draft(ref.key)):
            return [ref.key]
    return []


def _clearest(
    discourse: Discourse, token: Token, fits: Callable[[Draft], bool], reach: int, *, named: bool = False
) -> list[str]:
    """The entity that fits in the last sentence with any that does: its subject, else the only one there.

    Two that fit alike leave the noun unresolved, and so does a name that may fit, unless it fits as `named`.
    """
    here: list[Ref] = []
    for ref in reversed(discourse.seen):
        if discourse.sentence[token.i] - discourse.sentence[ref.head] > reach:
            break
        if here and discourse.sentence[ref.head] != discourse.sentence[here[0].head]:
            break
        if fits(discourse.draft(ref.key)):
            here.append(ref)
    if here and not named and _rivalled(discourse, here):
        return []
    subjects = {ref.key for ref in here if role(discourse.doc[ref.head]) in ("subject", "passive")}
    for keys in (subjects, {ref.key for ref in here}):
        if len(keys) == 1:
            return sorted(keys)
    return []


def _rivalled(discourse: Discourse, here: list[Ref]) -> bool:
    """Whether a name without a class is the subject where none of these is: the noun may mean it."""
    told = {role(discourse.doc[ref.head]) for ref in here}
    near = discourse.antecedents.get(discourse.sentence[here[0].head], ())
    loose = (one for one in near if one.form in ("unread", "weak"))
    return "subject" not in told and any(one.role == "subject" for one in loose)
