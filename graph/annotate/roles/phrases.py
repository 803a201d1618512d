"""How far the phrase of a role runs, what of it is the title, and whether it is over."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Ref, drafts
from graph.grammar.words import POSSESSIVE_CLITICS
from graph.model import MentionKind

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
TITLE_PREPOSITIONS = frozenset({"of", "for"})  # their objects may be part of the title itself
ROLE_PHRASE_TOKENS = 16  # tokens of the longest role phrase
PERSON_NOUN_ENDINGS = (
    "ist",
    "ian",
    "man",
    "woman",
    "person",
)  # of nouns for people without a cue: "novelist"
ROLE_TITLE_TOKENS = 9  # tokens of the longest title

Covering = dict[int, list[Ref]]


@dataclass(frozen=True, slots=True)
class Post:
    """One place that tells a role: its noun, the kind of construction, the verb that states it, if any.

    `place` is the bearer's place among several, and their number, where each takes a body of its own.
    """

    noun: int
    how: str
    verb: int | None = None
    past: bool = False
    plural: bool = False
    place: tuple[int, int] | None = None


def sentence_start(doc: Doc, i: int) -> int:
    """The first token of the sentence of a token, or the farthest before it that a phrase is followed to."""
    first = max(0, i - 2 * ROLE_PHRASE_TOKENS)
    while i > first and not doc[i].is_sent_start:
        i -= 1
    return i


def sentence_end(doc: Doc, i: int) -> int:
    """Where the sentence of a token ends, or how far after it a phrase is followed."""
    stop = min(len(doc), i + 2 * ROLE_PHRASE_TOKENS)
    i += 1
    while i < stop and not doc[i].is_sent_start:
        i += 1
    return i


def nominal(token: Token) -> bool:
    """Whether a token may stand inside a noun phrase before its head."""
    return token.pos_ in NOMINAL and token.ent_type_ not in ("DATE", "TIME") and not token.is_space


def phrase_start(doc: Doc, noun: int, covering: Covering) -> int:
    """The first token of a role's noun phrase, articles and possessors apart.

    "China's former [deputy Foreign Ministry spokesman]" starts at the past marker.
    """
    first = sentence_start(doc, noun)
    start = noun
    while start > first:
        named = next(
            (r for r in covering.get(start - 1, ()) if r.kind is MentionKind.NAME and r.start >= first), None
        )
        before = doc[start - 1]
        if named is not None and named.end <= noun + 1 and before.text not in POSSESSIVE_CLITICS:
            start = named.start
        elif (
            nominal(before)
            or _hyphened(doc, start)
            or (before.tag_ in ("VBN", "VBG", "RB") and _marks(doc, start - 1))
        ):
            start -= 1
        else:
            break
    return start


def _hyphened(doc: Doc, start: int) -> bool:
    """Whether a hyphen, or the first half of a word with one, ends before `start`."""
    before = doc[start - 1]
    if before.text == "-":
        return not before.whitespace_
    return doc[start].text == "-" and not before.whitespace_ and before.is_alpha


def _marks(doc: Doc, i: int) -> bool:
    """Whether an adverb or participle is between a determiner and a noun: "the then president"."""
    opening = i == 0 or doc[i - 1].pos_ in ("DET", "PUNCT") or doc[i - 1].tag_ in ("PRP$", "POS")
    return doc[i + 1].pos_ in NOMINAL and opening


def is_past(doc: Doc, start: int, noun: int, words: Lexicon) -> bool:
    """Whether a marker puts the role into the past: "the former", "then-", "once the"."""
    if any(t.lower_ in words.past for t in doc[start:noun]):
        return True
    i, first = start - 1, sentence_start(doc, noun)
    if i > first and doc[i].lower_ in ("and", "&") and is_person_noun(doc[i - 1], words):
        before = i - 1  # "the former president and | CEO": without an article of its own it is former too
        while before > first and nominal(doc[before - 1]):
            before -= 1
        return is_past(doc, before, i - 1, words)
    while (
        i >= first
        and i >= start - 3
        and (doc[i].pos_ in ("DET", "PRON", "PART", "PROPN") or doc[i].text == "-")
    ):
        i -= 1
    return (
        i >= first
        and doc[i].lower_ in words.past
        and (i == first or doc[i - 1].lower_ not in ("since", "by", "until"))
    )


def title_bounds(
    doc: Doc, start: int, noun: int, stop: int, covering: Covering, words: Lexicon
) -> tuple[int, int]:
    """The tokens of the title as written: without states, past markers and the bodies that "of" brings in."""
    begin = start
    while begin < noun:
        kinds = ("Country", "Person", "Place")
        state = next((r for r in covering.get(begin, ()) if drafts(doc)[r.key].family in kinds), None)
        if state is not None:
            begin = max(state.end, begin + 1)
            if begin < noun and doc[begin].text == "-":
                begin = min(begin + 2, noun)
        elif (
            doc[begin].lower_ in words.past
            or doc[begin].text == "-"
            or doc[begin].pos_ == "NUM"
            or doc[begin].text in POSSESSIVE_CLITICS
        ):
            begin += 1
        else:
            break
    if noun + 1 - begin > ROLE_TITLE_TOKENS:
        begin = noun
    return begin, _title_end(doc, noun, stop, covering, words)


def _title_end(doc: Doc, noun: int, stop: int, covering: Covering, words: Lexicon) -> int:
    """The end of a title's tail: "professor [of physics]", but "president" alone in "president of Chad"."""
    end = known_end(doc, noun, words)
    if end >= stop or doc[end].lower_ not in TITLE_PREPOSITIONS:
        return min(end, stop) if end > noun + 1 else noun + 1
    i = end + 1
    while (
        i < stop
        and i < noun + ROLE_TITLE_TOKENS
        and not covering.get(i)
        and (nominal(doc[i]) or doc[i].pos_ == "DET" or doc[i].lower_ == "and")
    ):
        i += 1
    if (i < stop and covering.get(i)) or any(is_person_noun(t, words) for t in doc[end:i]):
        return end
    while i > end and doc[i - 1].pos_ not in NOMINAL:
        i -= 1
    return i if i > end + 1 and doc[end + 1].pos_ != "DET" else end


def known_end(doc: Doc, noun: int, words: Lexicon) -> int:
    """Where the longest known role phrase from its head noun on ends: "secretary of state"."""
    for end in range(min(len(doc), noun + 5), noun + 1, -1):
        if tuple(t.lower_ for t in doc[noun:end]) in words.roles:
            return end
    return noun + 1


def singular(title: str, words: Lexicon) -> str:
    """A plural title for each of its bearers.

    >>> from graph.annotate.lexicon import lexicon
    >>> from graph.ontology import default_ontology
    >>> singular("Foreign Ministers", lexicon(default_ontology()))
    'Foreign Minister'
    """
    last = title.split()[-1]
    for ending, instead in (("men", "man"), ("women", "woman"), ("ies", "y"), ("s", "")):
        one = last[: -len(ending)] + instead
        if last.lower().endswith(ending) and one.lower() in words.person_nouns:
            return title[: -len(last)] + one
    return title


def is_person_noun(token: Token, words: Lexicon) -> bool:
    """Whether a noun tells what a person is."""
    known = words.person_nouns
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    if token.lower_ in words.words("adjective", "Future") and token.i > 1 and token.nbor(-1).text == "-":
        return is_person_noun(token.nbor(-2), words)  # "president-elect"
    if token.lower_ in known or token.lemma_.lower() in known or singular(token.text, words).lower() in known:
        return True
    return (
        token.pos_ == "NOUN" and len(token.lemma_) > 5 and token.lemma_.lower().endswith(PERSON_NOUN_ENDINGS)
    )
