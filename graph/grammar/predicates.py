"""Predicates and their arguments as values: what a verb, noun, role noun or adjective says of what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token


class Kind(StrEnum):
    """What heads a predicate; a repair reads arguments of any of them through an error of the parser."""

    VERB = "verb"
    NOUN = "noun"
    ROLE = "role"
    ADJECTIVE = "adjective"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a predicate, coordination expanded.

    `role` is "agent", "theme", "recipient", "bearer", "complement", "possessor" or the preposition that
    brings it in: "in" where its phrase is attached to the head, "~in" where it is another argument's.
    `via` names the constructions that produced it, the outermost first; `is_subject` marks the theme of a
    passive that is its grammatical subject; `through` is the verb that lends an argument to a noun: what
    "launched" makes of Iran in "Iran launched an attack" depends on the verb.
    """

    role: str
    token: Token
    via: tuple[str, ...] = ()
    is_subject: bool = False
    through: Token | None = None


@dataclass(frozen=True, slots=True)
class Predicate:
    """A head with its arguments in the order in which the constructions found them, and its voice."""

    head: Token
    kind: Kind
    arguments: tuple[Argument, ...] = ()
    passive: bool = False

    def of(self, *roles: str) -> list[Token]:
        """The argument tokens in these roles, each once, in order."""
        return list(dict.fromkeys(a.token for a in self.arguments if a.role in roles))

    @property
    def agents(self) -> list[Token]:
        """Who does it."""
        return self.of("agent")

    @property
    def themes(self) -> list[Token]:
        """What it is done to."""
        return self.of("theme")

    def subjects(self) -> list[Token]:
        """The grammatical subjects: what a passive is done to, who does an active."""
        if not self.passive:
            return self.agents
        return [a.token for a in self.arguments if a.is_subject]
