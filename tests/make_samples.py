# ruff: noqa: E501  the articles are one line a paragraph
"""Make the Word and PDF samples from the texts below: `python tests/make_samples.py [folder]`.

Needs reportlab and python-docx. The same bytes each time: no clock. In the PDF
text `\\u00ad` marks where a word may be broken at the end of a line.
"""

from __future__ import annotations

import datetime
import io
import sys
import zipfile
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"

DOCX_NAME = "2015-11-g20-antalya.docx"
DOCX_TITLE = "Leaders of the G20 adopt a rule that two of them wrote"
DOCX_DATE = datetime.datetime(2015, 11, 18, 9, 0, 0)
DOCX = """By Ilse Marchetti

ANTALYA, Turkey — A promise that China and the United States made to each other in September became a promise of the twenty largest economies on Monday. In the communiqué of their summit in Antalya, the leaders of the G20 affirmed that no country should conduct or support the theft of intellectual property by means of information technology, if its purpose is to give an advantage to companies.

The meeting, on November 15 and 16, was hosted by President Recep Tayyip Erdoğan of Turkey. It was overshadowed by the attacks in Paris two days before it opened. President François Hollande stayed at home and was represented by Foreign Minister Laurent Fabius. Terrorism, the war in Syria and the refugees who were crossing the Aegean took up most of the time.

The passage on cyberspace is short. It was supported by Barack Obama and by Xi Jinping, who had announced a bilateral commitment in almost the same words in the Rose Garden on September 25, and by David Cameron, whose government obtained one from the Chinese president in October. Russia and India, which have no such agreement with Washington, accepted the text as well. President Vladimir Putin and Prime Minister Narendra Modi both attended the summit.

The leaders also welcomed the report that was completed this summer by the Group of Governmental Experts at the United Nations. The GGE, in which experts from 20 states took part, had recommended that no state should knowingly damage the critical infrastructure of another in peacetime, and that states should not attack each other's computer emergency teams. All states, the communiqué says, should abide by norms of responsible behavior, and international law, in particular the UN Charter, applies to what they do with information technology.

The statement is not a treaty. Nobody has signed it, it names no authority that could investigate a violation, and it does not cover espionage for the purposes of the state. The United States has not said whether it would treat a theft of the kind that it charged to five Chinese officers in 2014 as a breach of the new rule.

Still, it is the first time that so many heads of government have put their names to a norm for the internet, said Marta Ellingham of the Harrow Bay Institute. China and Russia may now find it harder to argue that only a code of conduct of the kind they submitted to the United Nations in January can bring order to the field.

China will take over the presidency of the G20 in December and will host the next summit in Hangzhou in September 2016. Before that, Attorney General Loretta Lynch and State Councilor Guo Shengkun are to meet in Washington on December 1 for the first round of the dialogue on cybercrime."""

PDF_NAME = "2016-06-second-dialogue.pdf"
PDF_TITLE = "Beijing hosts second round of talks on cybercrime"
PDF_HEAD = "THE EXAMPLE COURIER"
PDF_FOOT = "World · June 2016"
PDF = """By Tomas Arkwright

June 22, 2016

BEIJING — China and the United States held the second round of their high-level dia\u00adlogue on cyber\u00adcrime in Beijing on June 14, with one side short of its leaders. Jeh Johnson, the American sec\u00adretary of home\u00adland se\u00adcurity, cancelled his journey after a gunman killed 49 people at a night\u00adclub in Orlando, Florida, two days earlier, and Attorney General Loretta Lynch did not travel either.

Guo Shengkun, China's minister of public se\u00adcurity, led the talks as he had done in Washington in December. He was joined by Suzanne Spaulding, an under sec\u00adretary of the Depart\u00adment of Home\u00adland Se\u00adcurity, and Bruce Swartz, a deputy as\u00adsistant attorney general. The two del\u00adegations reviewed the table\u00adtop exer\u00adcise that their officials had held in April, and decided to plan another one. A hot\u00adline between the two ministries is to be put into use before the end of the year.

The dia\u00adlogue was created by Presi\u00addent Barack Obama and Presi\u00addent Xi Jinping at their summit in Sep\u00adtember 2015. At the same meeting they pledged that their gov\u00adernments would not conduct or know\u00adingly support cyber-enabled theft of in\u00adtel\u00adlec\u00adtual property. Nine months later the evi\u00addence on that pledge is mixed, but it is better than many in Washington had pre\u00addicted.

FireEye, the owner of Mandiant, reported on Monday that intrusions by 72 groups that it believes to be based in China or to serve Chinese in\u00adterests have become much rarer since the middle of 2014. The com\u00adpany, based in California, had counted more than 60 break-ins a month in 2013. In May of this year there were fewer than ten. The decline began before the agree\u00adment between Xi and Obama, its analysts wrote. They point to the military reforms of the Chinese pres\u00adident, to the reports that made the hackers of Unit 61398 known, and to the threat of sanc\u00adtions.

Other cases are passing through the courts. Su Bin, a Chinese busi\u00adnessman who was ar\u00adrested in Canada in 2014, pleaded guilty in Los Angeles in March to having con\u00adspired with two hackers in China to steal plans of the C-17 transport air\u00adcraft from Boeing. He will be sen\u00adtenced in July. The five officers of the People's Lib\u00aderation Army who were in\u00addicted in Pittsburgh remain at large.

China has com\u00adplaints of its own. Its Foreign Min\u00adistry has often said that the country is one of the main victims of hacking, and its offi\u00adcials have not for\u00adgotten the docu\u00adments published by Edward Snowden, who lives in Russia. Beijing has not asked for a public accounting of them in the dia\u00adlogue, which is limited to crime.

In the United States the Office of Per\u00adsonnel Manage\u00adment is still writing to some of the 21.5 million people whose files were stolen. China denied that its gov\u00adernment was behind the theft, and its state news agency, Xinhua, said in December that it was the work of crim\u00adinals. The American gov\u00adernment has neither con\u00adfirmed nor con\u00adtradicted this.

The third round of the dia\u00adlogue is planned for the second half of 2016 in Washington. It would be the last under the present ad\u00administration. Marta Ellingham, an analyst at the Harrow Bay Institute, expects both sides to use it to write down what they want to keep, since nobody can say what Obama's suc\u00adcessor will make of an agree\u00adment that was never signed."""


def docx_bytes() -> bytes:
    """The Word sample, its parts with a fixed time."""
    from docx import Document

    document = Document()
    document.add_paragraph(DOCX_TITLE, style="Title")
    for paragraph in DOCX.split("\n\n"):
        document.add_paragraph(paragraph)
    section = document.sections[0]
    section.header.paragraphs[0].text = "The Example Courier"
    core = document.core_properties
    core.title, core.author, core.comments = DOCX_TITLE, "Ilse Marchetti", ""
    core.created = core.modified = DOCX_DATE
    written = io.BytesIO()
    document.save(written)
    return _dated(written.getvalue())


def _dated(archive: bytes) -> bytes:
    """The archive again with its parts in order of names, all of one date."""
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stored, "w") as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            part = zipfile.ZipInfo(name, (2015, 11, 18, 9, 0, 0))
            part.create_system = 3  # else it is the machine's own
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED, 9)
    return stored.getvalue()


def pdf_bytes() -> bytes:
    """The PDF sample: running head and foot, page numbers, words broken at the ends of lines."""
    from reportlab.pdfgen.canvas import Canvas

    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(420, 595), invariant=1, pageCompression=0)
    canvas.setTitle(PDF_TITLE)
    lines: list[tuple[str, str, int]] = [(PDF_TITLE, "Times-Bold", 16), ("", "Times-Roman", 10)]
    for paragraph in PDF.split("\n\n"):
        wrapped = wrap(paragraph, width=324)
        lines += [(line, "Times-Roman", 10) for line in wrapped] + [("", "Times-Roman", 5)]
    half = 39
    for number, page in enumerate((lines[:half], lines[half:]), 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(48, 565, PDF_HEAD)
        top = 540.0
        for line, font, size in page:
            canvas.setFont(font, size)
            canvas.drawString(48, top, line)
            top -= 1.25 * size
        canvas.setFont("Helvetica", 8)
        canvas.drawString(48, 24, PDF_FOOT)
        canvas.drawString(360, 24, str(number))
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def wrap(paragraph: str, *, width: float) -> list[str]:
    """The lines of a paragraph in points of Times at size 10, broken at spaces, hyphens and `\\u00ad`."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines, line = [], ""
    for word in paragraph.split(" "):
        rest = word
        while True:
            room = f"{line} {rest}".strip().replace("\u00ad", "")
            if stringWidth(room, "Times-Roman", 10) <= width:
                line = room
                break
            begins = [at for at in range(2, len(rest)) if rest[at] == "\u00ad"]
            fits = [
                (f"{line} {rest[:at]}-".strip().replace("\u00ad", ""), rest[at + 1 :])
                for at in begins
                if stringWidth(f"{line} {rest[:at]}-".replace("\u00ad", ""), "Times-Roman", 10) <= width
            ]
            full, rest = fits[-1] if fits else (line, rest)
            lines.append(full)
            line = ""
    return [*lines, line]


def make(folder: Path) -> None:
    """Write both samples into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DOCX_NAME).write_bytes(docx_bytes())
    (folder / PDF_NAME).write_bytes(pdf_bytes())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
