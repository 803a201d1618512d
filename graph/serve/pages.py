"""The pages for people: an entity or statement, a source with its evidence marked, lists, questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from graph.model import period
from graph.ontology import Ontology
from graph.serve.describe import PAGE, Described, Row
from graph.serve.html import Html, el, join, page

if TYPE_CHECKING:
    from graph.ask import Answer, Quote, Reply
    from graph.query import SavedQuery

EXAMPLE = """SELECT ?who ?what WHERE {
  ?person wh:leads ?body .
  ?person rdfs:label ?who . ?body rdfs:label ?what
}
LIMIT 100"""
FORMATS = {"text/turtle": ".ttl", "application/ld+json": ".jsonld", "application/n-triples": ".nt"}
FACTS = {
    "skos:altLabel": "also",
    "wh:when": "when",
    "wh:country": "country",
    "wh:mentionCount": "mentions",
    "dcterms:issued": "published",
    "dcterms:publisher": "publisher",
    "dcterms:source": "origin",
    "owl:sameAs": "same as",
    "skos:exactMatch": "same as",
}


class Links:
    """Where things are: IRIs below the graph's base have a page here, others are what they are."""

    def __init__(self, base: str, ontology: Ontology) -> None:
        self.base = base
        self.ontology = ontology
        self._relations = {one.iri: one.label for one in ontology.relations.values()}

    def path(self, iri: str) -> str | None:
        """The path of an IRI on this server, or None for one from elsewhere."""
        return f"/id/{quote(iri.removeprefix(self.base))}" if iri.startswith(self.base) else None

    def to(self, iri: object, text: object = None, *, anchor: str = "") -> Html:
        """A link to an IRI's page, or to an external URL; plain text if it is not a web URL."""
        url = self.path(str(iri))
        label = str(iri).removeprefix(self.base) if text is None else text
        if url is not None:
            return el("a", label, href=url + anchor, class_="name")
        outside = str(iri).startswith(("https://", "http://"))
        return el("a", label, href=iri, rel="noreferrer nofollow") if outside else el("span", label)

    def says(self, row: Row) -> str:
        """What the statement of a row does, in words."""
        iri = str(row["p"])
        return str(row["words"] or self._relations.get(iri) or iri.rpartition("#")[2].rpartition("/")[2])


def entity(found: Described, links: Links, *, number: int) -> str:
    """The page of an entity, a statement or a piece of evidence."""
    own = found.own
    name = str(next(iter(own.get("rdfs:label", own.get("nif:anchorOf", ()))), "")) or found.iri.removeprefix(
        links.base
    )
    kinds = [str(kind).rpartition("#")[2] for kind in own.get("rdf:type", ())]
    known = [links.ontology.classes[kind] for kind in kinds if kind in links.ontology.classes]
    kicker = max(known, key=lambda cls: cls.depth).label if known else ", ".join(kinds).lower()
    roles = "; ".join(map(str, own.get("schema:jobTitle", ())))
    path = links.path(found.iri) or ""
    return page(
        name if len(name) < 120 else name[:119] + "…",
        el("p", roles, class_="roles") if roles else None,
        _facts(own, links),
        _formats(path),
        statements(found.rows, links, headings=True),
        _pager(path, number, found.count, PAGE),
        kicker=kicker,
        head={kind: path + ending for kind, ending in FORMATS.items()},
    )


def _facts(own: Mapping[str, Sequence[object]], links: Links) -> Html | None:
    rows = [
        (label, join(_between([links.to(v, v) if "://" in str(v) else str(v) for v in own[name]], ", ")))
        for name, label in FACTS.items()
        if name in own
    ]
    rows += [("in", links.to(source)) for source in own.get("nif:referenceContext", ())]
    return (
        el("dl", [(el("dt", label), el("dd", value)) for label, value in rows], class_="facts")
        if rows
        else None
    )


def _between(items: Sequence[object], mark: str) -> list[object]:
    return [part for n, item in enumerate(items) for part in ((mark, item) if n else (item,))]


def _formats(path: str) -> Html:
    names = [el("a", ending[1:], href=path + ending) for ending in FORMATS.values()]
    return el("p", "The same as data: ", _between(names, ", "), class_="more")


def _pager(path: str, number: int, count: int, size: int) -> Html | None:
    last = max(1, -(-count // size))
    if last == 1:
        return None
    before = el("a", "← before", href=f"{path}?page={number - 1}", rel="prev") if number > 1 else None
    after = el("a", "next →", href=f"{path}?page={number + 1}", rel="next") if number < last else None
    return el("p", before, f" {number} of {last} ", after, class_="pager")


def statements(rows: Iterable[Row], links: Links, *, headings: bool) -> Html:
    """Statements with their evidence, optionally under a heading per relation."""
    parts: list[Html] = []
    for _, same in groupby(rows, key=lambda row: row["p"]):
        block = [list(group) for _, group in groupby(same, key=lambda row: row["s"])]
        if headings and block:
            parts.append(el("h2", links.says({**block[0][0], "words": None})))
        parts.extend(_statement(group, links) for group in block)
    return join(parts) if parts else el("p", "No further statements.", class_="none")


def _statement(rows: Sequence[Row], links: Links) -> Html:
    row = rows[0]
    modality = str(row["modality"]).rpartition("#")[2].lower()
    told_when = _period(row)
    by = el("span", "says ", links.to(row["by"], row["speaker"])) if row["by"] else None
    return el(
        "article",
        el(
            "p",
            links.to(row["from"], row["subject"]),
            " ",
            el("em", links.says(row)),
            " ",
            links.to(row["to"], row["object"]),
            class_="claim",
        ),
        el(
            "p",
            el("span", modality, class_="modality"),
            by,
            el("span", told_when) if told_when else None,
            links.to(row["s"], "this statement"),
            class_="how",
        ),
        [_quote(one, links) for one in rows],
        class_=f"said {modality}",
    )


def _period(row: Row) -> str:
    when, start, end, state = (
        str(row[name]).rpartition("#")[2] if row[name] else None
        for name in ("when", "since", "until", "state")
    )
    return period(when, start, end, state)


def _quote(row: Row, links: Links) -> Html:
    sentence, begin = str(row["sentence"]), _number(row["begin"])
    start, stop = (
        min(max(0, _number(row[end]) - begin), len(sentence)) for end in ("phraseBegin", "phraseEnd")
    )
    return el(
        "figure",
        el(
            "blockquote",
            sentence[:start],
            el("mark", sentence[start:stop]) if stop > start else None,
            sentence[max(start, stop) :],
        ),
        el(
            "figcaption",
            links.to(row["source"], str(row["source"]).rpartition("/")[2], anchor=f"#at-{begin}"),
            el("span", f"confidence {_float(row['confidence']):.2f}", class_="sure"),
        ),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _float(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def source(found: Described, text: str | None, links: Links) -> str:
    """The page of a source: its text with the evidence marked, then what it says."""
    path = links.path(found.iri) or ""
    here = [row for row in found.rows if row["source"] == found.iri]
    title = str(next(iter(found.own.get("dcterms:title", ())), found.iri.rpartition("/")[2]))
    told = el("p", "The text is not available; these are the sentences with statements.", class_="none")
    return page(
        title,
        _facts({k: v for k, v in found.own.items() if k != "dcterms:title"}, links),
        _formats(path),
        el("div", marked(text, here), class_="text") if text is not None else told,
        el("h2", f"What it says ({found.count:,})"),
        statements(
            sorted(here, key=lambda row: (_number(row["begin"]), str(row["s"]))), links, headings=False
        ),
        kicker="source",
        head={kind: path + ending for kind, ending in FORMATS.items()},
    )


def marked(text: str, rows: Sequence[Row]) -> Html:
    """The text with each sentence that is evidence as a span, and the words of relations in it as marks.

    Offsets count code points; where two overlap, the pieces between all their ends are marked one by one.
    """
    sentences = {(_number(row["begin"]), _number(row["end"])) for row in rows}
    phrases = {(_number(row["phraseBegin"]), _number(row["phraseEnd"])) for row in rows}
    cuts = sorted({0, len(text), *(p for span in sentences | phrases for p in span if 0 <= p <= len(text))})
    depth, begins = _depths(sentences), {begin for begin, _ in sentences}
    loud = _depths(phrases)
    parts: list[object] = []
    inside = in_phrase = 0
    for begin, end in pairwise(cuts):
        inside += depth.get(begin, 0)
        in_phrase += loud.get(begin, 0)
        words: object = el("mark", text[begin:end]) if in_phrase > 0 else text[begin:end]
        anchor = f"at-{begin}" if begin in begins else None
        parts.append(el("span", words, class_="evidence", id=anchor) if inside > 0 else words)
    return join(parts)


def _depths(spans: Iterable[tuple[int, int]]) -> dict[int, int]:
    """By how much the number of spans around a place changes there."""
    found: dict[int, int] = {}
    for begin, end in spans:
        if begin < end:
            found[begin] = found.get(begin, 0) + 1
            found[end] = found.get(end, 0) - 1
    return found


def sources(rows: Sequence[Sequence[object]], links: Links, *, number: int, count: int) -> str:
    """The list of sources."""
    items = [
        el(
            "li",
            links.to(iri, title or str(iri).rpartition("/")[2]),
            " ",
            el("span", when or "", class_="count"),
        )
        for iri, title, when in rows
    ]
    return page("Sources", el("ul", items, class_="list"), _pager("/sources", number, count, PAGE))


def question(asked: str, reply: Reply | None, links: Links) -> str:
    """The page that takes a question in English, with the reply to one."""
    field = el(
        "input", type="search", name="q", value=asked, id="q", maxlength=500, autofocus="", autocomplete="off"
    )
    form = el(
        "form",
        el("label", "A question in English", for_="q"),
        el("div", field, el("button", "Ask", type="submit", class_="primary"), class_="row"),
        action="/ask",
        method="get",
    )
    return page("Ask", form, _reply(reply, links) if reply else _examples())


def _examples() -> Html:
    return el(
        "p",
        "Such as: who met somebody, which countries criticized a country, what somebody said about "
        "something, when two people met, who leads a body, how two entities are connected.",
        class_="says",
    )


def _reply(reply: Reply, links: Links) -> Html:
    if reply.problem:
        told = el("p", f"Could not parse: {reply.problem}.", class_="error", role="status")
    else:
        told = el("p", f"Understood as: {reply.understood}.", class_="says", role="status")
    return join(
        (
            el("h2", reply.short) if reply.short else None,
            told,
            [el("p", f"Note: {note}.", class_="says") for note in reply.notes],
            [_answer(one, links) for one in reply.answers[:200]],
            _sentences(reply, links),
            _nearest(reply.nearest),
            el("details", el("summary", "The query"), el("pre", reply.sparql)) if reply.sparql else None,
        )
    )


def _sentences(reply: Reply, links: Links) -> Html | None:
    """Sentences of the articles for a question that the graph does not answer."""
    if not reply.sentences:
        return None
    return join(
        (
            el("h2", "Sentences that may answer, not read into the graph"),
            *(_figure(q, links) for q in reply.sentences),
        )
    )


def _figure(quote: Quote, links: Links) -> Html:
    return el(
        "figure",
        el("blockquote", quote.sentence),
        el("figcaption", links.to(f"{links.base}source/{quote.source}", quote.source)),
    )


def _nearest(questions: Sequence[str]) -> Html | None:
    if not questions:
        return None
    items = [el("li", el("a", one, href=f"/ask?{urlencode({'q': one})}")) for one in questions]
    return join((el("h2", "You can ask"), el("ul", items, class_="list")))


def _answer(one: Answer, links: Links) -> Html:
    notes = (one.modality.lower(), one.speaker and f"says {one.speaker}", one.told_when)
    return el(
        "article",
        el("p", _linked(one, links), class_="claim"),
        el("p", [el("span", note) for note in notes if note], class_="how") if one.quotes else None,
        [_figure(quote, links) for quote in one.quotes],
        class_=f"said {one.modality.lower()}",
    )


def _linked(one: Answer, links: Links) -> list[object]:
    """The statement's words, with what was asked for as a link."""
    before, label, after = one.statement.partition(one.label) if one.label else (one.statement, "", "")
    return [el("em", before), links.to(one.iri, label) if label else None, el("em", after)]


def query(queries: Sequence[SavedQuery]) -> str:
    """The page that takes SPARQL, with the saved questions; its script fills it."""
    buttons = [
        el(
            "li",
            el(
                "button",
                one.asks,
                type="button",
                class_="chip",
                data_name=one.name,
                title=one.description or None,
            ),
        )
        for one in queries
    ]
    return page(
        "Query",
        el("p", "SPARQL 1.1 over the whole graph; all prefixes are declared.", class_="says"),
        el("ul", buttons, class_="chips", id="saved"),
        el(
            "form",
            el("div", id="slots", class_="slots"),
            el("label", "Query in SPARQL", for_="sparql"),
            el("textarea", EXAMPLE,
               id="sparql", rows=12, spellcheck="false"),
            el("p", el("button", "Ask", type="submit", class_="primary"), " ",
               el("button", "CSV", type="button", class_="quiet", id="csv"), " ",
               el("span", "Ctrl + Enter runs it", class_="more"), class_="actions"),
            id="form",
        ),
        el("div", id="answer", aria_live="polite"),
        el("noscript", el("p", "This page needs JavaScript. /ask and the endpoint /sparql do not.")),
        script="/static/query.js",
    )  # fmt: skip


def problem(status: int, line: str) -> str:
    """The page of an error."""
    return page({404: "Not here"}.get(status, "That did not work"), el("p", line, class_="error"))
