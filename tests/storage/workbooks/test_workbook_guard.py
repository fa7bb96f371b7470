"""Hostile and broken files: each gets its own answer, quickly, and the bot lives on."""

import asyncio
import io
import random
import resource
import subprocess
import sys
import zipfile

import pytest
from workbook_files import legacy_xls, ods, part, rezipped, with_lying_size, xlsx

from bot.domain.registers.reading import Fault
from storage.workbooks import limits
from storage.workbooks.child import read
from storage.workbooks.process import _CHILD
from storage.workbooks.reader import read_workbook

GOOD = xlsx({"a": [["单位名称", "区县"], ["甲校", "昌黎县"]]})
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


async def code_of(data, name="a.xlsx"):
    """Returns the code of the one fault, or None for a file that was read."""
    reading = await read_workbook(data, name, allow_personal=True)
    assert len(reading.faults) <= 1
    return reading.faults[0].code if reading.faults else None


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (GOOD, "a.xlsx", None),
        (GOOD, "a.xls", None),
        (GOOD, "a.xlsm", "import.macros"),
        (GOOD, "a.docx", "import.not_a_spreadsheet"),
        (GOOD, "a", "import.not_a_spreadsheet"),
        (rezipped(GOOD, {"xl/vbaProject.bin": b"x"}), "a.xlsx", "import.macros"),
        (rezipped(GOOD, {"xl/macrosheets/sheet1.xml": b"<x/>"}), "a.xlsx", "import.macros"),
        (zipped(**{"word/document.xml": "<x/>"}), "a.xlsx", "import.not_a_spreadsheet"),
        (b"<html><table><tr><td>\xe5\x8d\x95</td></tr></table></html>", "a.xls", "import.html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><table>", "a.xls", "import.html"),
        (b"<?xml version='1.0'?><Workbook/>", "a.xls", "import.html"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "import.encrypted"),
        (OLE + "Workbook_VBA_PROJECT".encode("utf-16-le"), "a.xls", "import.macros"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.xls", "import.not_a_spreadsheet"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "import.damaged"),
        (legacy_xls()[:3000], "a.xls", "import.damaged"),
        (b"", "a.xlsx", "import.empty_file"),
        (b" \r\n", "a.csv", "import.empty_file"),
        (b"nonsense", "a.xlsx", "import.damaged"),
        (b"PK\x03\x04nonsense", "a.xlsx", "import.damaged"),
        (GOOD[:-200], "a.xlsx", "import.damaged"),
        (b"a,b\0c\r\n", "a.csv", "import.damaged"),
        (b"\xff\xff\xff", "a.csv", "import.encoding"),
        (b"x" * (limits.MAX_FILE_BYTES + 1), "a.csv", "import.too_big"),
        (b"x" * 9_000_000, "a.csv", "import.damaged"),
        (b"abcdefgh\r\n" + b"\r\n" * 200_000 + b"x", "a.csv", "import.too_big"),
        (b"1,2,3,4,5\r\n" * 200_001, "a.csv", "import.too_big"),
        (b"a," * 60 + b"a\r\n", "a.csv", "import.too_big"),
        (xlsx({"a": []}), "a.xlsx", "import.empty_file"),
        (xlsx({"a": [[*[None] * 60, "x"]]}), "a.xlsx", "import.too_big"),
        (zipped(**{f"{number}.xml": "" for number in range(501)}), "a.xlsx", "import.too_many_parts"),
    ],
)
async def test_files_that_are_not_registers_get_their_own_answer(data, name, code):
    assert await code_of(data, name) == code


async def test_zip_bombs_are_refused_by_declared_and_by_real_size():
    bomb = rezipped(GOOD, {"xl/media/a.bin": bytes(limits.MAX_INFLATED_BYTES)})
    assert len(bomb) < 200_000
    assert await code_of(bomb) == "import.too_big"
    assert await code_of(with_lying_size(bomb, "xl/media/a.bin", 10)) == "import.too_big"
    assert await code_of(with_lying_size(GOOD, SHEET, 10)) == "import.damaged"


@pytest.mark.parametrize(
    "doctype",
    [b'<!DOCTYPE x [<!ENTITY a "aaaa">]>', b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"<!doctype x>"],
)
async def test_document_types_are_refused(doctype):
    for name in (SHEET, "xl/workbook.xml", "[Content_Types].xml"):
        content = part(GOOD, name)
        head = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
        assert (
            await code_of(rezipped(GOOD, {name: content[:head] + doctype + content[head:]}))
            == "import.damaged"
        )


@pytest.mark.parametrize("written", ["Mimetype", "mimeTYPE"])
def test_part_whose_name_is_written_otherwise_is_refused_by_the_child_itself(written):
    whole = ods([[("", "单位名称"), ("", "区县")], [("", "甲校"), ("", "昌黎县")]])
    odd = rezipped(whole, {written: part(whole, "mimetype")}, dropped=("mimetype",))
    assert list(read(odd, ".ods"))[-1] == {"refused": "import.damaged", "params": {}}


async def test_far_cells_end_the_child_and_not_the_bot():
    sheet = (
        part(GOOD, SHEET).replace(b'r="B2"', b'r="XFD1048576"').replace(b'<row r="2"', b'<row r="1048576"')
    )
    assert await code_of(rezipped(GOOD, {SHEET: sheet})) == "import.too_big"


async def test_entries_that_are_encrypted_or_oddly_packed_are_refused():
    raw = bytearray(GOOD)
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    assert await code_of(bytes(raw)) == "import.encrypted"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert await code_of(stream.getvalue()) == "import.damaged"


async def test_names_that_climb_are_never_extracted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert await code_of(rezipped(GOOD, {"../../evil.txt": b"x", "/tmp/evil-of-ssj": b"x"})) is None  # noqa: S108
    assert list(tmp_path.iterdir()) == []


async def test_broken_files_are_answered_and_never_half_read():
    """Cut and flipped bytes of three formats: read whole, or refused with a code."""
    chance = random.Random(20261121)
    small_ods = ods([[("", "单位名称"), ("", "区县")], [("", "甲校"), ("", "昌黎县")]])
    samples = []
    for data, name in ((GOOD, "a.xlsx"), (legacy_xls(), "a.xls"), (small_ods, "a.ods")):
        for _ in range(8):
            flipped = bytearray(data)
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            samples += [(data[: chance.randrange(1, len(data))], name), (bytes(flipped), name)]
    readings = [await read_workbook(data, name, allow_personal=True) for data, name in samples]
    for reading in readings:
        assert sum(sheet.records for sheet in reading.sheets) == len(reading.targets)
        assert reading.sheets or reading.faults


async def test_the_bot_answers_while_a_bomb_is_read():
    bomb = rezipped(GOOD, {"xl/media/a.bin": bytes(limits.MAX_INFLATED_BYTES - 100_000)})
    loop = asyncio.get_running_loop()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    task = asyncio.create_task(code_of(bomb))
    longest, last = 0.0, loop.time()
    while not task.done():
        await asyncio.sleep(0)
        longest, last = max(longest, loop.time() - last), loop.time()
    assert await task is None
    assert longest < 0.2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10 * 1024


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/hostname')",
        "__import__('socket').socket()",
        "__import__('os').open('/etc/hostname', 0)",
        "__import__('os').dup(0)",
        "__import__('os').pipe()",
        "bytearray(1 << 30)",
        "__import__('subprocess').run(['true'])",
    ],
)
def test_the_child_can_open_nothing(attempt):
    program = (
        f"import socket, os, subprocess; from storage.workbooks.limits import shut_in; shut_in(); {attempt}"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].split(b":")[0] in {
        b"PermissionError",
        b"OSError",
        b"MemoryError",
    }


def test_the_child_answers_in_canonical_json_and_starts_fast():
    program = [sys.executable, "-X", "importtime", *_CHILD, ".xlsx"]
    done = subprocess.run(program, input=GOOD, capture_output=True, check=True)  # noqa: S603
    sheet = '{"errors":[],"formulas":[],"hidden":false,"merged":[],"name":"a"}'
    rows = '{"rows":[[1,["单位名称","区县"]],[2,["甲校","昌黎县"]]]}'
    assert done.stdout.decode().splitlines() == ['{"form":"xlsx"}', sheet, rows, '{"end":true}']
    loaded = {line.split(b"|")[-1].strip() for line in done.stderr.splitlines()}
    assert loaded.isdisjoint({b"pydantic", b"openpyxl", b"asyncio", b"stdnum", b"bot"})


async def test_a_refusal_is_one_fault_of_the_whole_file():
    reading = await read_workbook(b"PK", "a.xlsm", allow_personal=False)
    assert reading.faults == (Fault(code="import.macros"),)
    assert reading.sheets == ()


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("while True: pass", "import.timeout"),
        ("import os; os.kill(os.getpid(), 9)", "import.too_big"),
        ("raise SystemExit(3)", "import.too_big"),
        ("raise SystemExit(1)", "import.damaged"),
        ("while True: print('x' * 9999, end='')", "import.too_big"),
        ("print('x')", "import.damaged"),
        ("print('{}')", "import.damaged"),
        ("""print('{"form":"csv"}')""", "import.damaged"),
    ],
)
async def test_whatever_befalls_the_child_is_answered(program, code, monkeypatch):
    monkeypatch.setattr("storage.workbooks.process._CHILD", ("-c", program))
    monkeypatch.setattr("storage.workbooks.process.TIMEOUT_SECONDS", 1)
    monkeypatch.setattr("storage.workbooks.process.MAX_ANSWER_BYTES", 1_000_000)
    assert await code_of(bytes(1_000_000)) == code
