"""The comparisons of a plan with the profile, each as a line to read."""

from typing import Any

from bot.domain.plans.conformity import Check, Line, Verdict
from bot.domain.plans.joint import lines_by_department
from bot.usecases.act import Act
from bot.usecases.draws.share_terms import stratum_text


def rule_texts(act: Act, lines: list[Line]) -> list[dict[str, Any]]:
    """Return the texts of the comparisons; a department that meets all of its own has one line for them."""
    found = []
    for department, its in lines_by_department(lines):
        if department and all(line.verdict is Verdict.OK for line in its):
            found.append(_department_text(department, its))
        else:
            found += [rule_line(act, line) for line in its]
    return found


def _department_text(department: str, lines: list[Line]) -> dict[str, Any]:
    """Return the numbers of a department; the articles stand above, with those of the whole team."""
    of = {line.check: line for line in lines}
    return {
        "key": "conformity.department",
        "subject": department,
        "size": of[Check.TEAM].planned,
        "licence": of[Check.LICENCE].planned,
        "seats": of[Check.SEATS].demanded,
        "people": of[Check.SEATS].planned,
        "licensed": of[Check.LICENSED].demanded,
        "with_licence": of[Check.LICENSED].planned,
        "reserve": of[Check.RESERVE].demanded,
    }


def rule_line(act: Act, line: Line) -> dict[str, Any]:
    """Return the text of a comparison; an item whose share another text fixes names that text."""
    shown = _plain_line(act, line)
    if line.article != act.office.profile.rule(line.rule).article:
        shown["ground"] = line.article
    if not line.subject or line.check in (Check.RAISED, Check.LOWERED):
        return shown
    return {"key": "conformity.about", "subject": stratum_text(line.subject), "rule": shown}


def _plain_line(act: Act, line: Line) -> dict[str, Any]:
    if _is_licence_warned(line):
        amounts = {"demanded": line.demanded, "planned": line.planned}
        return {"key": "conformity.licence_few", **amounts, "ground": act.ground(line.rule)}
    return {
        "key": f"conformity.{line.check}",
        "demanded": _amount(line, line.demanded),
        "planned": _amount(line, line.planned),
        "verdict": {"key": f"verdict.{line.verdict}"},
        "ground": act.ground(line.rule),
    }


def _is_licence_warned(line: Line) -> bool:
    """Return whether fewer licensed people than a whole team are planned, and the text asks for no more."""
    is_met = line.check is Check.LICENCE and int(line.planned) >= int(line.demanded)
    return is_met and line.verdict is Verdict.DEVIATES


def _amount(line: Line, amount: int | str) -> Any:
    if line.check is Check.PERIOD:
        return _days(str(amount))
    if line.check in (Check.SHARE, Check.RAISED, Check.LOWERED):
        return {"bp": amount}
    if line.check is Check.DIRECTED and amount in ("directed", "undirected"):
        return {"key": f"conformity.is_{amount}"}
    return {"key": f"place.{amount}"} if line.check is Check.PLATFORM else amount


def _days(written: str) -> dict[str, Any]:
    first, _, last = written.partition(" – ")
    days = {"first": {"date": first}, "last": {"date": last}}
    return {"key": "conformity.days", **days} if last else days["first"]
