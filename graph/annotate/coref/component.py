"""The step that resolves references, in the order of the text."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.coref import descriptions, pronouns, speakers
from graph.annotate.coref.ranker import Ranker
from graph.annotate.coref.scene import Scene
from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.refs import refs
from graph.annotate.setup import ontology_of
from graph.model import MentionKind
from graph.ontology import Ontology


@Language.factory(
    "whereas_coref", default_config={"ontology": ""}, requires=["doc._.refs", "doc._.speech", "token.dep"]
)
def make_coref(nlp: Language, name: str, ontology: str) -> Coreference:
    """The component for the ontology that Whereas brings and a user's own files after it."""
    return Coreference(ontology_of(ontology))


class Coreference:
    """Adds a reference for each pronoun and definite description whose antecedent is clear."""

    def __init__(self, ontology: Ontology, ranker: Ranker | None = None) -> None:
        self.lexicon: Lexicon = lexicon(ontology)
        self.ranker = ranker or Ranker()

    def __call__(self, doc: Doc) -> Doc:
        """Resolve in the order of the text, so that a resolved reference can be an antecedent itself."""
        scene = Scene(doc, self.lexicon)
        for token in doc:
            kinds = scene.see(token)
            if MentionKind.NAME in kinds or pronouns.resolve(scene, token, self.ranker):
                continue
            if token.pos_ in ("NOUN", "PROPN") and MentionKind.DESCRIPTION not in kinds:
                descriptions.resolve(scene, token)
        scene.settle_names()
        speakers.settle(scene)
        doc._.refs = sorted([*refs(doc), *scene.added], key=lambda r: (r.start, -r.end, r.key))
        return doc
