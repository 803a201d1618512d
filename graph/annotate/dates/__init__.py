"""Dates in the text, resolved to ISO 8601 against the article's date and the running narrative.

A value is never more precise than the text: "in September 2015" is `2015-09`, "last year" a year, "spring
2019" the year 2019. What cannot be resolved (a month without any year in sight) is no date.
"""

from graph.annotate.dates.component import Dates

__all__ = ["Dates"]
