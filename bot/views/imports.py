"""The screens of imports: the preview, what was saved, and how to take it back."""

from typing import Any

from bot.domain.registers.columns import Kind
from bot.domain.texts import Button, text
from bot.views.keyboards import Keyboard, button, leave


def import_preview(data: dict[str, Any]) -> Keyboard:
    """Offer to save or to drop what was read."""
    return (
        (
            button("import.apply", "import.apply", import_id=data["id"]),
            button("import.drop", "import.drop", import_id=data["id"]),
        ),
    )


def import_saved(data: dict[str, Any]) -> Keyboard:
    """Offer to take the import back."""
    return ((button("import.undo", "import.undo", import_id=data["id"]),),)


def undo_preview(data: dict[str, Any]) -> Keyboard:
    """Offer to take it back, really."""
    return ((button("import.undo_confirm", "import.undo_confirm", import_id=data["id"]),), leave(data))


def how_to_import(data: dict[str, Any]) -> Keyboard:
    """Offer the sheets to fill in, and to take back the last import."""
    sheets = tuple(
        button("import.template", "import.template", {"register": text(f"register.{kind}")}, kind=kind)
        for kind in Kind
    )
    typed = (button("import.items", "import.items"), *_undrawn(data))
    file = {"file": data["last_file"]}
    undo = button("import.undo_last", "import.undo", file, import_id=data["last"])
    return (sheets, typed, (undo,)) if data["last"] else (sheets, typed)


def _undrawn(data: dict[str, Any]) -> tuple[Button, ...]:
    """Offer to a coordinator to record what no draw led to."""
    return (button("undrawn.start", "undrawn.start"),) if data["may_record"] else ()


KEYBOARDS = {
    "import.how": how_to_import,
    "import.preview": import_preview,
    "import.saved": import_saved,
    "import.undo_preview": undo_preview,
}
