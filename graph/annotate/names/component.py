"""The step that finds names and makes entities of them, in four passes: spans, names, classes, entities."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.names.classification import classify
from graph.annotate.names.english import learn
from graph.annotate.names.gazetteer import Gazetteer, gazetteer
from graph.annotate.names.merging import merge
from graph.annotate.names.name_view import name_view
from graph.annotate.names.person_evidence import opens_as_name
from graph.annotate.names.segmentation import segment
from graph.annotate.names.spans import candidate_spans
from graph.annotate.setup import ontology_of
from graph.ontology import Ontology


@Language.factory(
    "whereas_names",
    default_config={"ontology": ""},
    assigns=["doc._.refs", "doc._.drafts"],
    requires=["token.pos", "token.ent_type", "token.dep"],
)
def make_names(nlp: Language, name: str, ontology: str) -> Names:
    """The component for a registered ontology."""
    learn(nlp)
    return Names(ontology_of(ontology))


class Names:
    """Finds the names of a Doc and makes an entity of each thing that they name."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)
        self.places: Gazetteer = gazetteer(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Write drafts and references; each pass reads the values of those before."""
        self._retag_first_words(doc)
        view = name_view(doc, self.lexicon, self.places)
        spans = candidate_spans(view)
        names = segment(view, spans)
        classified = classify(view, names)
        entities = merge(view, names, classified)
        doc._.refs, doc._.drafts = entities.refs, entities.drafts
        return doc

    def _retag_first_words(self, doc: Doc) -> None:
        """Tag names at the start of sentences as names where the tagger took them for common words."""
        for token in doc:
            if token.is_sent_start and opens_as_name(token, self.lexicon, self.places):
                token.pos_, token.tag_, token.lemma_ = "PROPN", "NNP", token.text
