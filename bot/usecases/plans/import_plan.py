"""A plan in a spreadsheet: each row is understood or at fault; nothing is kept before 确认, then drafts."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.plans.item_shares import shares_in
from bot.domain.plans.lines import PlanLine, PlanTerms, current_lines, next_number
from bot.domain.plans.rows import PLAN_COLUMNS, WHOLE_REGISTER_WORDS, PlanRow, names_in, share_in, window_in
from bot.domain.plans.scope import scopes_in
from bot.domain.registers.personal_numbers import shown
from bot.domain.registers.reading import Fault, Reading
from bot.domain.registers.rows import Import, Item
from bot.usecases.act import Act
from bot.usecases.plans.plan_terms import OPTIONS, faults_in, items_in_force, scope_text, window_text
from bot.usecases.registers.tell_faults import fault_text, tell_faults

_SHOWN = 20


async def offer_plan(act: Act, filename: str, sha256: str, reading: Reading) -> None:
    """Show all faults, or the lines that would be added, with the buttons that save or drop them."""
    act.permit(Action.PLAN_LINE)
    year = reading.plan_year or act.today.year
    lines, faults = await _understood(act, reading, year)
    if faults:
        await tell_faults(act, filename, faults)
        return
    known = [line.says for line in current_lines(await act.work.plan_lines.all(year=year))]
    fresh = [terms for terms in lines if terms not in known]
    stored = await act.work.imports.add(
        Import(
            person_id=act.me.id,
            filename=filename,
            sha256=sha256,
            reading={"year": year, "plan": [terms.model_dump(mode="json") for terms in fresh]},
            made_at=act.at,
        )
    )
    await act.reply(
        "plan.import_preview",
        card=f"import:{stored.id}",
        id=stored.id,
        file=filename,
        year=year,
        n=len(fresh),
        same=len(lines) - len(fresh),
        lines=await _preview(act, fresh),
    )


async def apply_plan(act: Act, import_id: int) -> None:
    """确认: keep the lines as drafts, numbered after those that there are."""
    act.permit(Action.PLAN_LINE)
    stored = await _open_one(act, import_id)
    await act.work.imports.move(stored, "applied")
    year = stored.reading["year"]
    for terms in stored.reading["plan"]:
        number = next_number(await act.work.plan_lines.all(year=year))
        line = PlanLine(year=year, number=number, terms=terms, made_by=act.me.id, made_at=act.at)
        await act.work.plan_lines.add(line)
    await act.record("plan_imported", year=year, file=stored.sha256, lines=len(stored.reading["plan"]))
    await act.toast("import.toast")
    await act.reply(
        "plan.imported", card=f"import:{stored.id}", file=stored.filename, n=len(stored.reading["plan"])
    )


async def drop_plan(act: Act, import_id: int) -> None:
    """放弃: forget the file."""
    act.permit(Action.PLAN_LINE)
    stored = await _open_one(act, import_id)
    await act.work.imports.move(stored, "dropped", reading={})
    await act.reply("import.dropped", card=f"import:{stored.id}", file=stored.filename)


async def send_template(act: Act, year: int) -> None:
    """Send an empty plan with the headings that are read."""
    act.permit(Action.PLAN_LINE)
    await act.paper("plan_template", year)
    name = {"key": "file.plan_template", "year": year}
    document = f"plans/template-{year}.xlsx"
    await act.reply("plan.template_sent", year=year, document=document, document_name=name)


async def _open_one(act: Act, import_id: int) -> Import:
    stored = await act.work.imports.get(import_id)
    if stored.state != "draft" or "plan" not in stored.reading:
        raise Stale
    return stored


async def _understood(act: Act, reading: Reading, year: int) -> tuple[list[PlanTerms], list[Any]]:
    """Return the lines, and everything that is wrong with any row, as texts."""
    items = await items_in_force(act)
    scopes = {name for name, _ in scopes_in(await act.work.targets.all(is_active=True))}
    lines: list[PlanTerms] = []
    told: list[Any] = [fault_text(fault) for fault in reading.faults]
    if reading.kinds:
        told.append({"key": "plan.row.alone"})
    for row in reading.plan:
        found = list(_row_faults(row, year, items, scopes))
        if found:
            told += [fault_text(fault) for fault in found]
            continue
        terms = _terms(act, row, year, items)
        place = {"sheet": row.sheet, "row": row.row}
        wrong = await faults_in(act, terms, year)
        told += [{"key": "import.at_row", **place, "column": "", "what": fault} for fault in wrong]
        lines.append(terms)
    return lines, told


def _row_faults(row: PlanRow, year: int, items: Sequence[Item], scopes: set[str]) -> Iterator[Fault]:
    """Yield what cannot be understood in a row."""
    known = {item.name for item in items} | {item.code for item in items}
    unknown = [name for name in names_in(row.has("items")) if name not in known]
    if unknown or not row.has("items"):
        yield _fault(row, "plan.row.items", "items")
    if share_in(row.has("share"), is_number=row.share_is_number) is None:
        yield _fault(row, "plan.row.share", "share")
    codes = {item.name: item.code for item in items} | {item.code: item.code for item in items}
    if shares_in(row.has("item_shares"), codes) is None:
        yield _fault(row, "plan.row.item_shares", "item_shares")
    if window_in(row.has("window"), year) is None:
        yield _fault(row, "plan.row.window", "window", year=year)
    if row.has("scope") not in WHOLE_REGISTER_WORDS | scopes:
        yield _fault(row, "plan.row.scope", "scope")
    for name in ("frequency", "team_people"):
        if row.has(name) and not _number(row.has(name)):
            yield _fault(row, "plan.row.number", name)


def _fault(row: PlanRow, code: str, name: str, **params: str | int) -> Fault:
    heading = PLAN_COLUMNS[name][0]
    return Fault(
        code=code, sheet=row.sheet, row=row.row, column=heading, value=shown(row.has(name)), params=params
    )


def _number(text: str) -> int:
    """Return the number of 2, 2次 or 3人; 0 where it is none."""
    digits = text.strip().removeprefix("每年").removeprefix("不少于").rstrip("次人年/")
    return int(digits) if digits.isdecimal() else 0


def _terms(act: Act, row: PlanRow, year: int, items: Sequence[Item]) -> PlanTerms:
    codes = {item.name: item.code for item in items} | {item.code: item.code for item in items}
    first, last = window_in(row.has("window"), year) or (act.today, act.today)
    scope = row.has("scope")
    return PlanTerms(
        item_codes=tuple(dict.fromkeys(codes[name] for name in names_in(row.has("items")))),
        scope="" if scope in WHOLE_REGISTER_WORDS else scope,
        share_bp=share_in(row.has("share"), is_number=row.share_is_number) or 1,
        item_shares=shares_in(row.has("item_shares"), codes) or (),
        frequency=_number(row.has("frequency")) or 1,
        from_on=first,
        until_on=last,
        departments=names_in(row.has("departments")),
        team_people=_number(row.has("team_people")) or act.office.profile.team.size_people.value,
        **{name: row.has(name) for name in ("condition", "share_source", *OPTIONS)},
    )


async def _preview(act: Act, lines: Sequence[PlanTerms]) -> list[dict[str, Any]]:
    names = {item.code: item.name for item in await items_in_force(act)}
    found: list[dict[str, Any]] = [
        {
            "key": "plan.import_line",
            "items": "、".join(names[code] for code in terms.item_codes),
            "scope": scope_text(terms.scope),
            "share": {"bp": terms.share_bp},
            "frequency": terms.frequency,
            **window_text(terms),
        }
        for terms in lines[:_SHOWN]
    ]
    more = {"key": "plan.import_more", "n": len(lines) - _SHOWN}
    return [*found, more] if len(lines) > _SHOWN else found
