"""The cards of results: findings, signature, release, publication, receipt, and the preview of an import."""

from typing import Any

from bot.domain.reports import PARTS
from bot.domain.results.findings import ABNORMAL, NORMAL
from bot.views.keyboards import Keyboard, Row, button, in_rows, leave, past_days, place_of

_GUIDES_IN_ROW = 5
_MOST_ITEMS = 15
"""Items whose buttons stand on a card at once: Telegram takes a hundred buttons, a thumb fewer."""


def result_card(data: dict[str, Any]) -> Keyboard:
    """Offer both findings of every item, the steps on site, and submission once nothing is missing."""
    one = {"inspection_id": data["inspection"]}
    if not data["is_open"]:
        return _closed(data)
    if data["asking"]:
        return (
            (button("result.yes_all_normal", "result.all_normal", **one, codes=data["asking"]),),
            (button("result.leave_question", "result.leave_question", **one),),
        )
    first = _first_shown(data["at"])
    items = [_item(one, *each) for each in data["items"][first - 1 :][:_MOST_ITEMS]]
    rows = [
        *items,
        _pages(data),
        (button("result.all_normal", "result.ask_all_normal", **one),) if data["has_open"] else (),
        *_site(data),
        (
            button("signature.signed", "result.signed", **one),
            button("signature.refuse", "result.refused", **one),
        ),
    ]
    if data["read"]:
        rows.append((button("result.submit", "result.submit", **one, read=data["read"]),))
    return tuple(row for row in rows if row)


def _closed(data: dict[str, Any]) -> Keyboard:
    """Return what the leader may ask for once the record is submitted."""
    one = {"inspection_id": data["inspection"]}
    copies = (button("result.copies", "document.choose", **one),) if data["has_copies"] else ()
    amend = (button("amendment.start", "amendment.start", **one),) if data["can_amend"] else ()
    return tuple(row for row in (copies, amend) if row)


def _item(one: dict[str, int], n: int, code: str, is_filled: bool, is_said: bool) -> Row:
    """Return what an item asks for: a value, a finding, or both."""
    about = {**one, "item_code": code}
    value = (button("result.fill", "result.ask_value", {"n": n}, **about),) if is_filled else ()
    normal = button("result.normal", "result.answer", {"n": n}, **about, finding=NORMAL)
    abnormal = button("result.abnormal", "result.answer", {"n": n}, **about, finding=ABNORMAL)
    return (*value, normal, abnormal) if is_said else value


def _pages(data: dict[str, Any]) -> Row:
    """Return the buttons that show those of other items, by the numbers of these."""
    one = {"inspection_id": data["inspection"]}
    count = len(data["items"])
    starts = range(1, count + 1, _MOST_ITEMS)
    return tuple(
        button(
            "result.page",
            "result.turn_page",
            {"first": start, "last": min(start + _MOST_ITEMS - 1, count)},
            **one,
            at=start,
        )
        for start in starts
        if start != _first_shown(data["at"])
    )


def _first_shown(at: int) -> int:
    """Return the number of the first item of those shown with the item of this number."""
    return at - (at - 1) % _MOST_ITEMS


def _site(data: dict[str, Any]) -> Keyboard:
    """Return the steps on site that are still to be taken, and those that may be taken again."""
    one = {"inspection_id": data["inspection"]}
    first = [
        button(f"result.step.{kind}", "result.take_step", **one, kind=kind)
        for kind, is_done in (("arrived", data["has_arrived"]), ("shown", data["has_shown"]))
        if not is_done
    ]
    second = [button("result.statement", "result.ask_statement", **one)]
    if not data["has_told"]:
        second.append(button("result.step.told", "result.take_step", **one, kind="told"))
    third = [
        button("result.method", "result.ask_method", **one),
        button("result.conclusion", "result.ask_conclusion", **one),
        button("result.day", "visit_day.ask", **one),
    ]
    alarm = [
        button("result.guide", "result.guide", **one),
        button("danger.report", "danger.report", **one),
    ]
    return tuple(tuple(row) for row in (first, third, second, alarm))


def method_choice(data: dict[str, Any]) -> Keyboard:
    """Offer the methods."""
    one = {"inspection_id": data["inspection"]}
    options = [button(f"method.{code}", "result.set_method", **one, method=code) for code in data["codes"]]
    return (*in_rows(options, 1), leave(data))


def conclusion_choice(data: dict[str, Any]) -> Keyboard:
    """Offer the standard outcomes."""
    one = {"inspection_id": data["inspection"]}
    options = [button(f"conclusion.{code}", "result.conclude", **one, code=code) for code in data["codes"]]
    return (*in_rows(options, 1), leave(data))


def value_choice(data: dict[str, Any]) -> Keyboard:
    """Offer the choices of an item."""
    one = {"inspection_id": data["inspection"], "item_code": data["item"]}
    options = [
        button("result.choice", "result.choose_value", {"value": value}, **one, value=value)
        for value in data["choices"]
    ]
    return (*in_rows(options, 1), leave(data))


def guide(data: dict[str, Any]) -> Keyboard:
    """Offer the other items' guides by their numbers."""
    one = {"inspection_id": data["inspection"]}
    others = [
        button("guide.of", "result.guide", {"n": n}, **one, item_code=code)
        for n, code in data["items"]
        if n != data["n"]
    ]
    return in_rows(others, _GUIDES_IN_ROW)


def witness(data: dict[str, Any]) -> Keyboard:
    """Offer that there was no witness."""
    return ((button("signature.no_witness", "result.no_witness", **place_of(data)),),)


def sign_card(data: dict[str, Any]) -> Keyboard:
    """Offer to sign or to send back."""
    if not data["can_sign"]:
        return ()
    one = {"inspection_id": data["inspection"], "version": data["version"]}
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
    """Offer to release the version that is shown, or to give it back."""
    one = {"inspection_id": data["inspection"], "version": data["version"]}
    if data["can_print"]:
        return ((button("release.form", "release.form", inspection_id=data["inspection"]),),)
    if not data["is_open"]:
        return ()
    return ((button("release.do", "release.do", **one), button("release.return", "release.return", **one)),)


def returned(data: dict[str, Any]) -> Keyboard:
    """Offer to open the record that was given back."""
    return ((button("correction.open", "result.start", inspection_id=data["inspection"]),),)


def publish_card(data: dict[str, Any]) -> Keyboard:
    """Offer the publication, and once one is made to record an objection or a fault of our own."""
    one = {"inspection_id": data["inspection"]}
    ways = (
        (data["is_open"], button("publish.do", "publish.do", **one, version=data["version"])),
        (data["can_object"], button("objection.start", "objection.start", **one)),
        (data["can_review"], button("review.start", "review.start", **one)),
    )
    return tuple((each,) for is_offered, each in ways if is_offered)


def report(data: dict[str, Any]) -> Keyboard:
    """Offer the report as a file, and while it is owed to say where it was published or sent."""
    one = {"round_id": data["round"]}
    written = (button("round_report.hand_out", "round_report.hand_out", **one),)
    if not data["is_open"]:
        return (written,)
    return (written, (button("round_report.start", "round_report.start", **one),))


def report_words(data: dict[str, Any]) -> Keyboard:
    """Offer to write each part of the report, and the report as a file."""
    one = {"round_id": data["round"]}
    parts = [button(f"round_report.write.{part}", "round_report.write", **one, part=part) for part in PARTS]
    return (*((each,) for each in parts), (button("round_report.hand_out", "round_report.hand_out", **one),))


KEYBOARDS = {
    "round_report.words": report_words,
    "round_report.card": report,
    "round_report.push_card": report,
    "result.card": result_card,
    "result.ask_method": method_choice,
    "result.ask_conclusion": conclusion_choice,
    "result.ask_choice": value_choice,
    "visit_day.ask": past_days("visit_day.day"),
    "guide.card": guide,
    "signature.ask_witness": witness,
    "result.sign": sign_card,
    "receipt.ask": receipt_card,
    "release.card": release_card,
    "release.returned": returned,
    "publish.card": publish_card,
}
