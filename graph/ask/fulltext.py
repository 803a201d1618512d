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
from graph.store import Dataset

CANDIDATES = 400
"""The best sentences by BM25 that are ranked again."""
NEAR, TITLE, RELATED = 0.5, 0.35, 0.4
"""What a term counts that is only in the sentence before, in the title, or in other words."""
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
        if self._texts is None:
            return []
        file = (self._texts / f"{slug}.txt").resolve()  # never a file elsewhere, whatever a graph says
        inside = file.parent == self._texts.resolve() and file.is_file()
        return sentences_of(file.read_text(encoding="utf-8")) if inside else []

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
        asked = [(term, _any(term.written), _any(term.related)) for term in terms if term.written]
        if not asked:
            return []
        direct = [self._rows("said", wanted) for _, wanted, _ in asked]
        idf = [math.log(1 + (len(self.all) - len(rows) + 0.5) / (len(rows) + 0.5)) for rows in direct]
        related = [
            self._rows("said", others) - rows for (_, _, others), rows in zip(asked, direct, strict=True)
        ]
        titles = [self._rows("titles", wanted) for _, wanted, _ in asked]
        near = [term.near for term, _, _ in asked]
        scores: dict[int, float] = {}
        for row in self._candidates(" OR ".join(way for _, a, b in asked for way in (a, b) if way)):
            one = self.all[row]
            same = row > 0 and self.all[row - 1].source == one.source
            counts = [
                1.0
                if row in direct[n]
                else RELATED
                if row in related[n]
                else NEAR
                if near[n] and same and row - 1 in direct[n]
                else TITLE
                if self._places[one.source] in titles[n]
                else 0.0
                for n in range(len(asked))
            ]
            covered = sum(weight * count for weight, count in zip(idf, counts, strict=True))
            if covered >= least * sum(idf) and any(count == 1.0 for count in counts):
                bonus = 1.2 if likes is not None and likes.search(one.text) else 1.0
                scores[row] = bonus * covered / (0.8 + 0.2 * len(one.text) / 180)
        return [self.all[row] for row in sorted(scores, key=lambda row: (-scores[row], row))[:most]]

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
