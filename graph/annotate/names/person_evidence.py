"""Evidence that a name is a person's: family, what only people do and are, birth and death in brackets."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.english import is_english
from graph.annotate.names.gazetteer import Gazetteer, plain
from graph.annotate.names.name_view import NameView
from graph.grammar.tree import first_conjunct

LIST_TOKENS = 24  # tokens from a name back to the plural noun of its list: eight names of three tokens
BRACKET_TOKENS = 14  # tokens of a bracket that are read: an age, dates of birth and death, one office
APPOSITION_MARKS = frozenset({",", "-", "–", "—", ":", "--"})
LIST_WORDS = APPOSITION_MARKS | frozenset({"and", "&", "(", ")", ";", "or"})
DESCRIPTION_OPENERS = frozenset({"as", "a", "an", "the", "once", "one"})


def by_kin(view: NameView, name: Candidate) -> Mapping[str, float]:
    """Family: "his wife Ana", "sons Adam and Ben", "Emil's daughter", "married to Karl"."""
    doc, words = view.doc, view.lexicon
    if follows_kin(doc, name, words) or _and_kin(doc, name, words):
        return {"Person": 9.0}
    if is_listed_kin(doc, name, words):
        return {"Person": 8.0}
    first = first_conjunct(doc[name.head])
    owns = first.dep_ in ("poss", "nmod") and first.head.i >= name.end and is_kin(first.head, words)
    owned = first.dep_ == "pobj" and first.head.lower_ == "of" and is_kin(first.head.head, words)
    if first.dep_ == "pobj" and (first.head.head.lower_, first.head.lower_) in words.marrying:
        return {"Person": 4.0}
    if not (owns or owned):
        return {}
    return {"Person": 1.0 if view.spans[name.start, name.end].is_city else 4.0}  # "the sons of Liverpool"


def is_kin(token: Token, words: Lexicon) -> bool:
    """Whether a token is a common noun for a member of a family."""
    return token.pos_ == "NOUN" and (token.lemma_.lower() in words.kin or token.lower_ in words.kin)


def follows_kin(doc: Doc, name: Candidate, words: Lexicon) -> bool:
    """Whether a kinship noun is right before a name, or before a comma and the name."""
    i = name.start - 1
    if i < 1:
        return False
    if doc[i].text in APPOSITION_MARKS:
        set_off = name.end == len(doc) or not doc[name.end].is_alpha or doc[name.end].lower_ == "and"
        tied = doc[name.head].dep_ == "appos" and doc[name.head].head.i == i - 1
        return (set_off or tied) and i > 1 and _is_possessed(doc[i - 1], words)
    return _is_possessed(doc[i], words)


def _and_kin(doc: Doc, name: Candidate, words: Lexicon) -> bool:
    """Whether "and", a possessive and a kinship noun follow a name: "Blum and her husband"."""
    after = doc[name.end : name.end + 3]
    return (
        len(after) == 3
        and after[0].lower_ == "and"
        and after[1].tag_ == "PRP$"
        and is_kin(after[2], words)
        and not doc[name.start].is_lower
    )


def _is_possessed(noun: Token, words: Lexicon) -> bool:
    """Whether a kinship noun has a possessor or determiner, or is in a list."""
    if not is_kin(noun, words) or noun.tag_ == "NNS":
        return False
    whose = any(c.dep_ in ("poss", "det", "nummod") for c in noun.lefts)
    return whose or noun.dep_ in ("conj", "appos", "compound", "nmod") or noun.nbor(-1).pos_ == "ADJ"


def is_listed_kin(doc: Doc, name: Candidate, words: Lexicon) -> bool:
    """Whether a name is in the list after a plural kinship noun: "children, A and B"."""
    for i in range(name.start - 1, max(0, name.start - LIST_TOKENS), -1):
        token = doc[i]
        if token.tag_ == "NNS" and is_kin(token, words):
            return True
        named = token.text[0].isupper() or token.text[0].isdigit()
        if not (named or token.lower_ in LIST_WORDS or is_kin(token, words)) or token.is_sent_end:
            return False
    return False


def by_life(view: NameView, name: Candidate) -> Mapping[str, float]:
    """Predicates of people: "Reed grew up in …", "Born in Osaka, Fukuda …", "As its president, Horgan …"."""
    doc, words = view.doc, view.lexicon
    head = first_conjunct(doc[name.head])
    if head.dep_ not in ("nsubj", "nsubjpass") or head.head.i < name.start:
        apart = name.end < len(doc) and doc[name.end].text == "," and name.label not in ("GPE", "LOC")
        return {"Person": 2.5} if apart and opened_by_person(doc, name, words, "") else {}
    if any(says_person(verb, head, words) for verb in (head.head, *_own_conjuncts(head.head))):
        return {"Person": 4.0}
    return {"Person": 3.0} if opened_by_person(doc, name, words) else {}


def _own_conjuncts(verb: Token) -> list[Token]:
    """The verbs coordinated with a verb that have no subject of their own."""
    return [v for v in verb.conjuncts if not any(c.dep_ in ("nsubj", "nsubjpass") for c in v.lefts)]


def says_person(verb: Token, subject: Token, words: Lexicon) -> bool:
    """Whether a verb with its complements has only people as subjects: "was born in", "grew up"."""
    passive = subject.dep_ == "nsubjpass" or any(c.dep_ == "auxpass" for c in verb.lefts)
    wanted = words.living.get(f"be {verb.lower_}" if passive else verb.lemma_.lower())
    if wanted is None:
        below = [c for c in verb.rights if c.dep_ in ("acomp", "oprd")] if verb.lemma_ == "be" else []
        return any(f"be {c.lower_}" in words.living for c in below)
    return "" in wanted or any(_matches(c, wanted) for c in verb.rights)


def _matches(child: Token, wanted: frozenset[str]) -> bool:
    return child.lower_ in wanted or child.lemma_.lower() in wanted


def opened_by_person(doc: Doc, name: Candidate, words: Lexicon, participle: str = "be") -> bool:
    """Whether the sentence opens with a description of the subject: "A native of Oslo, Berg …"."""
    if name.start < 3 or doc[name.start - 1].text != ",":
        return False
    i = doc[name.start].sent.start
    if f"{participle} {doc[i].lower_}" in words.living:
        return True
    if doc[i].lower_ not in DESCRIPTION_OPENERS:
        return False
    while i < name.start and (
        doc[i].lower_ in DESCRIPTION_OPENERS or doc[i].pos_ in ("ADJ", "ADV", "NUM", "PUNCT")
    ):
        i += 1
    while i + 1 < name.start and doc[i + 1].pos_ in ("NOUN", "PROPN"):
        i += 1
    return is_person_word(doc[i], words)


def is_person_word(token: Token, words: Lexicon) -> bool:
    """Whether a noun, capitalised or not, is one for people."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    return any(w in words.person_nouns or w in words.role_heads for w in (token.lower_, token.lemma_.lower()))


def by_dates(view: NameView, name: Candidate) -> Mapping[str, float]:
    """Birth and death in brackets: "(born 10 May 1938)", "(c. 1565–1611)", "(née Berg)"."""
    doc, words = view.doc, view.lexicon
    at = name.end
    while at < len(doc) and (doc[at].is_quote or doc[at].text == ","):
        at += 1
    if at >= len(doc) or doc[at].text != "(":
        return {}
    inside = doc[at + 1 : at + BRACKET_TOKENS]
    close = next((i for i, t in enumerate(inside) if t.text == ")"), len(inside))
    told = words.words("adjective", "Living")
    if any(t.lower_ in told for t in inside[:close]):
        return {"Person": 5.0}
    days = sum(t.like_num and t.text.isdigit() and len(t.text) < 3 for t in inside[:close])
    years = [t for t in inside[:close] if t.text.isdigit() and len(t.text) == 4]
    return {"Person": 4.0} if days == 2 and len(years) == 2 else {}


def opens_as_name(token: Token, words: Lexicon, places: Gazetteer) -> bool:
    """Whether a sentence opens with a name that the tagger took for a common word: "Iain was …".

    A word that is not English, or a known name, with a predicate that only people have.
    """
    if not token.is_alpha or token.pos_ not in ("NOUN", "ADV", "VERB", "ADJ", "X", "INTJ"):
        return False
    if len(token.text) < 3 or token.i + 1 >= len(token.doc):
        return False
    if not token.text.istitle():
        return _opens_as_acronym(token)
    verb = _verb_of(token)
    told = verb is not None and (says_person(verb, token, words) or _has_person_noun(verb, words))
    seated = verb is not None and f"be {verb.lower_}" in words.verbs_of("HasMembers")
    personal = places.is_given(token.text) or plain(token.text) in places.family_names
    if is_english(token):
        return told and personal and token.pos_ == "NOUN"
    plainly = not token.ent_type_ and (seated or _has_noun(verb))
    return told or personal or token.ent_type_ == "PERSON" or plainly


def _opens_as_acronym(token: Token) -> bool:
    """Whether a sentence opens with an acronym that is no English word: "CSRN was formed …"."""
    strange = token.text.isupper() and not is_english(token) and token.nbor().text.islower()
    return strange and token.dep_ in ("nsubj", "nsubjpass")


def _verb_of(token: Token) -> Token | None:
    """The verb whose subject the first word is, or would be if it were a noun."""
    if token.dep_ in ("nsubj", "nsubjpass"):
        return token.head
    after = token.nbor()
    verb = after.head if after.dep_ in ("aux", "auxpass") else after
    free = verb.pos_ in ("VERB", "AUX") and not any(c.dep_.startswith("nsubj") for c in verb.lefts)
    return verb if free else None


def _has_noun(verb: Token | None) -> bool:
    """Whether a copula has a noun with an article: "Kijenge is a company"."""
    said = (c for c in verb.rights if c.dep_ == "attr") if verb is not None and verb.lemma_ == "be" else ()
    return any(c.pos_ == "NOUN" and any(d.lower_ in ("a", "an", "the") for d in c.lefts) for c in said)


def _has_person_noun(verb: Token, words: Lexicon) -> bool:
    """Whether a copula has a noun for people: "Pagán is a native of …"."""
    return verb.lemma_ == "be" and any(is_person_word(c, words) for c in verb.children if c.dep_ == "attr")
