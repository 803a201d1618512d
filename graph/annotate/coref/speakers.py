"""Who speaks in each stretch of speech, and what "I" and "we" mean inside it."""

from __future__ import annotations

from spacy.tokens import Token

from graph.annotate.classify import family
from graph.annotate.coref.scene import Scene
from graph.annotate.refs import Draft, drafts, speeches
from graph.annotate.speech import innermost
from graph.model import MentionKind

I_WORDS = frozenset({"i", "me", "my", "mine", "myself"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})


def settle(scene: Scene) -> None:
    """Settle who speaks in each stretch of speech, then what "I" and "we" mean inside it."""
    for speech in speeches(scene.doc):
        if speech.speaker >= 0:
            speech.key = _speaker_key(scene, scene.doc[speech.speaker])
    for speech in speeches(scene.doc):
        outer = [
            s for s in innermost(scene.doc, speech.start)
            if s is not speech and s.key and s.key != speech.key and s.end - s.start > speech.end - speech.start
        ]  # fmt: skip
        speech.medium = outer[0].key if outer else None
    for token in scene.doc:
        if token.lower_ in I_WORDS or token.lower_ in WE:
            _first_person(scene, token)


def _speaker_key(scene: Scene, head: Token) -> str | None:
    here = [r.key for r in scene.at.get(head.i, ())]
    if here:
        return here[0]
    for child in head.children:
        if child.dep_ in ("appos", "poss", "compound"):
            for ref in scene.at.get(child.i, ()):
                kind = family(scene.draft(ref.key).cls)
                if child.dep_ == "appos" or (child.dep_ == "poss" and kind in ("Person", "Organization", "Country")):
                    return ref.key
    if head.lemma_.lower() in scene.lexicon.standing_in:
        states = [r.key for c in head.lefts for r in scene.at.get(c.i, ())]
        return states[0] if states else None
    return None


def _first_person(scene: Scene, token: Token) -> None:
    speech = scene.quotes.get(token.i)
    if speech is None or speech.key is None:
        return
    speaker = scene.draft(speech.key)
    if token.lower_ in I_WORDS:
        keys = [speech.key] if speaker.cls == "Person" else []
    else:
        keys = _side(scene, speaker)
    scene.add(token.i, token.i + 1, token.i, keys, MentionKind.PRONOUN)


def _side(scene: Scene, speaker: Draft) -> list[str]:
    """For whom a speaker says "we": the state that they or their body belong to, else the body."""
    if speaker.cls != "Person":
        return [speaker.key]
    held = [scene.draft(r.of) for r in speaker.roles if r.of and not r.past]
    for body in held:
        if body.cls == "Country":
            return [body.key]
        if scene.is_a(body.key, "Agency") and body.country:
            every = drafts(scene.doc).items()
            return [k for k, d in every if d.cls == "Country" and d.country == body.country][:1]
    return [body.key for body in held if family(body.cls) == "Organization"][:1]
