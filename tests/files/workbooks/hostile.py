"""Workbooks that are made to harm whoever opens them."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping

WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http:'
    '//schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="rooms" '
    'sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SECOND = '<sheet name="rooms" sheetId="2" r:id="rId2"/></sheets>'
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
TABLES = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Pack parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def xlsx(rows: str, before: str = "", **others: bytes | str) -> bytes:
    """An XLSX workbook of one sheet, given the XML of its rows."""
    sheet = f"{before}<worksheet><sheetData>{rows}</sheetData></worksheet>"
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": LINKS.replace("worksheets/sheet1", "xl/workbook").replace(
                "relationships/worksheet", "relationships/officeDocument"
            ),
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": LINKS,
            "xl/worksheets/sheet1.xml": sheet,
            **others,
        }
    )


def ods(rows: str, **others: bytes | str) -> bytes:
    """An ODS workbook of one sheet, given the XML of its rows."""
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLES}" '
        f'xmlns:text="{TEXT}"><office:body><office:spreadsheet><table:table table:name="rooms">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content, **others})


def cell(reference: str, text: str = "x") -> str:
    """A cell with its text in itself."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def repeated(times: int, wide: int, text: str = "x") -> str:
    """Rows and columns that a few letters repeat."""
    return (
        f'<table:table-row table:number-rows-repeated="{times}"><table:table-cell '
        f'table:number-columns-repeated="{wide}" office:value-type="string"><text:p>{text}'
        "</text:p></table:table-cell></table:table-row>"
    )


def compound(name: str, stream: bytes = b"", *, circle: bool = False) -> bytes:
    """A compound file of OLE with one stream, as XLS workbooks and encrypted ones are."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // 512)
    tables = -(-(count + 1) // 127)
    chain = [*range(tables + 2, tables + 1 + count), tables + 1 if circle else 0xFFFFFFFE]
    table = [*[0xFFFFFFFD] * tables, 0xFFFFFFFE, *chain]
    table += [0xFFFFFFFF] * (128 * tables - len(table))
    head = OLE.ljust(24, b"\0") + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<II", tables, tables)
    head = head.ljust(56, b"\0") + struct.pack("<IIIII", 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0), (name, 2, tables + 1, len(stream))]
    directory = b"".join(
        label.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB", 2 * len(label) + 2, kind, 1).ljust(52, b"\0")
        + struct.pack("<III", first, size, 0)
        for label, kind, first, size in entries
    )
    data = struct.pack(f"<{len(table)}I", *table) + directory.ljust(512, b"\0")
    return head + data + stream.ljust(count * 512, b"\0")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def lying() -> bytes:
    """A part that is a thousand times as large as the file says of it."""
    whole = xlsx(f"<row>{cell('A1', 'x' * 5_000_000)}</row>")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    return whole.replace(size.to_bytes(4, "little"), (5_000).to_bytes(4, "little"))


def protected() -> bytes:
    """A part that says that it is encrypted."""
    data = bytearray(xlsx(""))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    """Two parts of one name, of which readers may take either."""
    return xlsx("", **{"xl/workbook.xmL": WORKBOOK}).replace(b"xl/workbook.xmL", b"xl/workbook.xml")


def packed_otherwise() -> bytes:
    """A part in a way that unpacks to far more."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK)
    return stream.getvalue()


def shared(uses: int) -> bytes:
    """One long text that many cells use."""
    cells = "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(uses))
    text = f"<sst><si><t>{'x' * 1_000_000}</t></si></sst>"
    return xlsx(cells, **{"xl/sharedStrings.xml": text})


UNUSED = f"<sst><si><t>{'x' * 21_000_000}</t></si></sst>"

ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
)

BLANK = (
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
)

ATTRIBUTES = "".join(f" a{number}='1'" for number in range(100_000))

BOMBS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "styled": ("b.xlsx", lambda: xlsx('<row r="1" s="1" customFormat="1"/>' * 1_800_000)),
    "empty": ("b.xlsx", lambda: xlsx("<c/>" * 4_000_000)),
    "corners": ("b.xlsx", lambda: xlsx(f"<row>{cell('A1')}{cell('XFD1048576')}</row>")),
    "beyond": ("b.xlsx", lambda: xlsx(f"<row>{cell('A1')}{cell('ZZZZZ9')}</row>")),
    "lying": ("b.xlsx", lying),
    "shared": ("b.xlsx", lambda: shared(100_000)),
    "unshared": ("b.xlsx", lambda: xlsx(f"<row>{cell('A1', 'x' * 21_000_000)}</row>")),
    "unused": ("b.xlsx", lambda: xlsx("", **{"xl/sharedStrings.xml": UNUSED})),
    "merged": ("b.xlsx", lambda: xlsx('<mergeCell ref="A1:A9"/>' * 1_900_000)),
    "attributes": ("b.xlsx", lambda: xlsx("<row" + ATTRIBUTES + "/>")),
    "parts": ("b.xlsx", lambda: xlsx("", **{f"xl/{n}.xml": "<x/>" for n in range(3_000)})),
    "repeated": ("b.ods", lambda: ods(repeated(1_048_576, 16_384))),
    "far": ("b.ods", lambda: ods(BLANK + repeated(1, 900))),
    "long": ("b.ods", lambda: ods(repeated(2_000, 1_000, "x" * 10_000))),
}
"""Workbooks that would fill the memory."""

CRAFTED: Iterable[tuple[str, bytes, str]] = (
    ("m.xlsm", xlsx(""), ".xlsm workbook (it may have macros)"),
    ("m.xlsx", xlsx("", **{"xl/vbaProject.bin": b"x"}), "a workbook with macros"),
    ("m.ods", ods("", **{"Basic/Standard/Module1.xml": "<x/>"}), "a workbook with macros"),
    ("b.xlsb", b"PK\x03\x04", "a .xlsb workbook"),
    ("e.xlsx", xlsx("", before=ENTITIES), "definitions of its own (DOCTYPE)"),
    ("e.xlsx", xlsx("", **{"xl/styles.xml": f"{ENTITIES}<x>&c;</x>"}), "(DOCTYPE)"),
    ("e.ods", ods("", **{"styles.xml": f"{ENTITIES}<x/>"}), "(DOCTYPE)"),
    ("p.ods", ods("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "a password"),
    ("p.xlsx", compound("EncryptedPackage"), "a workbook with a password"),
    ("v.xls", compound("_VBA_PROJECT_CUR"), "a workbook with macros"),
    ("p.xls", compound("Workbook", struct.pack("<HH", 0x2F, 6)), "a workbook with a password"),
    ("m.xls", compound("Workbook", struct.pack("<HHIBBBB", 0x85, 8, 0, 0, 1, 0, 0)), "with macros"),
    ("o.xls", compound("Book"), "no workbook of Excel 97 or later"),
    ("f.xls", compound("Workbook", struct.pack("<HH", 0, 0) * 600_000), "more than"),
    ("x.xls", OLE + bytes(600), "a workbook that cannot be unpacked"),
    ("r.xls", compound("Workbook", circle=True), "a workbook that cannot be unpacked"),
    ("s.xlsx", xlsx("", **{"xl/workbook.xml": WORKBOOK.replace("</sheets>", SECOND)}), "one name"),
    ("s.ods", ods('</table:table><table:table table:name="rooms">'), "two sheets of one name"),
    ("n.ods", ods('<table:table table:name="x"></table:table>'), "a sheet within another"),
    ("i.xlsx", xlsx("", **{"xl/workbook.xml": WORKBOOK.replace("rId1", "rId9")}), "cannot be read"),
    ("k.xlsx", protected(), "a workbook with a password"),
    ("d.xlsx", twice(), "two parts of one name"),
    ("l.xlsx", packed_otherwise(), "packed in an unusual way"),
    ("z.xlsx", zipped({"a.txt": "x"}), "a zip file that is no workbook"),
    ("h.xlsx", b"<html><table></table></html>", "a web page, named like a workbook"),
    ("t.xlsx", b"sep=;\nid;name\n", "text, such as CSV, named like a workbook"),
    ("workbook", b"PK\x03\x04\x14", "a workbook, or an archive"),
    ("c.xlsx", xlsx("<row>")[:200], "a workbook that cannot be unpacked"),
    ("t.xlsx", xlsx("<row>"), "XML that cannot be read"),
    ("n.xlsx", b"", "an empty file"),
)  # fmt: skip
"""Name of a file, its content, and what is said of it."""
