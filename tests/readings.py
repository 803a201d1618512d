"""Hand-built readings of two short articles, and their identities: the graph without spaCy.

`COMPLEX` has everything that a reading can say: each modality, speakers, a medium, quotations, open
relations, the same statement in two places and in two sources, dates of each precision, roles, aliases,
links.
"""

from __future__ import annotations

from graph.model import (
    Entity,
    Evidence,
    Identity,
    Mention,
    MentionKind,
    Modality,
    Quotation,
    Reading,
    Role,
    Source,
    Span,
    State,
    Statement,
)

VISIT_TEXT = (
    "President Xi Jinping visited the United States in September 2015. "
    "Barack Obama met Xi in Washington.\n"
    "James R. Clapper, the Director of National Intelligence, told The Daily that China had “attacked” the "
    "Office of Personnel Management — Hong Lei denied that China attacked the United States. "
    "China and the United States signed the Cyber Agreement on 25 September 2015. "
    "Obama may visit China. Obama plans to visit China. He puzzled Xi."
)
SEQUEL_TEXT = "Xi met Obama again.\nChina and the U.S. 🇨🇳🇺🇸 signed the Cyber Agreement. Xi thanked Obama."


def span(text: str, words: str, occurrence: int = 1) -> Span:
    """Where `words` stand in `text` for the given time, counted from 1."""
    begin = -1
    for _ in range(occurrence):
        begin = text.index(words, begin + 1)
    return Span(begin, begin + len(words))


def said(
    text: str, sentence: str, phrase: str, confidence: float = 0.8, rule: str = "verb/active"
) -> Evidence:
    """Evidence for a phrase within a sentence, both given by their words."""
    whole = span(text, sentence)
    inside = span(whole.of(text), phrase)
    return Evidence(whole, Span(whole.begin + inside.begin, whole.begin + inside.end), confidence, rule)


def _entity(text: str, key: str, cls: str, *names: str, **more: object) -> Entity:
    mentions = tuple(Mention(span(text, name)) for name in names)
    return Entity(key, cls, names[0], tuple(sorted(names)), mentions=mentions, **more)  # type: ignore[arg-type]


V, S = VISIT_TEXT, SEQUEL_TEXT
_SIGNED = "China and the United States signed the Cyber Agreement on 25 September 2015."
_CLAIM = (
    "James R. Clapper, the Director of National Intelligence, told The Daily that China had “attacked” the "
    "Office of Personnel Management — Hong Lei denied that China attacked the United States."
)

VISIT = Reading(
    source=Source(
        "visit",
        V,
        title="A “visit” \\ and its sequel",
        published="2015-09-28",
        origin="articles/visit.txt",
        publisher="The Daily",
    ),
    entities=(
        _entity(V, "agreement", "Agreement", "Cyber Agreement", when="2015-09-25"),
        _entity(V, "china", "Country", "China", country="CN"),
        _entity(
            V, "clapper", "Person", "James R. Clapper", roles=(Role("Director of National Intelligence"),)
        ),
        _entity(V, "daily", "Media", "The Daily"),
        _entity(V, "hong", "Person", "Hong Lei"),
        _entity(V, "obama", "Person", "Barack Obama", "Obama"),
        _entity(V, "opm", "Agency", "Office of Personnel Management", country="US"),
        _entity(V, "usa", "Country", "United States", country="US"),
        _entity(V, "washington", "Place", "Washington"),
        _entity(V, "xi", "Person", "Xi Jinping", "Xi", roles=(Role("President", "china"),)),
    ),
    statements=(
        Statement(
            "xi",
            "visited",
            "usa",
            when="2015-09",
            evidence=(
                said(V, "President Xi Jinping visited the United States in September 2015.", "visited", 0.9),
            ),
        ),
        Statement(
            "obama",
            "metWith",
            "xi",
            evidence=(said(V, "Barack Obama met Xi in Washington.", "met", 0.85),),
        ),
        Statement(
            "china",
            "attacks",
            "opm",
            Modality.CLAIMED,
            speaker="clapper",
            medium="daily",
            start="2014",
            end="2015-01",
            state=State.ENDED,
            evidence=(said(V, _CLAIM, "attacked", 0.74, "attribution/told"),),
        ),
        Statement(
            "china",
            "attacks",
            "usa",
            Modality.DENIED,
            speaker="hong",
            evidence=(said(V, _CLAIM, "denied", 0.7, "attribution/denied"),),
        ),
        Statement("china", "signed", "agreement", when="2015-09-25", evidence=(said(V, _SIGNED, "signed"),)),
        Statement("usa", "signed", "agreement", when="2015-09-25", evidence=(said(V, _SIGNED, "signed"),)),
        Statement(
            "obama",
            "visited",
            "china",
            Modality.POSSIBLE,
            evidence=(said(V, "Obama may visit China.", "may visit", 0.6),),
        ),
        Statement(
            "obama",
            "visited",
            "china",
            Modality.PLANNED,
            evidence=(said(V, "Obama plans to visit China.", "plans to visit", 0.6),),
        ),
        Statement(
            "obama",
            "relatedTo",
            "xi",
            label="puzzled",
            evidence=(said(V, "He puzzled Xi.", "puzzled", 0.5, "verb/open"),),
        ),
    ),
    reader="hand 1",
    quotations=(
        Quotation(
            "clapper",
            "daily",
            ("china", "opm"),
            "2015-09",
            (
                said(
                    V,
                    _CLAIM,
                    "China had “attacked” the Office of Personnel Management",
                    0.8,
                    "quotation/indirect",
                ),
            ),
        ),
    ),
)

SEQUEL = Reading(
    source=Source("sequel", S, published="2016"),
    entities=(
        _entity(S, "agreement", "Agreement", "Cyber Agreement"),
        _entity(S, "china", "Country", "China", country="CN"),
        _entity(S, "obama", "Person", "Obama"),
        Entity(
            "usa",
            "Country",
            "U.S.",
            ("U.S.",),
            mentions=(Mention(span(S, "U.S.")), Mention(span(S, "the U.S."), MentionKind.DESCRIPTION)),
            country="US",
        ),
        _entity(S, "xi", "Person", "Xi"),
    ),
    statements=(
        # The other way round than in VISIT: a symmetric relation is one statement either way.
        Statement("xi", "metWith", "obama", evidence=(said(S, "Xi met Obama again.", "met"),)),
        Statement(
            "china",
            "signed",
            "agreement",
            when="2015-09-25",
            evidence=(said(S, "China and the U.S. 🇨🇳🇺🇸 signed the Cyber Agreement.", "signed"),),
        ),
        Statement("xi", "supports", "obama", evidence=(said(S, "Xi thanked Obama.", "thanked", 0.65),)),
    ),
    reader="hand 1",
)


def _identity(id_: str, cls: str, label: str, *names: str, members: str, **more: object) -> Identity:
    pairs = tuple(sorted((slug, key) for slug, _, key in (m.partition(":") for m in members.split())))
    return Identity(id_, cls, label, tuple(sorted({label, *names})), members=pairs, **more)  # type: ignore[arg-type]


COMPLEX = (VISIT, SEQUEL)
IDENTITIES = (
    _identity(
        "agency/office-of-personnel-management",
        "Agency",
        "Office of Personnel Management",
        members="visit:opm",
        country="US",
    ),
    _identity(
        "agreement/cyber-agreement",
        "Agreement",
        "Cyber Agreement",
        members="visit:agreement sequel:agreement",
        when="2015-09-25",
    ),
    _identity(
        "country/china",
        "Country",
        "China",
        members="visit:china sequel:china",
        country="CN",
        same_as=("https://sws.geonames.org/1814991/", "urn:iso:std:iso:3166:CN"),
    ),
    _identity(
        "country/united-states",
        "Country",
        "United States",
        "U.S.",
        members="visit:usa sequel:usa",
        country="US",
        same_as=("https://sws.geonames.org/6252001/",),
    ),
    _identity("media/the-daily", "Media", "The Daily", members="visit:daily"),
    _identity("person/barack-obama", "Person", "Barack Obama", "Obama", members="visit:obama sequel:obama"),
    _identity("person/hong-lei", "Person", "Hong Lei", members="visit:hong"),
    _identity(
        "person/james-r-clapper",
        "Person",
        "James R. Clapper",
        members="visit:clapper",
        roles=(Role("Director of National Intelligence"),),
    ),
    _identity(
        "person/xi-jinping",
        "Person",
        "Xi Jinping",
        "Xi",
        members="visit:xi sequel:xi",
        roles=(Role("President", "country/china"),),
    ),
    _identity("place/washington", "Place", "Washington", members="visit:washington"),
)
