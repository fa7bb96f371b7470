"""What the public pages may show and nothing else: what has no field here is not published by mistake.

A `Said` is words as they are, or the key of a text with its values as the notices hold it: the pages of each
language render it in their own.
"""

import hashlib
import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Stem = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$")]
"""The part of a page's file name that says whose page it is."""
Said = str | dict[str, Any]
_PLAIN_STEM = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
_STEM_HEX = 24


def stem_of(key: str) -> str:
    """Return what names a page's file: the key where it is a plain code, else a part of its SHA-256."""
    if _PLAIN_STEM.fullmatch(key):
        return key
    return "x" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_STEM_HEX]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PublicFinding(_Part):
    """The finding of one item; `item_stem` names the item's page."""

    item: str
    item_stem: Stem
    finding: Said
    is_abnormal: bool = False


class PublicVersion(_Part):
    """One version of a result, as it was published; `reason` says why it took the place of the one before."""

    conclusion: Said
    findings: tuple[PublicFinding, ...] = ()
    published_on: date
    version: int = Field(default=1, ge=1)
    reason: Said = ""


class PublicAbout(_Part):
    """What is told of one target in one round; `target_stem` names the page of its credit file."""

    target_name: str
    target_code: str
    target_stem: Stem
    round_number: str


class PublicObjection(_Part):
    """That the target has objected, and how it was answered: never what was said."""

    received_on: date
    is_late: bool = False
    state: Said
    answered_on: date | None = None


class PublicFollowUp(_Part):
    """What became of an abnormal finding: the measure and its outcome once that is published, never a word.

    `outcome` says that it is in hand as long as `published_on` is none.
    """

    item: str
    item_stem: Stem
    measure: Said = ""
    outcome: Said
    published_on: date | None = None


class PublicResult(PublicAbout, PublicVersion):
    """The released result of a target; `earlier` are the versions that it has replaced, the newest first."""

    category: str = ""
    earlier: tuple[PublicVersion, ...] = ()
    objections: tuple[PublicObjection, ...] = ()
    follow_ups: tuple[PublicFollowUp, ...] = ()


class PublicOutcome(PublicAbout):
    """A drawn target that could not be inspected, and why: a standard outcome, never a note."""

    outcome: Said


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
    ending: Said
    reason: Said
    commitment: Code
    result_hash: Code | None = None
    ending_hash: Code | None = None
    bundle: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")


class PublicShortfall(_Part):
    """A stratum of which fewer targets could be drawn than the share asks, by the article `ground`."""

    stratum: Said
    ground: Said = ""
    wanted: int
    drawn: int


class PublicImport(_Part):
    """One import of the platform's lists: what became of it, our hash, and the file where it took effect."""

    version: int
    state: Said
    list_hash: Code
    file: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")


class PublicPlatform(_Part):
    """Where, when and by whom a draw was made that was not made here; `ended` says why it was cancelled."""

    name: str
    batch: str
    operator: str
    drawn_at: str
    imports: tuple[PublicImport, ...]
    ended: Said = ""


class PublicDraw(_Part):
    """A later draw of a round, with its own number and codes: of inspectors, or a supplement."""

    number: str
    what: Said
    level: Said
    commitment: Code
    entropy_hash: Code
    result_hash: Code
    counts: PublicCounts
    is_supplement: bool = False
    bundle: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")
    shortfall: tuple[PublicShortfall, ...] = ()


class PublicLink(_Part):
    """One attempt in the office's chain of draws: what it follows, and the hash that the next one follows.

    `hash` is none while its result is not fixed; `decision` is what a fourth attempt was made by.
    """

    draw: Said
    state: Said
    prev: Code
    commitment: Code
    hash: Code | None = None
    decision: str = ""


class PublicRound(_Part):
    """A round as the public sees it.

    A draw of the platform has no codes of ours; a confidential round has its bundle only after the visit.
    """

    number: str
    state: Said
    scope: Said
    profile: str
    authority: str
    basis: str
    why_here: Said = ""
    terms: tuple[Said, ...] = ()
    announced_at: str = ""
    level: Said
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
    outcomes: tuple[PublicOutcome, ...] = ()

    @property
    def targets_in_all(self) -> int:
        """Return how many targets were drawn, those of its supplements included."""
        return self.counts.targets_drawn + sum(
            each.counts.targets_drawn for each in self.further if each.is_supplement
        )


class PublicTarget(_Part):
    """The credit file (诚信档案) of one target: its released results and outcomes, the newest first."""

    name: str
    code: str
    stem: Stem
    category: str = ""
    results: tuple[PublicResult, ...] = ()
    outcomes: tuple[PublicOutcome, ...] = ()


class PublicItem(_Part):
    """An item of the list, and what was found under it; `is_former` where the list has it no more."""

    code: str
    stem: Stem
    name: str
    content: str = ""
    basis: str = ""
    method: str = ""
    department: str = ""
    parent: str = ""
    options: str = ""
    guide: str = ""
    is_former: bool = False
    inspected: int = 0
    abnormal: tuple[PublicResult, ...] = ()


class PublicInspector(_Part):
    """A line of the roster, where the text wants it public: the name and the unit, nothing else."""

    name: str
    unit: str
    department: str = ""


class PublicRule(_Part):
    """A line of the regulation: where it stands, what it says, and who sees to it."""

    place: Said
    words: Said
    by: Said


class PublicRow(_Part):
    """One line of a statistic: so many of a total."""

    name: Said
    total: int = Field(ge=0)
    part: int = Field(ge=0)

    @property
    def percent(self) -> int:
        """Return the part in whole per cent, rounded down; 0 of nothing."""
        return 100 * self.part // self.total if self.total else 0


class PublicYear(_Part):
    """The statistics of one year: of targets, of items and categories, and of the units' terms."""

    year: int
    coverage: tuple[PublicRow, ...] = ()
    times: tuple[PublicRow, ...] = ()
    items: tuple[PublicRow, ...] = ()
    categories: tuple[PublicRow, ...] = ()
    timeliness: tuple[PublicRow, ...] = ()


class PublicHead(_Part):
    """A head of the journal that was posted in the group; `number` is how many entries it is of."""

    number: int = Field(ge=1)
    root: Code
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


class PublicJournal(_Part):
    """With what the journal's heads are checked: the public keys, the newest last, and the newest head."""

    keys: tuple[Code, ...] = ()
    head: PublicHead | None = None


class PublicSite(_Part):
    """All that the pages show: `roster` is None where no text wants it public."""

    office: str
    updated_on: date | None = None
    rounds: tuple[PublicRound, ...] = ()
    chain: tuple[PublicLink, ...] = ()
    journal: PublicJournal = PublicJournal()
    plans: tuple[int, ...] = ()
    targets: tuple[PublicTarget, ...] = ()
    items: tuple[PublicItem, ...] = ()
    items_basis: Said = ""
    years: tuple[PublicYear, ...] = ()
    roster: tuple[PublicInspector, ...] | None = None
    roster_basis: Said = ""
    rules: tuple[PublicRule, ...] = ()
