"""The step that repairs the parse around names, before anything reads the tree."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.refs import drafts, refs
from graph.annotate.setup import ontology_of
from graph.grammar.name_repair import NameSpan, repair
from graph.ontology import Ontology


@Language.factory(
    "whereas_repair_parse",
    default_config={"ontology": ""},
    requires=["doc._.refs", "doc._.drafts", "token.dep"],
    assigns=["token.dep", "token.head"],
)
def make_parse_repair(nlp: Language, name: str, ontology: str) -> ParseRepair:
    """The component for a registered ontology."""
    return ParseRepair(ontology_of(ontology))


class ParseRepair:
    """Hands the names of a Doc to the repairs of the grammar."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Repair heads and labels of names."""
        found = [(NameSpan(ref.start, ref.end, ref.head), drafts(doc)[ref.key].family) for ref in refs(doc)]
        people = [name for name, family in found if family == "Person"]
        repair(doc, [name for name, _ in found], people, frozenset(self.lexicon.role_heads))
        return doc
