"""Who speaks in each stretch of speech, and what "I" and "we" mean inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from graph.annotate.coreference.discourse import Discourse, quotes_by_token
from graph.annotate.refs import Draft, Speech, drafts, speeches
from graph.grammar.tree import has, objects_of
from graph.grammar.words import INDEFINITE_ARTICLES, MODIFIERS, PLURAL
from graph.model import MentionKind

AGENTS = frozenset({"Person", "Organization", "Country"})
AUTHOR_SENTENCES = 3  # sentences back in which the author of a text may be named
I_WORDS = frozenset({"i", "me", "my", "mine", "myself"})
TOGETHER = frozenset({"they", "both", "we"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})


def settle(discourse: Discourse) -> None:
    """Settle who speaks in each stretch of speech, then what "I" and "we" mean inside it."""
    voiced = [one for s in speeches(discourse.doc) for one in _voices(discourse, s)]
    media = _media(voiced)
    discourse.doc._.speech = [replace(s, medium=media[i]) for i, s in enumerate(voiced)]
    quotes = quotes_by_token(speeches(discourse.doc))
    for token in discourse.doc:
        if token.lower_ in I_WORDS or token.lower_ in WE:
            _first_person(discourse, token, quotes.get(token.i))
    discourse.doc._.speech = [_own(s, quotes, discourse) for s in speeches(discourse.doc)]


def _own(speech: Speech, quotes: Mapping[int, Speech], discourse: Discourse) -> Speech:
    """What a speaker says of their own saying: "I believe that …" in a quotation is the speaker's."""
    head = discourse.doc[speech.speaker] if speech.speaker >= 0 and speech.key is None else None
    if head is None or head.lower_ not in I_WORDS | WE:
        return speech
    around = quotes.get(head.i)
    return replace(speech, key=around.key) if around is not None else speech


def _voices(discourse: Discourse, speech: Speech) -> list[Speech]:
    """A speech once for each of its speakers: "A and B said", "they said", "ministers of A and B said"."""
    if speech.speaker < 0:
        return [speech]
    head = discourse.doc[speech.speaker]
    first = _speaker_key(discourse, head)
    keys = dict.fromkeys(key for key in (first, *_others(discourse, head, speech)) if key is not None)
    return [replace(speech, key=key) for key in keys] or [speech]


def _others(discourse: Discourse, head: Token, speech: Speech) -> list[str | None]:
    """Who speaks besides the first: the members of a set, those coordinated with the subject."""
    here = [r.key for r in discourse.at.get(head.i, ()) if r.head == head.i]
    members = here if head.tag_ in PLURAL or head.lower_ in TOGETHER else []
    listed = any(c.dep_ == "cc" and c.lower_ == "and" for t in (head, *head.conjuncts) for c in t.children)
    after = [t for t in head.conjuncts if t.dep_ == "conj" and t.i > head.i] if listed else []
    outside = [t for t in after if not speech.start <= t.i < speech.end]
    found = [*members, *_represented(discourse, head), *(_speaker_key(discourse, t) for t in outside)]
    return [k for k in found if k is not None and discourse.draft(k).family in AGENTS]


def _represented(discourse: Discourse, head: Token) -> list[str]:
    """The states for which officials speak together: "the foreign ministers of Peru and Chile"."""
    if head.tag_ not in PLURAL or head.lemma_.lower() not in discourse.lexicon.standing_in:
        return []
    return [r.key for t in objects_of(head, "of", "from") for r in discourse.at.get(t.i, ())]


def _media(said: Sequence[Speech]) -> dict[int, str | None]:
    """Who reports each speech: the speaker of the shortest longer one around it who is another."""
    found: dict[int, str | None] = {}
    around: list[Speech] = []
    for i, speech in sorted(enumerate(said), key=lambda one: (one[1].start, -one[1].end)):
        around = [s for s in around if s.end > speech.start]
        longer = [s for s in around if s.end - s.start > speech.end - speech.start and s.key]
        others = [s for s in longer if s.key != speech.key]
        found[i] = min(others, key=lambda s: (s.end - s.start, s.start)).key if others else None
        around.append(speech)
    return found


def _speaker_key(discourse: Discourse, head: Token) -> str | None:
    if head.lower_ in WE and head.i not in discourse.quotes:
        return next(iter(_author(discourse, head)), None)
    here = [r.key for r in discourse.at.get(head.i, ())]
    above = next((t for t in head.ancestors if t.dep_ in ("nsubj", "nsubjpass")), None)
    if here and above is not None and discourse.draft(here[0]).family == "Place":
        return _speaker_key(discourse, above)  # "the firm, based in Virginia, said": the firm
    if here:
        return here[0]
    listed = has(head, "cc")  # "the commissioner, Ana Ruiz, said" may be read as a list
    apart = [c for c in head.children if c.dep_ == "appos" or (c.dep_ == "conj" and not listed)]
    named = [r.key for c in apart for r in discourse.at.get(c.i, ())]
    owners = [r.key for c in head.children if c.dep_ == "poss" for r in discourse.at.get(c.i, ())]
    # "Syria's news agency SANA" is SANA; the owner speaks only where the description has no name
    owners = [key for key in owners or _issuers(discourse, head) if discourse.draft(key).family in AGENTS]
    if named or owners:
        return (named or owners)[0]
    if (holder := _holder(discourse, head) or _unnamed(discourse, head)) is not None:
        return holder
    if head.lemma_.lower() in discourse.lexicon.standing_in:
        states = [r.key for c in head.lefts for r in discourse.at.get(c.i, ())]
        return states[0] if states else None
    return None


def _holder(discourse: Discourse, head: Token) -> str | None:
    """The only person with an office that is described in full: "the deputy head of the agency"."""
    if head.pos_ not in ("NOUN", "PROPN") or head.lemma_.lower() not in discourse.lexicon.role_heads:
        return None
    title = " ".join([*(c.lower_ for c in head.lefts if c.dep_ in MODIFIERS), head.lower_])
    of = {r.key for t in objects_of(head, "of", "for", "at") for r in discourse.at.get(t.i, ())}
    held = [(d.key, r.of) for d in discourse.people() for r in d.roles if r.title.casefold() == title]
    right = {key for key, body in held if body is None or not of or body in of}
    return next(iter(right)) if len(right) == 1 and has(head, "prep") else None


def _unnamed(discourse: Discourse, head: Token) -> str | None:
    """The body for which an unnamed official speaks: "a spokesman for the ministry", "an envoy of Peru"."""
    some = any(c.lower_ in INDEFINITE_ARTICLES for c in head.lefts)
    if not some or head.pos_ != "NOUN" or not _speaks_for(discourse, head.lemma_):
        return None
    keys = [r.key for t in objects_of(head, "for", "of") for r in discourse.at.get(t.i, ()) if r.head == t.i]
    return next((k for k in keys if discourse.draft(k).family in ("Organization", "Country")), None)


def _issuers(discourse: Discourse, head: Token) -> list[str]:
    """Whose a text is: the ministry of "a Foreign Ministry notice", "a notice of the Foreign Ministry"."""
    noun, words = head.lemma_.lower(), discourse.lexicon
    written = any(words.ontology.is_a(kind, "Document") for kind in words.anaphors.get(noun, ()))
    if not written and noun not in words.words("noun", "Claimed"):
        return []
    before = [c for c in head.lefts if c.dep_ in MODIFIERS]
    named = (*before, *objects_of(head, "by", "from", "of"))
    return [r.key for token in named for r in discourse.at.get(token.i, ())]


def _first_person(discourse: Discourse, token: Token, speech: Speech | None) -> None:
    if speech is None or speech.key is None:
        author = _author(discourse, token) if speech is None and token.lower_ in WE else []
        discourse.add(token.i, token.i + 1, token.i, author, MentionKind.PRONOUN)
        return
    speaker = discourse.draft(speech.key)
    if token.lower_ in I_WORDS:
        keys = [speech.key] if speaker.family == "Person" else []
    else:
        keys = _side(discourse, speaker)
    discourse.add(token.i, token.i + 1, token.i, keys, MentionKind.PRONOUN)


def _author(discourse: Discourse, token: Token) -> list[str]:
    """The state or body that a text without quotation marks speaks for: "Peru welcomes it. We urge …".

    It is the last subject of a main clause before "we", where that is a state or a body.
    """
    first = discourse.starts[max(0, discourse.sentence[token.i] - AUTHOR_SENTENCES)]
    for before in reversed(discourse.doc[first : token.i]):
        if before.dep_ == "nsubj" and before.head.dep_ == "ROOT" and before.lower_ not in WE:
            key = _speaker_key(discourse, before)
            if key is not None:
                return [key] if discourse.draft(key).family in ("Country", "Organization") else []
    return []


def _side(discourse: Discourse, speaker: Draft) -> list[str]:
    """The referent of a speaker's "we": the state of the speaker or organization, else the organization."""
    if speaker.family != "Person":
        return [speaker.key]
    held = [
        discourse.draft(r.of)
        for r in speaker.roles
        if r.of and not r.past and _speaks_for(discourse, r.title)
    ]
    for body in held:
        if body.family == "Country":
            return [body.key]
        if discourse.is_a(body.key, "Agency") and body.country:
            every = drafts(discourse.doc).items()
            states = [k for k, d in every if d.family == "Country" and d.country == body.country]
            return states[:1] or [body.key]
    return [body.key for body in held if body.family == "Organization"][:1]


def _speaks_for(discourse: Discourse, title: str) -> bool:
    """Whether a title speaks for its organization: heads, envoys and spokespeople do, staff do not."""
    told = discourse.relations_of(title)
    return bool(told & discourse.lexicon.framed("voice"))
