"""Who belongs to a list: conjuncts, "as well as", "along with", and the members that "including" names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.grammar.words import ADDING, FINITE_OR_MODAL, INCLUDING, NOMINALS, PLURAL, PREDICATES
from graph.model import Modality

EVERY = frozenset({"all", "everyone", "everybody", "everything", "none", "nobody", "nothing", "every"})
MEMBER_TOKENS = 40  # tokens from a noun to the "including" that names its members


def conjoined(token: Token | None) -> list[Token]:
    """A token with the tokens coordinated with it after it, and the members of its list.

    "X but not Y" leaves Y out; "officials, including A and B" gives the officials, A and B.
    """
    if token is None:
        return []
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj" and child.pos_ in NOMINALS and not _left_out(child):
            found.extend(conjoined(child))
        elif child.dep_ == "prep" and _joins(child) and (child.lower_ != "as" or token.tag_ in PLURAL):
            found.extend(t for thing in _things(child) for t in conjoined(thing))
        elif child.dep_ == "appos" and _listed(token, child):
            found.extend(conjoined(child))
    return list(dict.fromkeys(found))


def _left_out(child: Token) -> bool:
    """Whether a conjunct is taken out again: "X but not Y", "all but Y"."""
    every = {child.head.lower_, *(c.lower_ for c in child.head.lefts)}
    if every & EVERY and any(c.dep_ == "cc" and c.lower_ == "but" for c in child.head.rights):
        return True
    before = child.doc[child.left_edge.i - 1].lower_ if child.left_edge.i else ""
    return before in ("not", "than") or any(c.dep_ == "neg" for c in child.lefts)


def _joins(prep: Token) -> bool:
    """Whether a preposition adds members: "including", "such as", "along with"."""
    if prep.lower_ in INCLUDING or prep.lower_ in ("besides", "alongside") or _together(prep):
        return True
    after = prep.doc[prep.i + 1].lower_ if prep.i + 1 < len(prep.doc) else ""
    return f"{prep.lower_} {after}" in ("along with", "together with") or (
        prep.lower_ == "as" and prep.i > 0 and prep.nbor(-1).lower_ == "such"
    )


def _together(prep: Token) -> bool:
    return prep.lower_ == "with" and prep.i > 0 and prep.nbor(-1).lower_ in ("together", "along")


def brought(prep: Token) -> list[Token]:
    """What a preposition brings in with its coordinates, also where it is repeated ("by X and by Y")."""
    again = [c for c in prep.children if c.dep_ == "conj" and c.lower_ == prep.lower_]
    return [t for p in (prep, *again) for c in p.children if c.dep_ == "pobj" for t in conjoined(c)]


def _things(prep: Token) -> list[Token]:
    """What a preposition brings in, also through a second one ("along with X")."""
    found = [c for c in prep.children if c.dep_ in ("pobj", "dobj")]
    return found or [
        c for inner in prep.children if inner.dep_ == "prep" for c in inner.children if c.dep_ == "pobj"
    ]


def _listed(token: Token, child: Token) -> bool:
    """Whether an apposition is really the next of a list: "Belgium, France and Italy" read as explained."""
    between = token.doc[token.i + 1 : child.left_edge.i].text.strip()
    closed = token.dep_ == "conj" and any(c.dep_ == "cc" for c in token.head.rights)
    return (
        between == ","
        and not closed
        and not _begins_a_clause(token, child)
        and token.pos_ == child.pos_ == "PROPN"
        and any(c.dep_ in ("cc", "conj") for c in child.children)
    )


def _begins_a_clause(token: Token, child: Token) -> bool:
    """Whether what follows a comma is another verb's subject: "When X invaded Y, Egypt and Mali met"."""
    after = child.right_edge.i + 1
    if after >= len(token.doc) or token.doc[after].tag_ not in FINITE_OR_MODAL:
        return False
    return token.doc[after].i not in {t.i for t in token.ancestors} or token.head.i < token.i


def named_members(token: Token) -> list[Token]:
    """The members that "including" names of a group, wherever in its clause the parser hangs them."""
    doc, last = token.doc, min(token.i + MEMBER_TOKENS, len(token.doc))
    for i in range(token.i + 1, last):
        word = doc[i]
        if word.is_sent_start:
            return []
        if (
            word.pos_ in PREDICATES
            and word.lower_ not in INCLUDING
            and word.dep_ not in ("acl", "relcl", "amod")
        ):
            return []
        if word.lower_ == "including" or (word.lower_ == "as" and doc[i - 1].lower_ == "such"):
            return [t for thing in _things(word) for t in conjoined(thing)]
    return []


def additions(verb: Token) -> list[Token]:
    """Those who are added to the subject: "along with …", "together with …", "in addition to …"."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ == "prep" and _together(child):
            found.extend(brought(child))
        elif child.dep_ == "prep" and child.lower_ in ("along", "together", "in", "besides", "alongside"):
            for inner in child.subtree:
                if inner.dep_ == "pobj" and inner.head.lower_ in ("with", "to", "besides", "alongside"):
                    lead = " ".join(t.lower_ for t in inner.doc[child.i : inner.head.i + 1])
                    if lead in ADDING:
                        found.extend(conjoined(inner))
    return found


def hedge(tokens: list[Token]) -> Modality | None:
    """What "or" and "nor" between arguments make of a statement: either is possible, neither denied."""
    words = {c.lower_ for token in tokens for c in token.children if c.dep_ in ("cc", "preconj")}
    if words & {"nor", "neither"}:
        return Modality.DENIED
    return Modality.POSSIBLE if words & {"or", "either"} else None


def stray(token: Token) -> Iterator[Token]:
    """Tokens coordinated with the noun of an "of" phrase below a token: they may be the token's conjuncts."""
    for prep in token.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "from", "for", "at"):
            for thing in _things(prep):
                yield from conjoined(thing)[1:]
