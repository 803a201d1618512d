"""The drawing, made with pyvis: a node for each entity, a line for each pair, and the script for them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from graph.render.layout import Layout

SMALLEST, LARGEST = 4.0, 17.0  # radius in pixels of the first view
ENOUGH = 150  # up to so many nodes have all the room they need
NO_COLOUR = "#6b7280"


def drawing(
    placed: Layout, names: Sequence[str], shapes: Sequence[str], colours: Sequence[str],
    radii: Mapping[str, float], pairs: Sequence[tuple[int, int]],
) -> dict[str, Any]:  # fmt: skip
    """What vis-network draws, as pyvis gives it: `nodes` and `edges` by number, and `options`.

    `pixel` is how many canvas units a pixel of the first view is, `sizes` the smallest and the largest
    radius in them. Labels, line styles and counts are left to the page, which redraws them with every
    filter.
    """
    # Imported here: pyvis brings IPython, which takes a second to load.
    from pyvis.network import Network

    net = Network(directed=True)
    # As add_node and add_edge would write them, but these look through all nodes for each one.
    net.nodes = [
        {
            "color": colour,
            "size": round(radii[name] * placed.pixel, 1),
            "x": placed.points[name].x,
            "y": placed.points[name].y,
            "id": i,
            "shape": shape,
        }
        for i, (name, shape, colour) in enumerate(zip(names, shapes, colours, strict=True))
    ]
    net.edges = [{"id": at, "from": one, "to": other} for at, (one, other) in enumerate(pairs)]
    net.toggle_physics(False)
    net.set_edge_smooth("continuous")
    nodes, edges, _, _, _, options = net.get_network_data()
    wanted = json.loads(options) if isinstance(options, str) else options
    wanted["edges"]["smooth"] = False  # curves cost a factor of five; pyvis cannot say "none"
    sizes = [round(radius * placed.pixel, 1) for radius in bounds(len(names))]
    return {"nodes": nodes, "edges": edges, "options": wanted, "pixel": placed.pixel, "sizes": sizes}


def radii(values: Mapping[str, float], names: Sequence[str]) -> dict[str, float]:
    """Radii in pixels of the first view, whose areas grow with the values."""
    (smallest, largest), most = bounds(len(names)), max(values.values(), default=0.0) or 1.0
    return {name: smallest + (largest - smallest) * math.sqrt(values.get(name, 0.0) / most) for name in names}


def bounds(count: int) -> tuple[float, float]:
    """The smallest and the largest radius, in pixels of the first view: a crowd has to be smaller."""
    crowd = math.sqrt(max(count, 1) / ENOUGH)
    return SMALLEST / min(max(crowd, 1.0), 3.0), LARGEST / min(max(crowd, 1.0), 1.6)


def vis_script() -> str:
    """The copy of vis-network that the installed pyvis brings, the newest if there are several."""
    folder = files("pyvis") / "templates" / "lib"
    versions = [place.name for place in folder.iterdir() if re.fullmatch(r"vis-[\d.]+", place.name)]
    newest = max(versions, key=lambda name: [int(part) for part in re.findall(r"\d+", name)])
    script = (folder / newest / "vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE)
