"""English words by the lemmatizer's tables: any other word may be a name."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Token

TABLE = "whereas_english"


def learn(nlp: Language) -> None:
    """Keep with the vocabulary the words that the pipeline's own lemmatizer knows (WordNet's)."""
    lookups = nlp.vocab.lookups
    if lookups.has_table(TABLE):
        lookups.remove_table(TABLE)
    lookups.add_table(TABLE, {"words": _lemmas(nlp)})


def _lemmas(nlp: Language) -> frozenset[str]:
    pipe = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    lookups = getattr(pipe, "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    table = lookups.get_table("lemma_index")
    return frozenset(word for part in sorted(table) for word in table[part])


def is_english(token: Token) -> bool:
    """Whether a token is an English word in any form; all tokens are where no words are known."""
    lookups = token.vocab.lookups
    words = lookups.get_table(TABLE)["words"] if lookups.has_table(TABLE) else frozenset()
    lemma = token.lemma_.lower()
    return not words or token.lower_ in words or lemma in words or _singular(token.lower_) in words


def _singular(word: str) -> str:
    """A noun without its plural ending, for words that have another tag."""
    return word[:-1] if word.endswith("s") and len(word) > 4 else word
