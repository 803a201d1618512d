"""Dates in the text: what is written, against the article's date and what was told before → ISO 8601."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from graph.annotate.refs import times

# text, the article's date, what must be found as (words, value)
ABSOLUTE = [
    ("They met on September 25, 2015.", None, [("September 25, 2015", "2015-09-25")]),
    ("They met on 25 September 2015.", None, [("25 September 2015", "2015-09-25")]),
    ("They met on 1 December, 2015.", None, [("1 December, 2015", "2015-12-01")]),
    ("They met in September 2015.", None, [("September 2015", "2015-09")]),
    ("It was signed on Sept. 3, 1951.", None, [("Sept. 3, 1951", "1951-09-03")]),
    ("The treaty of 1648 held.", None, [("1648", "1648")]),
    ("It fell in early 1989.", None, [("early 1989", "1989")]),
    ("It was dated 2015-09-25.", None, [("2015-09-25", "2015-09-25")]),
    ("In May 1972 they met.", None, [("May 1972", "1972-05")]),
    ("There is no 31 February 2015.", None, []),
]
RANGES = [
    ("He led it from 2009 to 2013.", "2009", "2013", None),
    ("He led it between 1990 and 1995.", "1990", "1995", None),
    ("He has led it since 2009.", "2009", None, "since"),
    ("He led it until 2014.", "2014", None, "until"),
]
RELATIVE = [
    ("They met on Tuesday.", "2015-09-30", [("Tuesday", "2015-09-29")]),
    ("They met last Wednesday.", "2015-09-30", [("last Wednesday", "2015-09-23")]),
    ("Talks are set for Friday.", "2015-09-30", [("Friday", "2015-10-02")]),
    ("It ended yesterday.", "2015-10-01", [("yesterday", "2015-09-30")]),
    ("It ended last month.", "2015-01-10", [("last month", "2014-12")]),
    ("It ended last March.", "2015-09-30", [("last March", "2015-03")]),
    ("It ended last October.", "2015-09-30", [("last October", "2014-10")]),
    ("It ended last year.", "2015", [("last year", "2014")]),
    ("It was set up two years ago.", "2015-09-30", [("two years ago", "2013")]),
    ("A trial was set for Sept. 10.", "2012-03-08", [("Sept. 10", "2012-09-10")]),
    ("It broke down in December.", "2012-03-08", [("December", "2011-12")]),
    ("It broke down in February.", "2012-03-08", [("February", "2012-02")]),
]
NARRATIVE = [
    ("They met on 3 May 1994. Two days later it broke.", None, ["1994-05-03", "1994-05-05"]),
    ("They met on 3 May 1994. The following year they met again.", None, ["1994-05-03", "1995"]),
    ("They met on 3 May 1994. On June 1 they signed.", None, ["1994-05-03", "1994-06-01"]),
    ("It was made in September 2015. It was due in June 2016. The September text held.", None,
     ["2015-09", "2016-06", "2015-09"]),
    ("In July 1971 he took office. In October he flew to London.", "2006-06-01", ["1971-07", "1971-10"]),
    ("The truce of 1991 failed. A report came in April.", "1994-06-21", ["1991", "1994-04"]),
]  # fmt: skip
NOTHING = [
    "They met in May.",
    "They met on Tuesday.",
    "It happened in the 1990s.",
    "They march on.",
    "She may go. May said so.",
    "He was 45 and had 2,015 men.",
    "",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A tokenizer with the step alone: most dates need no syntax."""
    import graph.annotate.time_expressions  # noqa: F401 - registers the step

    found = spacy.blank("en")
    found.add_pipe("whereas_dates")
    return found


def read(nlp: Language, text: str, published: str | None) -> list[tuple[str, str]]:
    """The dates of a text, as words and values."""
    doc = nlp.make_doc(text)
    doc._.published = published
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return [(doc[t.start : t.end].text, t.value) for t in times(doc)]


@pytest.mark.parametrize(("text", "published", "expected"), ABSOLUTE + RELATIVE)
def test_date_is_resolved(
    nlp: Language, text: str, published: str | None, expected: list[tuple[str, str]]
) -> None:
    assert read(nlp, text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), NARRATIVE)
def test_narrative_moves_on(nlp: Language, text: str, published: str | None, expected: list[str]) -> None:
    assert [value for _, value in read(nlp, text, published)] == expected


@pytest.mark.parametrize(("text", "value", "until", "edge"), RANGES)
def test_range_has_both_ends(
    nlp: Language, text: str, value: str, until: str | None, edge: str | None
) -> None:
    doc = nlp(text)
    (time,) = times(doc)
    assert (time.value, time.until, time.edge) == (value, until, edge)


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_invented(nlp: Language, text: str) -> None:
    assert read(nlp, text, None) == []


@given(st.text(alphabet=st.sampled_from("0123456789 -,.MayJunetodc"), max_size=60), st.none() | st.dates())
def test_any_text_gives_dates_in_order_and_no_error(text: str, published: object) -> None:
    import graph.annotate.time_expressions as step

    doc = spacy.blank("en").make_doc(text)
    doc._.published = str(published) if published else None
    found = times(step.dates(doc))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= t.start < t.end <= len(doc) for t in found)
