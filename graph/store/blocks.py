"""The named graphs of a TriG file as blocks of text, to update a store with the changed graphs only.

A file from `serialise` has its prefixes, then for each named graph a line `name {`, indented lines and a line
`}`. Line breaks inside literals are escaped, so lines delimit the graphs. Files from other programs have no
blocks.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

PREFIXES = re.compile(rb"(?:@prefix [^\n]* \.\n)*")
MOST_CHANGED = 0.3
"""If a larger share of the file has changed, the store is rebuilt: bulk loading is faster than updating."""

COPIED = ("CURRENT", "IDENTITY", "MANIFEST", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Blocks:
    """The position of each named graph in a file, by its name as written, and the hash of its text.

    `places` are half-open, in bytes; `hashes` has that of the prefixes under the empty name.
    """

    header: bytes
    places: Mapping[str, tuple[int, int]]
    hashes: Mapping[str, str]


def of_file(path: Path) -> Blocks | None:
    """The blocks of a TriG file; None if Whereas did not write it."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        return of(text)


def of(text: bytes | mmap) -> Blocks | None:
    """The blocks of a TriG text; None if Whereas did not write it."""
    match = PREFIXES.match(text)
    at = match.end() if match else 0
    if text.find(b'"""') >= 0 or text.find(b"'''") >= 0:
        return None  # a literal may span several lines
    header = bytes(text[:at])
    places: dict[str, tuple[int, int]] = {}
    while at < len(text):
        if text[at : at + 1] == b"\n":
            at += 1
            continue
        line_end = text.find(b"\n", at)
        first, end = bytes(text[at : max(line_end, at)]), text.find(b"\n}\n", at)
        name = first[:-2].decode("utf-8", "replace")
        if not first.endswith(b" {") or first[:1].isspace() or name in places or end < 0:
            return None
        places[name] = at, end + 3
        at = end + 3
    hashes = {name: hashlib.sha256(text[begin:end]).hexdigest() for name, (begin, end) in places.items()}
    return Blocks(header, places, {"": hashlib.sha256(header).hexdigest(), **hashes})


def merged(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The same triples in the default graph."""
    return (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def update(old: Path, new: Path, file: Path, now: Blocks, known: Mapping[str, str]) -> bool:
    """Create in `new` a store of the file, from the store in `old`, which has the blocks `known`.

    False, without a usable store, if too much has changed or graphs share blank nodes.
    """
    if known.get("") != now.hashes[""]:
        return False  # the same name may mean another graph
    changed = sorted(name for name, digest in now.hashes.items() if known.get(name) != digest)
    gone = sorted(known.keys() - now.hashes.keys())
    size = sum(end - begin for begin, end in map(now.places.__getitem__, changed))
    if size > MOST_CHANGED * file.stat().st_size or len(gone) > MOST_CHANGED * len(known):
        return False
    with file.open("rb") as content:
        fresh = {name: _parsed(now.header, _part(content, now.places[name])) for name in changed}
    if any(_is_blank(quad) for quads in fresh.values() for quad in quads):
        return False
    _clone(old, new)
    store = ox.Store(str(new))
    _exchange(store, {_graph(now.header, name): fresh.get(name, set()) for name in (*changed, *gone)})
    store.flush()
    return True


def _part(file: BinaryIO, place: tuple[int, int]) -> bytes:
    file.seek(place[0])
    return file.read(place[1] - place[0])


def _parsed(header: bytes, block: bytes) -> set[ox.Quad]:
    return set(ox.parse(header + block, format=ox.RdfFormat.TRIG))


def _graph(header: bytes, name: str) -> ox.NamedNode:
    """The IRI of a graph by its name in the file."""
    (quad,) = _parsed(header, f"{name} {{ <a:a> <a:a> <a:a> }}".encode())
    if not isinstance(quad.graph_name, ox.NamedNode):
        raise ValueError(f"{name}: not an IRI")
    return quad.graph_name


def _is_blank(quad: ox.Quad) -> bool:
    return any(isinstance(node, ox.BlankNode) for node in (quad.subject, quad.object, quad.graph_name))


def _clone(old: Path, new: Path) -> None:
    """Copy a RocksDB folder; hard links share its tables, which RocksDB never changes."""
    new.mkdir()
    for path in sorted(old.iterdir()):
        if path.suffix == ".sst":
            try:
                os.link(path, new / path.name)
            except OSError:
                shutil.copy2(path, new / path.name)
        elif path.suffix == ".log" or path.name.startswith(COPIED):
            shutil.copy2(path, new / path.name)


def _exchange(store: ox.Store, graphs: Mapping[ox.NamedNode, set[ox.Quad]]) -> None:
    """Give each of the graphs its new quads, and the default graph the merge."""
    default, left = ox.DefaultGraph(), set[ox.Quad]()
    for graph, quads in graphs.items():
        held = set(store.quads_for_pattern(None, None, None, graph))
        store.extend(quads - held)
        for quad in held - quads:
            store.remove(quad)
        left |= set(merged(held - quads))
        if not quads:
            store.remove_graph(graph)
    for quads in graphs.values():
        store.extend(merged(quads))
    for quad in left:
        same = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(one.graph_name == default for one in same):
            store.remove(quad)


__all__ = ["Blocks", "merged", "of", "of_file", "update"]
