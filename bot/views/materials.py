"""The receipts of what comes from the field: where it belongs is asked, and may be said anew."""

from typing import Any

from bot.domain.results.materials import FORM, WHOLE
from bot.views.keyboards import Keyboard, button, in_rows, leave


def ask_target(data: dict[str, Any]) -> Keyboard:
    """Offer the targets that the piece may be for."""
    one = {"material_id": data["material"]}
    return (
        *(
            (
                button(
                    "material.to_target",
                    "material.to_target",
                    {"name": name},
                    **one,
                    inspection_id=inspection,
                ),
            )
            for inspection, name in data["options"]
        ),
        (button("material.drop", "material.drop", **one),),
    )


def ask_item(data: dict[str, Any]) -> Keyboard:
    """Offer the items of the record, the whole of it, the signed form, another target, or no record."""
    one = {"material_id": data["material"]}
    items = [
        (button("material.to_item", "material.to_item", {"name": name}, **one, item_code=code),)
        for code, name in data["options"]
    ]
    return (
        *items,
        (
            button("material.to_whole", "material.to_item", **one, item_code=WHOLE),
            button("material.to_form", "material.to_item", **one, item_code=FORM),
        ),
        *(((button("material.other", "material.other", **one),),) if data["has_others"] else ()),
        (button("material.drop", "material.drop", **one),),
    )


def filed(data: dict[str, Any]) -> Keyboard:
    """Offer to say anew where it belongs, and of a picture or a file whose word it is."""
    one = {"material_id": data["material"]}
    again = button("material.ask_again", "material.ask_again", **one)
    source = button("material.name_source", "material.ask_source", **one)
    return ((again, source),) if data.get("may_have_source") else ((again,),)


def ask_source(data: dict[str, Any]) -> Keyboard:
    """Offer whose word it may be."""
    one = {"material_id": data["material"]}
    options = [
        button(f"source.{code}", "material.choose_source", **one, source=code) for code in data["codes"]
    ]
    return (*in_rows(options, 1), leave(data))


KEYBOARDS = {
    "material.ask_target": ask_target,
    "material.ask_item": ask_item,
    "material.ask_left": ask_item,
    "material.filed": filed,
    "material.ask_source": ask_source,
    "material.dropped": filed,
}
