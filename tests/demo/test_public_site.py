"""The site that a played round leaves, as a stranger finds it: nothing private, nothing broken, checkable."""

import os
import re
from types import SimpleNamespace

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from demo.bureau import make_bureau
from tests.site.html_reader import site_faults, site_text
from tests.verifier.verifier_browser import open_page


def test_site_of_a_round_is_whole_and_has_nothing_private(run):
    (folder, _), public = run, run[0] / "public"
    assert site_faults(public) == []
    bureau, text = make_bureau("quyang-education-2023"), site_text(public)
    people = {each.name for each in (*bureau.inspectors, *bureau.officers)}
    transcript = (folder / "transcript.txt").read_text(encoding="utf-8")
    hidden = {*people, "当场要求", "李文书", "PT-2026-00001"}
    assert [each for each in hidden if each in text] == []
    assert [each for each in ("当场要求", "李文书", "PT-2026-00001") if each not in transcript] == []
    drawn = re.findall(r"target-([0-9A-Z-]+)\.html", (public / "search.html").read_text("utf-8"))
    undrawn = [each.name for each in bureau.targets if each.code not in drawn]
    assert len(undrawn) > 10
    assert [name for name in undrawn if name in text] == []
    figures = (public / "statistics.html").read_text("utf-8")
    assert [each in figures for each in ("检查人员承担任务的次数", "抽取是否均匀")] == [True, True]


@pytest.fixture
def visit(run, tmp_path):
    """A stranger with a phone before the site."""
    with open_page(tmp_path / "profile") as page:
        driver = page.driver

        def until(condition):
            WebDriverWait(driver, 20, poll_frequency=0.05).until(lambda _driver: condition())

        def follow(label):
            driver.find_element(By.PARTIAL_LINK_TEXT, label).click()

        def photograph(name, top=""):
            """Take the pictures of docs/public-site.md, into the folder that is named."""
            if folder := os.environ.get("SSJ_PICTURES"):
                driver.execute_script(
                    "scrollTo(0, arguments[0] ? arguments[0].offsetTop - 8 : 0)",
                    driver.find_element(By.ID, top) if top else None,
                )
                driver.get_screenshot_as_file(f"{folder}/public-{name}.png")

        def look(width, height, *, on_phone):
            screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": on_phone}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
            driver.get((run[0] / "public" / "index.html").as_uri())

        look(1000, 1250, on_phone=False)
        photograph("0-front")
        look(390, 844, on_phone=True)
        yield SimpleNamespace(driver=driver, until=until, follow=follow, photograph=photograph)


def test_stranger_finds_a_school_its_ground_and_verifies_its_draw(run, visit):
    folder, driver = run[0], visit.driver
    visit.follow("查询")
    schools = driver.find_elements(By.CSS_SELECTOR, "#entries section:first-of-type li bdi:first-of-type")
    wanted = next(each.text for each in schools if "发现问题" in _page_of(folder, each.text))
    everything = len(driver.find_elements(By.CSS_SELECTOR, "#entries li"))
    driver.find_element(By.ID, "words").send_keys(wanted[3:5])
    found = [
        each.text for each in driver.find_elements(By.CSS_SELECTOR, "#entries li") if each.is_displayed()
    ]
    assert (0 < len(found) < everything, all(wanted[3:5] in each for each in found)) == (True, True)
    assert driver.find_element(By.ID, "count").text == str(len(found))
    visit.photograph("1-search")
    visit.follow(wanted)
    assert driver.find_element(By.TAG_NAME, "h1").text == wanted
    visit.photograph("2-result")
    _sees_the_ground(visit)
    visit.follow("SSJ-2026-0001")
    _sees_the_codes(folder, visit)
    bundle = driver.find_element(By.PARTIAL_LINK_TEXT, "SSJ-2026-0001.json").get_attribute("href")
    codes = [each.text for each in driver.find_elements(By.CSS_SELECTOR, ".facts code")]
    shown = [each for each in codes if len(each) == 64]  # the names of files stand among them
    visit.follow("打开核验网页")
    driver.find_element(By.ID, "file").send_keys(bundle.removeprefix("file://"))
    banner = driver.find_element(By.ID, "banner")
    visit.until(banner.is_displayed)
    assert banner.get_attribute("data-status") == "2"  # nobody has told it yet what the group saw
    driver.find_element(By.TAG_NAME, "summary").click()
    own = ("commitment", "entropy", "result", "vacancy")
    for name, code in zip(own, shown, strict=False):
        driver.find_element(By.ID, f"copy_{name}").send_keys(code)
    driver.find_element(By.ID, "school").send_keys(wanted)
    visit.until(lambda: "抽签号" in driver.find_element(By.ID, "school_answer").text)
    visit.until(lambda: banner.get_attribute("data-status") == "0")
    good = driver.find_elements(By.CSS_SELECTOR, "#checks li:has(.good)")
    assert {f"copy_{name}" for name in own} <= {each.get_attribute("data-code") for each in good}
    assert driver.find_elements(By.CSS_SELECTOR, "#checks .bad") == []
    visit.photograph("5-verified", "banner")


def _page_of(folder, name):
    found = re.search(
        rf'href="(target-[^"]+)"><bdi>{name}<', (folder / "public/search.html").read_text("utf-8")
    )
    return (folder / "public" / found[1]).read_text("utf-8")


def _sees_the_ground(visit):
    """The abnormal item leads to what the law asks."""
    link = visit.driver.find_element(By.XPATH, "//dd[contains(@class,'abnormal')]/preceding-sibling::dt/a")
    item = link.text
    link.click()
    shown = visit.driver.find_element(By.TAG_NAME, "main").text
    assert (visit.driver.find_element(By.TAG_NAME, "h1").text, "《" in shown) == (item, True)
    visit.photograph("3-ground")
    visit.driver.back()


def _sees_the_codes(folder, visit):
    """The codes on the page are those that the group was shown."""
    transcript = (folder / "transcript.txt").read_text(encoding="utf-8")
    shown = visit.driver.find_element(By.TAG_NAME, "main").text
    codes = [
        re.search(rf"{words}：\s+([0-9a-f]{{64}})", transcript)[1]
        for words in ("封存码", "随机数校验码", "结果校验码")
    ]
    assert [code for code in codes if code not in shown] == []
    assert re.findall(r"变更校验码：\s+([0-9a-f]{64})", transcript)[-1] in shown
    visit.photograph("4-draw")


def test_pages_fit_a_phone_and_ask_for_nothing_else(visit):
    driver = visit.driver
    for name in ("抽查批次", "查询", "抽查事项清单", "抽取链", "核验方法", "English"):
        visit.follow(name)
        wide, asked = driver.execute_script(
            "return [document.documentElement.scrollWidth,"
            " performance.getEntriesByType('resource').map(each => each.name)];"
        )
        assert (name, wide <= 390, asked, driver.get_cookies()) == (name, True, [], [])
    assert [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"] == []
