"""What a sale makes of ownership: the buyer owns what the seller owned before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.extract.doc_view import DocView
from graph.extract.matching import phrase_of
from graph.extract.related import related
from graph.extract.relations import Found
from graph.extract.states import TOLD
from graph.extract.times import time_of
from graph.model import State

TO_BUYER = ("to", "~to", "recipient")


def from_sales(view: DocView) -> Iterator[Found]:
    """Who owns a body that is sold, from then on and until then: "Acme sold Borealis to Corvus"."""
    owns, selling = view.words.frame("property"), view.words.words("verb", "Sale")
    for verb in view.verbs:
        if verb.lemma_.lower() not in selling:
            continue
        predicate = view.predicate(verb)
        sold = [k for k in view.all_keys(predicate.themes) if view.family(k) == "Organization"]
        phrase, when = phrase_of(view, verb, verb), time_of(view, verb)
        for buyer in predicate.of(*TO_BUYER):
            keys = [key for key in view.keys(buyer) if key not in sold]
            yield from related(view, keys, owns, sold, buyer.head, "verb/sale", phrase=phrase, when=when)
        if view.stance(verb).modality in TOLD:
            sellers = [key for key in view.all_keys(predicate.agents) if key not in sold]
            until = (None, None, when[0] or when[2])
            owned = related(view, sellers, owns, sold, verb, "verb/sale", phrase=phrase, when=until)
            yield from (replace(found, state=State.ENDED) for found in owned)
