"""Every statement of every text in some folders, a line each, to compare two versions with `diff`.

    python -m benchmarks.statements ../shared/corpus > after.tsv
    diff before.tsv after.tsv

A line holds text, subject, relation, object, modality, speaker, date, extractor and sentence, tab-separated,
sorted. Texts are read one by one, each on its own, without a publication date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from graph.extract import read_all
from graph.model import Reading, Source


def sources(folders: list[Path]) -> Iterator[Source]:
    """The texts below the folders, in the order of their paths."""
    for file in sorted(file for folder in folders for file in folder.rglob("*.txt")):
        yield Source(str(file), file.read_text(encoding="utf-8"))


def lines(reading: Reading) -> Iterator[str]:
    """The statements of one text, a line each."""
    text, name = reading.source.text, Path(reading.source.slug).name
    for s in reading.statements:
        for place in s.evidence:
            sentence = " ".join(text[place.sentence.begin : place.sentence.end].split())
            cells = (name, s.subject, s.relation, s.object, s.modality.value, s.speaker, s.when)
            yield "\t".join([*(str(c or "-") for c in cells), place.extractor, sentence])


if __name__ == "__main__":
    found = [line for r in read_all(sources([Path(a) for a in sys.argv[1:]])) for line in lines(r)]
    sys.stdout.write("\n".join(sorted(found)) + "\n")
