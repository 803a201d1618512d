"""Agreements, meetings, accusations, contradictions, and the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx

from graph.analyse import contradictions, event_type, sign
from graph.model import Modality
from graph.ontology import Ontology
from graph.report.phrasing import (
    Said,
    claim,
    date,
    evidence,
    inverse,
    name,
    period,
    relation,
    state,
    touching,
)

# Terms of the vocabulary that have a section of their own; kinds of them count as well.
AGREEMENT, MEETING = "Agreement", "Meeting"
CONSULT, ACCUSE = "CONSULT", "ACCUSE"
MOST = 40  # lines of a section; what is left out is counted


def agreements(network: nx.MultiDiGraph, ontology: Ontology) -> list[str]:
    """Each agreement with its date, its parties and other statements."""
    return _things(network, ontology, "Agreements", AGREEMENT)


def meetings(network: nx.MultiDiGraph, ontology: Ontology) -> list[str]:
    """Each meeting with its participants, then encounters without a named meeting."""
    named = _things(network, ontology, "Meetings", MEETING)
    met = _statements(network, lambda said: event_type(said[3]["relation"], ontology) == CONSULT)
    lines = _lines(network, met, ontology)
    if not lines:
        return named
    return [*named, *lines] if named else ["## Meetings", "", *lines]


def _things(network: nx.MultiDiGraph, ontology: Ontology, heading: str, cls: str) -> list[str]:
    found = [node for node, data in network.nodes(data=True) if ontology.is_a(data["cls"], cls)]
    found = [node for node in found if network.degree(node)]
    found.sort(key=lambda node: (network.nodes[node]["when"] or "~", node))
    lines: list[str] = []
    for node in found[:MOST]:
        lines += _thing(network, ontology, node)
    return [f"## {heading}", "", *lines, *_left_out(len(found))] if lines else []


def _thing(network: nx.MultiDiGraph, ontology: Ontology, node: str) -> list[str]:
    """A thing, the others by how they are tied to it, and the first proof of each tie."""
    said = _in_order(one for one in touching(network, node) if one[0] != one[1])
    groups: dict[str, list[Said]] = {}
    for one in said:
        groups.setdefault(_tie(one, node, ontology), []).append(one)
    when = date(network.nodes[node]["when"])
    head = f"- {name(network, node)}{', ' + when if when else ''}"
    lines = [head]
    for words, members in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        others = sorted({one[1] if one[0] == node else one[0] for one in members})
        lines.append(f"  - {words} {', '.join(name(network, other) for other in others)}  ")
        lines += evidence(network, members[0], indent="    ")
    return lines


def _tie(said: Said, node: str, ontology: Ontology) -> str:
    """The relation as read from `node`, and how surely it is said."""
    words = inverse(said, ontology) if said[1] == node else relation(said, ontology)
    how = said[3]["modality"]
    marks = ["" if how == Modality.ASSERTED else how.lower(), period(said[3]), state(said[3])]
    about = ", ".join(filter(None, marks))
    return f"{words} ({about})" if about else words


def accusations(network: nx.MultiDiGraph, ontology: Ontology) -> list[str]:
    """Accusations, and claims and denials of hostile acts, by speaker, by default the subject."""
    wanted = _statements(
        network,
        lambda said: (
            said[3]["modality"] == Modality.DENIED
            or event_type(said[3]["relation"], ontology) == ACCUSE
            or (said[3]["modality"] == Modality.CLAIMED and sign(said[3]["relation"], ontology) < 0)
        ),
    )
    by_speaker: dict[str, list[Said]] = {}
    for said in wanted:
        by_speaker.setdefault(said[3]["speaker"] or said[0], []).append(said)
    lines: list[str] = []
    for speaker in sorted(by_speaker, key=lambda one: (-len(by_speaker[one]), one)):
        lines += [f"- {name(network, speaker)}", *_lines(network, by_speaker[speaker], ontology, indent="  ")]
    return ["## Accusations and denials", "", *lines] if lines else []


def contradicted(network: nx.MultiDiGraph, ontology: Ontology) -> list[str]:
    """What one says and another denies."""
    lines: list[str] = []
    for subject, _, obj, said, denied in contradictions(network):
        keys = (*said, *denied)
        both: list[Said] = [(subject, obj, key, network.edges[subject, obj, key]) for key in keys]
        lines += [f"- {name(network, subject)} {relation(both[0], ontology)} {name(network, obj)}"]
        for one in both:
            lines += [f"  - {_who(network, one[3])}", *evidence(network, one, indent="    ")]
    return ["## Contradicted", "", *lines] if lines else []


def _who(network: nx.MultiDiGraph, data: Mapping[str, Any]) -> str:
    speaker = name(network, data["speaker"]) if data["speaker"] in network else "the article"
    return f"{'Denied' if data['modality'] == Modality.DENIED else 'Said'} by {speaker}"


def timeline(network: nx.MultiDiGraph, ontology: Ontology) -> list[str]:
    """What is dated, by date, a sentence once."""
    dated = sorted(_statements(network, lambda said: bool(said[3]["when"])), key=lambda one: one[3]["when"])
    lines: list[str] = []
    count, seen = 0, set()
    for said in dated:
        quoted = evidence(network, said)
        if (said[3]["when"], *quoted) in seen:
            continue
        seen.add((said[3]["when"], *quoted))
        count += 1
        if count <= MOST:
            lines += [
                f"- {date(said[3]['when'])}: {claim(network, said, ontology, dated=False)}",
                *_in(quoted),
            ]
    return ["## Timeline", "", *lines, *_left_out(count)] if lines else []


def _statements(network: nx.MultiDiGraph, wanted: Callable[[Said], bool]) -> list[Said]:
    """Statements in a fixed order: by date, then by key."""
    return _in_order(one for one in network.edges(keys=True, data=True) if wanted(one))


def _in_order(said: Iterable[Said]) -> list[Said]:
    return sorted(said, key=lambda one: (one[3]["when"] or "~", one[2]))


def _lines(
    network: nx.MultiDiGraph, said: Iterable[Said], ontology: Ontology, *, indent: str = ""
) -> list[str]:
    lines: list[str] = []
    found = list(said)
    for one in found[:MOST]:
        lines += [f"{indent}- {claim(network, one, ontology)}", *evidence(network, one, indent=f"{indent}  ")]
    return [*lines, *_left_out(len(found))]


def _left_out(count: int) -> list[str]:
    return [f"- and {count - MOST} more, all on the map"] if count > MOST else []


def _in(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]
