"""The spaCy component that finds described things."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.annotate.described.acts import act
from graph.annotate.described.bodies import Bodies
from graph.annotate.described.doc_index import DocIndex
from graph.annotate.described.labels import label
from graph.annotate.described.memory import Memory
from graph.annotate.described.phrases import HeadPhrase, describe, head_phrase
from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.refs import drafts, refs
from graph.annotate.setup import ontology_of
from graph.ontology import Ontology


@Language.factory(
    "whereas_descriptions",
    default_config={"ontology": ""},
    requires=["doc._.refs", "doc._.times", "token.dep"],
    assigns=["doc._.refs", "doc._.drafts"],
)
def make_descriptions(nlp: Language, name: str, ontology: str) -> Descriptions:
    """The component for a registered ontology."""
    return Descriptions(ontology_of(ontology))


class Descriptions:
    """Finds described agreements, events and documents, and ties each to what was mentioned before."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Add drafts and references, in the order of the text; a later description may refer back."""
        index = DocIndex(doc, self.lexicon)
        memory, bodies = Memory(index), Bodies(index)
        for token in doc:
            for ref in index.headed(token.i):
                memory.named(ref)
            told = act(index, token)
            if told is not None:
                memory.done(told)
            if token.pos_ in ("NOUN", "PROPN") and bodies.tell(token) is not None:
                continue
            phrase = self._phrase(index, token)
            described = describe(index, token, phrase) if phrase is not None else None
            if described is not None:
                memory.told(described)
        for draft in drafts(doc).values():
            if not draft.label:
                draft.label = label(draft, doc)
        refs(doc).sort(key=lambda r: (r.start, -r.end, r.key))
        return doc

    def _phrase(self, index: DocIndex, token: Token) -> HeadPhrase | None:
        if token.pos_ not in ("NOUN", "PROPN"):
            return None
        named = (index.draft(ref).family for ref in index.covering.get(token.i, ()))
        if any(cls not in ("Person", "Country") for cls in named):
            return None
        return head_phrase(index.doc, token, self.lexicon) or self._speaking(token)

    def _speaking(self, token: Token) -> HeadPhrase | None:
        """The head of a thing that is one only where it says something: "the release said"."""
        cls = self.lexicon.speaking_heads.get((token.lemma_.lower(),))
        says = token.dep_ == "nsubj" and token.head.lemma_.lower() in self.lexicon.says
        source = token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according"
        act = any(c.lower_ == "of" for c in token.rights)  # "the release of prisoners"
        speaks = (says or source) and not act
        return (cls, (token.lemma_.lower(),)) if cls is not None and speaks else None
