"""Exports: each format read back by what its users read it with, nothing lost that it can hold."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import cyber, empty, hostile
from rdflib import Dataset
from readings import COMPLEX, IDENTITIES
from test_cli import whereas

from graph import KnowledgeGraph, StoreError
from graph.export import FORMATS, drawn, files, ftm, write
from graph.export.sheets import in_words, joined, sheets
from graph.export.tables import LIST_MARK, csv_files, neo4j_files, parquet_files, tame
from graph.network import Citation
from graph.network import network as network_of
from graph.ontology import default_ontology
from graph.store import NOT_IN_XML, compile_dataset

ONTOLOGY = default_ontology()
RDF = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "ntriples": "nt", "jsonld": "json-ld"}
SCHEMATA = json.loads((Path(__file__).with_name("golden") / "followthemoney.json").read_text("utf-8"))


def no_surrogates(value: Any) -> Any:
    """The same without what no RDF graph can hold: half characters."""
    if isinstance(value, nx.MultiDiGraph):
        for told in (
            value.graph,
            *(t for _, t in value.nodes(data=True)),
            *(t for *_, t in value.edges(data=True)),
        ):
            told.update({name: no_surrogates(one) for name, one in told.items()})
        return value
    if isinstance(value, str):
        return value.replace("\ud800", "?")
    if isinstance(value, tuple):
        return tuple(map(no_surrogates, value))
    if isinstance(value, dict):
        return {name: no_surrogates(one) for name, one in value.items()}
    return type(value)(**no_surrogates(asdict(value))) if is_dataclass(value) else value


NETWORKS: dict[str, Callable[[], nx.MultiDiGraph]] = {
    "complex": lambda: network_of(compile_dataset(COMPLEX, IDENTITIES, ONTOLOGY), ONTOLOGY),
    "cyber": cyber,
    "hostile": lambda: no_surrogates(hostile()),
    "empty": empty,
}


@pytest.fixture(params=NETWORKS, scope="module")
def network(request: pytest.FixtureRequest) -> nx.MultiDiGraph:
    return NETWORKS[request.param]()


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return compile_dataset(COMPLEX, IDENTITIES, ONTOLOGY)


def in_xml(text: str) -> str:
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def split(cell: str) -> tuple[str, ...]:
    """What `joined` joined."""
    values = cell.split(" | ") if cell else []
    return tuple(re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for value in values)


# ------------------------------------------------------------------ every format


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_bytes(dataset: Dataset, name: str) -> None:
    again = compile_dataset(COMPLEX[::-1], IDENTITIES[::-1], ONTOLOGY)
    made = files(name, dataset, ONTOLOGY)
    assert made == files(name, again, ONTOLOGY)
    assert made and all(made.values())


@pytest.mark.parametrize("name", FORMATS)
def test_writing_puts_the_files_in_place(dataset: Dataset, name: str, tmp_path: Path) -> None:
    made = files(name, dataset, ONTOLOGY)
    for target in (tmp_path / "folder" / "x", tmp_path):
        written = write(name, dataset, ONTOLOGY, target)
        assert [path.read_bytes() for path in written] == [made[file] for file in sorted(made)]
    left = {path.name for path in tmp_path.iterdir()} - {"folder"}
    assert left == set(made)


@pytest.mark.parametrize("name", [*RDF, "rdfxml"])
def test_rdflib_reads_the_rdf(dataset: Dataset, name: str) -> None:
    (content,) = files(name, dataset, ONTOLOGY).values()
    found = Dataset(default_union=True)
    found.parse(data=content, format=RDF.get(name, "xml"))
    triples = {(str(s), str(p), str(o)) for s, p, o in found.triples((None, None, None))}
    assert triples == {(str(s), str(p), str(o)) for s, p, o in dataset.triples((None, None, None))}


# ------------------------------------------------------------------ GraphML and GEXF


def same_network(found: nx.MultiDiGraph, network: nx.MultiDiGraph) -> None:
    """Every attribute of every node and edge has come through."""
    assert set(found.nodes) == set(network.nodes)
    for node, told in network.nodes(data=True):
        got = found.nodes[node]
        assert (got["label"], got["class"]) == (in_xml(told["label"]), in_xml(told["cls"]))
        assert int(got["mentions"]) == told["mentions"]
        for name in ("names", "roles", "same_as", "sources"):
            assert split(got.get(name, "")) == tuple(in_xml(value) for value in told[name])
        for name in ("when", "country"):
            assert got.get(name) == (told[name] and in_xml(told[name]))
    edges = {told["id"]: (u, v, told) for u, v, told in found.edges(data=True)}
    assert len(edges) == network.number_of_edges()
    for u, v, key, told in network.edges(keys=True, data=True):
        start, end, got = edges[key]
        assert (start, end) == (u, v)
        assert got["label"] == in_xml(in_words(told, ONTOLOGY))
        assert tuple(Citation(**one) for one in json.loads(got["citations"])) == told["evidence"]
        names = {"since": "start", "until": "end", "phrase": "label"}
        for name in ("relation", "modality", "speaker", "medium", "when", *names):
            wanted = told[names.get(name, name)]
            assert got.get(name) == (wanted and in_xml(wanted))


def test_networkx_reads_the_graphml(network: nx.MultiDiGraph) -> None:
    found = nx.read_graphml(io.BytesIO(drawn.graphml(network, ONTOLOGY)), force_multigraph=True)
    same_network(found, network)
    titles = {slug: info["title"] for slug, info in json.loads(found.graph["sources"]).items()}
    assert titles == {slug: info.title for slug, info in network.graph["sources"].items()}


def test_networkx_reads_the_gexf(network: nx.MultiDiGraph) -> None:
    content = drawn.gexf(network, ONTOLOGY)
    assert b"lastmodified" not in content
    same_network(nx.MultiDiGraph(nx.read_gexf(io.BytesIO(content), version="1.2draft")), network)


def test_the_evidence_can_be_read(dataset: Dataset) -> None:
    plain = drawn.plain(network_of(dataset, ONTOLOGY), ONTOLOGY)
    told = [told["evidence"] for _, _, told in plain.edges(data=True)]
    assert (
        "“Barack Obama met Xi in Washington.” [A “visit” \\ and its sequel, The Daily, 2015-09-28]"
        in "".join(told)
    )


@given(st.lists(st.text(st.sampled_from("ab|\\ \n")), max_size=4))
def test_joined_values_come_apart_again(values: list[str]) -> None:
    kept = [value for value in values if value]
    assert split(joined(kept)) == tuple(kept)


# ------------------------------------------------------------------ tables

FRAMES = ("nodes", "edges", "evidence", "sources")


def test_pandas_reads_the_csv(network: nx.MultiDiGraph) -> None:
    made = csv_files(network, ONTOLOGY)
    for sheet in sheets(network, ONTOLOGY):
        content = made[f"{sheet.name}.csv"]
        frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, engine="python")
        assert list(frame.columns) == [column.name for column in sheet.columns]
        assert len(frame) == len(sheet.rows)
        for row, wanted in zip(frame.itertuples(index=False), sheet.rows, strict=True):
            for cell, value in zip(row, wanted, strict=True):
                text = joined(value) if isinstance(value, tuple) else "" if value is None else str(value)
                assert (
                    untamed(cell) == text.replace("\r\n", "\n").replace("\r", "\n") or untamed(cell) == text
                )


def untamed(cell: str) -> str:
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n＝＋－＠]", cell) else cell


@pytest.mark.parametrize("files_of", [csv_files, neo4j_files])
def test_no_cell_is_a_formula(files_of: Callable[..., dict[str, bytes]]) -> None:
    bad = [f"{sign}HYPERLINK(1)" for sign in "=+-@\t\r\n＝＋－＠"]
    network = nx.MultiDiGraph(sources={})
    told: dict[str, Any] = {"names": tuple(bad), "roles": tuple(bad), "same_as": (), "sources": ()}
    for label in bad:
        network.add_node(label, label=label, cls=label, mentions=1, when=label, country=label, **told)
    cells = 0
    for name, content in files_of(network, ONTOLOGY).items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
                cells += len(row)
                assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r\n＝＋－＠") and cell]
    assert cells > 50


@given(st.text(st.sampled_from("'=+-@a\t1"), max_size=6))
def test_a_tamed_cell_gives_the_text_back(text: str) -> None:
    assert untamed(tame(text)) == text
    assert not tame(text).startswith(tuple("=+-@\t"))


def test_csv_opens_as_utf_8_in_excel(dataset: Dataset) -> None:
    assert all(one.startswith(b"\xef\xbb\xbf") for one in files("csv", dataset, ONTOLOGY).values())


def test_pandas_reads_the_parquet(network: nx.MultiDiGraph) -> None:
    pytest.importorskip("pyarrow")
    made = parquet_files(network, ONTOLOGY)
    for sheet in sheets(network, ONTOLOGY):
        frame = pd.read_parquet(io.BytesIO(made[f"{sheet.name}.parquet"]))
        assert list(frame.columns) == [column.name for column in sheet.columns]
        found = [
            tuple(tuple(c) if hasattr(c, "tolist") and not isinstance(c, str) else c for c in row)
            for row in frame.astype(object).itertuples(index=False)
        ]
        assert [tuple(None if c is None or c != c else c for c in row) for row in found] == list(sheet.rows)


def test_parquet_without_pyarrow_says_how_to_get_it(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(StoreError, match=r"pip install 'whereas\[tables\]'"):
        files("parquet", dataset, ONTOLOGY)


# ------------------------------------------------------------------ Neo4j


def neo4j(content: bytes) -> list[dict[str, Any]]:
    """A file as neo4j-admin reads it: the header's types, its keys without their id space."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    types = {
        ":long": int,
        ":double": float,
        ":string[]": lambda cell: tuple(cell.split(LIST_MARK)) if cell else (),
    }
    found = []
    for row in rows:
        assert len(row) == len(header)
        cells: dict[str, Any] = {}
        for column, cell in zip(header, map(untamed, row), strict=True):
            name, _, kind = column.rpartition(":")
            cells[name or re.sub(r"\(.*\)", "", column)] = types.get(f":{kind}", str)(cell) if name else cell
        found.append(cells)
    return found


def test_neo4j_imports_the_whole_network(network: nx.MultiDiGraph) -> None:
    made = neo4j_files(network, ONTOLOGY)
    entities, statements, evidence, sources = (
        neo4j(made[f"{name}.csv"]) for name in ("entities", "statements", "evidence", "sources")
    )
    by_id = {one["id"]: one for one in entities}
    assert set(by_id) == set(network.nodes) and len(by_id) == len(entities)
    for node, told in network.nodes(data=True):
        assert by_id[node]["label"] == told["label"] and by_id[node]["names"] == tuple(told["names"])
        assert {told["cls"], "Entity"} <= set(by_id[node][":LABEL"].split(LIST_MARK))
    edges = {one["id"]: one for one in statements}
    for u, v, key, told in network.edges(keys=True, data=True):
        one = edges[key]
        assert (one[":START_ID"], one[":END_ID"], one["modality"]) == (u, v, told["modality"])
        prefix = "" if told["modality"] == "Asserted" else told["modality"].upper() + "_"
        assert one[":TYPE"].startswith(prefix)
        said = [e["sentence"] for e in evidence if e["statement"] == key]
        assert said == [citation.sentence for citation in told["evidence"]]
    assert {one["id"] for one in sources} == set(network.graph["sources"])


def test_every_end_of_a_neo4j_relationship_is_a_node(network: nx.MultiDiGraph) -> None:
    made = neo4j_files(network, ONTOLOGY)
    spaces: dict[str, set[str]] = {}
    for content in made.values():
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
        if found := re.fullmatch(r"id:ID\((\w+)\)", header[0]):
            ids = [row[0] for row in rows]
            assert len(ids) == len(set(ids))
            spaces[found[1]] = set(ids)
    for name in ("statements", "mentions", "quotes"):
        header, *rows = csv.reader(io.StringIO(made[f"{name}.csv"].decode("utf-8"), newline=""))
        for at, column in enumerate(header):
            if found := re.fullmatch(r":(?:START|END)_ID\((\w+)\)", column):
                assert {row[at] for row in rows} <= spaces[found[1]]
    arguments = made["import.args"].decode().split()
    assert {one.partition("=")[2] for one in arguments if ".csv" in one} == set(made) - {"import.args"}


def test_what_is_only_said_has_a_type_of_its_own(dataset: Dataset) -> None:
    made = neo4j_files(network_of(dataset, ONTOLOGY), ONTOLOGY)
    types = {one[":TYPE"] for one in neo4j(made["statements.csv"])}
    assert {"MET_WITH", "CLAIMED_ATTACKS", "DENIED_ATTACKS", "PLANNED_VISITED"} <= types
    assert "ATTACKS" not in types


# ------------------------------------------------------------------ FollowTheMoney


def test_ftm_entities_are_valid_and_hold_together(network: nx.MultiDiGraph) -> None:
    found = list(ftm.entities(network, ONTOLOGY))
    schema = {one["id"]: one["schema"] for one in found}
    assert len(schema) == len(found)
    for one in found:
        model = SCHEMATA[one["schema"]]
        assert re.fullmatch(ftm.ID, one["id"])
        assert set(model["required"]) <= set(one["properties"]), one
        for name, values in one["properties"].items():
            kind, range_ = model["properties"][name]
            assert values == sorted(set(values)) and all(values)
            if kind == "entity":
                assert all(range_ in SCHEMATA[schema[value]]["is"] for value in values), one


def test_followthemoney_takes_every_entity(network: nx.MultiDiGraph) -> None:
    model = pytest.importorskip(
        "followthemoney", reason="pip install followthemoney, which builds PyICU"
    ).model
    for line in ftm.followthemoney(network, ONTOLOGY).decode("utf-8").splitlines():
        told = json.loads(line)
        proxy = model.get_proxy(told)
        proxy.schema.validate(told)
        assert {name: sorted(proxy.get(name)) for name in told["properties"]} == told["properties"]
        clean = model.get_proxy(told, cleaned=False)
        dates = {
            p.name for p in proxy.schema.properties.values() if p.type.name in ("date", "country", "entity")
        }
        for name in dates & set(told["properties"]):
            assert sorted(clean.get(name)) == told["properties"][name], name


def test_interests_are_asserted_and_all_else_is_a_link_that_says_so(dataset: Dataset) -> None:
    network = network_of(dataset, ONTOLOGY)
    found = {one["id"]: one for one in ftm.entities(network, ONTOLOGY)}
    for _, _, key, told in network.edges(keys=True, data=True):
        one = found[f"statement.{key}"]
        assert one["properties"]["recordId"] == [key]
        assert len(one["properties"]["description"]) == len({c.sentence for c in told["evidence"]})
        assert one["properties"]["proof"] == sorted({f"source.{c.source}" for c in told["evidence"]})
        if told["modality"] != "Asserted":
            assert one["schema"] == "UnknownLink"
            assert one["properties"]["status"] == [told["modality"]]
            assert one["properties"]["role"][0].startswith(told["modality"].lower())


@pytest.mark.parametrize(
    ("relation", "subject", "object_", "schema", "ends"),
    [
        ("leads", "Person", "Agency", "Directorship", ("director", "organization")),
        ("leads", "Person", "Country", "Directorship", ("director", "organization")),
        ("worksFor", "Person", "Company", "Employment", ("employee", "employer")),
        ("memberOf", "Country", "InternationalBody", "Membership", ("member", "organization")),
        ("owns", "Country", "Company", "Ownership", ("owner", "asset")),
        ("owns", "Country", "Media", "UnknownLink", ("subject", "object")),
        ("spokespersonFor", "Person", "Agency", "Representation", ("agent", "client")),
        ("relativeOf", "Person", "Person", "Family", ("person", "relative")),
        ("cooperatesWith", "Person", "Person", "Associate", ("person", "associate")),
        ("cooperatesWith", "Country", "Country", "UnknownLink", ("subject", "object")),
        ("tookPlaceIn", "Meeting", "Place", "UnknownLink", ("subject", "object")),
        ("signed", "Person", "Agreement", "UnknownLink", ("subject", "object")),
    ],
)
def test_relations_in_followthemoney(
    relation: str, subject: str, object_: str, schema: str, ends: tuple[str, str]
) -> None:
    network = nx.MultiDiGraph(sources={})
    plain: dict[str, Any] = {
        "names": (),
        "roles": (),
        "same_as": (),
        "sources": (),
        "when": None,
        "country": None,
    }
    for id_, cls in (("x/a", subject), ("x/b", object_)):
        network.add_node(id_, label=id_, cls=cls, mentions=1, **plain)
    said = dict.fromkeys(("speaker", "medium", "when", "start", "end", "label", "state"))
    network.add_edge("x/a", "x/b", key="k", relation=relation, modality="Asserted", evidence=(), **said)
    *_, link = ftm.entities(network, ONTOLOGY)
    assert link["schema"] == schema
    assert [link["properties"][end] for end in ends] == [["x.a"], ["x.b"]]


# ------------------------------------------------------------------ bad input and the command line


def test_an_unknown_format_is_named(dataset: Dataset) -> None:
    with pytest.raises(StoreError, match=r"^docx: unknown export format; use one of turtle, .*ftm$"):
        files("docx", dataset, ONTOLOGY)


def test_a_file_where_a_folder_is_wanted(dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="file: is a file, but csv writes several; name a folder"):
        write("csv", dataset, ONTOLOGY, tmp_path / "file")
    with pytest.raises(StoreError, match="cannot be written"):
        write("gexf", dataset, ONTOLOGY, tmp_path / "file" / "below")


@pytest.fixture
def graph_file(dataset: Dataset, tmp_path: Path) -> Path:
    (path,) = write("trig", dataset, ONTOLOGY, tmp_path / "graph.trig")
    return path


def test_the_command_writes_beside_the_graph(graph_file: Path) -> None:
    found = whereas("export", "gexf", "-g", graph_file)
    assert (found.exit_code, found.stderr) == (0, "")
    wanted = graph_file.parent / "export" / "graph.gexf"
    assert found.stdout.split() == [str(wanted)]
    assert nx.read_gexf(wanted).number_of_nodes() == 10
    assert whereas("export", "csv", "-g", graph_file).exit_code == 0
    assert len(list((graph_file.parent / "export" / "csv").iterdir())) == 4


def test_the_command_writes_to_standard_output(graph_file: Path, dataset: Dataset) -> None:
    found = whereas("export", "NQuads", "-g", graph_file, "-o", "-")
    assert found.stdout_bytes == files("nquads", dataset, ONTOLOGY)["graph.nq"]


def test_the_command_lists_the_formats() -> None:
    lines = whereas("export").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines[1:]] == list(FORMATS)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("docx",), "unknown export format"),
        (("csv", "-o", "-"), "writes several files"),
        (("gexf", "-o", "/proc/none/graph.gexf"), "cannot be written"),
    ],
)
def test_what_goes_wrong_is_one_line(graph_file: Path, arguments: tuple[str, ...], told: str) -> None:
    found = whereas("export", *arguments, "-g", graph_file)
    assert (found.exit_code, found.stdout) == (2, "")
    assert len(found.stderr.splitlines()) == 1 and told in found.stderr


def test_the_library_exports(graph_file: Path, tmp_path: Path) -> None:
    (path,) = KnowledgeGraph.open(graph_file).export("ftm", tmp_path / "entities.ftm.json")
    assert len(path.read_text(encoding="utf-8").splitlines()) > 20
