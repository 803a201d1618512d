"""Doc → Reading: what one source says, as plain values."""

from graph.extract.reading import read_all, reader_version, reading

__all__ = ["read_all", "reader_version", "reading"]
