"""Which words may date a verb. A row: a sentence, a verb, a word of a date, and whether it may date it."""

from __future__ import annotations

import pytest
from parsed import word

from graph.grammar.time_adjuncts import dating_verbs, time_adjuncts

ROWS = (
    ("Norway signed the treaty in May.", "signed", "May", True),
    ("Norway signed the treaty on Monday.", "signed", "Monday", True),
    ("Norway signed the treaty yesterday.", "signed", "yesterday", True),
    ("Rover was bought by BMW in 1994.", "bought", "1994", True),
    ("In 1994 BMW bought Rover.", "bought", "1994", True),
    ("She led the bank until 2009.", "led", "2009", True),
    ("She resigned in May to lead the bank.", "lead", "May", True),
    ("The firm opened in 1990 and closed in 2001.", "closed", "2001", True),
    ("The firm opened in 1990 and closed in 2001.", "opened", "2001", False),
    ("Norway signed the treaty that Chad left in 1994.", "signed", "1994", False),
    ("Norway said that Chad had left in 1994.", "said", "1994", False),
    ("Norway signed with Chad.", "signed", "Chad", False),
)


@pytest.mark.parametrize(("sentence", "verb", "date", "may"), ROWS)
def test_a_date_may_belong_to_a_verb(sentence: str, verb: str, date: str, may: bool) -> None:
    found = {t.text for at in dating_verbs(word(sentence, verb)) for t in time_adjuncts(at)}
    assert (date in found) is may


def test_the_verb_itself_comes_first() -> None:
    lead = word("She resigned in May to lead the bank.", "lead")
    assert [v.text for v in dating_verbs(lead)] == ["lead", "resigned"]
