"""Network and measures → a briefing for who has two minutes, each line with its evidence."""

from graph.report.briefing import report
from graph.report.page import page

__all__ = ["page", "report"]
