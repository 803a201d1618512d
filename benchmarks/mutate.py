"""Functions of the grammar and of extraction that no test would miss if they gave nothing.

    python -m benchmarks.mutate [--only graph.extract.nouns] [--case NAME]

Every function and method of `graph/grammar` and `graph/extract` gives in turn the nothing of its return
type (no items, None, False, ""); then the challenge set and the examples of the table of constructions are
read again in this process. Listed are the functions without which every case that passes still does. Line
coverage does not show these: a line may run and change nothing. It takes about half an hour, so it runs by
night (`make mutate`) and not with each change.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate import annotate, pipeline
from graph.grammar.constructions import CONSTRUCTIONS
from graph.model import Reading, Source
from graph.ontology import default_ontology
from tests.challenge.judge import Judge
from tests.challenge.table import Case, cases

PACKAGES = ("graph.grammar", "graph.extract")
NOTHING: dict[str, Callable[..., object]] = {
    "bool": lambda *_, **__: False,
    "str": lambda *_, **__: "",
    "int": lambda *_, **__: 0,
    "list": lambda *_, **__: [],
    "dict": lambda *_, **__: {},
    "Mapping": lambda *_, **__: {},
    "set": lambda *_, **__: set(),
    "frozenset": lambda *_, **__: frozenset(),
    "tuple": lambda *_, **__: (),
    "Iterator": lambda *_, **__: iter(()),
    "Iterable": lambda *_, **__: iter(()),
}  # by the start of a return annotation; anything else gives None


@dataclass(frozen=True, slots=True)
class Part:
    """One function, by its full name."""

    name: str
    function: FunctionType


def modules(packages: Iterable[str]) -> Iterator[ModuleType]:
    """The modules of the packages, in the order of their names."""
    for package in packages:
        found = importlib.import_module(package)
        yield found
        for info in sorted(pkgutil.iter_modules(found.__path__, f"{package}."), key=lambda one: one.name):
            importlib.import_module(info.name)
            yield sys.modules[info.name]


def parts(only: str) -> list[Part]:
    """All functions and methods that the packages define, those whose name begins with `only`."""
    found: dict[str, Part] = {}
    for module in modules(PACKAGES):
        for owner in (module, *(c for c in vars(module).values() if inspect.isclass(c))):
            for value in vars(owner).values():
                function = _plain(value)
                if function is None or function.__module__ != module.__name__:
                    continue
                name = f"{module.__name__}.{function.__qualname__}"
                if name.startswith(only) and "<" not in name and not function.__name__.startswith("__"):
                    found.setdefault(name, Part(name, function))
    return [found[name] for name in sorted(found)]


def _plain(value: Any) -> FunctionType | None:
    """The function below decorators and descriptors, if it has no closure."""
    for name in ("func", "fget", "__func__"):
        value = getattr(value, name, value)
    value = inspect.unwrap(value) if callable(value) else value
    return value if isinstance(value, FunctionType) and not value.__code__.co_freevars else None


class Removed:
    """A function that gives nothing while the context lasts, wherever it was imported to."""

    def __init__(self, part: Part) -> None:
        self.function = part.function
        self.kept: tuple[CodeType, Any, Any] = _state(part.function)

    def __enter__(self) -> None:
        wanted = str(self.function.__annotations__.get("return", ""))
        nothing = next((give for start, give in NOTHING.items() if wanted.startswith(start)), _none)
        assert isinstance(nothing, FunctionType)
        self.function.__code__, self.function.__defaults__, self.function.__kwdefaults__ = _state(nothing)
        _forget()

    def __exit__(self, *_: object) -> None:
        self.function.__code__, self.function.__defaults__, self.function.__kwdefaults__ = self.kept
        _forget()


def _none(*_: object, **__: object) -> None:
    return None


def _state(function: FunctionType) -> tuple[CodeType, Any, Any]:
    return function.__code__, function.__defaults__, function.__kwdefaults__


def _forget() -> None:
    """Empty the caches of the packages, with earlier results."""
    for module in modules(PACKAGES):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


class Tests:
    """The challenge set and the table of constructions, annotated once."""

    def __init__(self, nlp: Language, names: Iterable[str]) -> None:
        wanted = set(names)
        self.nlp, self.ontology = nlp, default_ontology()
        self.rules = importlib.import_module("graph.extract.reading")
        self.table = importlib.import_module("tests.test_constructions")
        self.cases = [case for case in cases() if not wanted or case.id in wanted]
        self.sources = [Source(case.id, case.text, published=case.published) for case in self.cases]
        self.docs = self._annotated()
        self.examples: dict[str, Doc] = {}
        self.passing = [i for i, reading in enumerate(self._read(self.docs)) if self._holds(i, reading)]
        self.rows = [key for key in sorted(CONSTRUCTIONS) if self._row_holds(key)]

    def miss(self) -> str | None:
        """The first case or construction that fails now, None where nothing does."""
        try:
            for key in self.rows:
                if not self._row_holds(key):
                    return key
            for at, reading in zip(
                self.passing, self._read([self.docs[i] for i in self.passing]), strict=True
            ):
                if not self._holds(at, reading):
                    self._to_front(at)
                    return self.cases[at].id
        except Exception as error:  # whatever breaks is missed
            return f"{type(error).__name__}: {error}"
        return None

    def miss_in_annotation(self) -> str | None:
        """The same with all texts annotated again, for functions that annotation uses too."""
        kept = self.docs
        try:
            self.docs = self._annotated()
            return self.miss()
        except Exception as error:  # whatever breaks is missed
            return f"{type(error).__name__}: {error}"
        finally:
            self.docs = kept

    def _annotated(self) -> list[Doc]:
        return [doc for _, doc in annotate(self.sources, self.nlp)]

    def _read(self, docs: Iterable[Doc]) -> Iterator[Reading]:
        for doc in docs:
            yield self.rules.reading(Source("case", doc.text), doc, self.ontology)

    def _holds(self, at: int, reading: Reading) -> bool:
        case: Case = self.cases[at]
        return bool(Judge(reading, self.ontology).verdict(case))

    def _row_holds(self, key: str) -> bool:
        row = CONSTRUCTIONS[key]
        right = all(w == f for e in row.yes for w, f in self.table.arguments(e, row, self._parse))
        return right and not any(f & w for e in row.no for w, f in self.table.arguments(e, row, self._parse))

    def _parse(self, sentence: str) -> Doc:
        if sentence not in self.examples:
            self.examples[sentence] = self.nlp(sentence)
        return self.examples[sentence]

    def _to_front(self, at: int) -> None:
        """Cases that told once are asked first: they often tell again."""
        self.passing.remove(at)
        self.passing.insert(0, at)


def main() -> None:
    """Print each function that no test misses, then how many there are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="graph", help="the beginning of the names of functions")
    parser.add_argument("--case", action="append", default=[], help="a case of the challenge set")
    given = parser.parse_args()
    tests, every = Tests(pipeline(), given.case), parts(given.only)
    print(f"{len(every)} functions, {len(tests.passing)} cases, {len(tests.rows)} constructions", flush=True)
    unmissed = 0
    for part in every:
        with Removed(part):
            missed = tests.miss() or tests.miss_in_annotation()
        if missed is None:
            unmissed += 1
            lines = len(inspect.getsource(part.function).splitlines())
            print(f"{part.name}  ({lines} lines)", flush=True)
    print(f"{unmissed} of {len(every)} functions are missed by no test")


if __name__ == "__main__":
    main()
