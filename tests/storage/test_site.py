"""The public page: complete, static, and whatever a name contains stays a name."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.publication import (
    SITE_LABELS,
    PublicAttempt,
    PublicCounts,
    PublicFinding,
    PublicLink,
    PublicPage,
    PublicResult,
    PublicRound,
    PublicShortfall,
)
from storage.site.verifiers import VERIFIERS, write_verifiers
from storage.site.writer import render_site, write_site

TEXTS = {key: f"[{key.removeprefix('site.')}]" for key in SITE_LABELS}
VOID = {"meta", "link", "br", "hr", "img", "input"}
RESULT = PublicResult(
    target_name="青禾县谷雨初级中学",
    target_code="121312262731393237",
    conclusion="发现问题",
    findings=(
        PublicFinding(item="校园安全", finding="不正常", is_abnormal=True),
        PublicFinding(item="均衡编班", finding="正常"),
    ),
    published_on=date(2026, 3, 20),
)


class Reader(HTMLParser):
    """Collects the texts and tags of a page and notes a tag that is not closed in its order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.links: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] != "style":
            self.texts.append(data.strip())


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def make_round(**changes: object) -> PublicRound:
    fields: dict[str, object] = {
        "number": "SSJ-2026-0007",
        "profile": "曲阳县教育",
        "authority": "青禾县教育和体育局",
        "basis": "第十七条",
        "why_here": "平台未收录",
        "terms": ("定向抽查，限区域为甲镇", "黑名单对象：比例 50%"),
        "announced_at": "2026-03-02 09:00",
        "level": "L2 群内摇号",
        "commitment": "a" * 64,
        "entropy_hash": "b" * 64,
        "result_hash": "c" * 64,
        "counts": PublicCounts(targets_in_pool=60, targets_drawn=2, inspectors_in_pool=24, teams=1),
        "bundle": "SSJ-2026-0007.json",
        "results": (RESULT,),
    }
    return PublicRound.model_validate(fields | changes)


def make_page(*rounds: PublicRound) -> PublicPage:
    return PublicPage(
        office="青禾县教育和体育局",
        title="双随机、一公开抽查公示",
        updated_on=date(2026, 3, 21),
        rounds=rounds,
        texts=TEXTS,
    )


def test_page_shows_everything_in_order() -> None:
    reader = read(render_site(make_page(make_round())))
    assert reader.texts == [
        *("双随机、一公开抽查公示 · 青禾县教育和体育局", "青禾县教育和体育局", "双随机、一公开抽查公示"),
        *("[updated_on]", "2026年3月21日", "[intro]", "[round]", "SSJ-2026-0007"),
        *("[profile]", "曲阳县教育", "[authority]", "青禾县教育和体育局", "[basis]", "第十七条"),
        *("[why_here]", "平台未收录"),
        *("[terms]", "定向抽查，限区域为甲镇", "黑名单对象：比例 50%"),
        *("[announced_at]", "2026-03-02 09:00"),
        *("[level]", "L2 群内摇号"),
        *("[counts]", "[targets_in_pool]", "60", "[targets_drawn]", "2"),
        *("[inspectors_in_pool]", "24", "[teams]", "1", "[remarks]", "0"),
        *("[codes]", "[commitment]", "a" * 64, "[entropy_hash]", "b" * 64, "[result_hash]", "c" * 64),
        *("[bundle]", "SSJ-2026-0007.json", "[attempts]", "[attempts_none]"),
        *("[shortfall]", "[shortfall_none]", "[results]", "青禾县谷雨初级中学"),
        *("[code]", "121312262731393237", "[published_on]", "2026年3月20日"),
        *("[conclusion]", "发现问题", "[findings]", "校园安全", "不正常", "均衡编班", "正常"),
        *("[check_title]", "[check_why]", "[check_download]", "[check_page]", "verify.html"),
        *("[check_compare]", "[check_own]", "[check_command]", "ssj_verify.py"),
        *("python3 ssj_verify.py SSJ-2026-0001.json", "[check_trust]", "[check_level]", "[footer]"),
    ]
    assert (reader.faults, reader.open) == ([], [])


def test_attempts_shortfall_and_corrections_are_shown() -> None:
    attempt = PublicAttempt(
        number=1, ending="作废", reason="名单有误", commitment="d" * 64, result_hash="e" * 64
    )
    page = make_page(
        make_round(
            attempts=(attempt,),
            shortfall=(PublicShortfall(stratum="小学", wanted=3, drawn=2),),
            results=(RESULT.model_copy(update={"version": 2, "findings": ()}),),
        )
    )
    texts = read(render_site(page)).texts
    assert texts[texts.index("[attempts]") : texts.index("[check_title]")] == [
        *("[attempts]", "[attempt] 1 · 作废 ·", "名单有误", "[commitment]", "d" * 64),
        *("[result_hash]", "e" * 64, "[shortfall]", "小学", "· [wanted] 3 · [drawn] 2"),
        *(
            "[results]",
            "青禾县谷雨初级中学",
            "[code]",
            "121312262731393237",
            "[published_on]",
            "2026年3月20日",
        ),
        *("[corrected] · [version] 2", "[conclusion]", "发现问题"),
    ]


def test_platform_round_has_no_codes_and_no_link() -> None:
    platform = make_round(commitment=None, entropy_hash=None, result_hash=None, bundle=None, why_here="")
    reader = read(render_site(make_page(platform)))
    texts = reader.texts
    assert texts[texts.index("[teams]") : texts.index("[attempts]")] == ["[teams]", "1", "[remarks]", "0"]
    assert reader.links == ["data:,", *VERIFIERS]


def test_confidential_round_has_its_bundle_later() -> None:
    reader = read(render_site(make_page(make_round(bundle=None, results=()))))
    texts = reader.texts
    assert texts[texts.index("c" * 64) : texts.index("[attempts]")] == [
        "c" * 64,
        "[bundle]",
        "[bundle_later]",
    ]
    assert texts[texts.index("[results]") + 1] == "[results_none]"
    assert reader.links == ["data:,", *VERIFIERS]


def test_chain_shows_each_draw_with_what_it_follows() -> None:
    first = PublicLink(draw="SSJ-2026-0001", state="中止", prev="0" * 64, commitment="a" * 64, hash="b" * 64)
    second = PublicLink(
        draw="SSJ-2026-0001（第 2 次抽取）",
        state="等待随机数",
        prev="b" * 64,
        commitment="c" * 64,
        decision="<8号>",
    )
    texts = read(render_site(make_page().model_copy(update={"chain": (first, second)}))).texts

    at = texts.index("[chain_title]")
    shown = ["[chain_title]", "[chain_why]", "SSJ-2026-0001", "中止", "[prev]", "0" * 64]
    shown += ["[commitment]", "a" * 64, "[link]", "b" * 64, "SSJ-2026-0001（第 2 次抽取）", "等待随机数"]
    shown += ["[decision]", "<8号>", "[prev]", "b" * 64, "[commitment]", "c" * 64, "[link]", "[link_open]"]
    assert [each for each in texts[at:] if each != "·"][: len(shown)] == shown


def test_several_rounds_have_contents() -> None:
    reader = read(render_site(make_page(make_round(), make_round(number="SSJ-2026-0008"))))
    assert reader.links == [
        *("data:,", "#round-1", "#round-2", "SSJ-2026-0007.json", "SSJ-2026-0007.json", *VERIFIERS),
    ]


def test_empty_page_says_so() -> None:
    texts = read(render_site(make_page())).texts
    assert texts[texts.index("[intro]") + 1] == "[no_rounds]"


def test_page_has_no_scripts_and_loads_nothing() -> None:
    html = render_site(make_page(make_round()))
    assert set(read(html).tags) & {"script", "img", "iframe", "object", "embed", "form"} == set()
    assert re.findall(r"https?:|//|url\(|@import|\son\w+=", html) == []


@pytest.mark.parametrize(
    ("hostile", "escaped"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('"><img src=x onerror=y>', "&#34;&gt;&lt;img src=x onerror=y&gt;"),
        ("=1+1", "=1+1"),
        ("{{ 7*7 }}{% raw %}", "{{ 7*7 }}{% raw %}"),
        ("甲\x00乙\x1b丙\u202e丁\ud800", "甲\ufffd乙\ufffd丙\ufffd丁\ufffd"),
        ("校" * 400, "校" * 400),
    ],
)
def test_hostile_text_stays_text(tmp_path: Path, hostile: str, escaped: str) -> None:
    finding = PublicFinding.model_construct(item=hostile, finding=hostile, is_abnormal=False)
    result = RESULT.model_copy(update={"target_name": hostile, "conclusion": hostile, "findings": (finding,)})
    page = make_page(make_round().model_copy(update={"results": (result,), "basis": hostile}))
    html = write_site(tmp_path, page).read_text(encoding="utf-8")
    assert html.count(f"<bdi>{escaped}</bdi>") == 5
    assert (hostile in html) is (hostile == escaped)


@given(st.text(max_size=40))
def test_any_name_leaves_the_structure_alone(name: str) -> None:
    plain = read(render_site(make_page(make_round())))
    result = RESULT.model_copy(update={"target_name": name})
    named = read(render_site(make_page(make_round(results=(result,)))))
    assert (named.tags, named.links, named.faults) == (plain.tags, plain.links, [])


def test_writing_again_replaces_the_page(tmp_path: Path) -> None:
    write_site(tmp_path / "site", make_page(make_round()))
    path = write_site(tmp_path / "site", make_page())
    assert [file.name for file in path.parent.iterdir()] == ["index.html"]
    assert path.read_text(encoding="utf-8") == render_site(make_page())


def test_verifiers_lie_beside_the_page_as_they_are_in_the_project(tmp_path: Path) -> None:
    write_verifiers(tmp_path)
    own = Path(__file__).parents[2] / "verifier"
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        name: (own / name).read_bytes() for name in VERIFIERS
    }


@pytest.mark.parametrize("bundle", ["javascript:alert(1)", "../secret.json", "a b.json", "https://x/y.json"])
def test_bundle_is_a_file_beside_the_page(bundle: str) -> None:
    with pytest.raises(ValidationError, match="bundle"):
        make_round(bundle=bundle)


def test_what_is_not_public_is_refused() -> None:
    with pytest.raises(ValidationError, match="inspector_phone"):
        PublicResult.model_validate(RESULT.model_dump() | {"inspector_phone": "13800000000"})


def test_texts_must_be_complete() -> None:
    with pytest.raises(ValidationError, match=r"fixed texts differ: \['site.more'\]"):
        PublicPage(office="", title="", texts=TEXTS | {"site.more": ""})
