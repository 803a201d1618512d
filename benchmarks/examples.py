"""Statements with a verdict, to fit and to measure confidence: `confidence_examples.tsv`, and how it is made.

Each line is a statement as one rule found it: where it comes from, its rule, its signals and the verdict. The
words of the texts are not in it. `collect` reads the texts again and takes the verdicts from

* gold articles: a statement between two gold entities is right if the gold graph has it with the same
  modality and, where both name one, the same speaker; a quotation, if its speaker is that of the gold claim
  it holds. `relatedTo` and `affiliatedWith` cannot be judged, nor the country that a gazetteer gives a city:
  gold graphs do not list every city's country. Articles that a hash of their name sets aside are of the set
  `aside`.
* `confidence_judged.tsv`: statements of other public texts, drawn by a hash of what they say and judged by
  hand: ends, direction, modality and speaker.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from benchmarks.parse_signals import parse_signals
from graph.annotate import annotate, pipeline
from graph.annotate.described import renamed
from graph.annotate.lexicon import lexicon
from graph.annotate.refs import drafts
from graph.evaluate import from_readings, load_gold
from graph.evaluate.bench.gum import _task
from graph.evaluate.gold import align, expected, option, readings_of
from graph.evaluate.mapping import table
from graph.evaluate.name_matching import normal
from graph.evaluate.tokens import joined
from graph.extract import reading
from graph.extract.doc_view import DocView
from graph.extract.reading import found_with_stance, statement_key
from graph.extract.signals import signals
from graph.link import link
from graph.model import Reading, Source, Statement
from graph.ontology import Ontology, default_ontology
from graph.read import sources

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE / "confidence_examples.tsv"
JUDGED = HERE / "confidence_judged.tsv"
SETS = ("gold", "aside", "judged")
GAZETTEER = "gazetteer"
Signals = tuple[tuple[str, float], ...]
Key = tuple[str, str, str, str, str | None]


@dataclass(frozen=True, slots=True, order=True)
class Example:
    """One piece of evidence of a statement, and whether the statement is right."""

    set: str
    document: str
    statement: str
    rule: str
    signals: Signals
    right: bool


def examples(path: Path = EXAMPLES) -> list[Example]:
    """The examples of a file, in its order."""
    found = []
    for line in _lines(path):
        where, document_, statement, right, rule, given = line.split("\t")
        pairs = (one.rsplit("=", 1) for one in given.split("; ") if one)
        of = tuple((name, float(value)) for name, value in pairs)
        found.append(Example(where, document_, statement, rule, of, right == "right"))
    return found


def write(found: Iterable[Example], path: Path = EXAMPLES) -> None:
    """Write examples, sorted, so that two collections can be compared line by line."""
    head = "# set, document, statement, verdict, rule, signals. See benchmarks/examples.py."
    rows = [head]
    for one in sorted(found):
        given = "; ".join(f"{name}={value:g}" for name, value in one.signals)
        verdict = "right" if one.right else "wrong"
        rows.append("\t".join((one.set, one.document, one.statement, verdict, one.rule, given)))
    path.write_text("\n".join([*rows, ""]), encoding="utf-8")


def _lines(path: Path) -> list[str]:
    return [
        line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]


def is_set_aside(name: str) -> bool:
    """Whether a gold article belongs to the quarter that nothing is fitted on, by a hash of its name."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 4 == 0


def collect(shared: Path) -> Iterator[Example]:
    """The examples of all gold articles below `shared`, then those judged by hand."""
    ontology = default_ontology()
    nlp = pipeline(ontology=ontology)
    golds = {path.stem: load_gold(path) for path in gold_files(shared)}
    with tempfile.TemporaryDirectory() as folder:
        paths = [_article(name, gold, shared, Path(folder)) for name, gold in golds.items()]
        for source, doc in annotate(sources(paths), nlp):
            yield from _of_gold(source, doc, golds[source.slug], ontology)
    verdicts = judged()
    texts = [Source(name, text_of(name, shared)) for name in verdicts]
    for source, doc in annotate(texts, nlp):
        yield from _of_judged(source, doc, verdicts[source.slug], ontology)


def gold_files(shared: Path) -> list[Path]:
    """The gold graphs whose text is there."""
    found = sorted([*(shared / "gold" / "dev").glob("*.json"), *(shared / "gold").glob("*.json")])
    return [path for path in found if _text(load_gold(path), shared).exists()]


def _text(gold: Any, shared: Path) -> Path:
    inside = shared / "gold" / "dev" / gold["document"]
    return inside if inside.exists() else shared / "corpus" / gold["document"]


def _article(name: str, gold: Any, shared: Path, folder: Path) -> Path:
    """A gold article as a Markdown file with its title and its date."""
    title, _, body = _text(gold, shared).read_text(encoding="utf-8").partition("\n")
    head = [f"title: {json.dumps(title.strip(), ensure_ascii=False)}"]
    head += [f"date: {gold['published']}"] if gold.get("published") else []
    path = folder / f"{name}.md"
    path.write_text("\n".join(["---", *head, "---", "", body.lstrip("\n")]), encoding="utf-8")
    return path


# ------------------------------------------------------------------ verdicts of gold graphs


def _of_gold(source: Source, doc: Doc, gold: Any, ontology: Ontology) -> Iterator[Example]:
    found = reading(source, doc, ontology)
    identities = link([found], ontology)
    aligned = align(gold["entities"], from_readings([found], identities).nodes, ontology)
    id_of = {member[1]: aligned.id_of.get(one.id) for one in identities for member in one.members}
    name = "aside" if is_set_aside(source.slug) else "gold"
    facts = defaultdict(list)
    for relation in gold["relations"]:
        for triple in readings_of(relation, ontology):
            facts[triple].append((expected(relation), option(relation, "by")))
    loose = set(table("gold")["loose"])
    for one, rule, given in _evidence(found, doc, ontology):
        ends = id_of[one.subject], id_of[one.object]
        if None in ends or one.relation in loose or rule.startswith(GAZETTEER):
            continue
        speaker = id_of.get(one.speaker or "")
        told = facts.get((ends[0], one.relation, ends[1]), ())
        right = any(
            modality == one.modality and (by is None or one.speaker is None or by == speaker)
            for modality, by in told
        )
        yield Example(name, source.slug, _hash(one), rule, given, right)
    for quotation in found.quotations:
        for place in quotation.evidence:
            said = normal(place.sentence.of(source.text))
            by = {claim["by"] for claim in gold.get("claims", ()) if normal(claim["quote"]) in said}
            if by:
                right = id_of[quotation.speaker] in by
                code = _digest((place.phrase.begin, place.phrase.end))
                yield Example(name, source.slug, code, place.extractor, (), right)


# ------------------------------------------------------------------ verdicts of people


def judged(path: Path = JUDGED) -> dict[str, dict[Key, bool]]:
    """The verdicts by document and by what a statement says."""
    found: defaultdict[str, dict[Key, bool]] = defaultdict(dict)
    for line in _lines(path):
        name, subject, relation, object_, modality, speaker, verdict = line.split("\t")
        found[name][subject, relation, object_, modality, speaker if speaker != "-" else None] = (
            verdict == "right"
        )
    return dict(found)


def _of_judged(source: Source, doc: Doc, verdicts: dict[Key, bool], ontology: Ontology) -> Iterator[Example]:
    """The judged statements that the rules still find."""
    for one, rule, given in _evidence(reading(source, doc, ontology), doc, ontology):
        right = verdicts.get(key(one))
        if right is not None:
            yield Example("judged", source.slug, _hash(one), rule, given, right)


def key(one: Statement) -> Key:
    """What a judged statement is found by."""
    return one.subject, one.relation, one.object, one.modality.value, one.speaker


def text_of(name: str, shared: Path) -> str:
    """The text of a judged document: a file of the corpus, a document of GUM, or a sentence of CrossNER."""
    folder, _, rest = name.partition("/")
    if folder == "gum":
        return _task(shared / "bench" / "gum" / f"{rest}.conllu").source.text
    if folder == "crossner":
        return crossner(shared)[int(rest)]
    return (shared / "corpus" / folder / f"{rest}.txt").read_text(encoding="utf-8")


def crossner(shared: Path) -> list[str]:
    """The sentences of the training part of CrossNER politics."""
    lines = (shared / "bench" / "crossner_politics" / "train.txt").read_text(encoding="utf-8").splitlines()
    parts = (list(part) for filled, part in groupby(lines, key=lambda line: "\t" in line) if filled)
    return [joined(line.split("\t")[0] for line in part)[0] for part in parts]


# ------------------------------------------------------------------ statements with their signals


def _evidence(found: Reading, doc: Doc, ontology: Ontology) -> Iterator[tuple[Statement, str, Signals]]:
    """Each statement of a reading with each rule that found it, and the signals of both, place by place.

    Whatever the weights are: of rules that read the same words, a reading keeps the surest alone.
    """
    view = DocView(doc, lexicon(ontology))
    names = {key: key for key in drafts(doc)} | dict(renamed(doc))
    kept = {fields(one): one for one in found.statements}
    seen = set()
    for one, told in found_with_stance(view):
        if {one.subject, one.object} <= names.keys():
            statement = kept.get(statement_key(view, one, told, names))
            at = statement, one.phrase, one.extractor
            if statement is not None and at not in seen:
                seen.add(at)
                every = signals(view, one, told) | parse_signals(view, one, told)
                yield statement, one.extractor, tuple(sorted(every.items()))


def fields(one: Statement) -> tuple[object, ...]:
    """All of a statement but its evidence."""
    return tuple(getattr(one, name) for name in one.__slots__ if name != "evidence")


def _hash(one: Statement) -> str:
    return _digest((one.subject, one.relation, one.object, one.modality, one.speaker, one.when))


def _digest(of: Sequence[Any]) -> str:
    return hashlib.sha256(repr(tuple(map(str, of))).encode()).hexdigest()[:10]
