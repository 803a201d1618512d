"""Fits the weights by which pronouns are resolved, and writes `graph/annotate/coreference/weights.json`.

python -m benchmarks.fit_coref
python -m benchmarks.fit_coref --without-news     to measure on GUM news what was fitted without it

Data marked *train* alone: GAP development and GUM, for "he" and "she".
The model is that of `graph.annotate.coreference.ranker`; the loss is the negative log probability of
all right antecedents together (Durrett and Klein 2013), plus `RIDGE` · |w|². Pronouns before the one asked
about are resolved by the weights of the round before, so three rounds are fitted from nothing. Same data
and same packages give the same weights: no random numbers, features sorted by name.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc

from benchmarks.evaluate import FOLDER
from graph.annotate import annotate, pipeline
from graph.annotate.coreference import Coreference, Ranker
from graph.annotate.coreference.features import Anaphor, Option
from graph.annotate.coreference.ranker import absent
from graph.annotate.refs import refs
from graph.evaluate.bench import BENCHES
from graph.evaluate.bench.base import Task
from graph.evaluate.bench.gap import Question
from graph.evaluate.bench.gum import Marked, _task
from graph.evaluate.spans import jaccard
from graph.model import Span
from graph.ontology import default_ontology

TARGET = Path(__file__).resolve().parent.parent / "graph" / "annotate" / "coref" / "weights.json"
RIDGE = 0.6
ROUNDS = 3
LEAST = 3  # a feature seen in fewer choices than this tells nothing
SMALL = 0.02  # weights nearer to nothing are left out of the file


Labelled = tuple[Any, list[Task], list[Doc]]  # what labels the pronouns of a set, its tasks and their Docs


@dataclass(frozen=True, slots=True)
class Instance:
    """A pronoun with its choices, and which of them are right; the last feature set is that of nothing."""

    features: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


class Recorder(Ranker):
    """A ranker that keeps what it was asked."""

    def __init__(self, weights: dict[str, dict[str, float]]) -> None:
        super().__init__(weights)
        self.asked: list[tuple[str, Anaphor, list[Option]]] = []

    def probabilities(self, family: str, asked: Anaphor, choices: Sequence[Option]) -> dict[str, float]:
        """The probabilities, as of any ranker."""
        self.asked.append((family, asked, [replace(c, antecedent=copy(c.antecedent)) for c in choices]))
        return super().probabilities(family, asked, choices)


def gap(
    doc: Doc, task: Task, asked: list[tuple[str, Anaphor, list[Option]]]
) -> Iterator[tuple[str, Instance]]:
    """The pronoun of a GAP row: its name is right; without one, all but the two names may be."""
    question: Question = task.gold
    for family, pronoun, choices in asked:
        if pronoun.token.idx != question.pronoun.begin:
            continue
        owners = [choice.antecedent.owner for choice in choices]
        a, b = (_owners_at(doc, name, choices) for name in question.names)
        meant = {owner for two, means in zip((a, b), question.means, strict=True) if means for owner in two}
        if any(question.means):
            right = [owner in meant for owner in owners]
            if any(right):
                yield family, _instance(pronoun, choices, right, nothing=False)
        else:
            yield family, _instance(pronoun, choices, [o not in a | b for o in owners], nothing=True)


def _owners_at(doc: Doc, name: Span, choices: Sequence[Option]) -> frozenset[str]:
    """The entity that the reading assigns to the name, or a weak name."""
    fits = [(jaccard(_span(doc, r.start, r.end), name), r.key) for r in refs(doc)]
    fit, key = max(fits, default=(0.0, ""))
    loose = {
        c.antecedent.owner for c in choices
        if not c.antecedent.keys and jaccard(_span(doc, c.antecedent.start, c.antecedent.end), name) >= 0.5
    }  # fmt: skip
    return frozenset(loose | ({key} if fit else set()))


def _span(doc: Doc, start: int, end: int) -> Span:
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def gum(
    doc: Doc, task: Task, asked: list[tuple[str, Anaphor, list[Option]]]
) -> Iterator[tuple[str, Instance]]:
    """The marked pronouns of a GUM document: each antecedent in the pronoun's chain is right."""
    heads: dict[int, list[Marked]] = {}
    for one in task.gold:
        heads.setdefault(one.head.begin, []).append(one)
    for family, pronoun, choices in asked:
        here = heads.get(pronoun.token.idx, ())
        mine = [one for one in here if one.span.end - one.span.begin == len(pronoun.token)]
        if not mine:
            continue
        right = []
        for choice in choices:
            one = choice.antecedent
            span = _span(doc, one.start, one.end)
            marks = heads.get(doc[one.head].idx, ())
            fit = max(marks, key=lambda m: (jaccard(m.span, span), m.entity), default=None)
            right.append(fit is not None and fit.entity == mine[0].entity)
        yield family, _instance(pronoun, choices, right, nothing=not any(right))


def _instance(asked: Anaphor, choices: Sequence[Option], right: Sequence[bool], *, nothing: bool) -> Instance:
    return Instance((*(c.features for c in choices), absent(asked, choices)), (*right, nothing))


def fit(instances: Sequence[Instance]) -> dict[str, float]:
    """The weights that make the right antecedents of all instances likeliest."""
    names = _names(instances)
    at = {name: n for n, name in enumerate(names)}
    rows = [[at[f] for f in features if f in at] for one in instances for features in one.features]
    columns = np.array([c for row in rows for c in row], dtype=np.int64)
    bounds = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    table = csr_matrix((np.ones(len(columns)), columns, bounds), shape=(len(rows), len(names)))
    starts = np.concatenate([[0], np.cumsum([len(one.features) for one in instances])])[:-1]
    right = np.array([r for one in instances for r in one.right], dtype=bool)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        log_all, p_all = _normalised(scores, starts, np.ones(len(scores), dtype=bool))
        log_right, p_right = _normalised(scores, starts, right)
        gradient = table.T @ (p_all - p_right) + 2 * RIDGE * weights
        return float((log_all - log_right).sum() + RIDGE * weights @ weights), gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {n: round(float(w), 3) for n, w in zip(names, found.x, strict=True) if abs(w) >= SMALL}


def _names(instances: Sequence[Instance]) -> list[str]:
    counts: dict[str, int] = {}
    for one in instances:
        for features in one.features:
            for name in features:
                counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, count in counts.items() if count >= LEAST)


def _normalised(scores: np.ndarray, starts: np.ndarray, kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The logarithm of Σ exp over the kept scores of each group, and each score's share of it."""
    sizes = np.diff(np.append(starts, len(scores)))
    masked = np.where(kept, scores, -np.inf)
    top = np.maximum.reduceat(masked, starts)
    weights = np.exp(masked - np.repeat(top, sizes))
    total = np.add.reduceat(weights, starts)
    return np.log(total) + top, weights / np.repeat(total, sizes)


def instances(weights: dict[str, Any], sets: Sequence[Labelled]) -> dict[str, list[Instance]]:
    """Every labelled pronoun of the sets, by family, with earlier pronouns resolved by the weights."""
    found: dict[str, list[Instance]] = {}
    for label, tasks, docs in sets:
        for task, doc in zip(tasks, docs, strict=True):
            before = doc._.refs, doc._.drafts
            doc._.refs, doc._.drafts = deepcopy(before)
            recorder = Recorder(weights)
            Coreference(default_ontology(), recorder)(doc)
            doc._.refs, doc._.drafts = before
            for family, one in label(doc, task, recorder.asked):
                if any(one.right) and not all(one.right):
                    found.setdefault(family, []).append(one)
    return found


def rounds(sets: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """The weights after all rounds."""
    weights: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        told = instances(weights, sets)
        weights = {"he": fit(told["he"])}
    return weights


def read(tasks: Iterable[Task]) -> list[Doc]:
    """Docs as they are before coreference."""
    nlp = pipeline()
    with nlp.select_pipes(disable=["whereas_coref"]):
        return [doc for _, doc in annotate((task.source for task in tasks), nlp)]


def gum_tasks(folder: Path, *, news: bool) -> list[Task]:
    """The documents of GUM, the news among them or not."""
    paths = sorted((folder / "gum").glob("GUM_*.conllu"))
    return [_task(path) for path in paths if news or "GUM_news" not in path.name]


def main() -> None:
    """Reads the sets, fits, writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=FOLDER)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--without-news", action="store_true")
    given = parser.parse_args()
    names = BENCHES["gap-development"].load(given.bench, None)
    chains = gum_tasks(given.bench, news=not given.without_news)
    weights = rounds([(gap, names, read(names)), (gum, chains, read(chains))])
    given.out.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
