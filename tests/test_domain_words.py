"""Words that carry a relation, a role or a class are in Turtle; Python knows the words of grammar alone."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.grammar import words as grammar_words
from graph.ontology import default_ontology

ROOT = Path(__file__).resolve().parent.parent / "graph"
ONTOLOGY = default_ontology()
PACKAGES = ("annotate", "extract", "grammar")  # those that read sentences
KINDS = {
    *("verb", "inverseVerb", "reciprocalVerb", "objectVerb", "datedBy", "toldBy", "judgingVerb", "selfVerb"),
    *("noun", "inverseNoun", "role", "inverseRole", "adjective"),
    *("head", "nameHead", "anaphor", "setNoun"),
}  # the kinds of cue whose words have a meaning of their own
LOOK_UPS = {"frame", "framed", "words", "words_of", "cues_of", "dating", "verbs_of", "with_kinds"}

GRAMMAR = [value for value in vars(grammar_words).values() if isinstance(value, frozenset)]
FUNCTION_WORDS = frozenset().union(*GRAMMAR) | set(
    "across all around as aside away back be become both by do down during first forward have like most near "
    "none off one only out outside over past second that third together under up well".split()
)
"""Words of closed classes: they carry the grammar of every cue, and the meaning of none."""

EXCUSED: dict[str, tuple[str, str]] = {
    "annotate/coreference/features.py": (
        "quoted subject object own paragraph",
        "names of features and of roles",
    ),
    "annotate/coreference/ranker.py": ("own subject paragraph", "names of features"),
    "annotate/coreference/discourse.py": ("name pair full", "names of the forms of antecedents"),
    "annotate/coreference/descriptions.py": ("subject based", "a syntactic role; '-based' is a suffix here"),
    "annotate/coreference/pronouns.py": ("pair", "a form of antecedents"),
    "annotate/coreference/speakers.py": ("mine", "a pronoun"),
    "annotate/described/dating.py": ("take", "'take place'"),
    "annotate/described/memory.py": (
        "states words case previous targets",
        "parts of a description, and ordinals",
    ),
    "annotate/described/labels.py": ("states late", "a part of a description, and a word of dates"),
    "annotate/described/phrases.py": ("states words", "parts of a description"),
    "annotate/described/doc_index.py": ("late", "a word of dates"),
    "annotate/described/__init__.py": ("label", "a name of the interface"),
    "grammar/adjectives.py": ("grow", "a verb that ties an adjective to its subject"),
    "annotate/__init__.py": ("annotate", "a name of the interface"),
    "annotate/fast_inference.py": ("rule model", "names of settings and attributes of spaCy"),
    "annotate/speech/turns.py": ("contract expand", "how spaCy aligns characters with tokens"),
    "annotate/speech/letters.py": ("contract", "how spaCy aligns characters with tokens"),
    "annotate/lemmas.py": ("rule", "a mode of spaCy's lemmatizer"),
    "annotate/lexicon.py": ("man head role", "an ending of nouns, kinds of cue"),
    "annotate/names/capitals.py": ("mr mrs ms president former march", "abbreviations and the calendar"),
    "annotate/names/english.py": ("words", "a resource"),
    "annotate/names/gazetteer.py": ("name", "a key of a data set"),
    "annotate/names/name_evidence.py": ("central upper lower name", "points of the compass and regions"),
    "annotate/names/organization_evidence.py": ("object subject", "names of arguments"),
    "annotate/names/product_evidence.py": ("object subject", "names of arguments"),
    "annotate/names/selectional_preferences.py": ("object subject", "names of arguments"),
    "annotate/names/segmentation.py": ("ex post credit video file former then late", "prefixes, captions"),
    "annotate/names/span_continuations.py": (
        "based born style run held owned made backed bound free level people",
        "second halves of hyphenated compounds",
    ),
    "annotate/paragraphs.py": ("mr mrs ms sir text", "abbreviations before a full stop"),
    "annotate/refs.py": ("speech times", "names of attributes"),
    "annotate/roles/component.py": ("title named", "names of constructions"),
    "annotate/roles/chained.py": ("then", "an adverb between roles"),
    "annotate/roles/holders.py": ("name", "a name of an attribute"),
    "annotate/roles/listed.py": ("title", "the name of a construction"),
    "annotate/roles/mentions.py": ("appointment", "the name of a construction"),
    "annotate/roles/phrases.py": ("man woman", "endings of nouns for people"),
    "annotate/roles/predicative.py": ("use appointment", "'used to', and the name of a construction"),
    "annotate/sentence_ends.py": (
        "tell told write thought think form",
        "verbs after a quotation's full stop",
    ),
    "extract/__init__.py": ("reading", "a name of the interface"),
    "extract/events.py": ("behalf", "a complex preposition"),
    "extract/kinship.py": ("twin", "an adjective inside lists of names"),
    "extract/matching.py": ("money", "in a cue it stands for any amount"),
    "grammar/qualifiers.py": ("case", "'in case', a conjunction"),
    "extract/nationality.py": ("man woman coordination", "endings of nouns for people, a construction"),
    "extract/noun_phrases.py": ("part", "a partitive"),
    "extract/nouns.py": ("member name place organ", "names of rules, arguments and frames"),
    "extract/roles.py": ("named appointment", "the name of a construction"),
    "extract/signals.py": ("model states", "names of signals"),
    "grammar/time_adjuncts.py": ("late", "a word of dates"),
    "grammar/binding.py": (
        "appear happen seem object root subject",
        "raising verbs of a pleonastic 'it', names of arguments",
    ),
    "extract/verbs.py": ("active light", "names of rules"),
    "grammar/verbs.py": ("direct object subject", "names of constructions and arguments"),
    "grammar/nominals.py": (
        "argument attached member name object place subject title",
        "names of constructions and arguments",
    ),
    "grammar/objects.py": ("direct object right", "names of constructions and arguments"),
    "grammar/phrases.py": ("argument", "the name of a construction"),
    "grammar/subjects.py": ("clause control coordination object opening subject", "names of constructions"),
    "grammar/predications.py": ("coordination", "the name of a construction"),
    "grammar/role_constructions.py": ("many owner some", "names of arguments, partitives"),
    "grammar/tree.py": ("object subject", "names of arguments"),
    "grammar/predicates.py": ("role repair", "kinds of predicates and arguments"),
}
"""Words of cues that a module may use, and why. A new one belongs in Turtle, or here with a reason."""

FAMILIES = set(ONTOLOGY.families.values())
NARROW = {
    "Agency": 9,
    "Agent": 3,
    "Company": 1,
    "Entity": 1,
    "Incident": 1,
    "InternationalBody": 3,
    "Institute": 2,
    "LegalAction": 2,
    "Meeting": 6,
    "PoliticalParty": 2,
}
"""In how many modules a class below a family may be named at most; declare a frame or a cue term instead."""


def literals(tree: ast.AST) -> Iterator[str]:
    """The strings of a module without docstrings, formatted strings, keys, terms of look-ups, examples."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            skipped |= {id(one) for one in node.args if name in LOOK_UPS or name == "construction"}
            examples = (one.value for one in node.keywords if name == "construction")
            skipped |= {id(inner) for one in examples for inner in ast.walk(one)}
        elif isinstance(node, ast.Expr):
            skipped.add(id(node.value))
        elif isinstance(node, ast.Subscript):
            skipped.add(id(node.slice))
        elif isinstance(node, ast.JoinedStr):
            skipped |= {id(one) for one in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value


MODULES = {
    path.relative_to(ROOT).as_posix(): set(literals(ast.parse(path.read_text(encoding="utf-8"))))
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "dates" not in path.parts  # which knows the calendar and its words
}
CUES = {
    word.casefold()
    for cue in ONTOLOGY.cues
    if cue.kind in KINDS
    for word in cue.words
    if word.isalpha() and word not in ONTOLOGY.classes
}


def cue_words(texts: set[str]) -> set[str]:
    """The words of cues among strings; a string with a slash names a rule."""
    words = {word for text in texts if "/" not in text for word in text.split()}
    return {word for word in words if word == word.casefold()} & CUES - FUNCTION_WORDS


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_word_that_carries_meaning_is_in_turtle(module: str) -> None:
    """A list of verbs or nouns in Python can't be changed by a user's ontology."""
    excused = set(EXCUSED.get(module, ("", ""))[0].split())
    assert cue_words(MODULES[module]) <= excused


def test_excuses_have_a_reason_and_are_needed() -> None:
    """Nothing is excused that no module says."""
    found = {module: cue_words(texts) for module, texts in MODULES.items()}
    needless = {m: set(words.split()) - found.get(m, set()) for m, (words, _) in EXCUSED.items()}
    assert not {module: words for module, words in needless.items() if words}
    assert all(len(reason) > 5 for _, reason in EXCUSED.values())


def test_classes_below_a_family_are_named_in_few_modules() -> None:
    """What a narrow class decides is declared in Turtle, where a user's own class can say it too."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, texts in MODULES.items():
        for name in texts & set(ONTOLOGY.classes) - FAMILIES:
            found[name].add(module)
    assert {name: len(modules) for name, modules in found.items() if len(modules) > NARROW.get(name, 0)} == {}
