"""The card of a result and its receipts, as the people of a story see them."""

import re
from datetime import date, datetime

from bot.domain.deadlines import SHANGHAI
from bot.domain.texts import Text, text
from tests.stories.acts import TOLD, YES
from tests.stories.office import Office
from tests.stories.watch import Shown, Watch
from tests.stories.wording import (
    FORM,
    ITEMS,
    NUMBER,
    article,
    due,
    says,
)

NOTE = "南侧楼梯堆放课桌，已要求清理"
ITEM_BUTTONS = ("1 正常", "1 不正常", "2 正常", "2 不正常")
REST = "其余事项全部正常"
SITE_BUTTONS = (
    "检查方式",
    "检查结论",
    "更正检查日期",
    "记录对方陈述",
    "已向对方反馈结果",
    "工作指引",
    "报告险情",
    "已签字盖章",
    "拒绝签字或无法签字",
)
OPEN, FILLED = (*ITEM_BUTTONS, REST, *SITE_BUTTONS), (*ITEM_BUTTONS, *SITE_BUTTONS)
"""The buttons while an item waits for its finding, and once none does."""
AFTER_TOLD = tuple(label for label in FILLED if label != TOLD)
SUBMIT, ANEW = "提交记录", "改归其他事项"
ASKED = (YES, "返回，逐项填写")
DAY = text("result.visited_on", day=date(2026, 9, 21))
"""When the inspections of these stories are begun."""
HASH = re.compile(r"[0-9a-f]{64}")


def line(n: int, finding: str, *notes: str, photos: int = 0) -> Text:
    values = {"n": n, "name": ITEMS[n - 1], "finding": text(f"finding.{finding}")}
    noted = text("result.note", note=list(notes)) if notes else ""
    files = text("result.files", what=pictures(photos)) if photos else ""
    return text("result.line", **values, note=noted, files=files)


def signed_form() -> Text:
    """Return the line of the signed form with its picture."""
    return text("result.form_line", note="", files=text("result.files", what=pictures(1)))


def now(office: Office) -> Text:
    return moment(office.stage.clock.now())


def moment(at: datetime) -> Text:
    """Return the text of an instant as people read it."""
    local = at.astimezone(SHANGHAI)
    return text("date.when", day=local.date(), hour=local.strftime("%H:%M"))


def pictures(n: int) -> Text:
    return text("material.kind.photo", n=n)


def came(office: Office, texts: int = 0, photos: int = 0) -> Text:
    """Return what arrived just now."""
    kinds = [text("material.kind.text", n=texts)] if texts else []
    kinds += [pictures(photos)] if photos else []
    what = text("material.and", one=kinds[0], other=kinds[1]) if len(kinds) > 1 else kinds[0]
    return text("material.arrived", what=what, sent=now(office))


def receipt(target: str, n: int, came: Text, quote: str = "") -> Shown:
    """Return the receipt of what went to an item."""
    item = text("material.of_item", n=n, name=ITEMS[n - 1])
    said = text("material.quote", words=quote) if quote else ""
    values = {"came": came, "quote": said, "place": "", "name": target, "item": item, "source": ""}
    return says("material.filed", ANEW, "注明来源", **values)


def form_receipt(target: str, came: Text) -> Shown:
    """Return the receipt of the picture of the signed form."""
    item = text("material.of_form")
    values = {"came": came, "quote": "", "place": "", "name": target, "item": item, "source": ""}
    return says("material.filed", ANEW, "注明来源", **values)


def lacks(key: str, n: str = "") -> Text:
    return text(f"result.missing.{key}", n=n)


def result(
    target: str,
    lines: list[Text],
    signature: Text,
    missing: list[Text],
    *labels: str,
    state: str = "visited",
    arrived: Text | None = None,
    asking: tuple[int, ...] = (),
) -> Shown:
    """Return the card of an inspection that was begun on Monday; Mid-Autumn lies within its five days."""
    return says(
        "result.card",
        *labels,
        form=FORM,
        number=NUMBER,
        name=target,
        state=text(f"inspection.state.{state}"),
        lines=lines,
        arrived=text("material.on_card", what=arrived) if arrived else "",
        unsorted="",
        question=_question(asking) if asking else "",
        site="",
        signature=signature,
        missing=missing or text(f"result.missing.{'none' if state == 'visited' else 'submitted'}"),
        day=DAY,
        due=due(9, 29),
        ground=article("第二十条"),
    )


def _question(asking: tuple[int, ...]) -> Text:
    names = [text("result.asked_item", n=n, name=ITEMS[n - 1]) for n in asking]
    return text("result.ask_all_normal", names=names)


_SITE = re.compile(
    r"^(到场|出示执法证件、告知权利|向检查对象反馈结果|检查方式|检查结论|同组人员退回（第 \d 版）)：.*\n",
    re.MULTILINE,
)


def seen(watch: Watch) -> dict[str, list[Shown]]:
    """Return the news without the lines of what happened on site, which have a story of their own."""
    news = watch.news()
    return {name: [(_SITE.sub("", words), labels) for words, labels in each] for name, each in news.items()}


def item_buttons() -> list[str]:
    return [
        *(f"{n}. {name}" for n, name in enumerate(ITEMS, start=1)),
        "整次检查",
        f"签字的{FORM}",
        "属于其他检查对象",
        "不写入记录",
    ]


def quoted(words: str) -> Text:
    return text("material.quote", words=words)


def labels_of(message) -> list[str]:
    return [button.label for button in message.each_button()]
