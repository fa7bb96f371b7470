"""The pages name only what is there: a path or a link that has gone stale fails here."""

import re
from pathlib import Path

import pytest

from bot.domain.commands import COMMANDS
from bot.settings import Settings
from locales import catalogue

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))]
ROOMS = ("benchmarks", "bot", "demo", "docs", "locales", "playground", "storage", "tests", "verifier")
PATH = re.compile(r"`([a-z_]+)/([A-Za-z0-9_./-]*)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def test_readme_has_every_setting_and_no_other() -> None:
    written = set(
        re.findall(r"\| `(SHUANGSUIJI_[A-Z_]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"))
    )

    assert written == {f"SHUANGSUIJI_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("page", PAGES)
def test_paths_and_links_of_a_page_are_there(page: str) -> None:
    written = (ROOT / page).read_text(encoding="utf-8")
    paths = [ROOT / room / rest for room, rest in PATH.findall(written) if room in ROOMS]
    links = [(ROOT / page).parent / link for link in LINK.findall(written)]

    assert [str(path) for path in (*paths, *links) if not path.exists()] == []


@pytest.mark.parametrize("page", ["docs/coordinator.md", "docs/inspector.md"])
def test_guide_names_buttons_titles_and_commands_that_there_are(page: str) -> None:
    written = (ROOT / page).read_text(encoding="utf-8")
    said = [str(message.string) for message in catalogue("zh_CN") if message.id]
    said = [text for text in said if re.sub(r"\{[a-z_]+\}", "", text).strip()]
    texts = [re.compile(re.sub(r"\\\{[a-z_]+\\\}", ".+", re.escape(text))) for text in said]
    buttons = set(re.findall(r"［([^］]+)］", written)) - {"方括号"}
    titles = set(re.findall(r"【[^】]+】", written))

    assert {name for name in buttons if not any(text.fullmatch(name) for text in texts)} == set()
    assert {name for name in titles if not any(name in text for text in said)} == set()
    assert set(re.findall(r"(?<![\w./])/([a-z]+)", written)) - set(COMMANDS) == set()
