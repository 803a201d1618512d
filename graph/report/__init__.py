"""Network and measures → a briefing for who has two minutes, each line with its evidence."""

from graph.report.briefing import report

__all__ = ["report"]
