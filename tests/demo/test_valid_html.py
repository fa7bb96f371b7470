"""Every page that the demo leaves before html-validate, by the rules of the HTML standard."""

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from bot.domain.archive import CONTENTS
from tests.demo.npm_tools import npm_tool

_STANDARD = {"root": True, "extends": ["html-validate:standard"]}


@pytest.fixture
def faults_of(tmp_path):
    """Check pages with html-validate, and return what is wrong with them, by file and rule."""
    tool = npm_tool("html-validate", "html-validate/bin/html-validate.mjs")
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps(_STANDARD), "utf-8")

    def check(*pages: Path) -> list[tuple[str, str]]:
        command = ["node", str(tool), "--config", str(rules), "--formatter", "json", *map(str, pages)]
        told = subprocess.run(command, capture_output=True, check=False).stdout  # noqa: S603 - our own files
        found = json.loads(told)
        return [(Path(page["filePath"]).name, each["ruleId"]) for page in found for each in page["messages"]]

    return check


def test_every_page_of_the_site_and_of_the_archive_is_valid(run, faults_of, tmp_path):
    contents = tmp_path / CONTENTS
    with zipfile.ZipFile(run[0] / "archive.zip") as archive:
        contents.write_bytes(archive.read(CONTENTS))
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(contents.read_text("utf-8").replace("</h1>", "</h2><p id=a><div id=a>", 1), "utf-8")
    pages = [*sorted((run[0] / "public").rglob("*.html")), contents]
    found = faults_of(*pages, spoilt)
    assert {name for name, _ in found} == {"spoilt.html"}
    assert {"close-order", "no-dup-id"} <= {rule for _, rule in found}
