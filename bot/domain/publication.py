"""What the public page may show and nothing else: what has no field here is not published by mistake."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.domain.texts import exactly

SITE_LABELS = (
    "site.intro",
    "site.updated_on",
    "site.plans",
    "site.contents",
    "site.no_rounds",
    "site.round",
    "site.profile",
    "site.authority",
    "site.basis",
    "site.why_here",
    "site.terms",
    "site.announced_at",
    "site.level",
    "site.platform",
    "site.platform_batch",
    "site.platform_operator",
    "site.platform_drawn_at",
    "site.platform_note",
    "site.platform_lists",
    "site.platform_import",
    "site.list_hash",
    "site.list_file",
    "site.counts",
    "site.targets_in_pool",
    "site.targets_drawn",
    "site.inspectors_in_pool",
    "site.teams",
    "site.remarks",
    "site.codes",
    "site.commitment",
    "site.entropy_hash",
    "site.result_hash",
    "site.bundle",
    "site.bundle_later",
    "site.further",
    "site.attempts",
    "site.attempts_none",
    "site.attempt",
    "site.ending_hash",
    "site.shortfall",
    "site.shortfall_none",
    "site.wanted",
    "site.drawn",
    "site.results",
    "site.results_none",
    "site.code",
    "site.conclusion",
    "site.findings",
    "site.published_on",
    "site.version",
    "site.corrected",
    "site.chain_title",
    "site.chain_why",
    "site.prev",
    "site.link",
    "site.link_open",
    "site.decision",
    "site.check_title",
    "site.check_why",
    "site.check_download",
    "site.check_page",
    "site.check_compare",
    "site.check_own",
    "site.check_command",
    "site.check_trust",
    "site.check_level",
    "site.footer",
)
"""The fixed texts of the page: each is a message key of its own and takes no values."""

Code = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PublicFinding(_Part):
    """The finding of one item, already in words."""

    item: str
    finding: str
    is_abnormal: bool = False


class PublicResult(_Part):
    """The released result of one target; a version above 1 is a correction and is shown as one."""

    target_name: str
    target_code: str
    conclusion: str
    findings: tuple[PublicFinding, ...] = ()
    published_on: date
    version: int = Field(default=1, ge=1)


class PublicCounts(_Part):
    """How many were in the pools and how many were drawn; the platform's pools are not known to us."""

    targets_in_pool: int | None = None
    targets_drawn: int
    inspectors_in_pool: int | None = None
    teams: int
    remarks: int = 0


class PublicAttempt(_Part):
    """An attempt that did not stand: how and why it ended, in words; its codes are never deleted.

    `draw` is the number of its draw where that is not the round's first.
    """

    number: int
    draw: str = ""
    ending: str
    reason: str
    commitment: Code
    result_hash: Code | None = None
    ending_hash: Code | None = None
    bundle: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")


class PublicShortfall(_Part):
    """A stratum of which fewer targets could be drawn than the share asks, by the article `ground`."""

    stratum: str
    ground: str = ""
    wanted: int
    drawn: int


class PublicImport(_Part):
    """One import of the platform's lists: what became of it, our hash, and the file where it took effect."""

    version: int
    state: str
    list_hash: Code
    file: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")


class PublicPlatform(_Part):
    """Where, when and by whom a draw was made that was not made here; `ended` says why it was cancelled."""

    name: str
    batch: str
    operator: str
    drawn_at: str
    imports: tuple[PublicImport, ...]
    ended: str = ""


class PublicDraw(_Part):
    """A later draw of a round, with its own number and codes: of inspectors, or a supplement."""

    number: str
    what: str
    level: str
    commitment: Code
    entropy_hash: Code
    result_hash: Code
    counts: PublicCounts
    bundle: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")
    shortfall: tuple[PublicShortfall, ...] = ()


class PublicLink(_Part):
    """One attempt in the office's chain of draws: what it follows, and the hash that the next one follows.

    `hash` is none while its result is not fixed; `decision` is what a fourth attempt was made by.
    """

    draw: str
    state: str
    prev: Code
    commitment: Code
    hash: Code | None = None
    decision: str = ""


class PublicRound(_Part):
    """A round as the public sees it.

    A draw of the platform has no codes of ours; a confidential round has its bundle only after the visit.
    """

    number: str
    profile: str
    authority: str
    basis: str
    why_here: str = ""
    terms: tuple[str, ...] = ()
    announced_at: str = ""
    level: str
    commitment: Code | None = None
    entropy_hash: Code | None = None
    result_hash: Code | None = None
    platform: PublicPlatform | None = None
    counts: PublicCounts
    bundle: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")
    attempts: tuple[PublicAttempt, ...] = ()
    further: tuple[PublicDraw, ...] = ()
    shortfall: tuple[PublicShortfall, ...] = ()
    results: tuple[PublicResult, ...] = ()


class PublicPage(_Part):
    """The whole page: the office, its rounds in the order shown, and the fixed texts by key."""

    office: str
    title: str
    updated_on: date | None = None
    rounds: tuple[PublicRound, ...] = ()
    chain: tuple[PublicLink, ...] = ()
    plans: tuple[int, ...] = ()
    texts: Annotated[dict[str, str], AfterValidator(exactly(SITE_LABELS))]
