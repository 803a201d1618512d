"""`mappings.toml` as values: which class or relation of ours is which label of an annotated set."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.ontology import Ontology


@cache
def table(name: str) -> dict[str, Any]:
    """The table of one annotated set; empty where the file has none."""
    text = files("graph.evaluate").joinpath("mappings.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text).get(name, {})
    return found


def labels_of(cls: str, classes: dict[str, list[str]], ontology: Ontology) -> tuple[str, ...]:
    """The set's labels for a class of ours: its own, or those of its nearest listed ancestor."""
    if cls in classes:
        return tuple(classes[cls])
    known = ontology.classes.get(cls)
    listed = sorted(known.ancestors & classes.keys()) if known else []
    if not listed:
        return ()
    return tuple(classes[max(listed, key=lambda name: ontology.classes[name].depth)])


@dataclass(frozen=True, slots=True)
class Relations:
    """Our relations for each relation of a set, with their direction."""

    paths: dict[str, frozenset[str]]
    either_way: frozenset[str]

    def ways(self, relation: str, label: str) -> tuple[bool, bool]:
        """Whether a statement of `relation` can match `label` directly, and inverted."""
        paths = self.paths.get(label, frozenset())
        forward, backward = relation in paths, "^" + relation in paths
        if relation in self.either_way or label in self.either_way:
            forward = backward = forward or backward
        return forward, backward

    def labels(self, relation: str) -> tuple[str, ...]:
        """The set's relations that a statement of `relation` can match, in the set's order."""
        return tuple(label for label in self.paths if any(self.ways(relation, label)))


def relations(name: str, ontology: Ontology) -> Relations:
    """The relations of one annotated set."""
    entries = table(name)
    symmetric = {one.name for one in ontology.relations.values() if one.symmetric}
    paths = {label: frozenset(names) for label, names in entries["relations"].items()}
    return Relations(paths, frozenset(symmetric | set(entries.get("symmetric", ()))))
