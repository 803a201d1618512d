"""What people are: titles before names, appositions and predicates, with the body or state they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.offices import (
    Covering,
    after_name,
    holders,
    is_past,
    is_person_noun,
    nominal,
    phrase_start,
    singular,
    title_bounds,
)
from graph.annotate.refs import Ref, RoleDraft, drafts, refs, refs_by_token
from graph.model import MentionKind
from graph.ontology import Ontology

COPULAS = frozenset({"be", "become", "remain"})
ADVERBS = frozenset({"now", "then", "currently", "also", "himself", "herself", "formerly", "once", "previously", "today", "both", "later", "himself"})
CONNECTING = frozenset({"of", "for", "from"})
CHAIN = 6  # names that share one plural title, and titles that one name carries
BACK = 14  # tokens that the noun of an apposition is looked for before a name


@dataclass(frozen=True, slots=True)
class Post:
    """One place that tells a role: its noun, the kind of construction, and the verb that states it, if any."""

    noun: int
    how: str
    verb: int | None = None
    past: bool = False
    plural: bool = False


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
        people = [r for r in refs(doc) if drafts(doc)[r.key].cls == "Person" and r.kind is MentionKind.NAME]
        for ref in people:
            for post in posts(doc, ref, covering, self.lexicon):
                drafts(doc)[ref.key].roles.extend(roles_of(doc, post, ref, covering, self.lexicon))
        named = {r.head: r for r in people}
        for subject, post in predicates(doc, self.lexicon, own_subjects):
            bearer = named.get(subject.i)
            if bearer is not None and post.verb is not None and is_plain(doc[post.verb]):
                drafts(doc)[bearer.key].roles.extend(roles_of(doc, post, bearer, covering, self.lexicon))
        return doc


def roles_of(doc: Doc, post: Post, ref: Ref | None, covering: Covering, words: Lexicon) -> Iterator[RoleDraft]:
    """A role for each body or state that a post is held in; one without where none is named."""
    start = phrase_start(doc, post.noun, covering)
    stop = ref.start if ref is not None and ref.start > post.noun else doc[post.noun].sent.end
    begin, end = title_bounds(doc, start, post.noun, stop, covering, words)
    title = " ".join(doc[begin:end].text.split())
    if post.plural:
        title = singular(title, words)
    past = post.past or is_past(doc, start, post.noun, words)
    held = holders(doc, post.noun, ref.key if ref is not None else "", covering, words)
    if post.plural and (len(held) != 1 or doc[start - 1].lower_ == "and"):
        held = []
    if not held and ref is not None and post.how == "title":
        held = after_name(doc, ref, covering, words)
    if not held:
        yield RoleDraft(title, begin, end, None, past, "", post.noun, post.how, post.verb)
    for holder in held:
        yield RoleDraft(title, begin, end, holder.key, past, holder.by, post.noun, post.how, post.verb)


def _is_plural(token: Token, words: Lexicon) -> bool:
    return token.lower_ not in words.person_nouns and singular(token.text, words) != token.text


# where posts stand around a name


def posts(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """The posts that stand around a person's name: title before it, apposition before or after it."""
    titled = list(_titles(doc, ref, covering, words))
    yield from titled
    if not titled:
        yield from _shared_title(doc, ref, covering, words)
    first = phrase_start(doc, titled[-1].noun, covering) if titled else _before_honorifics(doc, ref.start, words)
    yield from _before_comma(doc, ref, first, covering, words)
    yield from _named(doc, ref, first, covering, words)
    yield from _after(doc, ref, covering, words)


def _titles(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """Titles right before the name: "Foreign Minister", "Director of National Intelligence", "author and judge"."""
    i = _before_honorifics(doc, ref.start, words) - 1
    if i < doc[ref.start].sent.start:
        return
    noun = i if is_person_noun(doc[i], words) else _of_title(doc, i, covering, words)
    if noun is None or any(r.kind is MentionKind.NAME and drafts(doc)[r.key].cls == "Person" for r in covering.get(noun, ())):
        return
    yield Post(noun, "title", plural=_is_plural(doc[noun], words))
    at = phrase_start(doc, noun, covering)
    if at >= 2 and doc[at - 1].lower_ == "and" and is_person_noun(doc[at - 2], words) and not covering.get(at - 2):
        if doc[at - 2].is_title == doc[noun].is_title and not _is_plural(doc[at - 2], words):
            yield Post(at - 2, "title")


def _before_honorifics(doc: Doc, i: int, words: Lexicon) -> int:
    while i > 0 and (doc[i - 1].lower_.rstrip(".") in words.titles and doc[i - 1].lower_ not in words.person_nouns or doc[i - 1].text in "“\"‘"):
        i -= 1
    return i


def _of_title(doc: Doc, i: int, covering: Covering, words: Lexicon) -> int | None:
    """The noun of a title whose tail ends right before the name: "Secretary of State | John Kerry"."""
    if doc[i].pos_ not in ("PROPN", "NOUN"):
        return None
    first = max(doc[i].sent.start, i - 8)
    for noun in range(i - 2, first - 1, -1):
        tail = [doc[j] for j in range(noun + 1, i + 1)]
        if doc[noun].lower_ in CONNECTING or not is_person_noun(doc[noun], words) or tail[0].lower_ not in CONNECTING:
            continue
        phrase = tuple(t.lower_ for t in doc[noun : i + 1])
        inside = all(t.is_title or covering.get(t.i) or t.pos_ in ("ADP", "DET", "CCONJ", "PART") or t.is_upper for t in tail)
        named_twice = any(drafts(doc)[r.key].cls == "Person" for t in tail for r in covering.get(t.i, ()))
        return noun if (inside or phrase in words.roles) and not named_twice else None
    return None


def _shared_title(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """A plural title before the first of several names: "Presidents Bush and Gorbachev"."""
    at, first, steps = ref.start, doc[ref.start].sent.start, 0
    while steps < CHAIN and at > first + 1 and (doc[at - 1].lower_ in ("and", ",") or doc[at - 2].lower_ in (",", "and")):
        before = at - 2 if doc[at - 1].lower_ in ("and", ",") else at - 3
        if doc[before].text == "," or doc[before].lower_ == "and":
            before -= 1
        other = next((r for r in covering.get(before, ()) if r.kind is MentionKind.NAME), None)
        if other is not None and drafts(doc)[other.key].cls != "Person" and other.start > first and doc[other.start - 1].lower_ in CONNECTING:
            other = next((r for r in covering.get(other.start - 2, ()) if r.kind is MentionKind.NAME), None)
        if other is None or drafts(doc)[other.key].cls != "Person":
            return
        noun = other.start - 1
        if noun >= first and is_person_noun(doc[noun], words):
            if _is_plural(doc[noun], words):
                yield Post(noun, "title", plural=True)
            return
        at, steps = other.start, steps + 1


def _before_comma(doc: Doc, ref: Ref, start: int, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """An apposition before the name: "Nigeria's president, Umaru Bello," or "her husband, Senator Ramon Cruz"."""
    first = doc[ref.start].sent.start
    comma = start - 2 if doc[start - 1].pos_ == "DET" else start - 1
    if comma <= first or doc[comma].text not in (",", "–", "—"):
        return
    noun = None
    for i in range(comma - 1, max(first, comma - BACK) - 1, -1):
        token = doc[i]
        if noun is not None and token.lower_ == "and" and phrase_start(doc, noun, covering) == i + 1 and is_person_noun(doc[i - 1], words):
            yield Post(noun, "apposition")
            noun = i - 1
            continue
        if token.pos_ in ("VERB", "AUX", "SCONJ", "PUNCT", "CCONJ") and token.text not in ("-", "'s", "’s") and not covering.get(i):
            break
        if is_person_noun(token, words) and not covering.get(i) and (i + 1 == comma or doc[i + 1].lower_ in ("of", "at", "for", "to", "in")):
            noun = i
    if noun is None:
        return
    start = phrase_start(doc, noun, covering)
    opened = doc[start - 1] if start else None
    if opened is not None and opened.text == "," and any(drafts(doc)[r.key].cls == "Person" for r in covering.get(start - 2, ())):
        return  # it belongs to the name before it
    if not (ref.end == len(doc) or doc[ref.end].is_punct or doc[ref.end].is_space) or _is_plural(doc[noun], words):
        return
    yield Post(noun, "apposition")


def _named(doc: Doc, ref: Ref, start: int, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """What somebody is made by the verb right before the name: "named | Ana Costa (as) director of …"."""
    verb = doc[start - 1] if start > 0 else None
    if verb is None or verb.pos_ != "VERB" or verb.lemma_.lower() not in words.words("verb", "TakingOffice"):
        return
    i = ref.end + 1 if ref.end + 1 < len(doc) and doc[ref.end].lower_ in ("as", "to") else ref.end
    noun = _post_at(doc, i, covering, words) if i < len(doc) else None
    if noun is not None:
        yield Post(noun, "named", verb.i)


def _after(doc: Doc, ref: Ref, covering: Covering, words: Lexicon) -> Iterator[Post]:
    """Appositions after the name, one after the other: ", 54, the director and founder of …, and a judge"."""
    i = _opening(doc, ref.end)
    if i is None:
        return
    past, verb, how = False, None, "apposition"
    if doc[i].lower_ == "who" and i + 1 < len(doc):
        i, verb, past = _who(doc, i + 1)
        how = "relative"
        if verb is None:
            return
    found = 0
    while found < CHAIN:
        noun = _post_at(doc, i, covering, words)
        if noun is None or (found and _is_for_next(doc, noun, covering, words)):
            return
        past = past or any(t.lower_ in words.past for t in doc[i : noun])
        yield Post(noun, how, verb, past)
        found += 1
        after = _next_post(doc, noun, covering, words)
        if after is None:
            return
        fresh = any(t.pos_ == "DET" or t.lower_ in ("now", "currently") for t in doc[after : after + 2])
        i, past = after, past and not fresh


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


def _who(doc: Doc, i: int) -> tuple[int, int | None, bool]:
    """Past "who is", "who was then", "who has been": where the phrase begins, the verb, and whether it is over."""
    verb = None
    stop = min(i + 5, len(doc))
    while i < stop and (doc[i].pos_ in ("AUX", "ADV") or doc[i].lemma_ in COPULAS):
        verb = i if doc[i].lemma_ in COPULAS else verb
        i += 1
    if verb is not None and not is_plain(doc[verb]):
        verb = None
    return i, verb, False


def _post_at(doc: Doc, i: int, covering: Covering, words: Lexicon) -> int | None:
    """The person noun that heads the phrase beginning at `i`, if it tells what somebody is."""
    stop = min(i + BACK, len(doc), doc[min(i, len(doc) - 1)].sent.end)
    while i < stop and (doc[i].lower_ in ADVERBS or doc[i].pos_ == "DET" or doc[i].lower_ in words.past or doc[i].lower_ in ("as", "his", "her", "its", "their")):
        i += 1
    last = None
    while i < stop:
        token = doc[i]
        name = next((r for r in covering.get(i, ()) if r.start == i and r.kind is MentionKind.NAME), None)
        if name is not None and drafts(doc)[name.key].cls == "Person" and last is not None:
            return None  # a title of the next name
        if name is not None:
            last, i = None, name.end
        elif nominal(token) or token.text == "-" or token.text in ("'s", "’s", "'", "’") or token.tag_ in ("VBN", "VBG") and token.i + 1 < stop and nominal(doc[i + 1]):
            last = i if is_person_noun(token, words) else (last if token.text == "-" else None)
            i += 1
        else:
            break
    if last is not None and last + 1 < len(doc) and doc[last + 1].text == "-" and not doc[last + 1].whitespace_:
        return None
    return last


def _next_post(doc: Doc, noun: int, covering: Covering, words: Lexicon) -> int | None:
    """Where a further apposition may begin: right after the phrase of `noun`, beyond "and" or a comma."""
    i = noun + 1
    stop = min(noun + BACK, len(doc), doc[noun].sent.end)
    while i < stop and doc[i].text != "," and doc[i].pos_ not in ("VERB", "AUX", "SCONJ", "PUNCT"):
        if doc[i].lower_ == "and" and _post_at(doc, i + 1, covering, words) is not None:
            return i + 1
        i += 1
    if i < stop and doc[i].text == "," and i + 2 < len(doc):
        return i + 2 if doc[i + 1].lower_ == "and" else i + 1
    return None


def _is_for_next(doc: Doc, noun: int, covering: Covering, words: Lexicon) -> bool:
    """Whether a further apposition belongs to a name that follows it: "…, and its chairman, Jan Kos"."""
    for i in range(noun + 1, min(noun + BACK, len(doc) - 1)):
        if doc[i].text == ",":
            return any(drafts(doc)[r.key].cls == "Person" and r.start == i + 1 for r in covering.get(i + 1, ()))
        if doc[i].pos_ in ("VERB", "AUX", "PUNCT"):
            return doc[i].pos_ != "PUNCT"
    return False


# predicates


def own_subjects(token: Token) -> list[Token]:
    """A verb's subject with its conjuncts, or the noun that the verb's relative clause belongs to."""
    wanted = ("nsubj", "nsubjpass")
    for child in token.children:
        if child.dep_ in wanted:
            if child.lower_ in ("who", "that") and token.dep_ == "relcl":
                return [token.head]
            return [child, *child.conjuncts]
    return []


def predicates(doc: Doc, words: Lexicon, subjects: Callable[[Token], Iterable[Token]]) -> Iterator[tuple[Token, Post]]:
    """Who is said to be what, by a verb: "is", "became", "served as", "was elected", "resigned as"."""
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass"):
            continue
        lemma = verb.lemma_.lower()
        past = verb.dep_ == "xcomp" and verb.head.lemma_ == "use"
        for noun, how, over, bearers in _predicated(verb, lemma, words, subjects):
            if is_person_noun(noun, words):
                for subject in bearers:
                    yield subject, Post(noun.i, how, verb.i, past or over)


def _predicated(
    verb: Token, lemma: str, words: Lexicon, subjects: Callable[[Token], Iterable[Token]]
) -> Iterator[tuple[Token, str, bool, Iterable[Token]]]:
    """The nouns that a verb states of somebody, how, whether that is over, and of whom."""
    once = any(c.dep_ == "advmod" and c.lower_ in words.past for c in verb.children)
    as_nouns = [t for p in verb.children if p.dep_ == "prep" and p.lower_ == "as" for c in p.children if c.dep_ == "pobj" for t in (c, *c.conjuncts)]
    if lemma in COPULAS:
        for child in verb.children:
            if child.dep_ == "attr":
                for noun in (child, *child.conjuncts):
                    yield noun, "copula", once, subjects(verb)
        return
    if lemma in words.words("verb", "HoldingOffice"):
        for noun in as_nouns:
            yield noun, "as", once, subjects(verb)
    elif lemma in words.words("verb", "LeavingOffice"):
        for noun in as_nouns:
            yield noun, "as", True, subjects(verb)
    elif lemma in words.words("verb", "TakingOffice"):
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
        given = [t for c in verb.children if c.dep_ in ("oprd", "attr") for t in (c, *c.conjuncts)] + as_nouns
        objects = [c for c in verb.children if c.dep_ in ("dobj", "dative")]
        if passive and not given:
            given = [t for c in verb.children if c.dep_ in ("dobj", "xcomp") for t in (c, *c.conjuncts)]
        for noun in given:
            yield noun, "appointment", once, subjects(verb) if passive else [t for o in objects for t in (o, *o.conjuncts)]


def is_plain(verb: Token) -> bool:
    """Whether a predicate is stated without negation, modal or infinitive: what it says may become a title."""
    if any(c.dep_ == "neg" or (c.dep_ == "aux" and (c.tag_ in ("MD", "TO"))) for c in verb.children):
        return False
    return verb.tag_ in ("VBZ", "VBP", "VBD", "VBN")
