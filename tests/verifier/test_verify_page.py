"""The page as a school sees it: drop the file, read the verdict, find oneself."""

import json
import re
from types import SimpleNamespace

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from verifier_browser import PAGE, open_page
from verifier_three import CODES, VECTORS, copy_of, vector

from bot.domain.draw.bytes import dumps
from bot.domain.draw.pools import membership

CASES = pytest.mark.parametrize("case", VECTORS, ids=[case["case"] for case in VECTORS])


@pytest.fixture
def desk(page, tmp_path):
    """The page opened anew, with what a visitor does and sees."""
    driver = page.driver
    driver.get(PAGE.as_uri())

    def until(condition):
        WebDriverWait(driver, 10, poll_frequency=0.02).until(lambda _driver: condition())

    def element(name):
        return driver.find_element(By.ID, name)

    def lines(name):
        return element(name).get_property("innerText").splitlines()

    def choose(raw):
        (tmp_path / "bundle.json").write_bytes(raw)
        element("file").send_keys(str(tmp_path / "bundle.json"))
        until(lambda: element("banner").is_displayed())

    return SimpleNamespace(driver=driver, until=until, element=element, lines=lines, choose=choose)


def status(desk):
    return desk.element("banner").get_attribute("data-status")


def rows(desk):
    cells = "row => [...row.cells].map(cell => cell.innerText)"
    return desk.driver.execute_script(f"return [...document.querySelectorAll('#order tr')].map({cells});")


@CASES
def test_page_shows_all_targets_in_order_with_their_tickets(desk, case):
    bundle, known = case["bundle"], case["intermediate"]
    desk.choose(dumps(bundle))
    assert status(desk) == "2"
    shown = rows(desk)
    assert [row[0] for row in shown] == [str(i + 1) for i in range(len(bundle["targets"]))]
    assert [row[1].split("\n")[1].split(" · ")[0] for row in shown] == known["target_order"]
    tickets = {row[1].split("\n")[1].split(" · ")[0]: row[2] for row in shown}
    first = [tickets[target["id"]] for target in bundle["targets"][:5]]
    assert first == known["first_five_target_tickets"]
    teams = dict(bundle["result"]["assignment"])
    drawn = [f"抽中 · 第 {teams[one]} 组" if one in teams else "抽中" for one in bundle["result"]["picked"]]
    assert [row[3] for row in shown if row[3].startswith("抽中")] == drawn


def test_page_passes_a_draw_beside_the_copy_and_speaks_english(desk):
    bundle = vector("strata")
    desk.choose(dumps(bundle))
    desk.driver.find_element(By.TAG_NAME, "summary").click()
    for name, value in copy_of(bundle).items():
        script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'));"
        desk.driver.execute_script(script, desk.element(name), f" {value.upper()} ")
    desk.until(lambda: status(desk) == "0")
    assert desk.lines("banner")[0] == "全部通过"
    verdicts = [line for line in desk.lines("checks") if line in ("通过", "不通过", "无法判断")]
    assert verdicts == ["通过"] * (len(CODES) - 1)
    desk.element("language").click()
    assert desk.lines("banner")[0] == "Everything passes"
    assert desk.driver.execute_script("return document.documentElement.lang") == "en"
    assert re.search("[\u4e00-\u9fff]", desk.element("checks").text) is None


def test_page_refuses_a_changed_draw(desk):
    bundle = vector("strata")
    bundle["result"]["picked"].reverse()
    desk.choose(dumps(bundle))
    assert status(desk) == "1"
    bad = desk.driver.find_elements(By.CSS_SELECTOR, "#checks li:has(b.bad)")
    assert [line.get_attribute("data-code") for line in bad] == ["picked"]
    desk.choose(b"{}\n")
    desk.until(lambda: len(desk.driver.find_elements(By.CSS_SELECTOR, "#checks li")) == 1)
    assert desk.lines("banner") == ["有检查不通过：这份文件不能采信"]
    assert not desk.element("mine").is_displayed()


@pytest.mark.parametrize("asked", ["id", "name"])
def test_page_tells_a_school_its_record_ticket_and_path(desk, asked):
    bundle = vector("strata")
    desk.choose(dumps(bundle))
    school = bundle["targets"][3]
    desk.element("school").send_keys(school[asked])
    desk.until(lambda: desk.lines("school_answer"))
    told = desk.lines("school_answer")
    assert "示例学校4：抽中 · 第 1 组" in told
    assert "类别“high”应抽 4，本校在该类可抽对象中排第 1" in told
    assert dumps(school).decode() in told
    path = [line[2:] for line in told if re.fullmatch("[左右] [0-9a-f]{64}", line)]
    assert path == membership(bundle["targets"], 3)
    assert told[-1] == f"根（已封存在方案中） {bundle['plan']['pools']['targets']['root']}"


def test_page_tells_a_stranger_that_he_is_not_in_the_list(desk):
    desk.choose(dumps(vector("strata")))
    desk.element("school").send_keys("T999")
    desk.until(lambda: desk.lines("school_answer") == ["名单中没有这个编号或名称。"])


def test_page_shows_names_as_text_and_reaches_no_network(desk):
    bundle = vector("strata")
    bundle["targets"][0]["name"] = bundle["plan"]["draw"] = (
        "<img src=x onerror=document.title='owned'><b>x</b>"
    )
    desk.choose(dumps(bundle))
    assert bundle["plan"]["draw"] in desk.element("banner").text
    send = "fetch('https://example.org/').then(() => arguments[0]('sent'), () => arguments[0]('blocked'));"
    blocked = desk.driver.execute_async_script(send)
    assert (blocked, desk.driver.title) == ("blocked", "抽取核验 ssj/draw/1")
    entries = desk.driver.execute_script(
        "return performance.getEntriesByType('resource').map(one => one.name)"
    )
    assert [name for name in entries if "example.org" not in name] == []
    messages = [entry["message"] for entry in desk.driver.get_log("browser")]
    assert [message for message in messages if "example.org" not in message] == []


def test_page_has_the_same_keys_in_both_languages(desk):
    both = "text => JSON.stringify([Object.keys(text), Object.keys(text.codes)])"
    keys = desk.driver.execute_script(f"return Object.values(TEXTS).map({both});")
    assert keys[0] == keys[1]
    codes = desk.driver.execute_script("return TABLE.map(row => row[0]);")
    assert sorted(json.loads(keys[0])[1]) == sorted(["canonical", "keys", *codes, "platform", "copy_list"])


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_without_a_browser_the_tests_are_skipped_but_never_in_ci(monkeypatch, tmp_path, ci, outcome):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no chromium and chromedriver"), open_page(tmp_path):
        pass


def test_page_fits_a_phone(desk):
    before = desk.driver.get_window_size()
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    desk.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        desk.choose(dumps(vector("strata")))
        desk.element("school").send_keys("T001")
        desk.until(lambda: desk.lines("school_answer"))
        wide = "return document.documentElement.scrollWidth"
        assert desk.driver.execute_script(wide) == 390
        desk.element("language").click()
        assert desk.driver.execute_script(wide) == 390
    finally:
        desk.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        desk.driver.set_window_size(**before)
