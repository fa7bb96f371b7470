"""A site made by hand, with texts that say their own names."""

from datetime import date

from bot.domain.publication.parts import stem_of
from bot.domain.publication.results import PublicFinding, PublicOutcome, PublicResult
from bot.domain.publication.rounds import PublicCounts, PublicRound
from bot.domain.publication.site import PublicInspector, PublicItem, PublicSite, PublicTarget
from bot.domain.site_labels import SITE_LABELS
from storage.site.pages import site_pages
from storage.site.tongue import Tongue
from storage.site.verifiers import verifiers

NAME, CODE = "青禾县谷雨初级中学", "121312262731393237"
TEXTS = {key.removeprefix("site."): f"[{key.removeprefix('site.')}]" for key in SITE_LABELS}
TONGUES = (
    Tongue("zh-CN", "", TEXTS, lambda said: f"«{said['key']}»"),
    Tongue("en", "en/", TEXTS, lambda said: f"<<{said['key']}>>"),
)
RESULT = PublicResult(
    target_name=NAME,
    target_code=CODE,
    target_stem=stem_of(CODE),
    round_number="SSJ-2026-0007",
    conclusion="发现问题",
    findings=(
        PublicFinding(item="校园安全", item_stem="JY-01", finding="不正常", is_abnormal=True),
        PublicFinding(item="均衡编班", item_stem="JY-02", finding="正常"),
    ),
    published_on=date(2026, 3, 20),
    record_hash="f" * 64,
)
OUTCOME = PublicOutcome(
    target_name="青禾县白露小学",
    target_code="S-9",
    target_stem=stem_of("S-9"),
    round_number="SSJ-2026-0007",
    outcome="停办、停业",
)


def make_round(**changes: object) -> PublicRound:
    """Return a round drawn here, with one result."""
    fields: dict[str, object] = {
        "number": "SSJ-2026-0007",
        "state": {"key": "round.state.closed"},
        "scope": "公办初级中学",
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


def make_site(*rounds: PublicRound, **changes: object) -> PublicSite:
    """Return a site of these rounds, with an item for each finding and a credit file for each target."""
    results = [each for opened in rounds for each in opened.results]
    outcomes = [each for opened in rounds for each in opened.outcomes]
    targets = {
        each.target_stem: PublicTarget(name=each.target_name, code=each.target_code, stem=each.target_stem)
        for each in [*results, *outcomes]
    }
    filed = [
        target.model_copy(
            update={
                "results": tuple(each for each in results if each.target_stem == stem),
                "outcomes": tuple(each for each in outcomes if each.target_stem == stem),
            }
        )
        for stem, target in targets.items()
    ]
    items = (
        PublicItem(
            code="JY-01", stem="JY-01", name="校园安全", basis="安全法", inspected=1, abnormal=(RESULT,)
        ),
        PublicItem(code="JY-02", stem="JY-02", name="均衡编班", is_former=True),
    )
    fields = {"office": "青禾县教育和体育局", "updated_on": date(2026, 3, 21), "rounds": rounds}
    more = {"targets": tuple(filed), "items": items if rounds else ()}
    return PublicSite.model_validate(fields | more | changes)


def make_pages(*rounds: PublicRound, **changes: object) -> dict[str, bytes]:
    """Return the pages of such a site."""
    return dict(site_pages(make_site(*rounds, **changes), TONGUES))


def make_files(*rounds: PublicRound, **changes: object) -> dict[str, bytes]:
    """Return the pages with the files that they lead to."""
    bundles = {each.bundle: b"{}" for each in rounds if each.bundle}
    return {**bundles, **verifiers(), **make_pages(*rounds, **changes)}


ROSTER = (PublicInspector(name="甲一", unit="教育股"), PublicInspector(name="乙二", unit=""))
