"""What a notebook shows: a statement in words, an entity's card, the map in its frame."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from graph.model import period

if TYPE_CHECKING:
    from graph.network import Citation, QuotationInfo

SHOWN = 20
"""How many statements an entity shows in a notebook."""


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement in words: the labels of its ends, its modality, its speaker, and its evidence."""

    id: str
    subject: str
    relation: str
    object: str
    modality: str
    speaker: str | None
    when: str | None
    evidence: tuple[Citation, ...]
    start: str | None = None
    end: str | None = None
    state: str | None = None

    def __str__(self) -> str:
        """As a sentence: `China attacks United States (claimed by James R. Clapper, 2015-01)`."""
        said = "" if self.modality == "Asserted" else self.modality.lower()
        by = f"{said or 'said'} by {self.speaker}" if self.speaker else said
        notes = ", ".join(note for note in (by, period(self.when, self.start, self.end, self.state)) if note)
        return f"{self.subject} {self.relation} {self.object}" + (f" ({notes})" if notes else "")


@dataclass(frozen=True, slots=True)
class EntityView:
    """One entity: its id below the base, class, fullest name, all names, roles, and statements.

    `statements` are those that it is subject, object or speaker of, sorted by subject, relation, object;
    `quotations` those that it speaks or that mention it, in the order of the texts.
    """

    id: str
    iri: str
    cls: str
    label: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    mentions: int
    statements: tuple[StatementView, ...]
    quotations: tuple[QuotationInfo, ...] = ()

    def __str__(self) -> str:
        return f"{self.label} ({self.cls})"

    def _repr_html_(self) -> str:
        """A card for notebooks: the names, then each statement with its first sentence; no script in it."""
        also = ", ".join(name for name in self.names if name != self.label)
        lines = [f"<h4>{escape(self.label)} <small>{escape(self.cls)}</small></h4>"]
        lines += [
            f"<p>{escape(line)}</p>" for line in (also and f"Also {also}", "; ".join(self.roles)) if line
        ]
        lines += [f"<ul>{''.join(_item(s) for s in self.statements[:SHOWN])}</ul>"] if self.statements else []
        if (more := len(self.statements) - SHOWN) > 0:
            lines.append(f"<p>… and {more} more</p>")
        return "<div>" + "".join(lines) + "</div>"


def _item(statement: StatementView) -> str:
    quote = ""
    if statement.evidence:
        first = statement.evidence[0]
        quote = f"<blockquote>{escape(first.sentence)} <small>[{escape(first.source)}]</small></blockquote>"
    return f"<li>{escape(str(statement))}{quote}</li>"


@dataclass(frozen=True, slots=True)
class MapView:
    """The interactive map as one HTML page: shows itself in a notebook, and can be saved."""

    html: str
    height: int = 720

    def save(self, path: str | Path) -> Path:
        """Write the page to a file and return its path."""
        target = Path(path)
        target.write_text(self.html, encoding="utf-8", newline="\n")
        return target

    def _repr_html_(self) -> str:
        # A sandboxed frame: the script of the page cannot access the notebook or the network.
        return (
            f'<iframe srcdoc="{escape(self.html)}" title="Map" width="100%" height="{self.height}"'
            ' sandbox="allow-scripts allow-downloads allow-popups" style="border:0"></iframe>'
        )
