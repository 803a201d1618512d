"""Ways to tamper with bytes, drawn by hypothesis: what comes out is nearly, but not quite, what it was."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

TOKENS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\r", b"\n\n", b"\t",
    b'"', b"'", b"\\", b"<", b">", b"&", b"&a;", b"{", b"}", b"[", b"]", b"(" * 300, b"[" * 3000, b"a" * 5000,
    b"<!--", b"]]>",
    b"<script>", b"<![CDATA[", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"---\n", b"```", b"=HYPERLINK(1)",
    b"%PDF-", b"endobj", b"stream\n", b"/Encrypt 1 0 R", b"/Length 999999999", b"xref", b"PK\x03\x04",
    b"../../etc/passwd", b"9" * 400, b"-1", b"1e999", b"NaN", b"null", b"\\ud800",
    b"@prefix : <", b"@base <file:///etc/> .", b"_:b0", b"# @param x entity",
]  # fmt: skip
"""What has broken readers of such formats before."""


@st.composite
def edits(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """A way to tamper with bytes: some cuts, doublings, turned bits and things put in."""
    kinds = st.sampled_from(["cut", "double", "turn", "put", "end"])
    places = st.floats(0, 1, exclude_max=True)
    steps = draw(
        st.lists(
            st.tuples(kinds, places, st.integers(1, 400), st.sampled_from(TOKENS)), min_size=1, max_size=8
        )
    )

    def edit(data: bytes) -> bytes:
        for kind, place, size, token in steps:
            at = int(place * len(data))
            part = data[at : at + size]
            if kind == "cut":
                data = data[:at] + data[at + size :]
            elif kind == "double":
                data = data[:at] + part * 3 + data[at + size :]
            elif kind == "turn":
                data = data[:at] + bytes(b ^ 1 << (size % 8) for b in part[:3]) + data[at + 3 :]
            elif kind == "put":
                data = data[:at] + token + data[at:]
            else:
                data = data[:at]
        return data

    return edit
