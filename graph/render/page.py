"""The parts of the page → one HTML file, with a policy that forbids all connections."""

from __future__ import annotations

import base64
import gzip
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
from graph.render.engine import engine

MAX_TURTLE = 4_000_000
"""The largest graph, in bytes of Turtle, that a page embeds for its query tab."""

MAIN = "main"
"""The module of the page that imports all others, directly or indirectly."""
STYLES = ("base.css", "layout.css", "parts.css", "timeline.css", "views.css", "print.css")
IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)


def page(
    network: nx.MultiDiGraph,
    ontology: Ontology,
    *,
    title: str = "",
    measures: Measures | None = None,
    turtle: bytes | None = None,
) -> str:
    """The map of a network as one HTML page: same network, same bytes.

    `measures` are computed if not given. `turtle` is the graph for the page's query tab; the page omits the
    tab's data if the graph is larger than `MAX_TURTLE`. The page contains its script, style and data, and
    its policy forbids it to load anything else.
    """
    if turtle is not None and len(turtle) > MAX_TURTLE:
        turtle = None
    data = _well_formed(page_data(network, measures or all_measures(network), ontology, title=title))
    style = "\n".join(_text("css", name) for name in STYLES)
    scripts = {"vis": vis_script(), "app": app_script()}
    asked = engine() if turtle else None
    packed = [_packed("turtle", turtle)] if turtle else []
    if asked is not None:
        packed += [_packed("engine", asked.wasm), f'<script id="engine-script">{asked.script}</script>']
    runs = [*scripts.values(), *([asked.script] if asked is not None else [])]
    return _filled(
        _text("", "template.html"),
        policy=_policy(runs, style, wasm=asked is not None),
        title=escape(data["title"]),
        summary=escape(data["summary"]),
        standfirst=escape(" ".join(data["standfirst"]) or data["summary"]),
        style=style,
        data=json_for_script(data),
        packed="\n".join(packed),
        **scripts,
    )


def app_script() -> str:
    """The page's modules as one script, each in a function of its own, so that their names don't clash."""
    return '"use strict";\n{\n' + "".join(_wrapped(name) for name in modules()) + "}\n"


def modules() -> tuple[str, ...]:
    """The names of the page's modules, each after all modules that it imports.

    Raises ValueError if two modules import each other, directly or indirectly.
    """
    found: dict[str, None] = {}

    def visit(name: str, importers: tuple[str, ...]) -> None:
        if name in importers:
            raise ValueError(f"{name}.js: circular import by way of {', '.join(importers)}")
        if name not in found:
            for _, imported in IMPORT.findall(_text("js", f"{name}.js")):
                visit(imported, (*importers, name))
            found[name] = None

    visit(MAIN, ())
    return tuple(found)


def _wrapped(name: str) -> str:
    text = _text("js", f"{name}.js")
    names = ", ".join(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub(r"const \1 = from_\2;", text))
    return f"const from_{name} = (() => {{\n{body}\nreturn {{ {names} }};\n}})();\n"


def json_for_script(value: Any) -> str:
    """JSON that is safe inside a script element: nothing in it can end the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for unsafe in "<>&\u2028\u2029":
        text = text.replace(unsafe, f"\\u{ord(unsafe):04x}")
    return text


def _well_formed(value: Any) -> Any:
    """The same value with lone surrogates, which UTF-8 cannot encode, replaced."""
    if isinstance(value, str):
        return (
            value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    if isinstance(value, dict):
        return {_well_formed(key): _well_formed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_well_formed(one) for one in value]
    return value


def _packed(name: str, content: bytes) -> str:
    """A script element that never runs: the content as gzip and base64, the same each time."""
    packed = base64.b64encode(gzip.compress(content, compresslevel=9, mtime=0)).decode("ascii")
    return f'<script type="application/octet-stream" id="{name}">{packed}</script>'


def _policy(scripts: list[str], style: str, *, wasm: bool) -> str:
    allowed = " ".join([*(_hash(script) for script in scripts), *(["'wasm-unsafe-eval'"] if wasm else [])])
    # The query thread runs this page's own script, under the same policy.
    worker = "worker-src blob:; " if wasm else ""
    return (
        f"default-src 'none'; script-src {allowed}; {worker}style-src {_hash(style)}; "
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
