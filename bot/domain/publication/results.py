"""What is published of one inspection: versions, findings, objections, what followed."""

from datetime import date

from pydantic import Field

from bot.domain.hexadecimal import Digest
from bot.domain.publication.parts import FileName, Part, Said, Stem


class PublicFinding(Part):
    """The finding of one item; `item_stem` names the item's page. `has_value`: a number or choice."""

    item: str
    item_stem: Stem
    finding: Said
    is_abnormal: bool = False
    has_value: bool = False


class PublicVersion(Part):
    """One version of a result, as it was published; `reason` says why it took the place of the one before.

    `record_hash` is what the inspectors signed: it stands on the target's copy of the form too. Outside the
    draws it tells why and when it was made, in each version as it was recorded.
    """

    conclusion: Said
    findings: tuple[PublicFinding, ...] = ()
    published_on: date
    version: int = Field(default=1, ge=1)
    reason: Said = ""
    record_hash: Digest | None = None
    cause: Said = ""
    visited_on: date | None = None


class PublicAbout(Part):
    """What is told of one target in one round; `target_stem` names the page of its credit file."""

    target_name: str
    target_code: str
    target_stem: Stem
    round_number: str
    category: str = ""


class PublicObjection(Part):
    """That the target has objected, and how it was answered: never what was said."""

    received_on: date
    is_late: bool = False
    state: Said
    answered_on: date | None = None


class PublicFollowUp(Part):
    """What became of an abnormal finding: the measure and its outcome once that is published, never a word.

    `is_whole`: it is about the outcome of the inspection, for which no item has a page. `outcome` says that
    it is in hand as long as `published_on` is none. Where the target was given more time than the order said,
    both days are told.
    """

    item: Said
    item_stem: Stem
    is_whole: bool = False
    measure: Said = ""
    outcome: Said
    published_on: date | None = None
    ordered_by: date | None = None
    extended_to: date | None = None


class PublicCase(PublicVersion):
    """A released result with all that came after; `earlier` are the versions replaced, newest first.

    `adverse_since` is the day from which its time on the pages counts, None where nothing adverse was found.
    """

    category: str = ""
    adverse_since: date | None = None
    earlier: tuple[PublicVersion, ...] = ()
    objections: tuple[PublicObjection, ...] = ()
    follow_ups: tuple[PublicFollowUp, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Return whether something was found, and the last decision on each finding has a public outcome."""
        last = {each.item_stem: each.published_on for each in self.follow_ups}
        found = {each.item_stem for each in self.findings if each.is_abnormal} | last.keys()
        return bool(found) and all(last.get(stem) for stem in found)


class PublicResult(PublicAbout, PublicCase):
    """The released result of a target that was drawn."""


class PublicListing(Part):
    """That a target is on the blacklist until a day, or was and is repaired; an expired one is not told.

    `term` is the ground of that day.
    """

    item: Said
    outcome: Said
    listed_on: date
    until: date
    term: Said
    repaired_on: date | None = None


class PublicUndrawn(PublicCase):
    """The released result of an inspection that no draw led to, and why it was made, never a word.

    `items_version` is the version of the item list that it went by, `items_file` that list beside the pages.
    """

    target_name: str
    target_code: str
    target_stem: Stem
    cause: Said
    ground: Said
    visited_on: date
    items_version: Said = ""
    items_file: FileName | None = None


class PublicOutcome(PublicAbout):
    """A drawn target that could not be inspected, and why: a standard outcome, never a note.

    `published_on` is the day on which it was settled; `withdrawn` says why it stands no longer, "" where it
    does.
    """

    outcome: Said
    published_on: date | None = None
    withdrawn: Said = ""
    objections: tuple[PublicObjection, ...] = ()
