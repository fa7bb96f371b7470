"""The cards of results: findings, signature, release, publication, receipt, and the preview of an import."""

from typing import Any

from bot.domain.results import ABNORMAL, NORMAL
from bot.views.keyboards import Keyboard, button


def result_card(data: dict[str, Any]) -> Keyboard:
    """Offer both findings of every item, the target's signature, submission once nothing is missing."""
    if not data["is_open"]:
        return ()
    one = {"inspection_id": data["inspection"]}
    if data["asking"]:
        return (
            (button("result.yes_all_normal", "result.all_normal", **one, codes=data["asking"]),),
            (button("result.leave_question", "result.leave_question", **one),),
        )
    items = [
        (
            button("result.normal", "result.answer", {"n": n}, **one, item_code=code, finding=NORMAL),
            button("result.abnormal", "result.answer", {"n": n}, **one, item_code=code, finding=ABNORMAL),
        )
        for n, code in data["items"]
    ]
    rows: list[Any] = [
        *items,
        (button("result.all_normal", "result.ask_all_normal", **one),),
        (
            button("signature.signed", "result.signed", **one),
            button("signature.refused", "result.refused", **one),
        ),
    ]
    if data["can_submit"]:
        rows.append((button("result.submit", "result.submit", **one),))
    return tuple(rows)


def sign_card(data: dict[str, Any]) -> Keyboard:
    """Offer to sign or to send back."""
    if not data["can_sign"]:
        return ()
    one = {"inspection_id": data["inspection"]}
    return (
        (
            button("result.sign_it", "result.sign", **one),
            button("result.send_back", "result.send_back", **one),
        ),
    )


def receipt_card(data: dict[str, Any]) -> Keyboard:
    """Offer to type the receipt number."""
    if not data["is_open"]:
        return ()
    return ((button("receipt.enter", "receipt.start", inspection_id=data["inspection"]),),)


def release_card(data: dict[str, Any]) -> Keyboard:
    """Offer the release."""
    return (
        ((button("release.do", "release.do", inspection_id=data["inspection"]),),) if data["is_open"] else ()
    )


def publish_card(data: dict[str, Any]) -> Keyboard:
    """Offer the publication, and once it is made to record an objection against it."""
    one = {"inspection_id": data["inspection"]}
    if data["can_object"]:
        return ((button("objection.start", "objection.start", **one),),)
    return ((button("publish.do", "publish.do", **one),),) if data["is_open"] else ()


def report(data: dict[str, Any]) -> Keyboard:
    """Offer to say where the report of the round was published."""
    if not data["is_open"]:
        return ()
    return ((button("round_report.start", "round_report.start", round_id=data["round"]),),)


KEYBOARDS = {
    "round_report.card": report,
    "result.card": result_card,
    "result.sign": sign_card,
    "receipt.ask": receipt_card,
    "release.card": release_card,
    "publish.card": publish_card,
}
