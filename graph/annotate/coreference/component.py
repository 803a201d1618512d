"""The step that resolves references, in the order of the text."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.coreference import descriptions, pronouns, speakers, unnamed
from graph.annotate.coreference.discourse import Discourse
from graph.annotate.coreference.ranker import Ranker
from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.refs import refs
from graph.annotate.setup import ontology_of
from graph.model import MentionKind
from graph.ontology import Ontology


@Language.factory(
    "whereas_coref",
    default_config={"ontology": "", "unnamed": False},
    requires=["doc._.refs", "doc._.speech", "token.dep"],
)
def make_coref(nlp: Language, name: str, ontology: str, unnamed: bool) -> Coreference:
    """The component for a registered ontology."""
    return Coreference(ontology_of(ontology), unnamed=unnamed)


class Coreference:
    """Adds a reference for each pronoun and definite description whose antecedent is clear.

    With `unnamed`, pronouns for people that the Doc never names get entities of their own.
    """

    def __init__(self, ontology: Ontology, ranker: Ranker | None = None, *, unnamed: bool = False) -> None:
        self.lexicon: Lexicon = lexicon(ontology)
        self.ranker = ranker or Ranker()
        self.unnamed = unnamed

    def __call__(self, doc: Doc) -> Doc:
        """Resolve in the order of the text, so that a resolved reference can be an antecedent itself."""
        discourse = Discourse(doc, self.lexicon)
        for token in doc:
            kinds = discourse.see(token)
            if MentionKind.NAME in kinds or pronouns.resolve(discourse, token, self.ranker):
                if self.unnamed:
                    unnamed.keep(discourse, token)
                continue
            if token.pos_ in ("NOUN", "PROPN", "NUM", "DET", "PRON") and MentionKind.DESCRIPTION not in kinds:
                descriptions.resolve(discourse, token)
        discourse.rename_people()
        speakers.settle(discourse)
        for token in doc if self.unnamed else ():
            unnamed.keep(discourse, token)
        doc._.refs = sorted([*refs(doc), *discourse.added], key=lambda r: (r.start, -r.end, r.key))
        return doc
