"""The parts of the page → one HTML file, under a policy that forbids it every connection."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from importlib.resources import files
from typing import Any

import networkx as nx

from graph.analyse import Measures
from graph.analyse import measures as all_measures
from graph.ontology import Ontology
from graph.render.data import page_data
from graph.render.drawing import vis_script

# A module may import only from those before it: the order in which they stand in the page.
MODULES = (
    "dom", "model", "text", "search", "state", "walk", "filter", "labels", "theme", "paint", "canvas",
    "legend", "evidence", "panel", "overview", "searchbox", "table", "bins", "timeline", "main",
)  # fmt: skip
STYLES = ("base.css", "layout.css", "parts.css", "timeline.css", "print.css")
IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
EXPORT = re.compile(r"^export (?=(?:async )?function|const|class)", re.MULTILINE)


def page(
    network: nx.MultiDiGraph,
    ontology: Ontology,
    *,
    title: str = "",
    measures: Measures | None = None,
    turtle: bytes | None = None,
) -> str:
    """The map of a network as one HTML page: same network, same bytes.

    `measures` are computed where they are not given; `turtle` is the graph that the page's query tab
    asks. The page holds its script, its style and its data, and may not load anything from anywhere.
    """
    data = _well_formed(page_data(network, measures or all_measures(network), ontology, title=title))
    scripts = {"vis": vis_script(), "app": app_script()}
    style = "\n".join(_text("css", name) for name in STYLES)
    return _filled(
        _text("", "template.html"),
        policy=_policy(list(scripts.values()), style),
        title=escape(data["title"]),
        summary=escape(data["summary"]),
        style=style,
        data=json_for_script(data),
        **scripts,
    )


def app_script() -> str:
    """The page's own modules as one script: imports taken out, all in one strict block."""
    parts = [EXPORT.sub("", IMPORT.sub("", _text("js", f"{name}.js"))) for name in MODULES]
    return '"use strict";\n{\n' + "\n".join(parts) + "\n}\n"


def json_for_script(value: Any) -> str:
    """JSON that is safe inside a script element: nothing in it can end the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for unsafe in "<>&\u2028\u2029":
        text = text.replace(unsafe, f"\\u{ord(unsafe):04x}")
    return text


def _well_formed(value: Any) -> Any:
    """The same value with lone surrogates, which UTF-8 cannot hold, replaced."""
    if isinstance(value, str):
        return (
            value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    if isinstance(value, dict):
        return {_well_formed(key): _well_formed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_well_formed(one) for one in value]
    return value


def _policy(scripts: list[str], style: str) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    # The browser hashes the element's text, whose line ends it has normalised.
    digest = hashlib.sha256(text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _filled(template: str, **parts: str) -> str:
    """The template with each {{name}} replaced in one pass, so that what is put in is not read again."""
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], template)


def _text(folder: str, name: str) -> str:
    place = files("graph.render")
    return (place / folder / name if folder else place / name).read_text(encoding="utf-8")
