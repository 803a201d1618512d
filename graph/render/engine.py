"""The SPARQL engine that the page carries: Oxigraph's WebAssembly, where `make assets` has fetched it."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import NamedTuple


class Engine(NamedTuple):
    """The engine's script, ready for a page, and its WebAssembly."""

    script: str
    wasm: bytes


def engine() -> Engine | None:
    """The engine in `assets/`; None if it has not been downloaded."""
    folder = files("graph.render").joinpath("assets")
    script, wasm = folder.joinpath("oxigraph.js"), folder.joinpath("oxigraph.wasm")
    if not (script.is_file() and wasm.is_file()):
        return None
    return Engine(as_classic_script(script.read_text(encoding="utf-8")), wasm.read_bytes())


def as_classic_script(module: str) -> str:
    """The module as a script that puts `initSync` and `Store` under the global name `oxigraph`.

    It never loads a file: the page passes it the WebAssembly.
    """
    body = re.sub(r"^export \{[^}]*\};$", "", module, flags=re.MULTILINE)
    body = re.sub(r"^export (default )?", "", body, flags=re.MULTILINE).replace("import.meta.url", '""')
    body = body.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    return f"globalThis.oxigraph = (() => {{\n{body}\nreturn {{ initSync, Store }};\n}})();\n"
