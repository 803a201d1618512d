"""Network and measures → one HTML file that needs no network and proves every line."""

from graph.render.page import page

__all__ = ["page"]
