"""How well questions in plain English are answered: `python -m benchmarks.ask TABLE GRAPH [-v]`.

A table has lines of kind, question, words of a right answer, and words of a wrong one, with tabs between. "+"
joins words that must all be there, "/" has alternatives, "-" stands for no answer. An answer is

* good if the right words are in the headline or in the first three lines with their sentences,
* buried if they come later,
* wrong if the graph answers without them, or with the wrong words in the headline,
* none otherwise.

Of the questions that the graph does not answer, `sentences` counts those with the right words in the first
five sentences that are shown instead.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from graph.ask import Asker, Reply, Sentences
from graph.library import KnowledgeGraph
from graph.store import texts_beside

FIRST, SENTENCES = 3, 5


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the words of right and wrong answers."""

    kind: str
    question: str
    right: str
    wrong: str

    def has(self, text: str, words: str | None = None) -> bool:
        """Whether a text has the right words, or the given ones."""
        low = text.casefold()
        words = self.right if words is None else words
        return any(all(w.strip().casefold() in low for w in way.split("+")) for way in words.split("/"))


def cases(path: Path) -> list[Case]:
    """The lines of a table."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Case(*(*row, "", "")[:4]) for row in rows if not row[0].startswith("#")]


def lines(reply: Reply) -> list[str]:
    """The headline, and what stands below it."""
    told = [
        f"{a.statement} {a.when or ''} " + " ".join(q.sentence + " " + q.source for q in a.quotes)
        for a in reply.answers
    ]
    return [reply.short, *told]


def judged(case: Case, reply: Reply) -> str:
    """Good, buried, wrong or none."""
    told, spare = lines(reply), sentences(reply)
    answered = bool(reply.answers)
    if case.right == "-":
        return "wrong" if answered else "good"
    if case.wrong and answered and case.has(told[0], case.wrong):
        return "wrong"
    if case.has(" ".join([*told[: FIRST + 1], *spare[: 0 if answered else FIRST]])):
        return "good"
    if case.has(" ".join([*told, *spare])):
        return "buried"
    return "wrong" if answered else "none"


def sentences(reply: Reply) -> list[str]:
    """The sentences that are shown where the graph has no answer."""
    return [f"{one.sentence} {one.source}" for one in reply.sentences]


def main(table: Path, graph: Path, *, verbose: bool) -> None:
    """Print the counts, and with `verbose` each question."""
    found = KnowledgeGraph.open(graph)
    asker = Asker(found.dataset, found.ontology, sentences=Sentences(found.dataset, texts_beside(graph)))
    counts, spare = Counter[str](), Counter[bool]()
    for case in cases(table):
        reply = asker.ask(case.question)
        verdict = judged(case, reply)
        counts[verdict] += 1
        if not reply.answers and case.right != "-":
            spare[case.has(" ".join(sentences(reply)[:SENTENCES]))] += 1
        if verbose:
            how = "graph" if reply.answers else "text"
            print(f"{verdict:7}{how:6}{case.kind:10}{case.question}  →  {reply.short[:110]!r}")
    total = sum(counts.values())
    print(
        ", ".join(
            f"{name} {counts[name]} ({counts[name] / total:.0%})"
            for name in ("good", "buried", "wrong", "none")
        )
    )
    if spare:
        print(f"sentences {spare[True]} of {sum(spare.values())} ({spare[True] / sum(spare.values()):.0%})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", type=Path, help="questions with the words of their answers")
    parser.add_argument("graph", type=Path, help="an output folder")
    parser.add_argument("-v", "--verbose", action="store_true", help="print each question")
    given = parser.parse_args()
    main(given.table, given.graph, verbose=given.verbose)
