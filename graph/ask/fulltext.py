"""Full-text search over the sentences of a graph's articles, in an SQLite index held in memory."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graph.query import select
from graph.store import Dataset, text_of

CANDIDATES = 400
"""The best sentences by BM25 that are ranked again."""
WHOLE, NEAR, TITLE, RELATED = 1.0, 0.5, 0.35, 0.4
"""What a term counts that is in the sentence itself, the sentence before, the title, or in other words."""
FITTING = 1.2
"""What a sentence gains that has the form of what is asked for, such as a date."""
USUAL_LENGTH, LENGTH_WEIGHT = 180, 0.2
"""Characters of a sentence without a penalty for length, and how much its length counts."""
FEWEST_WORDS = 4
SOURCES = "SELECT ?x ?title { ?x a wh:Source OPTIONAL { ?x dcterms:title ?title } }"
EVIDENCE = """SELECT DISTINCT ?source ?begin ?sentence {
  ?e nif:anchorOf ?sentence ; nif:referenceContext ?source ; nif:beginIndex ?begin
}"""
_SHORT = r"(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr|Sr|No|vs)\.)(?<!\b(?:Mrs|Gen|Col|Sen|Rep|Gov|Rev)\.)"
_END = re.compile(
    rf"(?<=[.!?]){_SHORT}\s+(?=[\"“‘'(]?[A-Z0-9])|(?<=[.!?][\"”’)]){_SHORT}\s+(?=[\"“‘'(]?[A-Z0-9])"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, with the article's slug and title."""

    text: str
    source: str
    title: str


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a question asks about: its ways of being written, and related words.

    `near` allows it in the sentence before: a name that a pronoun stands for.
    """

    written: tuple[str, ...]
    related: tuple[str, ...] = ()
    near: bool = False


@dataclass(frozen=True, slots=True)
class _Sought:
    """A term as it is searched: its two queries, its weight, and the rows and articles that have it."""

    ways: tuple[str, str]
    idf: float
    direct: set[int]
    related: set[int]
    titles: set[int]
    near: bool

    def count(self, row: int, *, follows: bool, article: int) -> float:
        """What the term counts in a sentence, which may follow another one of its article."""
        if row in self.direct:
            return WHOLE
        if row in self.related:
            return RELATED
        if self.near and follows and row - 1 in self.direct:
            return NEAR
        return TITLE if article in self.titles else 0.0


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without bylines, datelines and headings.

    >>> sentences_of("By Ann Bly\\n\\nMr. Lee met U.S. officials on May 5. He left.\\nIt rained there now.")
    ['Mr. Lee met U.S. officials on May 5.', 'It rained there now.']
    """
    found = (one.strip() for line in text.splitlines() for one in _END.split(line))
    return [one for one in found if one[-1:] in '.!?”"’)' and one.count(" ") >= FEWEST_WORDS - 1]


class Sentences:
    """The sentences of a graph's articles, indexed when they are first searched.

    `texts` is the folder with the articles' texts; without it the sentences are those of the evidence.
    """

    def __init__(self, dataset: Dataset, texts: Path | None = None) -> None:
        self._dataset = dataset
        self._texts = texts

    @cached_property
    def all(self) -> Sequence[Sentence]:
        """Every sentence, by article and in the order of the text."""
        rows = sorted(
            (str(iri).rpartition("/source/")[2], str(title or ""))
            for iri, title in select(self._dataset, SOURCES).rows
        )
        evidence: dict[str, list[tuple[int, str]]] = {}
        if self._texts is None or not self._texts.is_dir():
            for source, begin, sentence in select(self._dataset, EVIDENCE).rows:
                slug = str(source).rpartition("/source/")[2]
                evidence.setdefault(slug, []).append((int(str(begin)), str(sentence)))
        found: list[Sentence] = []
        for slug, title in rows:
            texts = [text for _, text in sorted(evidence.get(slug, []))] or self._read(slug)
            found += [Sentence(text, slug, title) for text in texts if text != title]
        return found

    def _read(self, slug: str) -> list[str]:
        text = text_of(self._texts, slug) if self._texts is not None else None
        return sentences_of(text) if text is not None else []

    @cached_property
    def _index(self) -> sqlite3.Connection:
        # A server's thread may ask what another one indexed; nothing is written after that.
        index = sqlite3.connect(":memory:", check_same_thread=False)
        index.execute(
            "CREATE VIRTUAL TABLE said USING fts5(text, tokenize='porter unicode61 remove_diacritics 2')"
        )
        index.execute(
            "CREATE VIRTUAL TABLE titles USING fts5(text, tokenize='porter unicode61 remove_diacritics 2')"
        )
        index.executemany(
            "INSERT INTO said(rowid, text) VALUES (?, ?)", ((n, s.text) for n, s in enumerate(self.all))
        )
        titles = dict.fromkeys((s.source, s.title) for s in self.all)
        index.executemany(
            "INSERT INTO titles(rowid, text) VALUES (?, ?)", ((n, t) for n, (_, t) in enumerate(titles))
        )
        return index

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {slug: place for place, slug in enumerate(dict.fromkeys(s.source for s in self.all))}

    def search(
        self,
        terms: Sequence[Term],
        *,
        likes: re.Pattern[str] | None = None,
        least: float = 0.0,
        most: int = 5,
    ) -> list[Sentence]:
        """The sentences that have most of the terms, rare ones first; `likes` favours what it matches.

        The score is Σ idf(t) · m(t), with m what a term counts, over a mild penalty for length; candidates
        come by BM25 (Robertson and Zaragoza 2009). A sentence needs the share `least` of Σ idf(t).
        """
        sought = [self._sought(term) for term in terms if term.written]
        total = sum(one.idf for one in sought)
        scores: dict[int, float] = {}
        for row in self._candidates(" OR ".join(way for one in sought for way in one.ways if way)):
            sentence = self.all[row]
            follows = row > 0 and self.all[row - 1].source == sentence.source
            article = self._places[sentence.source]
            counts = [one.count(row, follows=follows, article=article) for one in sought]
            covered = sum(one.idf * count for one, count in zip(sought, counts, strict=True))
            if covered >= least * total and WHOLE in counts:
                fits = likes is not None and likes.search(sentence.text)
                scores[row] = (FITTING if fits else 1.0) * covered / _penalty(sentence.text)
        return [self.all[row] for row in sorted(scores, key=lambda row: (-scores[row], row))[:most]]

    def _sought(self, term: Term) -> _Sought:
        written, related = _any(term.written), _any(term.related)
        direct = self._rows("said", written)
        idf = math.log(1 + (len(self.all) - len(direct) + 0.5) / (len(direct) + 0.5))
        titles = self._rows("titles", written)
        return _Sought((written, related), idf, direct, self._rows("said", related), titles, term.near)

    def _rows(self, table: str, wanted: str) -> set[int]:
        if not wanted:
            return set()
        return {
            row
            for (row,) in self._index.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (wanted,))
        }

    def _candidates(self, wanted: str) -> list[int]:
        if not wanted:
            return []
        rows = self._index.execute(
            "SELECT rowid FROM said WHERE said MATCH ? ORDER BY bm25(said), rowid LIMIT ?",
            (wanted, CANDIDATES),
        )
        return [row for (row,) in rows]


def _any(written: Iterable[str]) -> str:
    """FTS5's query for any of some words or phrases; one that ends in "*" is the beginning of a word."""
    ways = []
    for one in dict.fromkeys(written):
        plain = " ".join(re.findall(r"[^\W_]+", one))
        if plain:
            ways.append(f'"{plain}"' + ("*" if one.endswith("*") else ""))
    return " OR ".join(ways)


def _penalty(text: str) -> float:
    return 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * len(text) / USUAL_LENGTH
