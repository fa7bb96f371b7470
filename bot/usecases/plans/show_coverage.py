"""/coverage: what the year has covered so far, per register, round and period, each with its article."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from bot.domain.actions import Action
from bot.domain.deadlines import SHANGHAI
from bot.domain.inspections import ALL_SIGNED, InspectionState
from bot.domain.journal.entries import body_of
from bot.domain.plans.coverage import (
    Held,
    Owing,
    RegisterCoverage,
    RoundCoverage,
    by_register,
    by_round,
    cap_hits,
    duties_of,
    rounds_of_items,
)
from bot.domain.plans.item_shares import least_of
from bot.domain.plans.scope import REGISTERS
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import Round, RoundState
from bot.usecases.act import Act
from bot.usecases.draws.rounds_held import drawn_for

_DROPPED = InspectionState.NOT_INSPECTABLE
_UNDRAWN = (RoundState.PLANNED, RoundState.DRAWING, RoundState.CANCELLED)


@dataclass(frozen=True)
class YearBook:
    """What the year of an act has covered: registers by category and by kind, and the rounds held."""

    registers: Mapping[str, Sequence[int]]
    kinds: Mapping[str, Sequence[int]]
    held: Sequence[Held]

    @classmethod
    async def read(cls, act: Act) -> Self:
        """Return the book as it stands on the day of the act."""
        return cls(await registers_by_category(act), await _registers_by_kind(act), await held_this_year(act))

    def covered(self, profile: Profile) -> list[RegisterCoverage]:
        """Return the whole register, the categories, and the registers of the text."""
        by_kind = by_register(self.kinds, self.held, profile)[1:]
        return [*by_register(self.registers, self.held, profile), *by_kind]

    def times(self) -> dict[int, int]:
        """Return how many targets of the registers were drawn how often in the year."""
        drawn = Counter(target for each in self.held for target in each.targets)
        return dict(Counter(drawn[target] for ids in self.registers.values() for target in ids))

    def round_texts(self, act: Act) -> list[dict[str, Any]]:
        """Return each round against the share that the text asks of it."""
        scopes = {**self.registers, **self.kinds}
        return [_round_text(act, each) for each in by_round(scopes, self.held, act.office.profile)]

    def period_texts(self, act: Act) -> list[dict[str, Any]]:
        """Return what the periods owe and have."""
        owed = duties_of(self.registers, self.held, act.office.profile, act.today)
        return [owing_text(act, each) for each in owed]

    def cap_text(self, act: Act) -> dict[str, Any]:
        """Return how many targets stand at the cap."""
        cap = act.office.profile.cap
        return {
            "key": "coverage.cap_absolute" if cap.is_absolute.value else "coverage.cap",
            "n": cap_hits(self.held, act.office.profile),
            "times": cap.times_per_year.value,
            "ground": act.ground("cap"),
        }


async def show_coverage(act: Act) -> None:
    """Show the registers, the rounds, what the periods owe, and how many targets stand at the cap."""
    act.permit(Action.SEE_COVERAGE)
    profile, book = act.office.profile, await YearBook.read(act)
    most = profile.draw.rounds_per_year_max.value
    none = {"key": "coverage.none"}
    limit: Any = ""
    if most is not None:
        limit = {
            "key": "coverage.rounds_most",
            "most": most,
            "ground": act.ground("frequency_max"),
            "items": await _item_lines(act, book.held) or none,
        }
    await act.reply(
        "coverage.board",
        year=act.today.year,
        rounds=len(book.held),
        registers=[_register_text(act, each) for each in book.covered(profile)],
        each_round=book.round_texts(act) or none,
        periods=book.period_texts(act) or none,
        limit=limit,
        cap=book.cap_text(act),
        has_figures=act.office.has_figures,
    )


async def registers_by_category(act: Act) -> Mapping[str, Sequence[int]]:
    """Return the row ids of the targets that are in the register now, by category."""
    found: dict[str, list[int]] = defaultdict(list)
    async for page in act.work.targets.pages("category", "id", is_active=True):
        for category, target_id in page:
            found[category].append(target_id)
    return found


async def held_this_year(act: Act) -> list[Held]:
    """Return the rounds of this calendar year whose draw stands, by the day of their last dispatch."""
    days = await _dispatch_days(act)
    rounds = [each for each in await act.work.rounds.all() if each.state not in _UNDRAWN]
    found = []
    for opened in rounds:
        day = days.get(opened.number)
        if day is None or day.year != act.today.year:
            continue
        inspections = await act.work.inspections.all(round_id=opened.id)
        targets = frozenset(each.target_id for each in inspections)
        visited = frozenset(each.target_id for each in inspections if each.state in ALL_SIGNED)
        dropped = frozenset(each.target_id for each in inspections if each.state is _DROPPED)
        struck = frozenset(each.target_id for each in inspections if each.is_struck_off)
        for_it = await drawn_for(act, opened.scope, opened.item_codes, opened.item_list_id)
        least_bp, source = await _own_share(act, opened)
        found.append(
            Held(
                number=opened.number,
                day=day,
                scope=opened.scope,
                targets=targets,
                items=for_it.items,
                visited=visited,
                dropped=dropped,
                struck_off=struck,
                least_bp=least_bp,
                source=source,
            )
        )
    return found


async def _own_share(act: Act, opened: Round) -> tuple[int, str]:
    """Return the highest share that another text fixes for an item of the round's line, and that text."""
    if opened.plan_line_id is None:
        return 0, ""
    terms = (await act.work.plan_lines.get(opened.plan_line_id)).says
    least = least_of(
        terms.item_codes, terms.item_shares, terms.share_source, act.office.profile, terms.share_bp
    )
    return max(((share_bp, source) for share_bp, source in least.values() if source), default=(0, ""))


async def _dispatch_days(act: Act) -> dict[str, date]:
    """Return when each round was dispatched, by its number; the last time counts."""
    found = {}
    for entry in await act.work.journal.all(event="dispatched"):
        body = body_of(entry)
        found[body["data"]["round"]] = datetime.fromisoformat(body["at"]).astimezone(SHANGHAI).date()
    return found


async def _registers_by_kind(act: Act) -> Mapping[str, Sequence[int]]:
    """Return the row ids by the name of the register that a target is entered in."""
    found: dict[str, list[int]] = defaultdict(list)
    for target in await act.work.targets.all(is_active=True):
        if target.kind is not None:
            found[REGISTERS[target.kind]].append(target.id)
    return found


async def _item_lines(act: Act, held: Sequence[Held]) -> list[dict[str, Any]]:
    """Return how many rounds have drawn for each item."""
    lists = await act.work.item_lists.all()
    names = {item.code: item.name for each in lists for item in each.items}
    return [
        {"key": "coverage.item", "name": names.get(code, code), "n": n} for code, n in rounds_of_items(held)
    ]


def _register_text(act: Act, each: RegisterCoverage) -> dict[str, Any]:
    wanted: Any = ""
    if each.wanted:
        key = "coverage.lacks" if each.missing else "coverage.enough"
        wanted = {"key": key, "wanted": each.wanted, "missing": each.missing, "ground": act.ground("share")}
    name: Any = each.name or {"key": "draw.scope_all"}
    share = {"bp": each.reached_bp}
    values = {"name": name, "total": each.total, "covered": each.covered, "share": share}
    values |= {"visited": each.visited}
    return {"key": "coverage.register", **values, "wanted": wanted}


def _round_text(act: Act, each: RoundCoverage) -> dict[str, Any]:
    verdict = {
        "key": "coverage.round_low" if each.missing else "coverage.round_enough",
        "wanted": each.wanted,
    }
    values = {"number": each.number, "drawn": each.drawn, "total": each.total}
    return {
        "key": "coverage.round",
        **values,
        "verdict": verdict,
        "ground": each.source or act.ground("share"),
    }


def owing_text(act: Act, owing: Owing) -> dict[str, Any]:
    """Return what a period owes, has and lacks, with its last day and its article."""
    return {
        "key": f"coverage.owing.{owing.kind}",
        "wanted": owing.wanted,
        "held": owing.held,
        "missing": owing.missing,
        "last": {"date": owing.last.isoformat()},
        "ground": act.ground(owing.rule),
    }
