"""Aliases that a text gives: "Acme (formerly Delta)", "Kim Berg, better known as Kid"."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.refs import Ref, drafts, refs
from graph.annotate.setup import ontology_of
from graph.model import MentionKind
from graph.ontology import Ontology

ALIAS_PHRASE_WORDS = 4  # words of the longest phrase that introduces another name: "formerly known as"
BRACKET = 12  # tokens of a bracket, with dates or other scripts, that may be between the names
ALIAS_CLOSERS = frozenset({")", ",", ".", ";", "”", '"'})
ALIAS_OPENERS = frozenset({"(", ",", "“", '"', "the"})
BOTH = ("Person", "Organization", "Place")


@Language.factory("whereas_aliases", default_config={"ontology": ""}, requires=["doc._.refs"])
def make_aliases(nlp: Language, name: str, ontology: str) -> Aliases:
    """The component for a registered ontology."""
    return Aliases(ontology_of(ontology))


class Aliases:
    """Merges two entities where a phrase gives one as another name of the other."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Join the drafts, in the order of the text; the first name stays the entity's label."""
        names = [r for r in refs(doc) if r.kind is MentionKind.NAME]
        starting = {r.start: r for r in sorted(names, key=lambda r: r.end)}
        for ref in names:
            other = self._renamed(doc, ref, starting)
            if other is not None and _are_alike(doc, ref, other):
                _join(doc, ref.key, other.key)
        return doc

    def _renamed(self, doc: Doc, ref: Ref, starting: dict[int, Ref]) -> Ref | None:
        """The name that a phrase after this one gives as an alias."""
        for i in dict.fromkeys((ref.end, _beyond(doc, ref.end))):
            at = _skip(doc, i)
            for size in range(ALIAS_PHRASE_WORDS, 0, -1):
                words = " ".join(t.lower_ for t in doc[at : at + size])
                if at > i and words in self.lexicon.words("adverb", "Renaming"):
                    return starting.get(_skip(doc, at + size))
        return None


def _skip(doc: Doc, i: int) -> int:
    """The token after a comma, an opening bracket or quotation marks."""
    while i < len(doc) and doc[i].lower_ in ALIAS_OPENERS:
        i += 1
    return i


def _beyond(doc: Doc, i: int) -> int:
    """The token after a bracket that opens here, else the token itself."""
    if i < len(doc) and doc[i].text == "(":
        return next((j + 1 for j in range(i, min(i + BRACKET, len(doc))) if doc[j].text == ")"), i)
    return i


def _are_alike(doc: Doc, one: Ref, other: Ref) -> bool:
    """Whether two names may be of one entity: of one family, and the second ends its phrase."""
    kind = drafts(doc)[one.key].family
    closed = (
        other.end >= len(doc)
        or doc[other.end].text in ALIAS_CLOSERS
        or doc[other.end].pos_ in ("AUX", "VERB")
    )
    same = kind == drafts(doc)[other.key].family
    return one.key != other.key and same and kind in BOTH and closed


def _join(doc: Doc, key: str, other: str) -> None:
    """Merge another entity into the first one."""
    kept, gone = drafts(doc)[key], drafts(doc).pop(other)
    kept.names.update(gone.names)
    kept.country = kept.country or gone.country
    kept.same_as = kept.same_as or gone.same_as
    if kept.cls == kept.family == gone.family:
        kept.cls = gone.cls
    for ref in refs(doc):
        ref.key = key if ref.key == other else ref.key
