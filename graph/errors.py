"""The errors that Whereas raises.

    WhereasError
    ├── InputError          a file or folder that cannot be read as an article
    ├── ModelError          a spaCy pipeline that is not installed or cannot be used
    ├── OntologyError       a Turtle file of classes, relations or cues that breaks its rules
    ├── StoreError          a graph that cannot be opened, written or validated
    ├── QueryError          a SPARQL query that cannot be run
    └── ClusterError        a Dask cluster that cannot be reached, or has no worker that can read

and one warning, UnknownTermWarning: a query with a term that does not exist.

Each message is one line: what is wrong, where, and what to do.
"""

from __future__ import annotations


class WhereasError(Exception):
    """The base class of all errors of Whereas."""


class InputError(WhereasError):
    """A file or folder cannot be read as an article; `path` names it as it was given."""

    def __init__(self, path: str, problem: str, way_out: str) -> None:
        super().__init__(f"{path}: {problem}; {way_out}")
        self.path = path
        self.problem = problem
        self.way_out = way_out

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        """Support for pickle, because reading processes send errors back."""
        return type(self), (self.path, self.problem, self.way_out)


class ModelError(WhereasError):
    """A spaCy pipeline is not installed or lacks a required component."""


class OntologyError(WhereasError):
    """An ontology file does not parse or breaks a rule of the vocabulary."""


class StoreError(WhereasError):
    """A graph on disk cannot be opened, written or does not satisfy its shapes."""


class QueryError(WhereasError):
    """A query is not SPARQL or failed while it ran."""


class ClusterError(WhereasError):
    """A Dask cluster cannot be reached, or none of its workers can read."""


class UnknownTermWarning(UserWarning):
    """A query uses a term that neither the ontology nor the graph has, so it has no results."""
