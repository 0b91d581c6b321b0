"""The looks of a Word file: fonts, page, header and footer.

Thai is a complex script to Word: it takes the font, size and weight of that script (`w:cs`,
`w:szCs`, `w:bCs`), and breaks lines between words where its language is said to be Thai.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.section import Section

FONT = "TH Sarabun New"  # As Thai offices write; where it is missing, another takes its place.
SIZE = 16  # Points.
INK, SOFT, ALARM = "000000", "404040", "A33A00"
HEAD, BAND = "E2E8F0", "F4F7FA"  # Behind the header of a table, and behind a band.
_A4 = (210.0, 297.0)  # Millimetres.
_MARGIN = 15.0
_TOP = 17.0
_CELL_LINE = 18.0  # Room for vowels and tones, and no more: fonts differ in what they take.
_UNUSED = ("thumbnail", "stylesWithEffects", "extended-properties", "customXml")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One style of paragraphs; sizes and spaces in points."""

    size: float = SIZE
    bold: bool = False
    colour: str = INK
    align: str = "left"
    before: float = 0
    after: float = 0
    with_next: bool = False
    line: float | None = None  # Points from line to line; None: as the font has it.


_LOOKS: Mapping[str, _Look] = {
    "Normal": _Look(line=22, after=2),
    "Title": _Look(size=22, line=30, bold=True, align="center"),
    "Subtitle": _Look(size=20, line=28, bold=True, align="center"),
    "About": _Look(line=22, align="center", colour=SOFT),
    "Heading 1": _Look(size=18, bold=True, before=9, after=3, with_next=True),
    "Note": _Look(size=13, colour=SOFT, line=17, before=3),
    "Header": _Look(size=14, align="right", colour=SOFT),
    "Footer": _Look(size=14, align="center", colour=SOFT),
    "Cell": _Look(size=14, line=_CELL_LINE),
    "Cell Bold": _Look(size=14, bold=True, line=_CELL_LINE),
    "Band": _Look(size=14, bold=True, with_next=True, line=_CELL_LINE),
    "Band Line": _Look(size=13, with_next=True, line=_CELL_LINE),
    "Signature Part": _Look(bold=True, align="center", after=10),
    "Signature Line": _Look(align="center", after=8),
}


def paper_width(*, lying: bool) -> float:
    """Return the millimetres between the margins."""
    return _A4[lying] - 2 * _MARGIN


def set_styles(file: "File", smaller: float = 0) -> None:
    """Give a new file the looks of a plan, some points smaller; unused parts are dropped."""
    from docx.enum.style import WD_STYLE_TYPE

    for rels in (file.part.package.rels, file.part.rels):
        for key in [key for key, one in rels.items() if one.reltype.endswith(_UNUSED)]:
            del rels[key]
    _set_defaults(file, smaller)
    known = {one.name for one in file.styles}
    for name, look in _LOOKS.items():
        if name not in known:
            file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_look(file.styles[name], _smaller(look, smaller))


def _smaller(look: _Look, points: float) -> _Look:
    """Return a look some points smaller, in its letters, lines and spaces."""
    line = look.line and look.line - points
    before = max(0.0, look.before - 2 * points)
    return replace(look, size=look.size - points, line=line, before=before)


def _set_defaults(file: "File", smaller: float) -> None:
    """Let every style begin with the font, and with Thai as the language of its script."""
    from docx.oxml.ns import qn

    defaults: Any = file.styles.element.find(qn("w:docDefaults"))
    found = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found.clear()
    _set_font(found, _Look(size=SIZE - smaller))
    found.append(_element("w:lang", val="en-US", eastAsia="en-US", bidi="th-TH"))


def _set_look(style: Any, look: _Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    old = [one for one in (style.element.pPr, style.element.rPr) if one is not None]
    for one in old:
        style.element.remove(one)
    _set_font(style.element.get_or_add_rPr(), look)
    form = style.paragraph_format
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, look.align.upper())
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = Pt(look.line) if look.line else 1.0
    form.keep_with_next = look.with_next
    form.widow_control = True


def _set_font(properties: Any, look: _Look) -> None:
    """Set the font of every script, in the order that the format asks for."""
    half = round(2 * look.size)
    properties.append(_element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT))
    if look.bold:
        properties.append(_element("w:b"))
        properties.append(_element("w:bCs"))
    properties.append(_element("w:color", val=look.colour))
    properties.append(_element("w:sz", val=half))
    properties.append(_element("w:szCs", val=half))


def set_page(file: "File", running: str, page: str, *, lying: bool) -> None:
    """Set A4, standing or lying, with a line above every page and its number below."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = file.sections[0]
    high, wide = (_A4[not lying], _A4[lying])
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.bottom_margin = Mm(_MARGIN)
    section.top_margin = Mm(_TOP)
    section.header_distance = section.footer_distance = Mm(7)
    section.header.paragraphs[0].text = running
    _number_pages(section, page)


def _number_pages(section: "Section", page: str) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{page} ")
    _field(paragraph.add_run(), "PAGE")
    paragraph.add_run(" / ")
    _field(paragraph.add_run(), "NUMPAGES")


def _field(run: Any, name: str) -> None:
    """Put a field that the reader's program works out."""
    asked = _element("w:instrText")
    asked.text = name
    for one in (
        _element("w:fldChar", fldCharType="begin"),
        asked,
        _element("w:fldChar", fldCharType="end"),
    ):
        run._r.append(one)  # noqa: SLF001 - the library has no fields of its own


def _element(tag: str, **values: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    found = OxmlElement(tag)
    for name, value in values.items():
        found.set(qn(f"w:{name}"), str(value))
    return found


def set_style(paragraph: Any, name: str) -> None:
    """Give a paragraph a style by its id: by its name, the library reads all styles each time."""
    paragraph._p.style = name.replace(" ", "")  # noqa: SLF001 - the library has no other way


def shade(cell: Any, colour: str) -> None:
    """Put a colour behind a cell."""
    cell._tc.get_or_add_tcPr().append(  # noqa: SLF001 - the library has no shading of its own
        _element("w:shd", val="clear", color="auto", fill=colour)
    )


def keep_together(row: Any, *, is_head: bool = False) -> None:
    """Let a row never be split between pages; one that is a head stands on each page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no such property
    properties.append(_element("w:cantSplit"))
    if is_head:
        properties.append(_element("w:tblHeader"))


def narrow_cells(table: Any) -> None:
    """Leave less room beside the text of each cell than the program would."""
    margins = _element("w:tblCellMar")
    for side, room in (("top", 25), ("left", 70), ("bottom", 10), ("right", 70)):
        margins.append(_element(f"w:{side}", w=room, type="dxa"))
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - the library has no such property
