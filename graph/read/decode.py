"""Bytes → text: detects the encoding, repairs mojibake, normalizes line ends and code points."""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff",
    b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0",
)  # fmt: skip
WESTERN = "sloppy-windows-1252"
"""Windows-1252 as browsers read it: every byte has a meaning. ftfy registers the codec."""

SPACES = re.compile(r"[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
PLAIN = re.compile(r"[\t\n -~\u2013\u2014\u2018\u2019\u201c\u201d]*")
"""A line of ASCII, curly quotes and dashes, which needs no repair."""
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)


def encoding_of(data: bytes) -> str:
    """The name of the codec that reads `data`, which may be cut anywhere.

    In order: a byte order mark, valid UTF-8, UTF-16 without a mark, a declaration in the first two
    kilobytes (HTML, XML), and else a guess.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return name
    wide = _wide(data)
    if wide:
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return _declared(data) or _guess(data)
    return "utf-8"


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII in it leaves every other byte zero."""
    even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    half = min(len(data), 4096) / 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data[:2048])
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        data[:64].decode(name, "replace")  # some codecs are no text encodings
    except (LookupError, UnicodeError, TypeError, ValueError):
        return None
    # Browsers read these as Windows-1252; a declared UTF-8 has just been shown to be untrue.
    return None if name == "utf-8" else WESTERN if name in {"iso8859-1", "ascii", "cp1252"} else name


def _guess(data: bytes) -> str:
    """Windows-1252 where few bytes are not ASCII (punctuation, accents), else what the bytes look like.

    Charset detection is unsure about a handful of curly quotes, and sure about a page of Cyrillic.
    """
    import ftfy.bad_codecs  # noqa: F401  registers WESTERN
    from charset_normalizer import from_bytes

    sample = data[:200_000]
    if sum(byte > 0x7F for byte in sample) < 0.3 * len(sample):
        return WESTERN
    best = from_bytes(sample).best()
    return best.encoding if best else WESTERN


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: a known signature, or controls in a part of a hundred."""
    if data.startswith(SIGNATURES):
        return True
    text = data[:65536].decode(encoding_of(data[:65536]), "replace")
    return len(CONTROLS.findall(text)) + text.count("\ufffd") / 4 > 0.01 * len(text)


def decode(data: bytes) -> str:
    """Bytes as text in the encoding that they show; what cannot be decoded becomes U+FFFD."""
    return data.decode(encoding_of(data), "replace")


def clean(text: str) -> str:
    """Text in NFC with `\\n` line ends, plain spaces, without invisible characters and mojibake.

    Bidirectional and zero-width controls are removed, so that offsets count visible characters.

    >>> clean("Chinaâ€™s  ministry\\r\\nsaid")
    'China’s  ministry\\nsaid'
    """
    if "&" in text:  # whether it begins an entity may depend on the lines before
        mended = _mended(text)
    else:
        mended = "".join(line if PLAIN.fullmatch(line) else _mended(line) for line in LINES.findall(text))
    return UNSEEN.sub("", SPACES.sub(" ", mended))


def _mended(text: str) -> str:
    """Text without mojibake, which ftfy looks for line by line."""
    import ftfy

    return ftfy.fix_text(text, uncurl_quotes=False, normalization="NFC")
