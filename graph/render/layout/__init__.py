"""Where the nodes lie: found once at build time, so that the page opens with the finished picture."""

from graph.render.layout.place import Layout, Point, layout

__all__ = ["Layout", "Point", "layout"]
