"""The governor of a word, by the relation between them, and what is attached to a word.

A row of `GOVERNORS` names a sentence, a word of it, its governor and the relation; a row of `CHAINS` all
governors up to the root; a row of `QUALIFIERS` what is attached to a word, in the order of the text.
"""

from __future__ import annotations

import pytest
from parsed import word

from graph.grammar.governors import GOVERNOR_DEPTH, Tie, governor, governors
from graph.grammar.qualifiers import Attached, is_agentless, is_done, is_questioned, qualifiers

GOVERNORS = (
    ("Chile left the union.", "left", "left", Tie.ROOT),
    ("Chile left the union.", "Chile", "left", Tie.SUBJECT),
    ("Chile was told by Peru.", "Chile", "told", Tie.PASSIVE_SUBJECT),
    ("Norway ended its war with Chad.", "war", "ended", Tie.OBJECT),
    ("This was an attack on Chad.", "attack", "was", Tie.COMPLEMENT),
    ("Norway is critical of Chad.", "critical", "is", Tie.PREDICATIVE),
    ("Norway said that Chad attacked Mali.", "attacked", "said", Tie.CLAUSE),
    ("Norway made the rebels leave Mali.", "leave", "made", Tie.CLAUSE),
    ("Norway plans to attack Mali.", "attack", "plans", Tie.INFINITIVE),
    ("Norway stopped supplying Mali.", "supplying", "stopped", Tie.INFINITIVE),
    ("The ministers are to meet in Oslo.", "meet", "are", Tie.ARRANGED),
    ("The problem is that Chad attacked Mali.", "attacked", "is", Tie.PREDICATED),
    ("Norway sent ships to defend Mali.", "defend", "sent", Tie.PURPOSE),
    ("The team recovered only to be beaten by Chad.", "beaten", "recovered", Tie.RESULT),
    ("Norway waited until Chad left Mali.", "left", "waited", Tie.ADVERBIAL),
    ("The report that Chad attacked Mali was false.", "attacked", "report", Tie.CONTENT),
    ("Norway denied the claim that it had attacked Mali.", "attacked", "claim", Tie.CONTENT),
    ("The state that attacked Mali left.", "attacked", "state", Tie.RELATIVE),
    ("The treaty that Norway signed lapsed.", "signed", "treaty", Tie.RELATIVE),
    ("It was the army that attacked Mali.", "attacked", "army", Tie.FOCUS),
    ("Norway was the first to leave the union.", "leave", "first", Tie.FOCUS),
    ("A treaty signed in Oslo ended the war.", "signed", "treaty", Tie.PARTICIPLE),
    ("The treaty signed in Oslo ended the war.", "signed", "treaty", Tie.DESCRIBED),
    ("Norway has a plan to attack Mali.", "attack", "plan", Tie.NOUN_CLAUSE),
    ("Rumours of a war with Chad grew.", "of", "Rumours", Tie.PHRASE),
    ("Norway agreed with Chad.", "with", "agreed", Tie.PHRASE),
    ("Norway left after the attack.", "after", "left", Tie.CIRCUMSTANCE),
    ("Norway issued a statement following the attack.", "following", "issued", Tie.CIRCUMSTANCE),
    ("Norway agreed with Chad.", "Chad", "with", Tie.BROUGHT),
    ("Norway left without signing the treaty.", "signing", "without", Tie.BROUGHT_CLAUSE),
    ("Norway met Chad and signed the treaty.", "signed", "met", Tie.CONJUNCT),
    ("Mali was attacked by Chad.", "by", "attacked", Tie.OTHER),
    ("The former minister left.", "former", "minister", Tie.APART),
    ("Chad, a rival of Mali, left.", "rival", "Chad", Tie.APART),
    ("The ships left and the army attacked Mali.", "attacked", "left", Tie.CONJUNCT),
)

CHAINS = (
    ("Norway refused to sign a treaty with Chad.", "treaty", "sign refused"),
    ("Norway said that plans to invade Chad were dropped.", "invade", "plans dropped said"),
    ("Norway denied rumours of an attack on Mali.", "attack", "of rumours denied"),
    ("Norway was accused of planning to attack Mali.", "attack", "planning of accused"),
)

QUALIFIERS = (
    ("Norway did not attack Chad.", "attack", ((Attached.AUXILIARY, "did"), (Attached.NEGATION, "not"))),
    ("Norway never attacked Chad.", "attacked", ((Attached.NEGATION, "never"),)),
    ("Neither Norway nor Chad attacked Mali.", "attacked", ((Attached.NEGATED_ARGUMENT, "Norway"),)),
    ("No treaty was signed.", "treaty", ((Attached.NEGATION, "No"),)),
    ("No treaty was signed.", "signed", ((Attached.NEGATED_ARGUMENT, "treaty"),)),
    ("Norway will attack Chad.", "attack", ((Attached.AUXILIARY, "will"),)),
    ("Norway said it would attack Chad.", "attack", ((Attached.OWN_FUTURE, "would"),)),
    ("Norway said Chad would attack Mali.", "attack", ((Attached.AUXILIARY, "would"),)),
    ("Norway allegedly attacked Chad.", "attacked", ((Attached.ADVERB, "allegedly"),)),
    ("The alleged attack shocked Chad.", "attack", ((Attached.ADJECTIVE, "alleged"),)),
    ("Norway left if Chad attacked.", "left", ((Attached.CONDITION, "attacked"),)),
    (
        "Peru will not sign the treaty unless Norway withdraws.",
        "sign",
        ((Attached.AUXILIARY, "will"), (Attached.OPEN_NEGATION, "not"), (Attached.CONDITION, "withdraws")),
    ),
    ("Norway signed the treaty even if Chad objected.", "signed", ()),
    ("Norway left if Chad attacked.", "attacked", ((Attached.CONJUNCTION, "if"),)),
    (
        "Norway asked whether Chad had not attacked Mali.",
        "attacked",
        (
            (Attached.CONJUNCTION, "whether"),
            (Attached.AUXILIARY, "had"),
            (Attached.OPEN_NEGATION, "not"),
        ),
    ),
    ("Norway left shortly after Chad attacked Mali.", "attacked", ((Attached.CONJUNCTION, "after"),)),
    ("Norway attacked Chad in a novel.", "attacked", ((Attached.PHRASE, "in"),)),
    (
        "In case Chad attacked Mali, Norway sent ships.",
        "attacked",
        ((Attached.PHRASE, "In"), (Attached.CASE, "attacked")),
    ),
    (
        "Had Chad attacked Mali, Norway would have left.",
        "attacked",
        ((Attached.AUXILIARY, "Had"), (Attached.INVERSION, "Had")),
    ),
    ("Norway attacked Chad.", "attacked", ()),
    (
        "Peru did not recognize Chile until 1942.",
        "recognize",
        ((Attached.AUXILIARY, "did"), (Attached.PHRASE, "until")),
    ),
)

DEEDS = (
    ("Norway signed the treaty.", "signed", True),
    ("The treaty was signed.", "signed", True),
    ("Norway may have signed the treaty.", "signed", False),
    ("Norway wants to sign the treaty.", "sign", False),
    ("Norway signs the treaty.", "signs", False),
)

PASSIVES = (
    ("The talks were cancelled.", "cancelled", True),
    ("The talks were cancelled by Norway.", "cancelled", False),
    ("Norway cancelled the talks.", "cancelled", False),
)


@pytest.mark.parametrize(("sentence", "below", "above", "tie"), GOVERNORS)
def test_a_word_is_tied_to_its_governor(sentence: str, below: str, above: str, tie: Tie) -> None:
    link = governor(word(sentence, below))
    assert (link.word.text, link.tie) == (above, tie)


def test_every_tie_has_a_sentence() -> None:
    assert {tie for *_, tie in GOVERNORS} == set(Tie)


@pytest.mark.parametrize(("sentence", "below", "above"), CHAINS)
def test_governors_lead_up_to_the_root(sentence: str, below: str, above: str) -> None:
    *links, root = governors(word(sentence, below))
    assert " ".join(link.word.text for link in links) == above
    assert root.tie is Tie.ROOT


def test_a_chain_of_governors_is_cut() -> None:
    deep = "Norway heard " + "of reports " * 20 + "of an attack."
    assert len(list(governors(word(deep, "attack")))) == GOVERNOR_DEPTH


@pytest.mark.parametrize(("sentence", "head", "expected"), QUALIFIERS)
def test_what_is_attached_to_a_word(
    sentence: str, head: str, expected: tuple[tuple[Attached, str], ...]
) -> None:
    assert [(q.kind, q.token.text) for q in qualifiers(word(sentence, head))] == list(expected)


def test_every_way_of_attaching_has_a_sentence() -> None:
    shown = {kind for *_, found in QUALIFIERS for kind, _ in found}
    assert shown == set(Attached)


@pytest.mark.parametrize(("sentence", "verb", "done"), DEEDS)
def test_a_deed_is_told_as_done(sentence: str, verb: str, done: bool) -> None:
    assert is_done(word(sentence, verb)) is done


@pytest.mark.parametrize(("sentence", "verb", "agentless"), PASSIVES)
def test_a_passive_without_a_doer(sentence: str, verb: str, agentless: bool) -> None:
    assert is_agentless(word(sentence, verb)) is agentless


def test_a_question_is_known_by_its_mark() -> None:
    assert is_questioned(word("Did Norway attack Chad?", "attack"))
    assert not is_questioned(word("Norway did attack Chad.", "attack"))
