"""The page verify.html in a headless Chromium, opened from disk."""

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

PAGE = Path(__file__).resolve().parents[2] / "verifier" / "verify.html"
CHUNK = 25
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
JUDGE_ALL = """
const [cases, done] = arguments;
(async () => {
  const answers = [];
  for (const [text, copy] of cases) {
    const bytes = Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
    answers.push([...(await judge(bytes, copy)).found]);
  }
  return answers;
})().then(done, error => done(String(error)));
"""


@contextmanager
def open_page(profile: Path, width: int = 1200) -> Iterator["Page"]:
    """Open the page; skip where there is no browser, except in CI, where there must be one."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or driver is None:
        refuse = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        refuse("no chromium and chromedriver on this machine (Debian: chromium, chromium-driver)")
    options = Options()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={profile}", f"--window-size={width},900"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(options=options, service=Service(driver))
    try:
        opened.set_script_timeout(300)
        opened.get(PAGE.as_uri())
        yield Page(opened)
    finally:
        opened.quit()


class Page:
    """The open page: `judge` asks its verifier, `driver` is for the eye and the hand."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def judge(self, cases: list[tuple[bytes, dict[str, str]]]) -> list[dict[str, bool | None]]:
        """Return the verdicts of many files, each with its observer's copy."""
        found = []
        for start in range(0, len(cases), CHUNK):
            some = [[base64.b64encode(raw).decode(), copy] for raw, copy in cases[start : start + CHUNK]]
            answers = self.driver.execute_async_script(JUDGE_ALL, some)
            assert isinstance(answers, list), answers
            found += [dict(answer) for answer in answers]
        return found
