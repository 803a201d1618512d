"""The shapes: a graph that Whereas made has nothing wrong, and each kind of damage is found and named."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, SH, XSD, Dataset, URIRef
from readings import COMPLEX, IDENTITIES, said

from graph.errors import StoreError
from graph.model import Entity, Identity, Modality, Reading, Source, Statement
from graph.ontology import default_ontology, load_ontology
from graph.store import Violation, compile_dataset, conform, open_dataset, serialise, shapes, validate, write
from graph.store import shacl as shacl_module
from graph.store.dataset import dataset_of, oxigraph
from graph.store.quads import Compiler
from graph.store.shape_shortcut import ShapeShortcut


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return compile_dataset(COMPLEX, IDENTITIES, default_ontology())


def damaged(dataset: Dataset, folder: Path, *changes: tuple[str, str]) -> tuple[Violation, ...]:
    """What is wrong after one place of the graph's TriG has been changed, or several."""
    text = serialise(dataset).decode("utf-8")
    for old, new in changes:
        assert old in text, f"nothing to damage: {old}"
        text = text.replace(old, new, 1)
    (folder / "damaged.trig").write_text(text, "utf-8")
    return validate(open_dataset(folder / "damaged.trig"), default_ontology())


def test_nothing_is_wrong_with_what_is_compiled(dataset: Dataset) -> None:
    assert validate(dataset, default_ontology()) == ()


@pytest.mark.parametrize("ending", [".trig", ".ttl"])
def test_nothing_is_wrong_after_a_round_trip(dataset: Dataset, ending: str, tmp_path: Path) -> None:
    path = write(dataset, tmp_path / f"graph{ending}")
    assert validate(open_dataset(path), default_ontology()) == ()


def test_empty_graph_is_fine() -> None:
    assert validate(compile_dataset([], [], default_ontology()), default_ontology()) == ()


@pytest.mark.parametrize("size", [1, 50, 10**6])
def test_batches_see_what_they_need(dataset: Dataset, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shacl_module, "BATCH", size)
    assert validate(dataset, default_ontology()) == ()


AND = " ;\n        "  # between two properties of a subject

DAMAGE = [
    # entities
    ('rdfs:label "China"', "rdfs:label 7", "country:china must have a label that is a text"),
    ('rdfs:label "China"', 'rdfs:label "China", "Zhongguo"', "country:china must have one label"),
    ('rdfs:label "China" ;', "", "country:china must have one label"),
    ('rdfs:label "China"', 'rdfs:label ""', "country:china must have a label that is a text"),
    ("wh:mentionCount 2", "wh:mentionCount -2", "must have one count of mentions, 0 or more"),
    ("wh:mentionCount 2", "wh:mentionCount 2.5", "must have one count of mentions, 0 or more"),
    ('wh:country "CN"', 'wh:country "China"', "must have at most one country, as an ISO 3166 code"),
    ('wh:when "2015-09-25"^^xsd:date', 'wh:when "September"', "must have at most one date"),
    ('wh:when "2015-09-25"^^xsd:date', 'wh:when "2015-02-30"^^xsd:date', "must have at most one date"),
    ("owl:sameAs <https://sws.geonames.org/1814991/>", 'owl:sameAs "China"', "must be the same as an IRI"),
    ('skos:altLabel "Xi"', "skos:altLabel person:xi", "must have texts for other names"),
    # statements
    ("wh:modality wh:Denied", "wh:modality wh:Sworn", "must have one modality"),
    ("wh:modality wh:Denied", "wh:modality wh:Denied, wh:Claimed", "must have one modality"),
    ("wh:modality wh:Denied ;", "", "must have one modality"),
    ("prov:wasAttributedTo person:hong-lei", "prov:wasAttributedTo person:nobody", "at most one speaker"),
    (
        "prov:wasAttributedTo person:hong-lei",
        "prov:wasAttributedTo person:hong-lei, country:china",
        "at most one speaker",
    ),
    ("rdf:subject person:barack-obama", "rdf:subject person:nobody", "must have one entity as its subject"),
    ("rdf:predicate wh:supports", "rdf:predicate wh:adores", "must have one relation of the ontology"),
    ("rdf:object person:barack-obama", 'rdf:object "Obama"', "must have one entity as its object"),
    ('wh:until "2015-01"^^xsd:gYearMonth', 'wh:until "soon"', "must end on a day"),
    ("wh:evidence evidence:e589e1ca8222", "wh:evidence person:xi-jinping", "must have evidence"),
    ("wh:reportedBy media:the-daily", "wh:reportedBy media:nobody", "must be reported by an entity"),
    # evidence
    ("nif:beginIndex 72", "nif:beginIndex 720", "must end after it begins"),
    ("nif:beginIndex 72", "nif:beginIndex -1", "must have one beginning, 0 or more"),
    ("nif:beginIndex 72", "nif:beginIndex 71", "must have a sentence as long as its offsets say"),
    ("nif:endIndex 89", "nif:endIndex 90", "must have a sentence as long as its offsets say"),
    ("nif:endIndex 89", 'nif:endIndex "89"', "must have one end, a whole number"),
    ('nif:anchorOf "Xi thanked Obama." ;', "", "must have its sentence"),
    ("wh:phraseBegin 75", "wh:phraseBegin 7", "must have a phrase that begins within the sentence"),
    ("wh:phraseEnd 82", "wh:phraseEnd 92", "must have a phrase that ends within the sentence"),
    ("wh:phraseEnd 82", "wh:phraseEnd 74", "must have one phrase that does not end before it begins"),
    ("wh:confidence 0.65", "wh:confidence 1.65", "must have one confidence from 0 to 1"),
    ("wh:confidence 0.65", "wh:confidence -0.1", "must have one confidence from 0 to 1"),
    ("wh:confidence 0.65", 'wh:confidence "high"', "must have one confidence from 0 to 1"),
    (
        "nif:referenceContext source:sequel",
        "nif:referenceContext person:xi-jinping",
        "must stand in one source",
    ),
    ('wh:extractor "verb/active"', 'wh:extractor ""', "must name the rule that found it"),
    # sources
    ('wh:sha256 "', 'wh:sha256 "x', "must have one SHA-256"),
    ('dcterms:issued "2016"^^xsd:gYear', 'dcterms:issued "lately"', "at most one date of publication"),
    ('dcterms:publisher "The Daily"', 'dcterms:publisher "The Daily", "The Weekly"', "at most one publisher"),
    (
        "schema:mentions agreement:cyber-agreement",
        "schema:mentions agreement:nowhere",
        "must mention entities",
    ),
    # what is only claimed is no fact
    (
        "country:china wh:signed",
        "country:china wh:attacks country:united-states ; wh:signed",
        "country:china must have an asserted statement for this relation (wh:attacks: country:united-states)",
    ),
    (
        f"rdf:predicate wh:supports{AND}rdf:object person:barack-obama{AND}wh:modality wh:Asserted",
        f"rdf:predicate wh:supports{AND}rdf:object person:barack-obama{AND}wh:modality wh:Claimed",
        "must have an asserted statement for this relation (wh:supports: person:barack-obama)",
    ),
    (
        "country:china wh:signed",
        "country:china wh:metWith person:barack-obama ; wh:signed",
        "country:china must have an asserted statement for this relation (wh:metWith: person:barack-obama)",
    ),
    # domains and ranges, of statements whatever their modality
    (
        "rdf:predicate wh:supports",
        "rdf:predicate wh:signed",
        "must lead to Agreement, as signed does (rdf:object: person:barack-obama) in source:sequel",
    ),
    (
        f"rdf:object country:united-states{AND}wh:modality wh:Denied",
        f"rdf:object agreement:cyber-agreement{AND}wh:modality wh:Denied",
        "lead to Agent or Place, as attacks does (rdf:object: agreement:cyber-agreement) in source:visit",
    ),
    (
        "wh:visited country:united-states",
        "wh:visited country:united-states , agreement:cyber-agreement",
        "agreement:cyber-agreement must lead to Country or Organization or Place, as visited does",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), DAMAGE)
def test_damage_is_found(dataset: Dataset, tmp_path: Path, old: str, new: str, message: str) -> None:
    found = damaged(dataset, tmp_path, (old, new))
    assert any(message in str(one) for one in found), [str(one) for one in found]
    assert all("\n" not in str(one) for one in found)
    assert list(found) == sorted(
        set(found), key=lambda v: (v.source or "", v.node, v.message, v.path or "", v.value or "")
    )


def test_violation_says_where(dataset: Dataset, tmp_path: Path) -> None:
    (found,) = damaged(dataset, tmp_path, ("wh:confidence 0.65", "wh:confidence 7.0"))
    assert found == Violation(
        source="source:sequel",
        node="evidence:ad0b5f97c586",
        message="must have one confidence from 0 to 1",
        path="wh:confidence",
        value="7",
    )


def test_two_faults_are_two(dataset: Dataset, tmp_path: Path) -> None:
    changes = (("wh:confidence 0.65", "wh:confidence 7.0"), ('wh:country "CN"', 'wh:country "cn"'))
    assert len(damaged(dataset, tmp_path, *changes)) == 2


def test_each_relation_has_shapes_of_its_domain_and_range() -> None:
    made = shapes(default_ontology())
    for relation in default_ontology().relations.values():
        if relation.name != "relatedTo":
            assert (URIRef(f"{relation.iri}-from"), SH.targetSubjectsOf, URIRef(relation.iri)) in made
            assert (URIRef(f"{relation.iri}-to"), SH.targetObjectsOf, URIRef(relation.iri)) in made
    assert all((shape, RDF.type, SH.NodeShape) in made for shape in made.subjects(SH.targetSubjectsOf))


def test_every_term_in_the_shapes_is_known() -> None:
    """A typo in a shape would be a shape that nothing breaks."""
    vocabulary = (
        Path(shacl_module.__file__).parent.parent.joinpath("ontology", "vocabulary.ttl").read_text("utf-8")
    )
    written = compile_dataset(COMPLEX, IDENTITIES, default_ontology())
    used = {str(p) for _, p, _ in written.triples((None, None, None))} | {str(OWL.ObjectProperty)}
    made = shapes(default_ontology())
    for path in made.objects(None, SH.path):
        assert str(path) in used, path
    for value in set(made.objects(None, SH.targetClass)) | set(made.objects(None, SH["class"])):
        local = str(value).rpartition("#")[2]
        assert f"wh:{local} a " in vocabulary or str(value) in used, value


OWN = """
@prefix wh: <https://w3id.org/whereas#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix my: <https://example.org/ships#> .
my:Ship a owl:Class ; rdfs:subClassOf wh:Entity ; rdfs:label "ship" ; wh:folder "ship" .
my:sank a owl:ObjectProperty ; rdfs:subPropertyOf wh:relatedTo ; rdfs:domain my:Ship ; rdfs:range my:Ship ;
    rdfs:label "sank" .
"""


@pytest.mark.parametrize(("victim", "faults"), [("Ship", 0), ("Person", 1)])
@pytest.mark.parametrize("modality", [Modality.ASSERTED, Modality.CLAIMED])
def test_own_relation_is_held_to_its_own_range(
    tmp_path: Path, victim: str, faults: int, modality: Modality
) -> None:
    (tmp_path / "ships.ttl").write_text(OWN, "utf-8")
    ontology = load_ontology([tmp_path / "ships.ttl"])
    text = "The Hood sank the Bismarck."
    reading = Reading(
        Source("s", text),
        (Entity("h", "Ship", "Hood"), Entity("b", victim, "Bismarck")),
        (Statement("h", "sank", "b", modality, evidence=(said(text, text, "sank"),)),),
    )
    ids = (
        Identity(f"{victim.lower()}/bismarck", victim, "Bismarck", members=(("s", "b"),)),
        Identity("ship/hood", "Ship", "Hood", members=(("s", "h"),)),
    )
    found = validate(compile_dataset([reading], ids, ontology), ontology)
    assert [v.message for v in found] == ["must lead to Ship, as sank does"] * faults


def test_dataset_over_another_store_is_refused() -> None:
    with pytest.raises(StoreError, match="not over an Oxigraph store"):
        validate(Dataset(), default_ontology())


def test_what_surely_conforms_is_not_looked_at_again(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pyshacl.validate", lambda *args, **options: pytest.fail("asked without need"))
    assert validate(dataset, default_ontology()) == ()


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_who_is_sure_is_right(dataset: Dataset, data: st.DataObject) -> None:
    """Whatever is taken out or put in another's place: what passes the fast checks passes pyshacl too."""
    whole = sorted(oxigraph(dataset).quads_for_pattern(None, None, None), key=str)
    made = [quad for quad in whole if not isinstance(quad.graph_name, ox.DefaultGraph)]
    for _ in range(data.draw(st.integers(1, 2))):
        at, other = (data.draw(st.integers(0, len(made) - 1)) for _ in range(2))
        old = made.pop(at)
        if data.draw(st.booleans()):
            made.append(ox.Quad(old.subject, old.predicate, made[other - 1].object, old.graph_name))
    changed = dataset_of(made, default_ontology())
    fast = validate(changed, default_ontology())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conform, "surely", lambda *args, **options: False)
        assert fast == validate(changed, default_ontology())


NODES = ["https://w3id.org/whereas#Asserted", "https://w3id.org/whereas#attacks", "urn:nothing"]
LITERALS = [
    ox.Literal(""),
    ox.Literal(-3),
    ox.Literal(0),
    ox.Literal("+7", datatype=ox.NamedNode(str(XSD.integer))),
    ox.Literal("2015-02-30", datatype=ox.NamedNode(str(XSD.date))),
    ox.Literal("Xi thanked Obama.", language="en"),
    ox.Literal("0.5", datatype=ox.NamedNode(str(XSD.decimal))),
]


@given(st.data())
@settings(max_examples=40, deadline=None, phases=(Phase.generate,))
def test_the_shortcut_is_never_sure_of_a_graph_with_violations(data: st.DataObject) -> None:
    """Quads are removed, added and changed at random: if the shortcut is sure, `validate` finds nothing.

    The types of entities stay: the shortcut takes them from the identities.
    """
    ontology = default_ontology()
    compiler = Compiler(tuple(IDENTITIES), ontology)
    graphs = [list(compiler.reading(reading)) for reading in COMPLEX]
    graphs.append(list(compiler.entities()))
    quads = graphs[data.draw(st.integers(0, len(graphs) - 1))]
    terms = [*map(ox.NamedNode, NODES), *LITERALS, *(q.object for q in quads), *(q.subject for q in quads)]
    for _ in range(data.draw(st.integers(0, 2))):
        at, change = data.draw(st.integers(0, len(quads) - 1)), data.draw(st.sampled_from("-+="))
        old = quads[at]
        if quads is graphs[-1] and old.predicate.value == str(RDF.type):
            continue
        if change != "-":
            quads.append(
                ox.Quad(old.subject, old.predicate, data.draw(st.sampled_from(terms)), old.graph_name)
            )
        if change != "+":
            del quads[at]
    shortcut = ShapeShortcut(ontology, IDENTITIES)
    if all(shortcut.source(graph) for graph in graphs[:-1]) and shortcut.entities(graphs[-1]):
        assert validate(dataset_of([q for graph in graphs for q in graph], ontology), ontology) == ()


def test_the_shortcut_is_sure_of_what_is_compiled() -> None:
    ontology = default_ontology()
    compiler = Compiler(tuple(IDENTITIES), ontology)
    shortcut = ShapeShortcut(ontology, IDENTITIES)
    assert all(shortcut.source(list(compiler.reading(reading))) for reading in COMPLEX)
    assert shortcut.entities(compiler.entities())


@pytest.mark.parametrize(
    "shape",
    [
        "[ sh:path rdfs:label ; sh:languageIn ( 'en' ) ]",
        "[ sh:path ( rdfs:label rdfs:label ) ; sh:minCount 1 ]",
        "[ sh:path rdfs:label ; sh:datatype xsd:duration ]",
        "[ sh:path rdfs:label ; sh:nodeKind sh:Literal ]",
        "[ sh:path rdfs:label ; sh:minInclusive '2020-01-01'^^xsd:date ]",
    ],
)
def test_a_shape_that_the_fast_checks_do_not_know_is_left_to_pyshacl(shape: str) -> None:
    known = shapes(default_ontology())
    assert conform.rules(shacl_module._flat(known)) is not None
    known.parse(
        data="@prefix wh: <https://w3id.org/whereas#> . @prefix sh: <http://www.w3.org/ns/shacl#> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . wh:EntityShape sh:property {shape} .",
        format="turtle",
    )
    assert conform.rules(shacl_module._flat(known)) is None
