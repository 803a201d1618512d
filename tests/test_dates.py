"""Dates in the text: what is written, against the article's date and earlier dates → ISO 8601."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from graph.annotate import pipeline
from graph.annotate.dates import Dates
from graph.annotate.refs import times
from graph.ontology import default_ontology

STEP = Dates(default_ontology())

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
WEEKDAY_WITH_DATE = [
    ("On Monday, March 4, 2019, they met.", [("Monday, March 4, 2019", "2019-03-04")]),
    ("They signed on Friday, June 12, 2015, in Lima.", [("Friday, June 12, 2015", "2015-06-12")]),
    ("He left on Saturday 13 June 2015.", [("Saturday 13 June 2015", "2015-06-13")]),
    ("They met on Monday, March 4.", [("Monday, March 4", "2024-03-04")]),
    ("They met on Tuesday (March 5).", [("Tuesday (March 5", "2024-03-05")]),
    ("They met on Fri., Mar. 8.", [("Fri., Mar. 8", "2024-03-08")]),
    ("They met on Thursday, 7th March.", [("Thursday, 7th March", "2024-03-07")]),
    ("The poll was on Sunday, Oct. 16.", [("Sunday, Oct. 16", "2022-10-16")]),
    ("It fell on Thursday the 4th of May 2023.", [("Thursday the 4th of May 2023", "2023-05-04")]),
    ("They met on Friday. On 2 March they left.", [("Friday", "2024-03-15"), ("2 March", "2024-03-02")]),
    ("They met on the first Friday of last month.", [("the first Friday of last month", "2024-02-02")]),
    ("They vote on the second Tuesday in November 2016.",
     [("the second Tuesday in November 2016", "2016-11-08")]),
]  # fmt: skip
WRITTEN = [
    ("It began on 4/5/2020.", [("4/5/2020", "2020")]),
    ("It began on 13/5/2020.", [("13/5/2020", "2020-05-13")]),
    ("It began on 5/13/2020.", [("5/13/2020", "2020-05-13")]),
    ("It began on 04.05.2020.", [("04.05.2020", "2020-05-04")]),
    ("It began on 4 May 20.", [("4 May 20", "2020-05-04")]),
    ("It began on 4 May 98.", [("4 May 98", "1998-05-04")]),
    ("It met on 3-5 May 2014.", [("3-5 May 2014", "2014-05-03")]),
    ("The war of 1914-18 ended.", [("1914-18", "1914")]),
    ("It came in spring 2019.", [("spring 2019", "2019")]),
    ("It came in the summer of 2015.", [("the summer of 2015", "2015")]),
    ("It came in the second half of 2017.", [("2017", "2017")]),
    ("In 1215 the barons won.", [("1215", "1215")]),
    ("It met in April–May 1983.", [("April–May 1983", "1983")]),
]
FROM_THE_ARTICLE = [
    ("It fell last summer.", [("last summer", "2023")]),
    ("It falls this autumn.", [("this autumn", "2024")]),
    ("It fell this year.", [("this year", "2024")]),
    ("It fell last year.", [("last year", "2023")]),
    ("It falls next month.", [("next month", "2024-04")]),
    ("It fell in December last year.", [("December last year", "2023-12")]),
    ("It fell on 4 June last year.", [("4 June last year", "2023-06-04")]),
    ("It fell in January this year.", [("January this year", "2024-01")]),
    ("Twenty-five years ago it fell.", [("Twenty-five years ago", "1999")]),
    ("It fell twelve years ago.", [("twelve years ago", "2012")]),
    ("It fell three months ago.", [("three months ago", "2023-12")]),
    ("It fell last night.", [("last night", "2024-03-14")]),
    ("It fell the day before yesterday.", [("the day before yesterday", "2024-03-13")]),
    ("It falls a week from Monday.", [("a week from Monday", "2024-03-25")]),
    ("It falls this Monday.", [("this Monday", "2024-03-18")]),
]
FROM_THE_STORY = [
    ("He left in May 2018. In March of that year he had won.", ["2018-05", "2018-03"]),
    ("He left in May 2018. The following March he won.", ["2018-05", "2019-03"]),
    ("He left on 4 May 2018. The next day he died.", ["2018-05-04", "2018-05-05"]),
    ("It began on Tuesday. The next day it ended.", ["2024-03-12", "2024-03-13"]),
    ("In 1996 the war began. In May the town fell.", ["1996", "1996-05"]),
    ("The 1996 war is over. It ended in January.", ["1996", "2024-01"]),
    ("He fled in June 1971. He had vowed to return in July.", ["1971-06", "1971-07"]),
]
LOOKING_AHEAD = [
    ("The leaders will meet on Wednesday.", "2024-03-20"),
    ("Peru may sign the pact in May.", "2024-05"),
    ("In May, Mali is to host Niger.", "2024-05"),
    ("Togo plans to visit Ghana in January.", "2025-01"),
    ("Haiti should ratify the pact in December.", "2024-12"),
    ("Chad was due to meet Togo in April.", "2024-04"),
    ("The trial opens on Monday.", "2024-03-18"),
    ("Elections are expected in July.", "2024-07"),
    ("The planned talks in June will fail.", "2024-06"),
    ("Ghana agreed to meet Togo on Sunday.", "2024-03-17"),
    ("The truce was extended until May.", "2024-05"),
    ("The minister said that he would visit Rome in August.", "2024-08"),
    ("Kenya wants talks to be held on Tuesday.", "2024-03-19"),
]
LOOKING_BACK = [
    ("The leaders met on Wednesday.", "2024-03-13"),
    ("Peru signed the pact in May.", "2023-05"),
    ("He flew to Rome to meet Putin on Sunday.", "2024-03-10"),
    ("The talks lasted until Monday.", "2024-03-11"),
    ("They have been in talks since July.", "2023-07"),
    ("Ghana managed to free him in December.", "2023-12"),
    ("The deal, signed in June, will fail.", "2023-06"),
    ("He will publish the letter that she sent on Tuesday.", "2024-03-12"),
]
NO_DATE = [
    "Iran may call for talks.",
    "Theresa May resigned and May left.",
    "April Smith met June Carter.",
    "The Women's March drew crowds.",
    "Every May they meet.",
    "He quoted USA Today.",
    "About twenty years ago it fell.",
    "Two years and three months ago it fell.",
    "It was 2.5 years ago.",
    "Over the last year it rose.",
    "It fell two days after the attack.",
    "The September 11 attacks shocked France.",
    "It fell on Feb. 30, 2020.",
    "Last winter was cold.",
    "Libya defied Resolution 1973.",
    "The next day it fell.",
]
NOTHING = [
    "They met in May.",
    "They met on Tuesday.",
    "It happened in the 1990s.",
    "They march on.",
    "She may go. May said so.",
    "It fell last year, last summer and two weeks ago.",
    "It was agreed in November of that year.",
    "He was 45 and had 2,015 men.",
    "",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A tokenizer with the step alone: most dates need no syntax."""
    import graph.annotate.dates  # noqa: F401 - registers the step

    found = spacy.blank("en")
    found.add_pipe("whereas_dates")
    return found


@pytest.fixture(scope="module")
def annotated() -> Language:
    """The whole pipeline: where a clause looks to tells which May is meant."""
    return pipeline()


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


FRIDAY = "2024-03-15"


@pytest.mark.parametrize(("text", "expected"), WEEKDAY_WITH_DATE + WRITTEN + FROM_THE_ARTICLE)
def test_date_against_the_article(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert read(nlp, text, FRIDAY) == expected


@pytest.mark.parametrize(("text", "expected"), FROM_THE_STORY)
def test_date_against_the_story(annotated: Language, text: str, expected: list[str]) -> None:
    assert [value for _, value in read(annotated, text, FRIDAY)] == expected


@pytest.mark.parametrize(("text", "expected"), LOOKING_AHEAD + LOOKING_BACK)
def test_date_is_before_or_after_the_article_as_its_clause_is(
    annotated: Language, text: str, expected: str
) -> None:
    assert [value for _, value in read(annotated, text, FRIDAY)] == [expected]


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date_is_guessed(annotated: Language, text: str) -> None:
    assert read(annotated, text, FRIDAY) == []


def test_dateline_dates_the_article(annotated: Language) -> None:
    text = "GENEVA, March 12 (Reuters) - Peru sued Chile on Tuesday."
    assert read(annotated, text, "2024-03-15")[-1] == ("Tuesday", "2024-03-12")
    assert (
        read(annotated, "GENEVA, March 11 (Reuters) - Peru left today.", "2024-03-15")[-1][1] == "2024-03-11"
    )


@pytest.mark.parametrize(
    ("text", "edge"), [("It fell before 1990.", "before"), ("It fell after 1990.", "after")]
)
def test_side_of_a_date_is_no_date_of_its_own(annotated: Language, text: str, edge: str) -> None:
    (time,) = times(annotated(text))
    assert time.edge == edge


@given(st.text(alphabet=st.sampled_from("0123456789 -,.MayJunetodc"), max_size=60), st.none() | st.dates())
def test_any_text_gives_dates_in_order_and_no_error(text: str, published: object) -> None:
    doc = spacy.blank("en").make_doc(text)
    doc._.published = str(published) if published else None
    found = times(STEP(doc))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= t.start < t.end <= len(doc) for t in found)
