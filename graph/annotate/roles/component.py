"""What people are: titles before names, appositions and predicates, with the body or state they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.refs import Ref, RoleMention, drafts, refs, refs_by_token
from graph.annotate.roles.chained import CHAINED_TITLES, PRESENT, is_for_next, next_post, post_at
from graph.annotate.roles.holders import BEYOND, Holder, after_name, holders
from graph.annotate.roles.listed import (
    APPOSITIVE_MARKS,
    CONNECTING,
    TITLE_NOUN_TOKENS,
    is_plural,
    nouns_before,
    paired,
    person_at,
    shared_title,
)
from graph.annotate.roles.phrases import (
    ROLE_PHRASE_TOKENS,
    Covering,
    Post,
    is_past,
    is_person_noun,
    phrase_start,
    sentence_end,
    sentence_start,
    singular,
    title_bounds,
)
from graph.annotate.roles.predicative import is_plain, own_subjects, predicates
from graph.grammar.name_repair import before_brackets
from graph.grammar.words import COPULAS
from graph.model import MentionKind
from graph.ontology import Ontology

FUNCTION_WORD_POS = frozenset({"ADP", "DET", "CCONJ", "PART"})  # lower-case words inside names and titles
OPENING_QUOTES = frozenset('“"‘')


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
        names = (r for r in refs(doc) if r.kind is MentionKind.NAME)
        people = [r for r in names if drafts(doc)[r.key].family == "Person"]
        for ref in people:
            for post in posts(doc, ref, covering, self.lexicon):
                drafts(doc)[ref.key].roles.extend(roles_of(doc, post, ref, covering, self.lexicon))
        named = {r.head: r for r in people}
        for subject, post in predicates(doc, self.lexicon, own_subjects):
            bearer = named.get(subject.i)
            for role in roles_of(doc, post, bearer, covering, self.lexicon) if bearer is not None else ():
                if role.plain:
                    drafts(doc)[role.key or ""].roles.append(role)
        return doc


def roles_of(
    doc: Doc, post: Post, ref: Ref | None, covering: Covering, words: Lexicon, *, bearer: int = -1
) -> Iterator[RoleMention]:
    """A role for each body or state that a post is held in; one without where none is named.

    `ref` is the bearer's name, `bearer` its token where no name says the role.
    """
    start = phrase_start(doc, post.noun, covering)
    stop = ref.start if ref is not None and ref.start > post.noun else sentence_end(doc, post.noun)
    begin, end = title_bounds(doc, start, post.noun, stop, covering, words)
    title = " ".join(doc[begin:end].text.split())
    if post.plural:
        title = singular(title, words)
    past = post.past or is_past(doc, start, post.noun, words)
    held = holders(doc, post.noun, ref.key if ref is not None else "", covering, words)
    if post.place is not None:
        index, count = post.place
        held = held[index : index + 1] if len(held) == count else held if len(held) == 1 else []
    elif post.plural and post.how == "title" and _in_turn(doc, start, held, covering):
        held = []
    if not held and ref is not None and post.how == "title":
        held = [Holder(h.key, BEYOND) for h in after_name(doc, ref, covering, words)]
    key, token = (ref.key, ref.head) if ref is not None else (None, bearer)
    role = RoleMention(title, begin, end, post.noun, post.how, token, key, past=past, verb=post.verb)
    role = replace(role, plain=post.verb is None or is_plain(doc[post.verb]))
    yield from (replace(role, of=h.key, by=h.by) for h in held) if held else (role,)


def _in_turn(doc: Doc, start: int, held: list[Holder], covering: Covering) -> bool:
    """Whether several names before a plural title take its bearers in turn: "French and German ministers"."""
    if len(held) != 1 or start < 2:
        return len(held) != 1
    before = next(iter(covering.get(start - 2, ())), None)
    return (
        doc[start - 1].lower_ == "and"
        and before is not None
        and drafts(doc)[before.key].family == drafts(doc)[held[0].key].family
    )


# where posts stand around a name


def posts(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """The posts that stand around a person's name: title before it, apposition before or after it."""
    titled = list(_titles(doc, ref, covering, words))
    yield from titled
    if not titled:
        yield from shared_title(doc, ref, covering, words)
        yield from paired(doc, ref, covering, words)
    first = (
        phrase_start(doc, titled[-1].noun, covering) if titled else _before_honorifics(doc, ref.start, words)
    )
    yield from _before_comma(doc, ref, first, covering, words)
    yield from _named(doc, ref, first, covering, words)
    yield from _after(doc, ref, covering, words)


def _titles(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """Titles right before the name: "Foreign Minister", "Secretary of State", "author and judge"."""
    i = before_brackets(doc, _before_honorifics(doc, ref.start, words)) - 1
    if i < sentence_start(doc, ref.start):
        return
    bears = is_person_noun(doc[i], words) or _stands_as_title(doc, i, ref, covering)
    noun = i if bears else _of_title(doc, i, covering, words)
    if noun is None or person_at(doc, noun, covering) is not None:
        return
    yield Post(noun, "title", plural=is_plural(doc[noun], words))
    other = _coordinated(doc, noun, covering, words)
    if other is not None and not is_plural(doc[other], words):
        yield Post(other, "title")


def _stands_as_title(doc: Doc, i: int, ref: Ref, covering: Covering) -> bool:
    """Whether an unknown noun is a title by its place between a state and a name: "Thai skier | Somchai"."""
    token, head = doc[i], doc[ref.head]
    tied = ref.start <= token.head.i < ref.end or (head.dep_ == "appos" and head.head.i == i)
    first = next(iter(covering.get(phrase_start(doc, i, covering), ())), None)
    state = first is not None and drafts(doc)[first.key].family == "Country"
    native = first is not None and state and doc[first.head].pos_ == "ADJ"
    return token.tag_ == "NN" and token.text.islower() and tied and native


def _coordinated(doc: Doc, noun: int, covering: Covering, words: Lexicon) -> int | None:
    """The noun of a title joined before another, written as it is: "Deputy Premier and Finance Minister"."""
    other = phrase_start(doc, noun, covering) - 2
    if (
        other < 0
        or doc[other + 1].lower_ != "and"
        or covering.get(other)
        or not is_person_noun(doc[other], words)
    ):
        return None
    return other if doc[other].is_title == doc[noun].is_title else None


def _before_honorifics(doc: Doc, i: int, words: Lexicon) -> int:
    """Where the honorifics and quotation marks before a name begin."""
    while i > 0:
        word = doc[i - 1].lower_
        honorific = word.rstrip(".") in words.titles and word not in words.person_nouns
        if not honorific and word not in OPENING_QUOTES:
            break
        i -= 1
    return i


def _of_title(doc: Doc, i: int, covering: Covering, words: Lexicon) -> int | None:
    """The noun of a title whose tail ends right before the name: "Secretary of State | Ana Ruiz"."""
    if doc[i].pos_ not in ("PROPN", "NOUN"):
        return None
    for noun in range(i - 2, max(sentence_start(doc, i), i - ROLE_PHRASE_TOKENS) - 1, -1):
        in_name = any(r.kind is MentionKind.NAME and r.end - r.start > 1 for r in covering.get(noun, ()))
        if doc[noun + 1].lower_ in CONNECTING and is_person_noun(doc[noun], words) and not in_name:
            tail = doc[noun + 1 : i + 1]
            known = tuple(t.lower_ for t in doc[noun : i + 1]) in words.roles
            capital = all(
                t.is_title or t.is_upper or t.pos_ in FUNCTION_WORD_POS or covering.get(t.i) for t in tail
            )
            people = any(person_at(doc, t.i, covering) is not None for t in tail)
            return noun if (known or capital) and not people else None
    return None


def _before_comma(doc: Doc, ref: Ref, start: int, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """An apposition before the name: "Nigeria's president, | Umaru Bello,"."""
    first = sentence_start(doc, ref.start)
    comma = start - 2 if start > first and doc[start - 1].pos_ == "DET" else start - 1
    closed = ref.end == len(doc) or doc[ref.end].is_punct or doc[ref.end].is_space
    if comma <= first or doc[comma].text not in APPOSITIVE_MARKS or not closed:
        return
    nouns = nouns_before(doc, comma, max(first, comma - TITLE_NOUN_TOKENS), covering, words)
    if not nouns:
        return
    opening = phrase_start(doc, nouns[-1], covering) - 1
    if opening > first and doc[opening].text == "," and person_at(doc, opening - 1, covering) is not None:
        return  # it belongs to the name before it
    said = doc[nouns[-1]].dep_ == "attr"  # "she is the aunt of A, B and C" makes B no one's aunt
    if not said and not is_plural(doc[nouns[-1]], words):
        yield from (Post(noun, "apposition") for noun in nouns)


def _named(doc: Doc, ref: Ref, start: int, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """What someone is made by the verb right before the name: "named | Ana Costa (as) director of …"."""
    verb = doc[start - 1] if start > 0 else None
    if verb is None or verb.pos_ != "VERB" or verb.lemma_.lower() not in words.words("verb", "TakingOffice"):
        return
    i = ref.end + 1 if ref.end + 1 < len(doc) and doc[ref.end].lower_ in ("as", "to") else ref.end
    noun = post_at(doc, i, covering, words) if i < len(doc) else None
    if noun is not None:
        yield Post(noun, "named", verb.i)


def _after(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """Appositions after the name, one after the other: ", 54, the director and founder of …, and a judge"."""
    i = _opening(doc, ref.end)
    if i is None:
        return
    past, verb, how = False, None, "apposition"
    if doc[i].lower_ == "who":
        i, verb, how = *_who(doc, i + 1), "relative"
        if verb is None:
            return
    for place in range(CHAINED_TITLES):
        noun = post_at(doc, i, covering, words) if i is not None and i < len(doc) else None
        if noun is None or i is None or (place and is_for_next(doc, noun, covering)):
            return
        if doc[noun].tag_ in ("NNS", "NNPS") and doc[i].tag_ == "PRP$":  # "X and Y, its analysts wrote"
            return
        past = past or any(t.lower_ in words.past for t in doc[i:noun])
        yield Post(noun, how, verb, past)
        i = next_post(doc, noun, covering, words)
        if i is not None and any(t.pos_ == "DET" or t.lower_ in PRESENT for t in doc[i : i + 2]):
            past = False


def _opening(doc: Doc, i: int) -> int | None:
    """Where an apposition begins after a name, beyond a party in brackets or an age; None where none does."""
    if i < len(doc) and doc[i].text == "(":
        close = next((j for j in range(i + 1, min(i + 8, len(doc))) if doc[j].text == ")"), None)
        i = close + 1 if close is not None else i
    if i + 1 < len(doc) and doc[i].lower_ == "who":
        return i
    if i + 2 >= len(doc) or doc[i].text not in (",", "–", "—", "-", "(", "--"):
        return None
    i += 1
    if doc[i].like_num and doc[i + 1].text == "," and i + 2 < len(doc):
        i += 2
    return i


def _who(doc: Doc, i: int) -> tuple[int, int | None]:
    """Where the phrase after "who is", "who was then" begins, and the verb if it states plainly."""
    verb = None
    stop = min(i + 5, len(doc))
    while i < stop and (doc[i].pos_ in ("AUX", "ADV") or doc[i].lemma_ in COPULAS):
        verb = i if doc[i].lemma_ in COPULAS else verb
        i += 1
    if verb is not None and not is_plain(doc[verb]):
        verb = None
    return i, verb
