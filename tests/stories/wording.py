"""What a story expects people to read: the catalogue's texts, filled with the story's own facts."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.texts import Text, Value, text
from locales import render
from tests.stories.office import TARGETS, TOWN, VILLAGE, Office
from tests.stories.spoken import TERMS
from tests.stories.watch import Shown, Watch, shown

NUMBER = "SSJ-2026-0001"
INSTRUMENT = "曲教体字〔2023〕25号"
FORM, PLATFORM = "联合抽查表", "河北省双随机监管工作平台"
FILING_OFFICE = "县“双随机、一公开”监管工作领导小组办公室"
DEFAULT = text("ground.default")
BY_LAW = text("ground.default_by_law", instrument="《中华人民共和国行政处罚法》", article="第四十二条")
LEAD_OFFICE = "局“双随机、一公开”监管工作领导小组办公室"
COORDINATOR, APPROVER, LIST_ADMINISTRATOR = "纪检监察室经办人", "所在单位主管负责人", "专业管理人员"
"""What 曲教体字〔2023〕25号 calls the roles: articles 3, 9, 16 and 17."""
ITEMS = ("校园安全", "收费行为")
RECUSE = "申请回避"
CANCEL = "取消"
BACK = ("返回上一步", CANCEL)
"""Below every question but the first of its dialogue."""


def article(name: str) -> Text:
    """Return the ground of an article of Quyang's rules."""
    return text("ground.article", instrument=INSTRUMENT, article=name)


def due(month: int, day: int) -> Text:
    """Return the text of a deadline in 2026."""
    return text("date.due", day=date(2026, month, day))


def say(key: str, **params: Value) -> str:
    """Return the text of a key in Chinese."""
    return render("zh_CN", text(key, **params), TERMS)


def says(key: str, *labels: str, **params: Value) -> Shown:
    """Return a message with this text and these buttons."""
    return shown(say(key, **params), *labels)


@dataclass(frozen=True)
class Drawn:
    """The result as the group reads it: targets with their team, teams with the leader first, codes."""

    targets: dict[str, int]
    teams: dict[int, list[str]]
    commitment: str
    entropy: str
    result: str

    def of(self, team: int) -> list[str]:
        """Return the targets of a team, in the order drawn."""
        return [name for name, its in self.targets.items() if its == team]

    def team_of(self, name: str) -> int:
        """Return the team on which a person sits."""
        return next(team for team, names in self.teams.items() if name in names)

    @property
    def people(self) -> list[str]:
        """Return everybody who was drawn."""
        return [name for names in self.teams.values() for name in names]

    def in_unit(self, unit: str) -> list[str]:
        """Return the drawn targets of a unit, in the order drawn."""
        return [name for name in self.targets if unit_of(name) == unit]


def read_result(office: Office) -> Drawn:
    """Return what the newest result in the group says."""
    words = next(
        m.text for m in reversed(office.sees("王芳", in_group=True)) if m.text.startswith("【抽取结果】")
    )
    targets = {
        name: int(team) for name, team in re.findall(r"^\d+\. (.+)（第 (\d+) 组）$", words, re.MULTILINE)
    }
    teams = {
        int(team): [each.split("（")[0] for each in names.split("、")]
        for team, names in re.findall(r"^第 (\d+) 组：(.+)$", words, re.MULTILINE)
    }
    return Drawn(targets, teams, *re.findall(r"^[0-9a-f]{64}$", words, re.MULTILINE))


def unit_of(target: str) -> str:
    """Return the unit of a target of the small office."""
    return TOWN if TARGETS.index(target) < 4 else VILLAGE


def code_of(target: str) -> str:
    """Return the register number of a target of the small office."""
    return f"N{TARGETS.index(target) + 1:05d}"


def target_line(name: str, state: str, partner: str, *, leads: bool) -> Text:
    """Return a line of a duty card; no partner is "", its place then reads 暂缺."""
    if state == "not_inspectable":
        return text("duty.target_dropped", name=name, state=text(f"inspection.state.{state}"))
    return text(
        "duty.target_line",
        name=name,
        state=text(f"inspection.state.{state}"),
        partner=partner or text("duty.no_partner"),
        leads=text("duty.leads" if leads else "duty.assists"),
    )


def team_changed(targets: list[str], partner: str, *, leads: bool, number: str = NUMBER) -> Shown:
    """Return what somebody reads who goes on at these targets with another partner."""
    who = {"partner": partner, "leads": text("duty.leads" if leads else "duty.assists")}
    lines = [text("team.changed_line", name=each, **who) for each in targets]
    return says("team.changed", number=number, lines=lines, ground=article("第十六条"))


def duty_card(
    team: int, state: str, lines: list[Text], *labels: str, until: Text | None = None, standing: str = ""
) -> Shown:
    """Return a duty card of the first round; accepted until Tuesday unless another day is given."""
    entry = text("duty.entry_from.visit")
    grounds = {"ground": DEFAULT, "swap": article("第十六条")}
    is_unit = any(f"：{say('inspection.state.drawn')}" in render("zh_CN", each, TERMS) for each in lines)
    visit = text(f"duty.visit.{'unit' if is_unit else 'leader'}")
    guide = text(f"duty.guide.{state}", due=until or due(9, 22), entry=entry, visit=visit, **grounds)
    values = {"number": NUMBER, "team": team, "state": text(f"duty.state.{standing or state}")}
    values |= {"items": len(ITEMS), "targets": lines or text("duty.no_targets")}
    return says("duty.card", *_with_all(labels), **values, guide=guide)


def _with_all(labels: tuple[str, ...]) -> list[str]:
    """Return the labels with those that stand beside 申请回避 and 填报检查."""
    ready = [label for label in labels if label.startswith(("填报检查", "安排时间"))]
    back = [label for label in labels if label.startswith("撤回")]
    first = [label for label in labels if label not in (*ready, *back)]
    relieved = ["申请更换", "需要专业人员协助"] if RECUSE in labels else []
    return [*first, *relieved, *(["同组人员未到场"] if ready else []), *back, *ready]


def plain_duty(
    drawn: Drawn,
    name: str,
    state: str = "notified",
    standing: str = "",
    asked: str | Text = "",
    **states: str,
) -> Shown:
    """Return the card of somebody whose team is as it was drawn; `states` by target, else drawn.

    `asked` is what he has asked to be relieved of, where his request waits.
    """
    team = drawn.team_of(name)
    leader, partner = drawn.teams[team]
    other = partner if name == leader else leader
    lines = [
        target_line(each, states.get(each, "drawn"), other, leads=name == leader) for each in drawn.of(team)
    ]
    ready = [
        label
        for each in drawn.of(team)
        if states.get(each) in ("confirmed", "visited")
        for label in (f"填报检查：{each}", f"安排时间：{each}")
        if label.startswith("填报") or (name == leader and states[each] == "confirmed")
    ]
    first = ["接受任务"] if state == "notified" else []
    is_open = any(states.get(each, "drawn") in ("drawn", "confirmed", "visited") for each in drawn.of(team))
    recuse = [RECUSE] if is_open and state != "done" else []
    kind = standing.removesuffix("_asked")
    back = [say(f"request.withdraw.{kind}", target=asked)] if asked else []
    kept = [f"尽职记录：{each}" for each in drawn.of(team)] if state == "done" else []
    return duty_card(team, state, lines, *first, *recuse, *back, *ready, *kept, standing=standing)


def confirm_card(targets: dict[str, str], unit: str, stands_in: str | Text = "") -> Shown:
    """Return a unit's card of the first round; `targets` by name with the outcome's code."""
    waiting = [name for name, outcome in targets.items() if outcome == "drawn"]
    lines = [
        text(
            "confirm.line",
            name=name,
            code=code_of(name),
            address="",
            state=text(f"confirm.outcome.{outcome}"),
        )
        for name, outcome in targets.items()
    ]
    amend = ["更正：已确认的有变化"] if "confirmed" in targets.values() else []
    open_ones = [f"全部属实（{len(waiting)} 家）", *(f"有变化：{name}" for name in waiting)]
    labels = open_ones if waiting else amend
    values = {"number": NUMBER, "unit": unit, "lines": lines, "due": due(9, 22), "stands_in": stands_in}
    values |= {"n": len(lines), "page_number": 1, "page_count": 1}
    return says("confirm.card", *labels, **values, ground=article("第十七条"))


async def drawn_round(office: Office, share: str = "50%", teams: str = "2 组") -> tuple[Drawn, Watch]:
    """Draw, and return the result with a watch that begins after it."""
    await office.draw(share, teams)
    return read_result(office), Watch(office)
