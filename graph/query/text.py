"""The text of a query: cut into tokens, and refused where it would do more than read this graph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from graph.errors import QueryError

UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
"""The words that open a SPARQL update."""

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n\r]* )
    | (?P<string> \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri> <[^<>"{}|^`\\\s]*> )
    | (?P<variable> [?$]\w+ )
    | (?P<name> (?:[^\W\d][\w.-]*)?:(?:[\w.:%-]|\\.)* )
    | (?P<word> [^\W\d]\w* )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str


@lru_cache(maxsize=4)  # a query is looked at several times on its way
def tokens(sparql: str) -> tuple[Token, ...]:
    """The query cut into tokens that joined give it back, so that words in strings and IRIs stay apart."""
    return tuple(Token(match.lastgroup or "other", match.group()) for match in _TOKEN.finditer(sparql))


def checked(sparql: str, known: Mapping[str, str]) -> list[Token]:
    """The query's tokens; raises QueryError where it would change the graph or leave this machine."""
    found = list(tokens(sparql))
    words = [token.text.upper() for token in found if token.kind == "word"]
    if not words:
        raise QueryError("the query is empty; write one such as SELECT ?person WHERE { ?person a wh:Person }")
    if "SERVICE" in words or any(_hides_service(token) for token in found):
        raise QueryError("SERVICE is not supported; query this graph only")
    verb = next((w for w in words if w not in ("PREFIX", "BASE", "VERSION")), "")
    if verb in UPDATES:
        raise QueryError(f"{verb} changes the graph; use SELECT, ASK, CONSTRUCT or DESCRIBE")
    _check_prefixes(found, known)
    return found


def solid(token: Token) -> bool:
    """Whether the token is more than white space or a comment."""
    return token.kind != "comment" and not token.text.isspace()


def _hides_service(token: Token) -> bool:
    """Whether what looks like an IRI may be a comparison with a call after it: `FILTER(?a<?b)SERVICE#>`."""
    return token.kind == "iri" and re.search(r"\).*service", token.text, re.IGNORECASE) is not None


def _check_prefixes(tokens: Sequence[Token], known: Mapping[str, str]) -> None:
    found = [token for token in tokens if solid(token)]
    declared = {b.text for a, b in pairwise(found) if a.text.upper() == "PREFIX"}
    for token in found:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known and f"{prefix}:" not in declared:
            shown = ", ".join(f"{one}:" for one in known)
            raise QueryError(
                f"the query uses the prefix {prefix}: without declaring it; declare it, or use one of {shown}"
            )
