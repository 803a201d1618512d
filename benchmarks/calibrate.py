"""Fits the confidence of statements to judged examples and measures it: `make confidence`.

    python -m benchmarks.calibrate                  compare models, measure on the articles set aside
    python -m benchmarks.calibrate --write          also write the weights and reliability.svg
    python -m benchmarks.calibrate --collect        read the judged texts again first (four minutes)

What the examples are and how they were judged is in `benchmarks/examples.py`, the model in
`graph/extract/confidence.py`, its fit in `benchmarks/logistic.py`. Nothing is fitted on articles set aside.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.examples import EXAMPLES, HERE, Example, collect, examples, write
from benchmarks.logistic import Predict, cross_validated, fit, shares, shrunk
from graph.extract.confidence import Model

WEIGHTS = HERE.parent / "graph" / "extract" / "confidence.toml"
DIAGRAM = HERE / "reliability.svg"
MODALITIES = ("claimed", "denied", "planned", "possible")
ENDS = ("descriptions", "names typed otherwise by the model", "one-word names", "pronouns", "states")
WEIGHED = (*MODALITIES, *ENDS)  # the others, of speech and parse, predict nothing more: see the comparison
BINS = (0.0, 0.4, 0.6, 0.8, 0.9, 1.0)
Bin = tuple[float, float, int, float, float, float, float]


def main() -> None:
    """Print the comparison of the models and the reliability of the best; write what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--collect", action="store_true", help="read the judged texts again")
    parser.add_argument("--write", action="store_true", help="write the weights and the diagram")
    given = parser.parse_args()
    if given.collect:
        write(collect(given.shared), EXAMPLES)
    every = examples()
    known = [one for one in every if one.set != "aside"]
    aside = [one for one in every if one.set == "aside"]
    print(comparison(known))
    model = fitted(every)
    unseen = bins(aside, [predicted(model)(one) for one in aside])
    crossed = bins(known, cross_validated(known, per_statement))
    print(f"\ngold articles set aside\n\n{table(unseen)}\n\ncross-validated\n\n{table(crossed)}")
    if given.write:
        WEIGHTS.write_text(as_toml(model), encoding="utf-8")
        DIAGRAM.write_text(diagram(crossed, unseen), encoding="utf-8")


def fitted(every: Sequence[Example]) -> Model:
    """The model of all examples but those of the articles set aside."""
    known = [one for one in every if one.set != "aside"]
    return fit(known, WEIGHED)


def _signals(found: Sequence[Example]) -> list[str]:
    return sorted({name for one in found for name, _ in one.signals})


def predicted(model: Model) -> Predict:
    """The confidence of an example by a model."""
    return lambda one: model.confidence(one.rule, dict(one.signals))


def per_statement(found: Sequence[Example]) -> Predict:
    """The model that Whereas has, fitted."""
    return predicted(fit(found, WEIGHED))


def comparison(known: Sequence[Example]) -> str:
    """Log loss and Brier score of five models, each tested on documents that it was not fitted on."""
    models: dict[str, Callable[[Sequence[Example]], Predict]] = {
        "one figure for all": _constant,
        "figure of the rule": shrunk,
        "rule and modality": lambda found: predicted(fit(found, MODALITIES)),
        "rule, modality and ends": per_statement,
        "rule and all signals": lambda found: predicted(fit(found, _signals(found))),
    }
    lines = ["| model | log loss | Brier | asserted: log loss | Brier |", "|---|---|---|---|---|"]
    asserted = [one for one in known if not dict(one.signals).keys() & set(MODALITIES)]
    for name, make in models.items():
        given = dict(zip(map(id, known), cross_validated(known, make), strict=True))
        figures = (*_loss(known, given), *_loss(asserted, given))
        lines.append(f"| {name} | {' | '.join(f'{one:.3f}' for one in figures)} |")
    return "\n".join(lines)


def _constant(found: Sequence[Example]) -> Predict:
    share = sum(one.right for one in found) / len(found)
    return lambda _: share


def _loss(found: Sequence[Example], given: dict[int, float]) -> tuple[float, float]:
    log = square = 0.0
    share = [float(one) for one in shares(found)]
    for one, part in zip(found, share, strict=True):
        chance = min(max(given[id(one)], 0.01), 0.99)
        log -= part * math.log(chance if one.right else 1 - chance)
        square += part * (one.right - chance) ** 2
    return log / sum(share), square / sum(share)


# ------------------------------------------------------------------ reliability


def bins(found: Sequence[Example], given: Sequence[float]) -> list[Bin]:
    """For each stretch of confidence: its ends, examples, mean confidence, share right, Wilson interval."""
    out = []
    for low, high in pairwise(BINS):
        inside = [(p, one.right) for p, one in zip(given, found, strict=True) if low <= p < high]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            right = sum(good for _, good in inside)
            out.append((low, high, len(inside), mean, right / len(inside), *wilson(right, len(inside))))
    return out


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson's score.

    >>> [round(one, 2) for one in wilson(9, 10)]
    [0.6, 0.98]
    """
    share, more = right / of, z * z / of
    middle = (share + more / 2) / (1 + more)
    half = z * math.sqrt(share * (1 - share) / of + more / of / 4) / (1 + more)
    return middle - half, middle + half


def table(found: Sequence[Bin]) -> str:
    """The bins as a Markdown table."""
    head = ["| confidence | examples | mean confidence | right | 95 % interval |", "|---|---|---|---|---|"]
    lines = (
        f"| {low:.2f}–{high:.2f} | {count} | {mean:.2f} | {right:.2f} | {least:.2f}–{most:.2f} |"
        for low, high, count, mean, right, least, most in found
    )
    return "\n".join([*head, *lines])


def diagram(crossed: Sequence[Bin], aside: Sequence[Bin]) -> str:
    """A reliability diagram: mean confidence to the right, share right upwards, both sets with intervals."""
    size, edge = 400, 50
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 2 * edge} {size + 2 * edge}" '
        'font-family="sans-serif" font-size="12">'
    )
    marks = [head, "<title>Confidence of statements against the share that was right</title>"]
    marks.append(f'<rect width="{size + 2 * edge}" height="{size + 2 * edge}" fill="white"/>')
    marks.append(f'<path d="M{edge} {edge + size}L{edge + size} {edge}" stroke="#999" stroke-dasharray="4"/>')
    marks.append(f'<path d="M{edge} {edge}V{edge + size}H{edge + size}" stroke="black" fill="none"/>')
    for tick in range(0, 11, 2):
        at = size * tick / 10
        marks.append(
            f'<text x="{edge + at:.0f}" y="{edge + size + 18}" text-anchor="middle">{tick / 10}</text>'
        )
        marks.append(
            f'<text x="{edge - 8}" y="{edge + size - at + 4:.0f}" text-anchor="end">{tick / 10}</text>'
        )
    for color, name, found, line in (
        ("#0a5", "cross-validated", crossed, 20),
        ("#d40", "gold articles set aside", aside, 36),
    ):
        marks.append(_text(edge + 10, edge + line, name, "start", color))
        marks += _points(found, color, size, edge)
    marks.append(_text(edge + size / 2, edge + size + 38, "confidence", "middle"))
    return "\n".join([*marks, "</svg>", ""])


def _text(x: float, y: float, words: str, anchor: str, color: str = "black") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{color}">{words}</text>'


def _points(found: Sequence[Bin], color: str, size: int, edge: int) -> Iterator[str]:
    for _, _, count, mean, right, least, most in found:
        x, y, low, high = (edge + size * one for one in (mean, 1 - right, 1 - least, 1 - most))
        yield f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="{color}"/>'
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + math.sqrt(count) / 4:.1f}" fill="{color}"/>'


def as_toml(model: Model) -> str:
    """The weights as the package has them."""
    lines = [
        "# How sure statements are, in log odds. Made by `make confidence`.",
        f"intercept = {model.intercept}",
        "",
        "[rules]  # how many judged statements each rule and the rules below it found, how many were right",
    ]
    for name, rule in sorted(model.rules.items()):
        lines.append(f'"{name}" = {{ seen = {rule.seen}, right = {rule.right}, weight = {rule.weight} }}')
    lines += ["", "[signals]  # see graph/extract/signals.py"]
    lines += [f'"{name}" = {weight}' for name, weight in sorted(model.signals.items())]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
