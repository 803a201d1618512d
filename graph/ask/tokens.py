"""The words of a question, and the forms that an English verb or noun takes."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"\w+(?:[-.'&/]\w+)*\.?(?:'s\b)?|&")
_POSSESSIVE = re.compile(r"(?<=[\w.])'s?$")
ARTICLES = frozenset(("a", "an", "the"))
PREFIXES = ("re-", "re", "over", "under", "out", "with", "fore", "mis", "un", "up", "co-", "inter", "broad")
MOST_WORDS = 60
"""The grammar does not parse longer questions."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, and folded: lower case, plain apostrophes, no dots."""

    text: str
    folded: str


def words(question: str) -> tuple[Word, ...]:
    """The words of a question without articles and punctuation; a possessive 's is a separate word.

    >>> [w.folded for w in words("Who’s the U.S.’s president?")]
    ['who', "'s", 'us', "'s", 'president']
    """
    found: list[Word] = []
    plain = unicodedata.normalize("NFC", question).replace("’", "'").replace("‘", "'")
    for match in _WORD.finditer(plain.replace("n't ", " n't ").replace("n't?", " n't ")):
        text = match[0]
        if not text.isupper() and text.count(".") == 1 and text.endswith("."):
            text = text[:-1]
        owner = _POSSESSIVE.sub("", text)
        for part in (owner, "'s") if owner != text else (text,):
            folded = fold(part)
            if folded not in ARTICLES or (part.isupper() and len(part) > 1):
                found.append(Word(part, folded))
    return tuple(found)


def fold(text: str) -> str:
    """A word as it is compared."""
    return text.replace("’", "'").casefold().replace(".", "") or text


def name_words(name: str) -> tuple[str, ...]:
    """A name as the folded words that a question would have for it."""
    return tuple(word.folded for word in words(name))


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one verb; each set has all candidates, such as `visited` and `visitted`."""

    base: str
    third: frozenset[str]
    past: frozenset[str]
    participle: frozenset[str]
    gerund: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every form."""
        return frozenset({self.base}) | self.third | self.past | self.participle | self.gerund


@lru_cache(maxsize=4096)
def verb(lemma: str) -> Forms:
    """The forms of a verb.

    >>> sorted(verb("meet").past), "signed" in verb("sign").participle
    (['met'], True)
    """
    if lemma == "be":
        return Forms("be", frozenset({"is", "are", "am", "'s"}), frozenset({"was", "were"}),
                     frozenset({"been"}), frozenset({"being"}))  # fmt: skip
    stems = {lemma, lemma + lemma[-1]} if re.search(r"[^aeiou][aeiou][bdglmnprt]$", lemma) else {lemma}
    past, participle = _irregular(lemma) or (None, None)
    regular = {_ed(stem) for stem in stems}
    both = past in ("burnt", "dreamt", "leant", "learnt", "wed", "lit", "hung", "lay", "bid")
    return Forms(
        lemma,
        frozenset({"has"} if lemma == "have" else {_s(lemma)}),
        frozenset(({past} if past else set()) | (regular if both or not past else set())),
        frozenset(({participle} if participle else set()) | (regular if both or not participle else set())),
        frozenset(_ing(stem) for stem in stems),
    )


def plurals(noun: str) -> frozenset[str]:
    """What a noun's plural may be, of a phrase the last word's.

    >>> sorted(plurals("prime minister"))
    ['prime ministers']
    """
    head, space, last = noun.rpartition(" ")
    irregular = _tables()["nouns"]
    for singular, plural in irregular.items():
        if last == singular or (last.endswith(singular) and singular in ("man", "woman")):
            return frozenset({head + space + last.removesuffix(singular) + plural})
    if last.endswith("person"):  # spokespersons, spokespeople
        return frozenset({head + space + last + "s", head + space + last.removesuffix("person") + "people"})
    return frozenset({head + space + _s(last)})


def american(word: str) -> str:
    """A verb that ends in -ise as one in -ize, so that both spellings are one word.

    >>> american("criticised"), american("said")
    ('criticized', 'said')
    """
    return re.sub(r"(?<=[a-z]{3})is(e|es|ed|ing)$", r"iz\1", word)


def stem(word: str) -> str:
    """What a word of a topic is sought by: without the ending of a plural, a past or a gerund.

    >>> [stem(w) for w in ("hacking", "attacks", "accused", "cyber")]
    ['hack', 'attack', 'accus', 'cyber']
    """
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


def irregular_forms(word: str) -> tuple[str, ...]:
    """The other forms of an irregular verb that a word is a form of, in the order of the table.

    >>> irregular_forms("paid"), irregular_forms("show"), irregular_forms("sign")
    (('pay',), ('showed', 'shown'), ())
    """
    return tuple(form for form in _paradigms().get(word, ()) if form != word)


@cache
def _paradigms() -> dict[str, tuple[str, ...]]:
    """The forms of irregular verbs by each form; where two verbs share one, those of the first."""
    found: dict[str, tuple[str, ...]] = {}
    for base, forms in _tables()["verbs"].items():
        paradigm = tuple(dict.fromkeys((base, *forms.split())))
        for form in paradigm:
            found.setdefault(form, paradigm)
    return found


def _irregular(lemma: str) -> tuple[str, str] | None:
    table = _tables()["verbs"]
    for prefix in ("", *PREFIXES):
        root = lemma.removeprefix(prefix)
        if root in table and lemma == prefix + root:
            past, participle = table[root].split()
            return prefix + past, prefix + participle
    return None


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = files("graph.ask").joinpath("irregular.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _s(word: str) -> str:
    if re.search(r"(s|x|z|ch|sh|o)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def _ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    return word[:-1] + "ied" if re.search(r"[^aeiou]y$", word) else word + "ed"


def _ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    return word[:-1] + "ing" if re.search(r"[^eoy]e$", word) else word + "ing"
