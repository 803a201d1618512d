"""A request of the SPARQL 1.1 Protocol: its query and graphs, or its error."""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
MOST_FIELDS = 100


class Refused(Exception):
    """A request that is answered with an HTTP status and one line."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status
        self.line = line


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with the graphs that it may see."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def operation(
    method: str, url_query: bytes, content_type: str, body: bytes, *, most: int
) -> Operation | None:
    """The query of a request; None for a GET without parameters.

    Raises Refused for what the protocol calls malformed, for updates, and for queries of more than `most`
    bytes.
    """
    fields = _fields(url_query)
    if method == "POST":
        kind, _, parameters = content_type.partition(";")
        _check_charset(parameters)
        match kind.strip().lower():
            case "application/x-www-form-urlencoded":
                fields = [*fields, *_fields(body)]
            case "application/sparql-query":
                fields = [*fields, ("query", _decoded(body))]
            case "application/sparql-update":
                raise Refused(403, "this endpoint only reads; updates are refused")
            case _:
                raise Refused(415, f"send a query as {FORM} or {QUERY}")
    elif not fields:
        return None
    return _operation(fields, most)


def _operation(fields: Sequence[tuple[str, str]], most: int) -> Operation:
    names = {name for name, _ in fields}
    if names & {"update", "using-graph-uri", "using-named-graph-uri"}:
        raise Refused(403, "this endpoint only reads; updates are refused")
    queries = [value for name, value in fields if name == "query"]
    if len(queries) != 1:
        raise Refused(
            400, f"the request has {len(queries) or 'no'} queries; send one as the parameter “query”"
        )
    if len(queries[0].encode("utf-8", "surrogatepass")) > most:
        raise Refused(413, f"the query has more than {most:,} bytes; make it shorter")
    if not queries[0].isprintable() and any(ch in queries[0] for ch in "\x00\ufffe\uffff"):
        raise Refused(400, "the query has a character that SPARQL does not allow")
    graphs = {
        kind: tuple(value for name, value in fields if name == kind)
        for kind in ("default-graph-uri", "named-graph-uri")
    }
    return Operation(queries[0], graphs["default-graph-uri"], graphs["named-graph-uri"])


def _fields(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            text.decode("ascii" if text.isascii() else "utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise Refused(400, "the parameters are not UTF-8 in percent-encoding, or are too many") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "the query is not UTF-8") from error


def _check_charset(parameters: str) -> None:
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value.strip(" \"'").lower() not in (
            "utf-8",
            "utf8",
            "us-ascii",
        ):
            raise Refused(415, "send the query in UTF-8")


async def read_body(stream: AsyncIterable[bytes], headers: Mapping[str, str], most: int) -> bytes:
    """The body, which is refused as soon as it is known to have more than `most` bytes."""
    length = headers.get("content-length", "")
    if length.isdigit() and int(length[:20]) > most:
        raise Refused(413, f"the request has more than {most:,} bytes; make it shorter")
    found = bytearray()
    async for chunk in stream:
        found += chunk
        if len(found) > most:
            raise Refused(413, f"the request has more than {most:,} bytes; make it shorter")
    return bytes(found)
