"""What a row of each register holds, column by column: the values of its record."""

from collections.abc import Callable
from typing import Any

from bot.domain.registers.columns import Kind
from bot.domain.registers.headings import names_sub_items
from bot.domain.registers.item_kinds import ItemKind, are_options, read_item_kind
from bot.domain.registers.records import InspectorRecord, ItemRecord, Record, TargetRecord
from bot.domain.registers.written import read_kind, read_year
from storage.workbooks.cells import RowReader


def _target(reader: RowReader) -> dict[str, Any]:
    return {
        "code": reader.credit_code("code"),
        "number": reader.identifier("number"),
        "name": reader.required(reader.name, "name"),
        **{name: reader.name(name) for name in ("category", "unit", "district", "address")},
        **{
            name: reader.known(name)
            for name in ("risk_tier", "standing", "registrar", "legal_representative", "industry")
        },
        "kind": reader.understood(read_kind, "kind", "import.fault.kind"),
        "registered_on": reader.day("registered_on"),
        "report_year": reader.understood(read_year, "report_year", "import.fault.year"),
        "blacklisted": reader.yes("blacklisted"),
        "phone": reader.private("phone"),
    }


def _inspector(reader: RowReader) -> dict[str, Any]:
    licence = reader.private("licence")
    return {
        "number": reader.required(lambda name: reader.identifier(name) or "", "number"),
        "name": reader.required(reader.name, "name"),
        **{name: reader.name(name) for name in ("unit", "department", "duty", "speciality")},
        "licensed": reader.yes_no("licensed", default=licence is not None),
        "licence_until": reader.until("licence_until"),
        "post": reader.known("post"),
        "phone": reader.private("phone"),
        "licence": licence,
    }


def _item(reader: RowReader) -> dict[str, Any]:
    kind = reader.understood(read_item_kind, "result_kind", "import.fault.item_kind")
    options = reader.known_text("options")
    if not are_options(kind or ItemKind.FINDING, options or ""):
        reader.blame("import.fault.options", "options", options or "", keep=True)
    name, parent = _item_name(reader)
    return {
        "code": reader.required(lambda name: reader.identifier(name) or "", "code"),
        "name": name,
        "content": reader.text("content"),
        "basis": reader.required(reader.text, "basis"),
        "method": reader.text("method"),
        "department": reader.name("department"),
        "needs_photo": reader.yes_no("needs_photo", default=False),
        "parent": parent,
        "result_kind": kind,
        "options": options,
        "guide": reader.known_text("guide"),
    }


def _item_name(reader: RowReader) -> tuple[str, str | None]:
    """Returns the name and the parent; where a list has sub-items, an item without any is one itself."""
    parent, at = reader.known("parent"), reader.table.recognition.columns["name"]
    if parent and names_sub_items(reader.table.heading.wordings[at]) and not reader.name("name"):
        return parent, ""
    return reader.required(reader.name, "name"), parent


READERS: dict[Kind, tuple[Callable[[RowReader], dict[str, Any]], type[Record]]] = {
    Kind.TARGETS: (_target, TargetRecord),
    Kind.INSPECTORS: (_inspector, InspectorRecord),
    Kind.ITEMS: (_item, ItemRecord),
}
"""What reads a row of each register, and what it becomes."""
