"""The plan of a year as stories make it: its answers, its lines, and the cards that show them."""

from datetime import date, datetime

from bot.domain.texts import Text, Value, text
from bot.regulations import load_profile
from bot.views.names import terms_of
from tests.stories.office import MONDAY, Office
from tests.stories.watch import Shown
from tests.stories.wording import says

SCOPE = "公办初级中学"
ORDOS = "ordos-education-sport"
ORDOS_TERMS = terms_of(load_profile(ORDOS))
JANUARY = datetime(2026, 1, 4, 9, 0, tzinfo=MONDAY.tzinfo)
LIST, PREVIEW, LINE = "【年度抽查计划】", "请核对计划事项", "【计划事项】"
ANSWERS = ("校园安全", "选好了", SCOPE, "不定向")
REST = ("5%", "2 次", "上半年")
WORDS = ("2 人", "现场检查", "检查前不得泄露", "结果向社会公示", "依法履行")
FIELDS = {
    "items": "抽查事项",
    "scope": "抽查范围",
    "condition": "定向条件",
    "share_source": "比例依据",
    "share_bp": "抽查比例",
    "frequency": "抽查频次",
    "window": "抽查时间",
    "departments": "参与部门",
    "team_people": "每组人数",
    "method": "检查方式",
    "secrecy": "保密要求",
    "use": "结果运用",
    "purpose": "抽查目的",
}


def terms(**more: Value) -> Text:
    """Return what the line of these stories says."""
    values: dict[str, Value] = {
        "items": "校园安全",
        "scope": SCOPE,
        "condition": text("plan.undirected"),
        "share": "5%",
        "source": "",
        "item_shares": "",
        "frequency": 2,
        "first": date(2026, 1, 1),
        "last": date(2026, 6, 30),
        "departments": text("plan.alone"),
        "people": 2,
        "method": text("plan.option.method_on_site"),
        "secrecy": text("plan.option.secrecy_unannounced"),
        "use": text("plan.option.use_public"),
        "purpose": text("plan.option.purpose_duty"),
    }
    return text("plan.terms", **(values | more))


def line_card(state: str, *labels: str, version: int = 1, notes: str | Text = "", **more: Value) -> Shown:
    values = {"year": 2026, "number": 1, "version": version, "state": text(f"plan.state.{state}")}
    return says("plan.line", *labels, "返回列表", **values, terms=terms(**more), notes=notes)


async def answer(office: Office, *labels: str) -> None:
    for label in labels:
        await office.press("王芳", newest(office), label)


def newest(office: Office) -> str:
    """Return how the newest message of the coordinator with buttons begins."""
    return next(m.text for m in reversed(office.sees("王芳")) if m.buttons)[:40]


async def save(office: Office, *departments: str, window: str = "上半年", year: str = "") -> None:
    """Have the coordinator make the line of these stories, in private."""
    await office.say("王芳", f"/plan {year}".strip())
    await answer(office, "新增一项", *ANSWERS)
    if any("另有规定的" in m.text for m in office.sees("王芳")):
        await answer(office, "没有另行规定")
    await answer(
        office, *REST[:2], window, *departments, "选好了" if departments else "不联合其他部门", *WORDS, "保存"
    )


def consent_line(department: str, state: str) -> Text:
    return text("plan.consent_line", department=department, state=text(f"plan.consent_state.{state}"))


def instrument(office: Office) -> str:
    return office.stage.service.desk.office.profile.rule("plan_due").named
