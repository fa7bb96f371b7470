"""Makes the files that offices, and attackers, send."""

import base64
import io
import struct
import zipfile
import zlib

from openpyxl import Workbook

CODE = "91110000600037341L"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    "</manifest:manifest>"
)


def xlsx(sheets, merged=()):
    """Returns an .xlsx; `sheets` is {name: rows}, `merged` are ranges of the first sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for area in merged:
        book.worksheets[0].merge_cells(area)
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rezipped(data, changes, dropped=()):
    """Returns the archive with parts replaced or added: {name: bytes}."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes and name not in dropped:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return stream.getvalue()


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_lying_size(data, name, size):
    """Returns the archive whose directory gives a wrong size for one part."""
    raw = bytearray(data)
    at = raw.index(b"PK\x01\x02")
    while raw[at : at + 4] == b"PK\x01\x02":
        letters, extra, comment = struct.unpack_from("<HHH", raw, at + 28)
        if raw[at + 46 : at + 46 + letters].decode() == name:
            struct.pack_into("<I", raw, at + 24, size)
        at += 46 + letters + extra + comment
    return bytes(raw)


def ods(rows):
    """Returns an .ods of text cells; a row is a list of XML attributes and text."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string" {attributes}>'
            f"<text:p>{text}</text:p></table:table-cell>"
            for attributes, text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="a">{body}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return stream.getvalue()


def legacy_xls():
    """Returns an .xls of Excel 97: a merged title, headings, a good row and one with a spoilt code."""
    return zlib.decompress(base64.b64decode(_LEGACY_XLS))


_LEGACY_XLS = (
    "eNrtWE1IVFEU/u57b5wZcXSctNBATMjMDBqM/kjHinJTozZGP4o2pmZoGkNBU1CWza4gsE0RgeSmjdWmH4q0XYvIqEUQVE7iqk1C"
    "QYH6Ove8N9NYs3CgJON9j3vuuefcc++5f+fd916OZo8N3M2P4hdUQsWM7kRagkxQcsYKbpBe1yUbyx2UdAsLCk4HLWSaDY9cz+1y"
    "DeV6R6HgjvaUKPCRUiOOwd/T3VY4j9jKPgSF9KGCqMB1kmQij73yMD3EdBHT21zzMdMqllxiWkF1x8QBjPr8pRvMXbxPKWJdJmS7"
    "99nmLUu8yMUzuYvPXhZGXRu2hI4Eu/5NRYGWgUHQulW3dbeFgl1jyKEFHMRXvRD4EjupI4WWfH7lAiT/NltuTyLvVzSgF/pB3uAR"
    "iqlLNKnRxEjHxOHvDcGLU3T0nGZo1SDaG5Z1uOo/hx0QH87AXxnOr4nWlJwY94uTpK1qaWrcFBgOEJvR/uLG0brVfg+w0ev1riGs"
    "o1S+vnytd6dq6IcDAmK/3454b676Pc39TekyzHNYcM8KCy4+LhlEW5HFfDYfGjd5N3Vr8tWullpfM0t62V/jhbFcjhE6zkkLMs5k"
    "DQ+TXjFAKVusYnqeW13KfD7THNrqlBfX5prMjj6uc4G1xdRPOeO1b0UCX0J85FPdg4LIuG8l8UPV0VM5Q298Ayii2Wwle/n0oUyU"
    "iWtXJR76Yrkwg8s7pnm/BRqH4uZxqdDNt2IWppHOsmwWGCU5OyJeUsy5ktZKEmuFrVWzvjG3WrwkrW2mtZrEWmVruUYqza/K1u8n"
    "c29uvnJ6m6FPbAFJWgC3IJf6CZdkC9LjCXNkEgoqFQ/uSVcpxP5EOixYsGDBggULFiwsGAi+2BlXcXnhtJmXfbv5X2ea0oz1m+S/"
    "xW700HOcPky3o5vyEMIp7Z/FsIlYW2KONrH/hRJ7qfcQOtHCfnSmvH/pY00kjmfOhu4/d4RS7X8mFT//cv8/APNl6f0="
)
