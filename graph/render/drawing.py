"""The drawing, made with pyvis: a node for each entity, a line for each pair, and the script for them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from graph.render.layout import Point

SMALLEST, LARGEST = 6.0, 26.0  # radius in canvas units
NO_COLOUR = "#6b7280"


def drawing(
    points: Sequence[Point], shapes: Sequence[str], colours: Sequence[str], sizes: Sequence[float],
    pairs: Sequence[tuple[int, int]],
) -> dict[str, Any]:  # fmt: skip
    """What vis-network draws, as pyvis gives it: `nodes` and `edges` by number, and `options`.

    Labels, line styles and counts are left to the page, which redraws them with every filter.
    """
    # Imported here: pyvis brings IPython, which takes a second to load.
    from pyvis.network import Network

    net = Network(directed=True)
    for i, (point, shape, colour, size) in enumerate(zip(points, shapes, colours, sizes, strict=True)):
        net.add_node(i, label=" ", shape=shape, color=colour, size=size, x=point.x, y=point.y)
    for number, (one, other) in enumerate(pairs):
        net.add_edge(one, other, id=number)
    net.toggle_physics(False)
    net.set_edge_smooth("continuous")
    nodes, edges, _, _, _, options = net.get_network_data()
    wanted = json.loads(options) if isinstance(options, str) else options
    wanted["edges"]["smooth"] = False  # curves cost a factor of five; pyvis cannot say "none"
    for node in nodes:
        del node["label"]
    for edge in edges:
        del edge["arrows"]
    return {"nodes": nodes, "edges": edges, "options": wanted}


def sizes(values: Mapping[str, float], names: Sequence[str]) -> list[float]:
    """Radii whose areas grow with the values, between the smallest and the largest."""
    most = max(values.values(), default=0.0) or 1.0
    return [
        round(SMALLEST + (LARGEST - SMALLEST) * (values.get(name, 0.0) / most) ** 0.5, 1) for name in names
    ]


def vis_script() -> str:
    """The copy of vis-network that the installed pyvis brings, the newest if there are several."""
    folder = files("pyvis") / "templates" / "lib"
    versions = [place.name for place in folder.iterdir() if re.fullmatch(r"vis-[\d.]+", place.name)]
    newest = max(versions, key=lambda name: [int(part) for part in re.findall(r"\d+", name)])
    script = (folder / newest / "vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE)
