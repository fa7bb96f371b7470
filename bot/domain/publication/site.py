"""What the public site consists of besides the rounds: credit files, items, rules, figures, the journal."""

from datetime import date

from pydantic import Field

from bot.domain.hexadecimal import Digest, Signature
from bot.domain.publication.parts import FileName, Part, Said, Stem, percent_of
from bot.domain.publication.results import PublicListing, PublicOutcome, PublicResult, PublicUndrawn
from bot.domain.publication.rounds import PublicLink, PublicRound


class PublicTarget(Part):
    """The credit file (诚信档案) of one target: its released results and outcomes, the newest first.

    `undrawn` are inspections that no draw led to: no share counts them. `former` are the stems of the codes
    under which it was inspected before: the printed forms lead there.
    """

    name: str
    code: str
    stem: Stem
    former: tuple[Stem, ...] = ()
    category: str = ""
    results: tuple[PublicResult, ...] = ()
    outcomes: tuple[PublicOutcome, ...] = ()
    undrawn: tuple[PublicUndrawn, ...] = ()
    listings: tuple[PublicListing, ...] = ()


class PublicWording(Part):
    """What an item said from one version of the list on, and the rounds that went by it."""

    version: Said
    name: str
    content: str = ""
    basis: str = ""
    method: str = ""
    options: str = ""
    guide: str = ""
    rounds: tuple[str, ...] = ()


class PublicItem(Part):
    """An item of the list, and what was found under it; `is_former` where the list has it no more.

    `undrawn` are the abnormal ones that no draw led to: `inspected` does not count them. `wordings` are what
    it says and has said, the newest first.
    """

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
    wordings: tuple[PublicWording, ...] = ()
    inspected: int = 0
    abnormal: tuple[PublicResult, ...] = ()
    undrawn: tuple[PublicUndrawn, ...] = ()


class PublicInspector(Part):
    """A line of the roster, where the text wants it public: the name and the unit, nothing else."""

    name: str
    unit: str
    department: str = ""


class PublicRule(Part):
    """A line of the regulation: where it stands, what it says, and who sees to it."""

    place: Said
    words: Said
    by: Said


class PublicRow(Part):
    """One line of a statistic: so many of a total."""

    name: Said
    total: int = Field(ge=0)
    part: int = Field(ge=0)

    @property
    def percent(self) -> str:
        """Return the part in per cent; see percent_of()."""
        return percent_of(self.part, self.total)


class PublicYear(Part):
    """The statistics of one year: of targets, items and categories, the units' terms, and the inspectors.

    `load` is how many of the roster have had so many duties; `requests` who asked to leave one, and
    `rectified` which orders to correct were followed, by unit.
    """

    year: int
    coverage: tuple[PublicRow, ...] = ()
    times: tuple[PublicRow, ...] = ()
    items: tuple[PublicRow, ...] = ()
    categories: tuple[PublicRow, ...] = ()
    timeliness: tuple[PublicRow, ...] = ()
    rectified: tuple[PublicRow, ...] = ()
    load: tuple[PublicRow, ...] = ()
    requests: tuple[PublicRow, ...] = ()


class PublicUniformity(Part):
    """How many targets each fifth of the lists gave, beside what chance gives on average.

    `chance` is how often chance alone is as uneven, "" where too little was drawn to say.
    """

    draws: int = 0
    drawn: tuple[int, ...] = ()
    expected: tuple[str, ...] = ()
    chance: str = ""


class PublicHead(Part):
    """A head of the journal that was posted in the group; `number` is how many entries it is of."""

    number: int = Field(ge=1)
    root: Digest
    signature: Signature


class PublicJournal(Part):
    """With what the journal's heads are checked: the public keys, the newest last, and the newest head."""

    keys: tuple[Digest, ...] = ()
    head: PublicHead | None = None


class PublicSite(Part):
    """All that the pages show: `roster` is None where no text wants it public.

    `objecting` says until when a target can object to a result, and how long an abnormal one is public.
    """

    office: str
    updated_on: date | None = None
    rounds: tuple[PublicRound, ...] = ()
    chain: tuple[PublicLink, ...] = ()
    journal: PublicJournal = PublicJournal()
    plans: tuple[int, ...] = ()
    objecting: tuple[Said, ...] = ()
    targets: tuple[PublicTarget, ...] = ()
    items: tuple[PublicItem, ...] = ()
    items_basis: Said = ""
    items_version: Said = ""
    items_file: FileName | None = None
    years: tuple[PublicYear, ...] = ()
    uniformity: PublicUniformity = PublicUniformity()
    roster: tuple[PublicInspector, ...] | None = None
    roster_basis: Said = ""
    rules: tuple[PublicRule, ...] = ()
