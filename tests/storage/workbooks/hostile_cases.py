"""Damaged and hostile spreadsheets, each kind from dice: what a guarded child is given to read."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tests.storage.workbooks.workbook_files import legacy_xls, ods, part, rezipped, with_lying_size, xlsx

SHEET = "xl/worksheets/sheet1.xml"
_GOOD = xlsx(
    {
        "检查对象": [["统一社会信用代码", "单位名称", "类别"], ["", "甲校", "初中"], ["", "乙校", "小学"]],
        "人员": [["工号", "姓名", "是否持证"], ["001", "张三", "是"], ["002", "李四", "否"]],
    },
    merged=("A5:B6",),
)


_ODS = ods([[("", "单位名称"), ("", "区县")], [("", "甲校"), ("", "昌黎县")]])
_CSV = "单位名称,类别\r\n甲校,初中\r\n乙校,小学\r\n".encode()
_BASES = ((_GOOD, "a.xlsx"), (legacy_xls(), "a.xls"), (_ODS, "a.ods"), (_CSV, "a.csv"))
_PARTS = (SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml")
_XML = {name: part(_GOOD, name) for name in _PARTS}
_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
_WORDS = (
    *(
        "=1+1",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://127.0.0.1/","x")',
        "@SUM(A1)",
        "+8613800000000",
        "-1",
    ),
    *("\t=1", "\u202e校学", "\ufeff甲", "甲\u200b校", "甲\x0b校", "１２３", "1E309", "00123", "#REF!", "''"),
    *("{0}", "%s", "<b>校</b>", "../../etc/passwd", "甲" * 4000, "", " ", "\ud7ff", "𠀀校"),
)


class Case(NamedTuple):
    """One file: of which kind, its bytes, under what name it comes."""

    kind: str
    data: bytes
    name: str


def _flipped(dice: random.Random) -> tuple[bytes, str]:
    data, name = dice.choice(_BASES)
    raw = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    return bytes(raw), name


def _cut(dice: random.Random) -> tuple[bytes, str]:
    data, name = dice.choice(_BASES)
    start = dice.choice((0, 0, dice.randrange(len(data))))
    return data[start : dice.randrange(start, len(data) + 1)], name


def _surrounded(dice: random.Random) -> tuple[bytes, str]:
    data, name = dice.choice(_BASES)
    noise = dice.randbytes(dice.choice((1, 22, 4096)))
    return dice.choice((noise + data, data + noise, data + data, data[: len(data) // 2] + noise)), name


def _misnamed(dice: random.Random) -> tuple[bytes, str]:
    data, _ = dice.choice(_BASES)
    endings = ("xlsx", "xls", "ods", "csv", "xlsm", "xltx", "pdf", "", "XLSX", "csv.xlsx", "x" * 300)
    return data, f"a.{dice.choice(endings)}"


def _noise(dice: random.Random) -> tuple[bytes, str]:
    head = dice.choice(
        (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"<html>", b"{\\rtf")
    )
    return head + dice.randbytes(dice.randrange(3000)), dice.choice(("a.xlsx", "a.xls", "a.ods", "a.csv"))


def _xml_changed(dice: random.Random) -> tuple[bytes, str]:
    name = dice.choice(_PARTS)
    raw = _XML[name]
    at, size = dice.randrange(len(raw)), dice.randrange(1, 60)
    chunk = raw[at : at + size]
    changes = (
        raw[:at] + raw[at + size :],
        raw[:at] + chunk * dice.choice((2, 3, 400)) + raw[at:],
        raw.replace(b"<", b"<x:", dice.randrange(1, 4)),
        raw.replace(b'"1"', b'"-1"'),
        raw.replace(b'"1"', b'"99999999999999999999"'),
        raw.replace(b"</", b"<!-- --></", 3),
        raw.replace(b"?>", b"?>" + _ENTITIES, 1),
        b"\xef\xbb\xbf" + raw,
        raw.decode().encode("utf-16"),
        raw.replace(b"UTF-8", b"UTF-7"),
        b"",
        b"<" * dice.choice((1, 100_000)),
    )
    return rezipped(_GOOD, {name: dice.choice(changes)}), "a.xlsx"


def _deep(dice: random.Random) -> tuple[bytes, str]:
    depth = dice.choice((100, 10_000, 200_000))
    nest = b"<a>" * depth + b"</a>" * depth
    return rezipped(_GOOD, {SHEET: _XML[SHEET].replace(b"<sheetData>", b"<sheetData>" + nest)}), "a.xlsx"


def _far(dice: random.Random) -> tuple[bytes, str]:
    place = dice.choice(("XFD1048576", "A1048577", "ZZZZ1", "A0", "1A", "", "B2:C3", "a1", "A-1", "AAAAAAA9"))
    sheet = _XML[SHEET].replace(b'r="B2"', f'r="{place}"'.encode())
    sheet = sheet.replace(b"<dimension ref=", f'<dimension ref="{place}" x='.encode())
    return rezipped(_GOOD, {SHEET: sheet}), "a.xlsx"


def _typed(dice: random.Random) -> tuple[bytes, str]:
    """Cells of any type with any contents: strings out of the table, dates beyond their years, no number."""
    kind = dice.choice(("s", "n", "b", "d", "e", "str", "inlineStr", "x", ""))
    value = dice.choice(
        ("0", "-1", "999999", "1e308", "nan", "1e999", "TRUE", "2026-02-30", "60", "2958466", "<f>1</f>")
    )
    style, formula = dice.choice((0, 1, 99, -1)), dice.choice(("", "1+1", "A1"))
    cell = f'<c r="A2" t="{kind}" s="{style}"><f>{formula}</f><v>{value}</v></c>'
    sheet = _XML[SHEET].replace(b"</row>", cell.encode() + b"</row>", dice.randrange(1, 4))
    return rezipped(_GOOD, {SHEET: sheet}), "a.xlsx"


def _merged(dice: random.Random) -> tuple[bytes, str]:
    places = ("A1:XFD1048576", "B2:A1", "A1:A1", "A1", "A1:B2:C3", ":", "A1:C200000", "A2:C3")
    chosen = [dice.choice(places) for _ in range(dice.choice((1, 3, 3000)))]
    cells = "".join(f'<mergeCell ref="{place}"/>' for place in chosen)
    merges = f'<mergeCells count="1">{cells}</mergeCells>'.encode()
    return rezipped(_GOOD, {SHEET: _XML[SHEET].replace(b"</worksheet>", merges + b"</worksheet>")}), "a.xlsx"


def _added(dice: random.Random) -> tuple[bytes, str]:
    """Parts that do not belong there."""
    parts = {
        "xl/vbaProject.bin": b"x",
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "../../../evil": b"x",
        "/etc/cron.d/evil": b"x",
        "xl\\worksheets\\sheet1.xml": b"<x/>",
        "xl/embeddings/oleObject1.bin": dice.randbytes(200),
        "xl/media/zeros.bin": bytes(dice.choice((10, 40_000_000))),
        "xl/sharedStrings.xml": b"<sst><si><t>" + b"a" * dice.choice((1, 3_000_000)) + b"</t></si></sst>",
        "xl/sharedStrings.xml ": b"<sst/>",
        "EncryptedPackage": b"x",
    }
    name = dice.choice(sorted(parts))
    return rezipped(_GOOD, {name: parts[name]}), "a.xlsx"


def _dropped(dice: random.Random) -> tuple[bytes, str]:
    return rezipped(_GOOD, {}, dropped=dice.sample(_PARTS, dice.randrange(1, 4))), "a.xlsx"


def _lying(dice: random.Random) -> tuple[bytes, str]:
    name = dice.choice(_PARTS)
    return with_lying_size(_GOOD, name, dice.choice((0, 1, 10, 2**31, 2**32 - 1))), "a.xlsx"


def _doubled(dice: random.Random) -> tuple[bytes, str]:
    """Two entries of one name, or very many entries, or another way of packing."""
    stream = io.BytesIO()
    packing = dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(io.BytesIO(_GOOD)) as old, zipfile.ZipFile(stream, "w", packing) as new:
        for about in old.infolist():
            new.writestr(about.filename, old.read(about))
        for number in range(dice.choice((1, 600))):
            new.writestr(f"xl/more{number}.xml", b"<x/>")
    raw = stream.getvalue().replace(b"xl/more0.xml", b"xl/style.xml")
    return raw, "a.xlsx"


def _csv(dice: random.Random) -> tuple[bytes, str]:
    lines = [",".join(dice.choices(_WORDS, k=dice.randrange(1, 70))) for _ in range(dice.randrange(1, 30))]
    text = "单位名称,类别\n" + dice.choice(("\n", "\r", "\r\n")).join(lines)
    text = dice.choice((text, text.replace(",", "\t"), text + '"', '"' * 5000 + text, text + "\0"))
    encoding = dice.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32", "utf-7"))
    return text.encode(encoding, "replace"), "a.csv"


def _worded(dice: random.Random) -> tuple[bytes, str]:
    """A whole register whose cells hold what hurts others: formulas, odd spaces, directions, long text."""
    cell = '<c r="A2" t="inlineStr"><is><t>{}</t></is></c>'
    word = dice.choice(_WORDS).replace("&", "&amp;").replace("<", "&lt;").replace("\x0b", "_x000B_")
    sheet = _XML[SHEET].replace(b'<row r="2">', b'<row r="2">' + cell.format(word).encode(), 1)
    return rezipped(_GOOD, {SHEET: sheet}), "a.xlsx"


KINDS: Mapping[str, Callable[[random.Random], tuple[bytes, str]]] = {
    "flipped": _flipped,
    "cut": _cut,
    "surrounded": _surrounded,
    "misnamed": _misnamed,
    "noise": _noise,
    "xml_changed": _xml_changed,
    "deep": _deep,
    "far": _far,
    "typed": _typed,
    "merged": _merged,
    "added": _added,
    "dropped": _dropped,
    "lying": _lying,
    "doubled": _doubled,
    "csv": _csv,
    "worded": _worded,
}


def cases(count: int, seed: int, start: int = 0) -> Iterator[Case]:
    """Yield so many files, of each kind in turn."""
    names = list(KINDS)
    for number in range(start, start + count):
        kind = names[number % len(names)]
        yield Case(kind, *KINDS[kind](random.Random(f"{seed}/{number}")))
