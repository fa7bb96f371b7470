"""The plan of the year: list, line, dialogue, consents, filing; and the coverage."""

from typing import Any

from bot.views.keyboards import Keyboard, button, in_rows, place_of, ways

_NUMBERS_IN_A_ROW = 5


def plan_list(data: dict[str, Any]) -> Keyboard:
    """Offer each line by its number, and to a coordinator what he can do with the plan."""
    turn = {"year": data["year"], "card": data["token"]}
    place = {"page": data["page_number"], "card": data["token"]}
    lines = [
        button("plan.open", "plan.open", {"n": number}, line_id=line, **place)
        for line, number, *_ in data["options"]
    ]
    rows = in_rows(lines, _NUMBERS_IN_A_ROW)
    return (*rows, *_of_coordinator(data, turn)) if data["may_edit"] else rows


def _of_coordinator(data: dict[str, Any], turn: dict[str, Any]) -> Keyboard:
    found = [
        button("plan.new", "plan.new", year=data["year"]),
        button("plan.template", "plan.template", year=data["year"]),
    ]
    if data["drafts"]:
        found.append(button("plan.issue_all", "plan.issue_all", {"n": data["drafts"]}, **turn))
    if data["can_publish"]:
        found.append(button("plan.publish", "plan.publish", **turn))
    return in_rows(found, 2)


def plan_line(data: dict[str, Any]) -> Keyboard:
    """Offer what can be done with a line, and the way back to the list."""
    place = {"line_id": data["line"], "page": data["page"], "card": data["token"]}
    acts = []
    if data["can_issue"]:
        acts.append(button("plan.issue", "plan.issue", **place))
    if data["can_change"]:
        acts.append(button("plan.change", "plan.change", line_id=data["line"]))
    if data["can_drop"]:
        acts.append(button("plan.drop", "plan.drop", **place))
    if data["can_withdraw"]:
        acts.append(button("plan.withdraw", "plan.withdraw", line_id=data["line"]))
    back = button("plan.back", "plan.page", year=data["year"], page=data["page"], card=data["token"])
    return (*in_rows(acts, 3), (back,))


def consent(data: dict[str, Any]) -> Keyboard:
    """Offer to consent, or to decline with a reason."""
    if not data["can_decide"]:
        return ()
    return (
        (
            button("plan.consent_yes", "plan.consent", consent_id=data["consent"]),
            button("plan.consent_no", "plan.decline", consent_id=data["consent"]),
        ),
    )


def filing(data: dict[str, Any]) -> Keyboard:
    """Offer to say that the plan was filed."""
    if not data["can_file"]:
        return ()
    return ((button("plan.file", "plan.file", edition_id=data["edition_id"]),),)


def imported(data: dict[str, Any]) -> Keyboard:
    """Offer to save the lines that were read, or to drop the file."""
    return (
        (
            button("import.apply", "plan.import_apply", import_id=data["id"]),
            button("import.drop", "plan.import_drop", import_id=data["id"]),
        ),
    )


def ask_line(data: dict[str, Any]) -> Keyboard:
    """Offer the lines of the plan that are open, and a draw on the spot."""
    place = place_of(data)
    lines = [
        button("draw.by_line", "draw.line", {"n": number}, **place, line_id=line)
        for line, number in data["options"]
    ]
    spot = button("draw.on_the_spot", "draw.line", **place, line_id=0)
    return (*in_rows(lines, 3), (spot,), ways(data, "draw.cancel"))


def coverage_board(data: dict[str, Any]) -> Keyboard:
    """Offer the year's report, and figures of this year and the last as pictures where they can be drawn."""
    report = (button("coverage.get_report", "coverage.report", {"year": data["year"]}),)
    if not data["has_figures"]:
        return (report,)
    years = (data["year"], data["year"] - 1)
    figures = tuple(button("coverage.draw_figures", "coverage.figures", {"year": y}, year=y) for y in years)
    return (report, figures)


KEYBOARDS = {
    "coverage.board": coverage_board,
    "plan.list": plan_list,
    "plan.line": plan_line,
    "plan.consent": consent,
    "plan.filing": filing,
    "plan.import_preview": imported,
    "draw.ask_line": ask_line,
}
