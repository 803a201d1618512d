"""Network → CSV for spreadsheets, Parquet for data frames, CSV for Neo4j's bulk import."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from graph.errors import StoreError
from graph.export.sheets import Cell, Column, Kind, Sheet, joined, sheets
from graph.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx

Files = dict[str, bytes]
"""File names, and what is in the files."""

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet could take for a formula (OWASP, CSV Injection); an apostrophe makes it text."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it, Excel reads UTF-8 as the code page of its machine."""


def csv_files(network: nx.MultiDiGraph, ontology: Ontology) -> Files:
    """`nodes.csv`, `edges.csv`, `evidence.csv` and `sources.csv`, in UTF-8 with a byte order mark.

    A cell that a spreadsheet could take for a formula begins with an apostrophe.
    """
    return {
        f"{sheet.name}.csv": BYTE_ORDER_MARK + _csv([c.name for c in sheet.columns], map(_row, sheet.rows))
        for sheet in sheets(network, ontology)
    }


def _row(row: Sequence[Cell]) -> list[str]:
    return [tame(_text(cell)) for cell in row]


def _text(cell: Cell) -> str:
    return joined(cell) if isinstance(cell, tuple) else "" if cell is None else str(cell)


def tame(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet could take for a formula.

    One apostrophe is put before apostrophes too, so that taking one away gives the text back.

    >>> tame("=1+1"), tame("'=1+1"), tame("U.S.")
    ("'=1+1", "''=1+1", 'U.S.')
    """
    return f"'{text}" if FORMULA.match(text) else text


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


# ------------------------------------------------------------------ Parquet


def parquet_files(network: nx.MultiDiGraph, ontology: Ontology) -> Files:
    """The four sheets as Parquet, lists as lists; raises StoreError without pyarrow."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise StoreError("Parquet needs pyarrow; install it with pip install 'whereas[tables]'") from None
    types = {
        Kind.TEXT: pa.string(),
        Kind.TEXTS: pa.list_(pa.string()),
        Kind.WHOLE: pa.int64(),
        Kind.NUMBER: pa.float64(),
    }
    found: Files = {}
    for sheet in sheets(network, ontology):
        schema = pa.schema([(column.name, types[column.kind]) for column in sheet.columns])
        out = io.BytesIO()
        parquet.write_table(pa.Table.from_pydict(_by_column(sheet), schema=schema), out, compression="zstd")
        found[f"{sheet.name}.parquet"] = out.getvalue()
    return found


def _by_column(sheet: Sheet) -> dict[str, list[Any]]:
    return {column.name: [row[at] for row in sheet.rows] for at, column in enumerate(sheet.columns)}


# ------------------------------------------------------------------ Neo4j

LIST_MARK = "\N{INFORMATION SEPARATOR ONE}"
"""The separator of array values; a semicolon could occur in names and titles."""

ARGUMENTS = """\
--nodes=entities.csv
--nodes=sources.csv
--nodes=evidence.csv
--relationships=statements.csv
--relationships=mentions.csv
--relationships=quotes.csv
--array-delimiter=U+001F
--multiline-fields=true
"""

_NEO4J = {Kind.TEXT: "", Kind.TEXTS: ":string[]", Kind.WHOLE: ":long", Kind.NUMBER: ":double"}


def neo4j_files(network: nx.MultiDiGraph, ontology: Ontology) -> Files:
    """CSV with the headers of `neo4j-admin database import`, and its arguments in `import.args`.

    Entities have their classes as labels. The type of a relationship is the relation if it is asserted
    (`MET_WITH`), otherwise with the modality as a prefix (`DENIED_ATTACKS`), so that no query takes a claim
    for a fact. Each piece of evidence is a node with the id of its statement.
    """
    nodes, edges, evidence, sources = sheets(network, ontology)
    return {
        "entities.csv": _neo4j_nodes(nodes, "Entity", [_labels(str(r[2]), ontology) for r in nodes.rows]),
        "sources.csv": _neo4j_nodes(sources, "Source", [("Source",)] * len(sources.rows)),
        "evidence.csv": _neo4j_nodes(evidence, "Evidence", [("Evidence",)] * len(evidence.rows)),
        "statements.csv": _neo4j_edges(edges),
        "mentions.csv": _pairs("Source", "Entity", "MENTIONS", _mentions(nodes, sources)),
        "quotes.csv": _pairs("Evidence", "Source", "FROM", _quotes(evidence, sources)),
        "import.args": ARGUMENTS.encode(),
    }


def _labels(cls: str, ontology: Ontology) -> tuple[str, ...]:
    found = ontology.classes.get(cls)
    return tuple(sorted({cls, "Entity", *(found.ancestors if found else ())}))


def _neo4j_nodes(sheet: Sheet, space: str, labels: Sequence[tuple[str, ...]]) -> bytes:
    _, *others = sheet.columns
    header = [f"id:ID({space})", *map(_property, others), ":LABEL"]
    rows = ([*map(_value, row), _value(own)] for row, own in zip(sheet.rows, labels, strict=True))
    return _csv(header, rows)


def _neo4j_edges(sheet: Sheet) -> bytes:
    own = [c for c in sheet.columns if c.name not in ("subject", "object", "subject_label", "object_label")]
    header = [":START_ID(Entity)", *map(_property, own), ":END_ID(Entity)", ":TYPE"]
    rows = (
        [
            _value(told["subject"]),
            *(_value(told[column.name]) for column in own),
            _value(told["object"]),
            _type(str(told["relation"]), str(told["modality"])),
        ]
        for told in sheet.records()
    )
    return _csv(header, rows)


def _property(column: Column) -> str:
    return column.name + _NEO4J[column.kind]


def _value(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return tame(LIST_MARK.join(value.replace(LIST_MARK, " ") for value in cell))
    return tame(_text(cell))


def _type(relation: str, modality: str) -> str:
    """The type of a relationship: `metWith` → `MET_WITH`, `CLAIMED_MET_WITH`."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|\W+", "_", relation).upper()
    return name if modality == "Asserted" else f"{modality.upper()}_{name}"


def _pairs(start: str, end: str, kind: str, found: Iterable[tuple[str, str]]) -> bytes:
    rows = ((tame(one), tame(other), kind) for one, other in found)
    return _csv([f":START_ID({start})", f":END_ID({end})", ":TYPE"], rows)


def _mentions(nodes: Sheet, sources: Sheet) -> Iterator[tuple[str, str]]:
    known = {row[0] for row in sources.rows}
    for told in nodes.records():
        named_in = told["sources"]
        assert isinstance(named_in, tuple)
        yield from ((slug, str(told["id"])) for slug in named_in if slug in known)


def _quotes(evidence: Sheet, sources: Sheet) -> Iterator[tuple[str, str]]:
    known = {row[0] for row in sources.rows}
    return ((str(row[0]), str(row[2])) for row in evidence.rows if row[2] in known)
