"""The menu of commands that each person's telephone shows, and /help: mine, here, in my language."""

from bot.domain.texts import text
from locales import render
from playground import PersonDriver
from playground.about_bots import menu_of
from tests.stories.acts import invite, open_link
from tests.stories.office import TOWN, Office
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import APPROVER as HEAD_OF_UNIT
from tests.stories.wording import say, says

PUBLIC = ("query", "verify", "help", "lang")
APPROVER = ("pending", "status", "leave", "conflict", "people", "invite", *PUBLIC, "cancel")


def menu(office: Office, person: PersonDriver, *, in_group: bool = False) -> list[tuple[str, str]]:
    """Return what the person's client offers behind the slash."""
    chat = office.group.chat if in_group else person.chat("private")
    shown = menu_of(office.stage.telegram.bot, chat, person.id, "zh")
    return [(each["command"], each["description"]) for each in shown]


def described(*names: str, language: str = "zh_CN") -> list[tuple[str, str]]:
    return [(name, render(language, text(f"menu.{name}"))) for name in names]


async def test_menu_follows_binding_roles_language_and_unbinding(office: Office) -> None:
    new = office.stage.person("陈新")
    office.group.add(new)
    assert menu(office, new) == described(*PUBLIC)

    link = await invite(office, HEAD_OF_UNIT, f"陈新 {TOWN}")
    await open_link(office, "陈新", link)
    await office.press("陈新", "此链接用于绑定", "确认是本人")
    assert menu(office, new) == described(*APPROVER)
    assert menu(office, new, in_group=True) == described("status", *PUBLIC, "cancel")
    assert menu(office, office["甲一"], in_group=True) == described("status", *PUBLIC, "cancel")

    await office.say("陈新", "/lang")
    await office.press("陈新", "请选择语言", "English")
    assert menu(office, new) == described(*APPROVER, language="en")

    await office.say("张敏", "/people")
    await office.press("张敏", "【人员】", "下一页")
    await office.press("张敏", "【人员】", "陈新")
    await office.press("张敏", "【人员】陈新", f"撤销：{HEAD_OF_UNIT}")
    assert menu(office, new) == described("query", "verify", "help", "lang", "cancel", language="en")

    await office.press("赵批", "陈新", "不是本人，撤销绑定")
    assert menu(office, new) == described(*PUBLIC)
    assert menu(office, new, in_group=True) == described(*PUBLIC)


async def test_what_was_changed_meanwhile_is_set_at_the_start(office: Office) -> None:
    assert menu(office, office["王芳"], in_group=True) == described(
        "draw", "status", "plan", "coverage", *PUBLIC, "cancel"
    )
    async with office.stage.service.database.writing() as work:
        someone = await work.people.one(name="甲一")
        assert someone is not None
        await work.people.change(someone, language="en")
    assert await menus_set_by_a_restart(office) == ["setMyCommands", "setMyCommands"]
    assert menu(office, office["甲一"]) == described(
        "duty", "week", "status", "leave", "conflict", *PUBLIC, "cancel", language="en"
    )
    assert await menus_set_by_a_restart(office) == []


async def menus_set_by_a_restart(office: Office) -> list[str]:
    before = len(office.stage.telegram.calls)
    await office.stage.restart_bot()
    await office.stage.settle()
    return [call.method for call in office.stage.telegram.calls[before:] if "Commands" in call.method]


async def test_help_says_what_i_can_do_here_and_where_the_rest_works(office: Office) -> None:
    watch = Watch(office)

    def line(name: str) -> str:
        what = text(f"menu.{name}")
        return say("help.line", command=name, what=what, example=text(f"help.example.{name}"))

    await office.say("王芳", "/help")
    private = ("pending", "status", "plan", "coverage", "import", "export", *PUBLIC, "cancel")
    values = {"name": "王芳", "lines": [text("help.coordinator")], "open": ""}
    here = [line(name) for name in private]
    elsewhere = text("help.in_office", commands="/draw")
    assert watch.news() == {"王芳": [says("help.mine", commands=here, elsewhere=elsewhere, **values)]}

    await office.say("王芳", "/help", in_group=True)
    here = [line(name) for name in ("draw", "status", "plan", "coverage", *PUBLIC, "cancel")]
    elsewhere = text("help.in_private", commands="/pending、/import、/export")
    assert watch.news() == {GROUP: [says("help.mine", commands=here, elsewhere=elsewhere, **values)]}
