"""The public pages: complete, static, and whatever a name contains stays a name."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.publication.parts import stem_of
from bot.domain.publication.results import PublicResult, PublicVersion
from bot.domain.publication.rounds import PublicAttempt, PublicDraw, PublicLink, PublicShortfall
from bot.domain.publication.site import PublicHead, PublicJournal, PublicRow, PublicYear
from storage.site.verifiers import VERIFIERS, verifiers
from tests.site.html_reader import dead_links, read
from tests.site.sample_site import (
    CODE,
    NAME,
    OUTCOME,
    RESULT,
    ROSTER,
    TEXTS,
    make_files,
    make_pages,
    make_round,
)

ROUND = "round-SSJ-2026-0007.html"
TEMPLATES = Path(__file__).parents[2] / "storage" / "site" / "templates"


def texts(page: bytes, start: str = "", end: str = "[footer]") -> list[str]:
    """Return what a page says from one text to another, separators left out."""
    said = [each for each in read(page).texts if each != "·"]
    return said[said.index(start) if start else said.index("[check_title]") + 2 : said.index(end)]


def test_round_shows_everything_in_order() -> None:
    said = texts(make_pages(make_round())[ROUND], "[state]")
    assert said == [
        *("[state]", "«round.state.closed»", "[scope]", "公办初级中学"),
        *("[profile]", "曲阳县教育", "[authority]", "青禾县教育和体育局", "[basis]", "第十七条"),
        *("[why_here]", "平台未收录"),
        *("[terms]", "定向抽查，限区域为甲镇", "黑名单对象：比例 50%"),
        *("[announced_at]", "2026年3月2日 09:00"),
        *("[level]", "L2 群内摇号"),
        *("[counts]", "[targets_in_pool]", "60", "[targets_drawn]", "2"),
        *("[inspectors_in_pool]", "24", "[teams]", "1", "[remarks]", "0"),
        *("[codes]", "[commitment]", "a" * 64, "[entropy_hash]", "b" * 64, "[result_hash]", "c" * 64),
        *("[bundle]", "SSJ-2026-0007.json", "[verify_here]", "[attempts]", "[attempts_none]"),
        *("[shortfall]", "[shortfall_none]", "[results]", NAME),
        *("[code]", CODE, "[published_on]", "2026年3月20日"),
        *("[conclusion]", "发现问题", "校园安全", "不正常", "均衡编班", "正常"),
        *("[record_hash]", *["f" * 8] * 8),
    ]


def test_attempts_and_shortfall_are_shown() -> None:
    attempt = PublicAttempt(
        number=1, ending="作废", reason="名单有误", commitment="d" * 64, result_hash="e" * 64
    )
    gap = PublicShortfall(stratum="小学", wanted=3, drawn=2)
    page = make_pages(make_round(attempts=(attempt,), shortfall=(gap,)))[ROUND]
    assert texts(page, "[attempts]", "[results]") == [
        *("[attempts]", "[attempt] 1 · 作废 ·", "名单有误", "[commitment]", "d" * 64),
        *("[result_hash]", "e" * 64, "[shortfall]", "小学", "· [wanted] 3 · [drawn] 2"),
    ]


def test_correction_is_a_new_version_with_its_reason_and_the_old_one_stays() -> None:
    first = PublicVersion(
        conclusion="未发现问题", published_on=date(2026, 3, 18), version=1, record_hash="d" * 64
    )
    own = {"version": 2, "published_on": date(2026, 3, 19), "reason": {"key": "correction.reason.review"}}
    earlier = (first.model_copy(update=own), first)
    reason = {"key": "correction.reason.objection"}
    new = RESULT.model_copy(update={"version": 3, "findings": (), "reason": reason, "earlier": earlier})
    pages = make_pages(make_round(results=(new,)))
    for name in (ROUND, f"target-{CODE}.html"):
        said = texts(pages[name], "[published_on]")
        assert said == [
            *("[published_on]", "2026年3月20日", "[corrected] · [version] 3"),
            *("[reason]", "«correction.reason.objection»", "[conclusion]", "发现问题"),
            *("[record_hash]", *["f" * 8] * 8),
            *("[earlier_version] 2 · [published_on]", "2026年3月19日"),
            *("[reason]", "«correction.reason.review»", "[conclusion]", "未发现问题"),
            *("[record_hash]", *["d" * 8] * 8),
            *("[earlier_version] 1 · [published_on]", "2026年3月18日", "[conclusion]", "未发现问题"),
            *("[record_hash]", *["d" * 8] * 8),
        ]


def test_credit_file_has_the_results_and_outcomes_of_one_target() -> None:
    pages = make_pages(make_round(outcomes=(OUTCOME,)))
    said = texts(pages["target-S-9.html"], "S-9")
    assert said == [
        *("S-9", "[credit_why]", "[results]", "[results_none]"),
        *("[dropped]", "[round]", "SSJ-2026-0007", "[outcome]", "停办、停业"),
    ]
    assert [name for name in pages if OUTCOME.target_name in pages[name].decode()] == [
        *(ROUND, f"en/{ROUND}", "target-S-9.html", "en/target-S-9.html", "search.html", "en/search.html")
    ]


def test_platform_round_has_no_codes_and_no_bundle() -> None:
    page = make_pages(make_round(commitment=None, entropy_hash=None, result_hash=None, bundle=None))[ROUND]
    assert texts(page, "[teams]", "[attempts]") == ["[teams]", "1", "[remarks]", "0"]


def test_confidential_round_has_its_bundle_later() -> None:
    page = make_pages(make_round(bundle=None, results=()))[ROUND]
    assert texts(page, "c" * 64) == [
        *("c" * 64, "[bundle]", "[bundle_later]", "[attempts]", "[attempts_none]"),
        *("[shortfall]", "[shortfall_none]", "[results]", "[results_none]"),
    ]


def test_chain_shows_each_draw_with_what_it_follows() -> None:
    first = PublicLink(draw="SSJ-2026-0001", state="中止", prev="0" * 64, commitment="a" * 64, hash="b" * 64)
    second = PublicLink(draw="甲", state="等待", prev="b" * 64, commitment="c" * 64, decision="<8号>")
    page = make_pages(chain=(first, second))["chain.html"]
    assert texts(page, "[chain_why]") == [
        *("[chain_why]", "SSJ-2026-0001", "中止", "[prev]", "0" * 64, "[commitment]", "a" * 64),
        *("[link]", "b" * 64, "甲", "等待", "[decision]", "<8号>", "[prev]", "b" * 64),
        *("[commitment]", "c" * 64, "[link]", "[link_open]"),
    ]


def test_chain_page_bears_what_the_journal_is_checked_with() -> None:
    head = PublicHead(number=12, root="d" * 64, signature="e" * 128)
    page = make_pages(journal=PublicJournal(keys=("f" * 64,), head=head))["chain.html"]
    assert texts(page, "[journal_title]") == [
        *("[journal_title]", "[journal_why]", "[journal_key]", "f" * 64),
        *("[journal_head]", "12", "[journal_root]", "d" * 64, "[signature]", "e" * 128),
    ]


def test_front_page_leads_to_rounds_results_and_plans() -> None:
    rounds = [make_round(number=f"SSJ-2026-00{n}") for n in range(30, 18, -1)]
    pages = make_pages(*rounds, plans=(2026, 2025))
    links = read(pages["index.html"]).links
    assert [each for each in links if each.startswith("round-")] == [
        f"round-SSJ-2026-00{n}.html" for n in range(30, 20, -1)
    ]
    assert [each for each in links if each.startswith("plan-")] == ["plan-2026.html", "plan-2025.html"]
    assert links.count(f"target-{CODE}.html") == 10
    assert len([each for each in read(pages["rounds.html"]).links if each.startswith("round-")]) == 12
    assert [each for each in read(pages["en/index.html"]).links if "plan-" in each] == [
        *("../plan-2026.html", "../plan-2025.html")
    ]


def test_targets_of_a_supplement_are_counted_on_the_front_page_those_of_a_second_step_are_not() -> None:
    counts = {"targets_in_pool": 60, "targets_drawn": 1, "inspectors_in_pool": 0, "teams": 0}
    codes = {"commitment": "a" * 64, "entropy_hash": "b" * 64, "result_hash": "c" * 64}
    more = {"what": "补充抽取", "level": "L2", "counts": counts, "bundle": "SSJ-2026-0008.json", **codes}
    extra = PublicDraw.model_validate({"number": "SSJ-2026-0008", "is_supplement": True} | more)
    second = PublicDraw.model_validate({"number": "SSJ-2026-0009"} | more)
    pages = make_pages(make_round(further=(extra, second)))
    assert "[targets_drawn] 3 " in " ".join(read(pages["index.html"]).texts)
    # The group was told the later draws by their own numbers: they are found by these too.
    assert {extra.number, second.number} <= set(read(pages["search.html"]).texts)


def test_empty_site_says_so() -> None:
    pages = make_pages()
    assert "[no_rounds]" in read(pages["index.html"]).texts
    assert "[items_none]" in read(pages["items.html"]).texts
    assert [read(page).all_faults() for page in pages.values()] == [[]] * len(pages)


def test_roster_is_there_only_where_it_is_public() -> None:
    page = make_pages(roster=ROSTER)["roster.html"]
    assert texts(page, "[roster_unit]") == ["[roster_unit]", "[roster_name]", "教育股", "甲一", "乙二"]
    assert "roster.html" not in make_pages()


YEAR = PublicYear(
    year=2026,
    coverage=(PublicRow(name="小学", total=3, part=2),),
    times=(PublicRow(name={"key": "statistics.times"}, total=4, part=0),),
)


def test_statistics_are_tables_with_bars() -> None:
    page = make_pages(years=(YEAR,))["statistics.html"]
    assert texts(page, "[statistics_coverage]") == [
        *("[statistics_coverage]", "[statistics_category]", "[statistics_in_register]"),
        *("[statistics_inspected]", "[statistics_share]", "小学", "3", "2", "66.7%"),
        *("[statistics_times]", "[statistics_how_often]", "[statistics_in_register]"),
        *("[statistics_targets]", "[statistics_share]", "«statistics.times»", "4", "0", "0%"),
    ]
    assert [each in page.decode() for each in ('class="part" width="66.7"', 'class="part" width="0"')] == [
        True
    ] * 2


def test_every_page_is_valid_leads_somewhere_and_loads_nothing() -> None:
    files = make_files(make_round(outcomes=(OUTCOME,)), roster=ROSTER, years=(YEAR,))
    pages = {name: data for name, data in files.items() if name.endswith(".html") and name not in VERIFIERS}
    assert {name: read(data).all_faults() for name, data in pages.items()} == {name: [] for name in pages}
    assert dead_links({**files, "verify.html": b""}) == []
    for name, data in pages.items():
        html = data.decode()
        asks = set(read(html).tags) & {"script", "img", "iframe", "object", "embed", "form"}
        assert asks == ({"script"} if name.endswith("search.html") else set())
        assert re.findall(r"https?:|[^:]//|url\(|@import|\son\w+=|cookie|localStorage", html) == []


def test_english_pages_say_the_same_in_english() -> None:
    pages = make_pages(make_round())
    assert {f"en/{name}" for name in pages if "/" not in name} == {name for name in pages if "/" in name}
    html = pages[f"en/{ROUND}"].decode()
    assert ('<html lang="en">' in html, "&lt;&lt;round.state.closed&gt;&gt;" in html) == (True, True)
    assert f'<a href="../{ROUND}" lang="zh-CN"' in html
    assert '<a href="../SSJ-2026-0007.json" download>' in html


HOSTILE = [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ('"><img src=x onerror=y>', "&#34;&gt;&lt;img src=x onerror=y&gt;"),
    ("=1+1", "=1+1"),
    ("</script><b>", "&lt;/script&gt;&lt;b&gt;"),
    ("{{ 7*7 }}{% raw %}", "{{ 7*7 }}{% raw %}"),
    ("甲\x00乙\x1b丙\u202e丁\ud800", "甲\ufffd乙\ufffd丙\ufffd丁\ufffd"),
    ("校" * 400, "校" * 400),
]


@pytest.mark.parametrize(("hostile", "escaped"), HOSTILE)
def test_hostile_text_stays_text(hostile: str, escaped: str) -> None:
    finding = RESULT.findings[0].model_copy(update={"item": hostile})
    update = {"target_name": hostile, "conclusion": hostile, "findings": (finding,)}
    opened = make_round().model_copy(
        update={"results": (RESULT.model_copy(update=update),), "basis": hostile, "scope": hostile}
    )
    pages = make_pages(opened)
    assert pages[ROUND].decode().count(f"<bdi>{escaped}</bdi>") == 5
    for page in pages.values():
        assert (hostile in page.decode()) is (hostile == escaped and escaped in page.decode())
        assert read(page).all_faults() == []


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.text(min_size=1, max_size=40))
def test_any_name_and_code_leave_the_structure_alone(name: str, code: str) -> None:
    plain = {each: read(page) for each, page in make_pages(make_round()).items()}
    stem = stem_of(code)
    result = RESULT.model_copy(update={"target_name": name, "target_code": code, "target_stem": stem})
    named = make_pages(make_round().model_copy(update={"results": (result,)}))
    for each, page in named.items():
        reader, model = read(page), plain[each.replace(f"target-{stem}.html", f"target-{CODE}.html")]
        assert (reader.tags, reader.all_faults()) == (model.tags, [])
        own, usual = f"target-{stem}.html", f"target-{CODE}.html"
        assert [link.replace(own, usual) for link in reader.links] == model.links


@given(st.lists(st.text(min_size=1, max_size=60), min_size=2, max_size=2, unique=True))
def test_file_names_of_any_two_codes_are_plain_and_differ(codes: list[str]) -> None:
    stems = [stem_of(each) for each in codes]
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}", each) for each in stems)
    assert len({each.casefold() for each in stems}) == 2


def test_fixed_texts_are_those_that_the_templates_ask_for() -> None:
    asked = {
        name
        for path in TEMPLATES.glob("*.j2")
        for name in re.findall(r"\btext\.([a-z_]+)", path.read_text(encoding="utf-8"))
    }
    assert asked | {"own_name"} == set(TEXTS)


def test_verifiers_are_as_they_are_in_the_project() -> None:
    own = Path(__file__).parents[2] / "verifier"
    assert verifiers() == {name: (own / name).read_bytes() for name in VERIFIERS}


@pytest.mark.parametrize("bundle", ["javascript:alert(1)", "../secret.json", "a b.json", "https://x/y.json"])
def test_bundle_is_a_file_beside_the_pages(bundle: str) -> None:
    with pytest.raises(ValidationError, match="bundle"):
        make_round(bundle=bundle)


def test_what_is_not_public_is_refused() -> None:
    with pytest.raises(ValidationError, match="inspector_phone"):
        PublicResult.model_validate(RESULT.model_dump() | {"inspector_phone": "13800000000"})
