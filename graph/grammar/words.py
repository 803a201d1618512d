"""Word classes of English, each defined once: closed-class words, tags and dependency labels.

Dependency labels are those of ClearNLP, tags those of the Penn Treebank, as in spaCy's English pipelines.
A set that looks like another and differs from it says in which construction the difference counts.
"""

from __future__ import annotations

# ---------------------------------------------------------------- words

COPULAS = frozenset({"be", "become", "remain"})
"""Lemmas that tie a noun or adjective to their subject (Huddleston and Pullum 2002, ch. 4, 5.1).

"seem" and "appear" are left out: they hedge what they tie, which is a matter of modality.
"""

ARTICLES = frozenset({"a", "an", "the"})
INDEFINITE_ARTICLES = frozenset({"a", "an"})
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
DEFINITE_DETERMINERS = DEMONSTRATIVES | {"the"}
POSSESSIVE_CLITICS = frozenset({"'s", "’s", "'", "’"})
THIRD_PERSON_POSSESSIVES = frozenset({"his", "her", "its", "their"})
POSSESSIVE_PRONOUNS = THIRD_PERSON_POSSESSIVES | {"my", "our", "your", "whose"}
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})
RELATIVE_ADVERBS = frozenset({"where", "when", "why", "how"})
REFLEXIVE_ENDINGS = ("self", "selves")
CONJUNCTIONS = frozenset({"and", "&"})
BETWEEN = frozenset({"between", "among"})
"""Prepositions whose conjuncts are paired: "talks between Iran and Iraq"."""

PREPOSITIONS = frozenset(
    "of in on at to with for from by against about into over through under between among after before during "
    "toward towards upon behind around near within without as out off across onto alongside along "
    "beyond beside".split()
)
"""Prepositions that bring in an object of a verb."""

NOUN_PREPOSITIONS = frozenset(
    "of for on in at to against with between by from under into about among over".split()
)
"""Prepositions after the head noun of a phrase: "Ministry | of Justice", "talks | between"."""

OBLIGATION = frozenset({"should", "must", "ought"})
"""Modals with which a writer presents what follows: "it should be noted that"."""

QUOTATION_MARKS = frozenset("\"“”'‘’«»")
NEGATIVE_WORDS = frozenset({"no", "neither", "nobody", "none", "nothing"})
"""Words that negate a clause from within one of its noun phrases; "not" and "never" have their own label."""

CONDITIONS = frozenset({"if", "unless"})
"""Conjunctions whose clause decides whether the main clause comes true."""
OPEN_CONJUNCTIONS = CONDITIONS | {"whether"}
"""Conjunctions below which "not" does not deny."""

INCLUDING = frozenset({"including", "includes"})
"""What names members of a group; the parser reads "includes" as a preposition at times."""

ADDING = frozenset({"along with", "together with", "as well as", "in addition to", "besides", "alongside"})
"""Phrases that add to the subject without agreement: "Iran, together with Iraq, attacks"."""

# ---------------------------------------------------------------- tags and parts of speech

FINITE = frozenset({"VBD", "VBZ", "VBP"})
FINITE_OR_MODAL = FINITE | {"MD"}
"""What may follow a subject: in "Egypt and Mali will meet" the modal stands where the finite verb would."""

PLURAL = frozenset({"NNS", "NNPS"})
PREDICATES = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
NOMINALS = NOUNS | {"ADJ", "NUM", "X", "DET"}
"""What may be coordinated with a noun: "the French and the Dutch", "both", "the two"."""

# ---------------------------------------------------------------- dependency labels

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
NOUN_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative", "oprd", "obj"})
PREDICATIVE_LABELS = frozenset({"acomp", "attr", "oprd"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
"""What precedes its noun without a preposition or clitic: "the Paris talks", "Iranian support"."""
LEFT_MODIFIERS = MODIFIERS | {"poss"}
PREPOSITION_LABELS = frozenset({"prep", "agent", "dative"})
PREPOSITION_TAGS = frozenset({"ADP", "SCONJ", "ADV", "VERB"})
"""Parts of speech of a token labelled as a preposition; "dative" and "agent" may also be nouns."""
