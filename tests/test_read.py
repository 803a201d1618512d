"""Reading: files of every format become sources, and what is broken becomes one clear line."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import ftfy
import make_samples
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model import Source
from graph.read import ENDINGS, count, files, load, sources
from graph.read.decode import SPACES, UNSEEN, clean, decode, encoding_of, is_binary
from graph.read.find import _folder
from graph.read.furniture import strip
from graph.read.head import MONTHS, date_at_head, date_in_name, front_matter, iso_date, title_of
from graph.read.pdf import Line, _spaced, without_edges
from graph.read.prose import paragraphs, unwrap, wrap_width

SAMPLES = Path(__file__).parent.parent / "samples"
FIRST_ARTICLE = Path(__file__).parent.parent.parent / "shared" / "corpus" / "cyber-relations.txt"
PROSE = (
    "The minister of Ruritania flew to Strelsau on Monday and met the king, who had asked for the talks. "
    "They spoke for two hours about the treaty of friendship, which neither of them has signed as yet."
)


def one(path: Path, **options: int) -> Source:
    """The only source of a path, nothing being wrong."""
    found = list(sources([path], **options))
    assert len(found) == 1
    return found[0]


def problems(*paths: Path | str, **options: int) -> tuple[list[Source], list[InputError]]:
    errors: list[InputError] = []
    return list(sources(paths, on_error=errors.append, **options)), errors


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def html_page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def pdf_bytes(*pages: list[str], password: str | None = None) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    written = io.BytesIO()
    canvas = Canvas(written, invariant=1, encrypt=password)
    for page in pages:
        for at, line in enumerate(page):
            canvas.drawString(72, 720 - 14 * at, line)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def docx_bytes(*texts: str, title: str = "") -> bytes:
    from docx import Document

    document = Document()
    for text in texts:
        document.add_paragraph(text)
    document.core_properties.title = title
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


# --- the samples -----------------------------------------------------------------------------------

SAMPLE_TABLE = [
    ("2013-02-mandiant-apt1-report", "Security firm traces hackers to a tower in Shanghai", "2013-02-21"),
    (
        "2013-06-sunnylands-snowden",
        "Two presidents in the desert, and a leak that changed the subject",
        "2013-06-25",
    ),
    ("2014-05-pla-indictment", "U.S. charges five Chinese army officers with hacking", "2014-05-20"),
    (
        "2015-01-code-of-conduct",
        "Six states bring a code of conduct for the internet back to the United Nations",
        "2015-01-22",
    ),
    (
        "2015-06-opm-breach",
        "Director quits as breach at personnel agency grows to 21.5 million",
        "2015-07-11",
    ),
    ("2015-09-xi-obama-summit", "Xi and Obama pledge to curb cyber theft", "2015-09-30"),
    (
        "2015-10-uk-china-pledge",
        "Britain follows Washington with a cyber pledge from Beijing",
        "2015-10-23",
    ),
    ("2015-11-g20-antalya", "Leaders of the G20 adopt a rule that two of them wrote", "2015-11-18"),
    (
        "2015-12-cybercrime-dialogue",
        "First dialogue on cybercrime ends with guidelines and a date",
        "2015-12-04",
    ),
    ("2016-06-second-dialogue", "Beijing hosts second round of talks on cybercrime", "2016-06-22"),
    (
        "2017-10-law-enforcement-dialogue",
        "Under a new name, Washington and Beijing keep talking about cybercrime",
        "2017-10-06",
    ),
    (
        "2018-12-apt10-indictment",
        "Two Chinese nationals charged over a campaign against service providers",
        "2018-12-21",
    ),
]


@pytest.fixture(scope="module")
def samples() -> dict[str, Source]:
    return {source.slug: source for source in sources([SAMPLES])}


def test_samples_come_in_order_with_title_and_date(samples: dict[str, Source]) -> None:
    assert [(s.slug, s.title, s.published) for s in samples.values()] == SAMPLE_TABLE


@pytest.mark.parametrize("slug", [slug for slug, _, _ in SAMPLE_TABLE])
def test_a_sample_is_prose_and_nothing_else(samples: dict[str, Source], slug: str) -> None:
    text = samples[slug].text
    assert 300 <= len(text.split()) <= 600
    assert text == clean(text).strip()
    assert all(len(paragraph) >= len("Analysis") for paragraph in text.split("\n\n"))
    assert "\n" not in text.replace("\n\n", "")
    for furniture in ("cookie", "Related Articles", "Leave a Reply", "Photo:", "**", "](", "---", "COURIER"):
        assert furniture not in text


def test_the_saved_page_keeps_the_article_and_its_publisher(samples: dict[str, Source]) -> None:
    page = samples["2014-05-pla-indictment"]
    assert page.publisher == "The Example Courier"
    assert page.text.count("WASHINGTON — Five officers of China’s People’s Liberation Army") == 1
    assert page.text.endswith("it may see little reason to.")
    assert "solar panels became a trade dispute" not in page.text


def test_the_pdf_is_made_whole(samples: dict[str, Source]) -> None:
    text = samples["2016-06-second-dialogue"].text
    assert "high-level dialogue on cybercrime in Beijing" in text
    assert "cyber-enabled theft of intellectual property" in text
    assert "World · June 2016" not in text
    assert (
        make_samples.PDF.replace("\u00ad", "").split() == text.split()[len(make_samples.PDF_TITLE.split()) :]
    )


def test_the_wrapped_sample_is_joined(samples: dict[str, Source]) -> None:
    assert len((SAMPLES / "2015-12-cybercrime-dialogue.txt").read_text("utf-8").splitlines()) > 40
    assert len(samples["2015-12-cybercrime-dialogue"].text.split("\n\n")) == 10


def test_made_samples_are_the_same_bytes_again(tmp_path: Path) -> None:
    make_samples.make(tmp_path)
    assert (tmp_path / make_samples.PDF_NAME).read_bytes() == (SAMPLES / make_samples.PDF_NAME).read_bytes()
    for name in (tmp_path / make_samples.DOCX_NAME, SAMPLES / make_samples.DOCX_NAME):
        with zipfile.ZipFile(name) as archive:
            assert {info.date_time for info in archive.infolist()} == {(2015, 11, 18, 9, 0, 0)}
    assert make_samples.docx_bytes() == (tmp_path / make_samples.DOCX_NAME).read_bytes()


def test_reading_is_the_same_from_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    absolute = list(sources([SAMPLES]))
    monkeypatch.chdir(SAMPLES.parent)
    assert list(sources(["samples"])) == absolute
    monkeypatch.chdir(tmp_path)
    assert list(sources([os.path.relpath(SAMPLES)])) == absolute


@pytest.mark.skipif(
    not FIRST_ARTICLE.exists(), reason="needs ../shared/corpus, which is not part of the project"
)
def test_the_first_article() -> None:
    source = one(FIRST_ARTICLE)
    assert source.title == "Cyber Security Relations"
    assert source.text.startswith("Features\n\nCyber Security Relations\n\n")
    assert source.text.count("This 12-story building") == 1
    assert source.text.count("Customers use computers at a Beijing Internet bar") == 1
    for furniture in ("GETTY IMAGES", "Leave a Reply", "Related Articles", "Back to top", "Required fields"):
        assert furniture not in source.text
    assert source.text.endswith("to enable the thaw to progress.")


# --- bad input: one line each, the rest is read ------------------------------------------------------

BAD: list[tuple[str, str | bytes, str]] = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", " \n\t\n", "is empty"),
    ("blank.md", "---\ntitle: Nothing\n---\n", "is empty"),
    ("furniture.txt", "Leave a Reply\n", "is empty"),
    ("binary.txt", bytes(range(256)) * 8, "is binary"),
    ("picture.md", b"\x89PNG\r\n\x1a\n" + b"IHDR" * 20, "is binary"),
    ("picture.html", b"\xff\xd8\xff\xe0" + b"JFIF" * 20, "is binary"),
    ("binary.csv", b"text\n" + bytes(range(32)) * 40, "is binary"),
    ("hollow.html", "<html><body></body></html>", "has no article text"),
    ("broken.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type", "damaged"),
    ("words.pdf", "These are words and no PDF at all.", "damaged"),
    ("scanned.pdf", pdf_bytes([]), "without text"),
    ("locked.pdf", pdf_bytes(["secret"], password="open sesame"), "encrypted"),
    ("broken.docx", b"PK\x03\x04 and no more", "damaged"),
    ("other.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
    ("hollow.docx", docx_bytes(), "holds no text"),
    ("columns.csv", "name,age\nAnn,3\n", "has no text column"),
    ("empty.csv", "title,text\n", "is empty"),
    ("empty.jsonl", "\n\n", "is empty"),
]


@pytest.mark.parametrize(("name", "content", "problem"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_is_one_line_and_the_rest_is_read(
    tmp_path: Path, name: str, content: str | bytes, problem: str, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = write(tmp_path, name, content)
    write(tmp_path, "zz-good.txt", PROSE)
    found, errors = problems(tmp_path)
    assert [source.text for source in found] == [PROSE]
    assert len(errors) == 1
    assert errors[0].path == str(bad)
    assert problem in errors[0].problem
    assert errors[0].way_out
    assert "\n" not in str(errors[0])
    assert capfd.readouterr() == ("", "")  # libraries do not speak over us
    with pytest.raises(InputError, match=problem):
        list(sources([bad]))


@pytest.mark.parametrize(
    ("given_path", "problem"),
    [
        ("missing.txt", "does not exist"),
        ("article.odt", r"unknown ending \(\.odt\)"),
        ("article", "has no ending"),
        ("hollow", "has no articles"),
        ("*.nothing", "has no articles"),
        ("nul\0.txt", r"nul\\x00.txt: does not exist"),
        ("new\nline.txt", r"new\\nline.txt: does not exist"),
    ],
)
def test_a_path_that_names_no_article(tmp_path: Path, given_path: str, problem: str) -> None:
    write(tmp_path, "article.odt", PROSE)
    write(tmp_path, "article", PROSE)
    write(tmp_path, "hollow/.hidden.txt", PROSE)
    with pytest.raises(InputError, match=problem):
        list(sources([os.path.join(tmp_path, given_path)]))


def test_a_file_over_the_limit_says_the_way_out(tmp_path: Path) -> None:
    path = write(tmp_path, "long.txt", PROSE)
    with pytest.raises(InputError, match="more than the limit of 100; split it, or raise max_bytes"):
        list(sources([path], max_bytes=100))
    assert one(path, max_bytes=len(PROSE)).text == PROSE


def test_a_word_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 5_000_000)
    path = write(tmp_path, "bomb.docx", packed.getvalue())
    assert path.stat().st_size < 100_000
    with pytest.raises(InputError, match="expands to far more"):
        list(sources([path], max_bytes=100_000))


def test_no_permission_to_a_file_or_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", PROSE)
    write(tmp_path, "b.txt", PROSE)
    write(tmp_path, "closed/c.txt", PROSE)
    read, listed = Path.read_bytes, Path.iterdir

    def no_file(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    def no_folder(path: Path):
        if path.name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "read_bytes", no_file)
    monkeypatch.setattr(Path, "iterdir", no_folder)
    found, errors = problems(tmp_path)
    assert [source.slug for source in found] == ["b"]
    assert sorted(error.path for error in errors) == [str(tmp_path / "a.txt"), str(tmp_path / "closed")]
    assert {error.problem for error in errors} == {"permission denied"}


def test_a_link_loop_is_one_error(tmp_path: Path) -> None:
    write(tmp_path, "deep/er/a.txt", PROSE)
    (tmp_path / "deep/er/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    found, errors = problems(tmp_path)
    assert [source.origin for source in found] == ["deep/er/a.txt"]
    by_name = {Path(error.path).name: error.problem for error in errors}
    assert by_name.keys() == {"loop", "self.txt", "gone.txt"}
    assert "loop" in by_name["loop"]
    assert "loop" in by_name["self.txt"]
    assert "does not exist" in by_name["gone.txt"]


def test_links_that_lead_to_each_other_end(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt", PROSE)
    write(tmp_path, "b/two.txt", PROSE)
    (tmp_path / "a/over").symlink_to(tmp_path / "b", target_is_directory=True)
    (tmp_path / "b/over").symlink_to(tmp_path / "a", target_is_directory=True)
    assert sorted(source.slug for source in sources([tmp_path])) == ["one", "two"]
    walked = _folder(tmp_path, ENDINGS, pytest.fail)
    assert len(list(walked)) == 2  # each folder once, not until the system gives up on the links


# --- which files, in which order, under which name ---------------------------------------------------


def test_a_folder_is_read_with_those_below_but_not_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", ".git/x.txt", ".x.txt", "README.md", "LICENSE.txt", "p.jpg", "A/B.TXT"):
        write(tmp_path, name, f"{PROSE} {name}")
    assert [source.origin for source in sources([tmp_path])] == ["A/B.TXT", "a/z.md", "b.txt"]
    assert one(tmp_path / "README.md").slug == "readme"  # named outright, it is read


def test_a_file_given_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt", PROSE)
    (tmp_path / "b.txt").symlink_to(path)
    monkeypatch.chdir(tmp_path)
    given_paths = [path, "a.txt", tmp_path, "./a.txt", "*.txt", "../" + tmp_path.name]
    assert [source.origin for source in sources(given_paths)] == ["a.txt"]
    assert count(given_paths) == 1


def test_order_does_not_depend_on_the_order_given(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{name}.txt", PROSE + name) for name in ("b", "c", "a")]
    assert list(sources(paths)) == list(sources(reversed(paths)))
    assert [file.slug for file in files(paths)] == ["a", "b", "c"]


def test_slugs_are_unique(tmp_path: Path) -> None:
    for name in ("report.txt", "Report.md", "2015/report.txt", "2016/report.txt", "report-md.txt"):
        write(tmp_path, name, PROSE)
    slugs = {source.origin: source.slug for source in sources([tmp_path])}
    assert slugs == {
        "2015/report.txt": "report",
        "2016/report.txt": "2016-report-txt",
        "Report.md": "report-md",
        "report-md.txt": "report-md-txt",
        "report.txt": "report-txt",
    }


@given(st.text(st.sampled_from("ab A1 .$<>&;\t\n\r‘’“”–—…éÃ©â€™\x1b\x85\u2028ﬁ\u0301ａ\x0c"), max_size=60))
@example("â€™ a\n<b>&amp;\n&amp; ‘x’—“y”")
def test_lines_that_are_left_alone_are_those_that_need_no_mending(text: str) -> None:
    mended = ftfy.fix_text(text, uncurl_quotes=False, normalization="NFC")
    assert clean(text) == UNSEEN.sub("", SPACES.sub(" ", mended))


@pytest.mark.parametrize("given", ["", "**/*.txt", "*"])
def test_the_output_of_an_earlier_build_is_no_article(given: str, tmp_path: Path) -> None:
    write(tmp_path, "news.txt", PROSE)
    write(tmp_path, "output/texts/news.txt", PROSE)
    write(tmp_path, "output/report.md", PROSE)
    write(tmp_path, "deep/output/texts/news.txt", PROSE)
    for folder in ("output", "deep/output"):
        (tmp_path / folder / ".whereas").mkdir()
    assert [one.origin for one in sources([str(tmp_path / given)])] == ["news.txt"]


def test_an_output_that_is_named_outright_is_read(tmp_path: Path) -> None:
    write(tmp_path, "texts/news.txt", PROSE)
    (tmp_path / ".whereas").mkdir()
    assert [one.origin for one in sources([tmp_path])] == ["texts/news.txt"]


def test_slugs_of_the_same_name_in_two_folders_are_numbered(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{folder}/x.txt", PROSE) for folder in "abcd"]
    assert [source.slug for source in sources(paths)] == ["x", "x-txt", "x-txt-2", "x-txt-3"]


def test_a_pattern_with_folders(tmp_path: Path) -> None:
    for name in ("in/a.txt", "in/deep/b.md", "out/c.txt"):
        write(tmp_path, name, PROSE + name)
    found = sources([str(tmp_path / "in" / "**" / "*.*")])
    assert [source.origin for source in found] == ["a.txt", "deep/b.md"]


def test_a_name_with_brackets_is_a_name_first(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a[1].txt", PROSE)).origin == "a[1].txt"


def test_one_path_need_not_be_a_list(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", PROSE)
    assert [source.slug for source in sources(str(path))] == ["a"]  # type: ignore[arg-type]


def test_count_opens_nothing(tmp_path: Path) -> None:
    write(tmp_path, "broken.pdf", b"")
    assert count([tmp_path, "missing.txt"]) == 1


def test_sources_stream(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", PROSE)
    late = write(tmp_path, "b.txt", PROSE)
    stream = sources([tmp_path])
    assert next(stream).slug == "a"
    late.write_bytes(b"")
    with pytest.raises(InputError, match="is empty"):
        next(stream)


def test_load_reads_one_file(tmp_path: Path) -> None:
    (file,) = files([write(tmp_path, "a.txt", PROSE)])
    assert [item.text for item in load(file) if isinstance(item, Source)] == [PROSE]


def test_importing_is_light() -> None:
    heavy = {"trafilatura", "pypdf", "docx", "ftfy", "charset_normalizer", "markdown_it", "spacy", "rdflib"}
    code = f"import sys, graph.read; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- encodings and characters ------------------------------------------------------------------------

ENCODED = [
    ("utf-8", "Xi’s “cyber agreement” — Türkiye, naïve café, 習近平"),
    ("utf-8-sig", "Xi’s “cyber agreement” — Türkiye, naïve café, 習近平"),
    ("utf-16", "Xi’s “cyber agreement” — Türkiye, naïve café, 習近平"),
    ("utf-16-le", "Xi’s “cyber agreement” — Türkiye, naïve café"),
    ("utf-16-be", "Xi’s “cyber agreement” — Türkiye, naïve café"),
    ("utf-32", "Xi’s “cyber agreement” — Türkiye, naïve café"),
    ("cp1252", "Xi’s “cyber agreement” — Türkiye, naïve café"),
    ("latin-1", "The Côte d’Azur, Zürich and Málaga were visited by the delegation".replace("’", "'")),
    ("cp1251", "Президент России встретился с председателем КНР, и стороны подписали соглашение. " * 4),
    (
        "gb18030",
        "中国国家主席习近平同美国总统举行会谈,双方同意共同打击网络犯罪。两国将建立高级别对话机制。" * 4,
    ),
]


@pytest.mark.parametrize(("encoding", "text"), ENCODED, ids=[encoding for encoding, _ in ENCODED])
def test_the_encoding_is_found(tmp_path: Path, encoding: str, text: str) -> None:
    path = write(tmp_path, "a.txt", text.encode(encoding))
    assert one(path).text == clean(text).strip()


def test_a_declared_encoding_is_believed_where_it_can_be_true(tmp_path: Path) -> None:
    body = f"<article><h1>Zażółć</h1><p>Premier spotkał się z królem. {PROSE} Wałęsa</p></article>"
    page = html_page(body, '<meta charset="iso-8859-2">')
    assert "Wałęsa" in one(write(tmp_path, "a.html", page.encode("iso-8859-2"))).text
    assert "Wałęsa" in one(write(tmp_path, "b.html", page.encode("utf-8"))).text
    assert encoding_of(b'<meta charset="rot13">\xe9') == encoding_of(b"\xe9")


CLEANED = [
    ("a\r\nb\rc", "a\nb\nc"),
    ("caf\u0065\u0301", "café"),
    ("ChinaÃ¢â‚¬â„¢s", "China’s"),
    ("“curly” ‘quotes’ — stay…", "“curly” ‘quotes’ — stay…"),
    ("no\u00a0break\u2009thin", "no break thin"),
    ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
    ("abc\u202edef\u2066ghi", "abcdefghi"),
    ("ﬁve oﬃcers", "five officers"),
    ("nul\x00 bell\x07", "nul bell"),
    ("lone \ud800 surrogate", "lone \ufffd surrogate"),
]


@pytest.mark.parametrize(("raw", "cleaned"), CLEANED)
def test_clean(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_read_as_it_is(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        assert decode(text.encode(encoding)).removeprefix("\ufeff") == text.removeprefix("\ufeff")


@given(st.text(alphabet=st.characters(codec="utf-16", exclude_categories=["Cs"]), min_size=1))
def test_utf16_with_a_mark_is_read_as_it_is(text: str) -> None:
    assert decode(b"\xff\xfe" + text.encode("utf-16-le")) == text or text.startswith("\0")


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\xd8")
@settings(deadline=None)
def test_any_bytes_give_a_text_that_can_be_written(data: bytes) -> None:
    text = clean(decode(data))
    assert text.encode("utf-8").decode("utf-8") == text
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & set("\r\x00\u202e\u00ad\u200b\ufeff\u00a0\t")


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_a_source_or_one_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_bytes(text.encode("utf-8", "replace"))
    found, errors = problems(path)
    assert len(found) + len(errors) == 1
    for source in found:
        assert source.text.strip()
        assert source.sha256
        assert "\n\n\n" not in source.text
        assert all(line == " ".join(line.split()) for line in source.text.split("\n\n"))


def test_binary() -> None:
    assert is_binary(os.urandom(4096).replace(b"\n", b"\x01"))
    assert not is_binary(PROSE.encode())
    assert not is_binary("Привет, мир. ".encode("cp1251") * 30)


# --- paragraphs --------------------------------------------------------------------------------------

WRAPPED = """\
The minister of Ruritania flew to Strelsau on Monday and met
the king, who had asked for the talks. They spoke about cyber-
enabled theft and about the inter-
national treaty, the work of Hope-
Hawkins, for two hours.

Neither has signed the treaty of friendship. An international
court will decide, and nobody knows when it is going to do it.
"""


def test_wrapped_lines_are_joined_and_broken_words_made_whole() -> None:
    lines = WRAPPED.split("\n")
    assert unwrap(lines, width=62) == [
        "The minister of Ruritania flew to Strelsau on Monday and met the king, who had asked for the talks. "
        "They spoke about cyber-enabled theft and about the international treaty, the work of Hope-Hawkins, "
        "for two hours.",
        "Neither has signed the treaty of friendship. An international court will decide, and nobody knows "
        "when it is going to do it.",
    ]


@given(st.lists(st.sampled_from(PROSE.split()), min_size=40, max_size=200), st.integers(55, 90))
def test_wrapping_is_undone(words: list[str], width: int) -> None:
    import textwrap

    plain = " ".join(words)
    wrapped = textwrap.fill(plain, width, break_on_hyphens=False, break_long_words=False)
    assert " ".join(paragraphs(wrapped)) == plain
    joined = unwrap(wrapped.split("\n"), width=width)
    assert " ".join(joined) == plain


def test_two_wrapped_paragraphs_stay_two() -> None:
    import textwrap

    text = "\n\n".join(textwrap.fill(PROSE, 66) for _ in range(3))
    assert paragraphs(text) == [PROSE] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Headline\n{PROSE}\n{PROSE}", ["Headline", PROSE, PROSE]),
        ("a\n\n\n  b  c \n", ["a", "b c"]),
        ("- one thing\n- another\n- a third", ["- one thing", "- another", "- a third"]),
        ("", []),
    ],
)
def test_lines_that_are_not_wrapped_are_paragraphs(text: str, expected: list[str]) -> None:
    assert wrap_width(text.split("\n")) is None
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    ("heights", "sizes", "expected"),
    [
        ((700, 688, 676, 664), (10, 10, 10, 10), ["a", "b", "c", "d"]),
        ((700, 688, 670, 658), (10, 10, 10, 10), ["a", "b", "", "c", "d"]),
        ((700, 688, 676, 664), (16, 10, 10, 10), ["a", "", "b", "c", "d"]),
        ((700, 688, 700, 688), (10, 10, 10, 10), ["a", "b", "", "c", "d"]),
    ],
    ids=["even", "a gap", "larger letters", "the next column"],
)
def test_a_gap_on_the_page_ends_a_paragraph(
    heights: tuple[float, ...], sizes: tuple[float, ...], expected: list[str]
) -> None:
    lines = [Line(text, height, size) for text, height, size in zip("abcd", heights, sizes, strict=True)]
    assert _spaced(lines) == expected


def test_running_heads_and_page_numbers_go_but_text_said_twice_stays() -> None:
    pages = [
        ["THE DAILY", f"Page {n}", "First line of it.", "The king agreed.", "Last of page.", str(n)]
        for n in (1, 2, 3)
    ]
    pages[0][3] = "Something else."
    kept = without_edges([[*page[:3], *(f"Line {n} {page[1]}" for n in "abcd"), *page[3:]] for page in pages])
    flat = [line for page in kept for line in page]
    assert "THE DAILY" not in flat
    assert not [line for line in flat if line.startswith("Page") or line.isdigit()]
    assert "Something else." in flat
    assert len([line for line in flat if line.startswith("Line")]) == 12


# --- page furniture ----------------------------------------------------------------------------------

FURNITURE = [
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
    "Back to top button",
    "This site uses cookies to improve your experience.",
    "Share on Facebook",
    "Facebook Twitter LinkedIn WhatsApp",
    "3 comments",
    "Read more...",
    "© 2016 A Newspaper. All rights reserved.",
    "AFP/GETTY IMAGES",
    "(Photo by Jane Doe/AFP)",
    "Photo: Jane Doe",
    "Home > World > Asia",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes(line: str) -> None:
    assert strip([PROSE, line, PROSE + " More."]) == [PROSE, PROSE + " More."]


KEPT = [
    "“Cyber attacks cross borders.”",
    "China agreed.",
    "Share prices fell in Shanghai.",
    "Print was invented in China.",
    "Xi left.",
    "The Associated Press reported it.",
    "Photographs of the site show a building. Reuters could not verify them.",
    "Related questions were put to the minister, who did not answer.",
    "Comments by the minister were rejected.",
    "Home Secretary Theresa May spoke.",
    "Subscribe, said the treaty, or leave.",
    "The site uses cookies.",
]


@pytest.mark.parametrize("line", KEPT)
def test_what_only_looks_like_furniture_stays(line: str) -> None:
    assert strip([PROSE, line, PROSE + " More."]) == [PROSE, line, PROSE + " More."]


def test_a_caption_said_twice_is_kept_once_and_without_credit() -> None:
    caption = "Customers sit in a bar in Strelsau in December 2015."
    credited = f"{caption} AFP/GETTY IMAGES"
    assert strip([PROSE, credited, caption, "AFP/GETTY IMAGES", "Next."]) == [PROSE, caption, "Next."]
    assert strip([PROSE, credited, credited, "Next."]) == [PROSE, caption, "Next."]


def test_a_closing_heading_takes_what_follows_but_never_prose() -> None:
    assert strip([PROSE, "Related Articles", "Why it rains", "The sun"]) == [PROSE]
    assert strip([PROSE, "Related Articles", "Why it rains", PROSE + " More."])[-1] == PROSE + " More."
    assert strip(["Comments", PROSE]) == ["Comments", PROSE]


# --- title and date ----------------------------------------------------------------------------------

DATES = [
    ("September 25, 2015", "2015-09-25"),
    ("Sept. 25, 2015", "2015-09-25"),
    ("25 September 2015", "2015-09-25"),
    ("25th Sep 2015", "2015-09-25"),
    ("Friday, September 25, 2015", "2015-09-25"),
    ("Published: May 5, 2014", "2014-05-05"),
    ("Updated on September 25, 2015 at 10:32 a.m. EDT", "2015-09-25"),
    ("September 2015", "2015-09"),
    ("2015-09-25", "2015-09-25"),
    ("2015-09-25T10:00:00+02:00", "2015-09-25"),
    ("2015-09-25 10:00:00", "2015-09-25"),
    ("2015-09", "2015-09"),
    ("2015", "2015"),
    ("February 30, 2015", None),
    ("2015-13-01", None),
    ("In September 2015 they met", None),
    ("25/09/2015", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_dates(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@given(st.dates())
def test_every_day_is_read_back(day) -> None:
    month = MONTHS[day.month - 1].capitalize()
    assert iso_date(day.isoformat()) == day.isoformat()
    assert iso_date(f"{month} {day.day}, {day.year:04}") == day.isoformat()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Headline\n\nSeptember 25, 2015\n\nBody.", "2015-09-25"),
        ("WASHINGTON, Sept. 25, 2015 — The president spoke.", "2015-09-25"),
        ("STRELSAU, Ruritania, 25 September 2015 — The king spoke.", "2015-09-25"),
        ("The king spoke on September 25, 2015, in Strelsau.", None),
        ("2015\n\nBody", None),
        ("\n\n".join([PROSE] * 7 + ["September 25, 2015"]), None),
    ],
)
def test_date_at_head(text: str, date: str | None) -> None:
    assert date_at_head(text) == date


@pytest.mark.parametrize(
    ("stem", "date"),
    [
        ("2015-09-28-summit", "2015-09-28"),
        ("2015-09-summit", "2015-09"),
        ("20150928_summit", "2015-09-28"),
        ("2015-summit", None),
        ("1750-1775_foreword", None),
        ("1914-1918", None),
        ("summit-2015-09-28", None),
        ("2015-99-99", None),
    ],
)
def test_date_in_name(stem: str, date: str | None) -> None:
    assert date_in_name(stem) == date


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Features\n\nA Thaw in Strelsau\n\nBy Ann Other\n\n{PROSE}", "A Thaw in Strelsau"),
        (f"WORLD NEWS\n\nSeptember 25, 2015\n\nKing meets minister\n\n{PROSE}", "King meets minister"),
        (f"Will the king sign?\n\n{PROSE}", "Will the king sign?"),
        (
            f"The king and the minister\nmeet in Strelsau\n\n{PROSE}",
            "The king and the minister meet in Strelsau",
        ),
        (f"Summary\n\n{PROSE}", None),
        (f"One line a paragraph\n{PROSE}\n{PROSE}", "One line a paragraph"),
        ("A line alone", None),
        ("Two lines\nalone", None),
        (PROSE, None),
        ("", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert title_of(text) == title


def test_front_matter_outranks_what_the_text_says(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 'Cyber: a truce'\nDate: 2015-09-25\nsource: https://example.org/a\ntags:\n  - x\n---\n"
    )
    source = one(write(tmp_path, "2014-01-01-a.txt", f"{text}\nAnother Title\n\nMay 5, 2014\n\n{PROSE}"))
    assert (source.title, source.published, source.origin) == (
        "Cyber: a truce",
        "2015-09-25",
        "2014-01-01-a.txt",
    )
    assert source.text.startswith("Another Title")


@pytest.mark.parametrize("text", ["---\ntitle: open\n\nNo end.", "Note: this is prose.\nAnd so on.", "A: b"])
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert front_matter(text) == ({}, text)


# --- formats -----------------------------------------------------------------------------------------


def test_markdown_becomes_prose(tmp_path: Path) -> None:
    marked = """# A *thaw* in Strelsau

![The palace](palace.jpg)

The **king** met the [minister](https://example.org)[^1] on Monday
and spoke of `peace`. <b>They</b> agreed.

> A quotation\\*.

1. First
2. Second

| a | b |
|---|---|
| 1 | 2 |

```python
print("no prose")
```
"""
    source = one(write(tmp_path, "a.md", marked))
    assert source.title == "A thaw in Strelsau"
    assert source.text.split("\n\n") == [
        "A thaw in Strelsau",
        "The king met the minister on Monday and spoke of peace. They agreed.",
        "A quotation*.",
        "First",
        "Second",
    ]


def test_a_page_with_scripts_gives_text_only(tmp_path: Path) -> None:
    shown = "&lt;script&gt;alert(1)&lt;/script&gt;"
    body = f"<article><h1>A thaw</h1><p>{PROSE} {shown}</p><p>{PROSE}</p></article>"
    source = one(write(tmp_path, "a.html", html_page(f"<script>alert(2)</script>{body}")))
    assert "alert(2)" not in source.text
    assert PROSE in source.text


def test_the_date_of_a_page_does_not_depend_on_the_clock(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2150-01-02T06:30:00Z">'
    page = html_page(f"<article><h1>A thaw</h1><p>{PROSE}</p></article>", head)
    assert one(write(tmp_path, "a.html", page)).published == "2150-01-02"


PROLOGUES = [
    "",
    '<?xml version="1.0" encoding="utf-8"?>\n',
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://e.org/x.dtd">',
    '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
]


@pytest.mark.parametrize("prologue", PROLOGUES)
@pytest.mark.parametrize(
    "body", [f"<p>{PROSE}</p><p>And more.</p>" * 3, "<p>The king spoke.<script>alert()</script></p>"]
)
def test_a_page_under_any_prologue_and_of_any_length(tmp_path: Path, prologue: str, body: str) -> None:
    path = write(tmp_path, "a.html", f"{prologue}<html><body><nav><p>Menu</p></nav>{body}</body></html>")
    text = one(path).text
    assert text.startswith(("The king spoke.", PROSE))
    assert "ENTITY" not in text
    assert "alert" not in text


def test_a_pdf_where_nothing_reads_pdf_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    write(tmp_path, "a.pdf", pdf_bytes([PROSE[:80]]))
    write(tmp_path, "b.txt", PROSE)
    read, told = problems(tmp_path)
    assert [source.slug for source in read] == ["b"]
    assert [error.way_out for error in told] == ["install a PDF library with pip install 'whereas[pdf]'"]


def test_a_pdf_locked_against_changes_only_is_read(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_bytes([PROSE[:80], PROSE[80:160]]))))
    writer.encrypt(user_password="", owner_password="owner", algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    assert "The minister of Ruritania" in one(write(tmp_path, "a.pdf", written.getvalue())).text


def test_a_word_table_and_line_breaks(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("First line\nand its end.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left.", "Right."
    table.cell(0, 0).merge(table.cell(0, 1))
    written = io.BytesIO()
    document.save(written)
    source = one(write(tmp_path, "a.docx", written.getvalue()))
    assert source.text.split("\n\n") == ["First line and its end.", "Left.", "Right."]
    assert source.published is None  # the day of the library's template is no date


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        '{"id": 7, "title": "A thaw", "text": "The king spoke.", "date": "2015-09-25", "url": "https://e.org/a"}',
        "{broken",
        '["no", "object"]',
        '{"body": "The minister spoke.", "source": "The Example Courier", "tags": ["x"]}',
        '{"title": "no text"}',
        '{"text": "lone \\ud800 surrogate"}',
        "[" * 100_000,
    ]
    found, errors = problems(write(tmp_path, "many.jsonl", "\n".join(lines)))
    assert [(s.slug, s.title, s.published, s.origin, s.publisher) for s in found] == [
        ("many-7", "A thaw", "2015-09-25", "https://e.org/a", None),
        ("many-4", None, None, "many.jsonl", "The Example Courier"),
        ("many-6", None, None, "many.jsonl", None),
    ]
    assert [error.path.rpartition(", ")[2] for error in errors] == ["line 2", "line 3", "line 5", "line 7"]
    assert all("\n" not in str(error) for error in errors)


@pytest.mark.parametrize(("ending", "between"), [("csv", ","), ("csv", ";"), ("tsv", "\t"), ("csv", "|")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables(tmp_path: Path, ending: str, between: str, encoding: str) -> None:
    rows = [
        ["ID", "Title", "Published", "URL", "Content"],
        ["one", '"A ""thaw"""', '"May 5, 2014"', "https://e.org/1", '"The king’s\nmen; spoke, too."'],
        ["two", "", "", "", ""],
        ["", "", "", "", ""],
        ["one", "Again", "", "", "The minister spoke."],
    ]
    text = "\r\n".join(between.join(row) for row in rows)
    found, errors = problems(write(tmp_path, f"t.{ending}", text.encode(encoding)))
    assert [(s.slug, s.title, s.published, s.origin) for s in found] == [
        ("t-one", 'A "thaw"', "2014-05-05", "https://e.org/1"),
        ("t-one-2", "Again", None, f"t.{ending}"),
    ]
    assert "The king’s" in found[0].text
    assert "spoke, too." in found[0].text
    assert [str(error).partition(": ")[2] for error in errors] == ["holds no text; fix or remove the row"]


def test_a_line_in_another_encoding_is_read_by_itself(tmp_path: Path) -> None:
    good = ('{"text": "' + "é" * 700 + '"}\n').encode()
    data = good * 1000 + '{"text": "Xi’s café"}\n'.encode("cp1252")
    *_, last = sources([write(tmp_path, "mixed.jsonl", data)])
    assert last.text == "Xi’s café"


def test_a_row_longer_than_usual_fields_is_read(tmp_path: Path) -> None:
    assert len(one(write(tmp_path, "t.csv", "text\n" + "word " * 60_000)).text) == 299_999


def test_every_ending_is_covered_here() -> None:
    assert set(ENDINGS) == {
        ".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".csv", ".tsv",
    }  # fmt: skip
