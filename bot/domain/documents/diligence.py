"""尽职记录: what the list asked of one inspector in one inspection, what was done, when and by whom."""

from datetime import date
from typing import ClassVar

from bot.domain.documents.cases import Case
from bot.domain.documents.document import DocumentPart


class Done(DocumentPart):
    """Something that was done, as the journal has it: `entry` is the number of its entry, or from–to."""

    entry: str
    at: str
    who: str
    what: str


class Term(DocumentPart):
    """A term, on what ground, and how it was kept."""

    what: str
    ground: str
    started_on: date
    due_on: date
    ended_on: date | None
    kept: str


class Clause(DocumentPart):
    """A clause on who answers for what: the article, and the words that the profile quotes."""

    article: str
    words: str


class DiligenceRecord(Case):
    """One inspector and one inspection, for whoever asks later whether the duty was done (Ordos 13 to 15).

    `journal_entry` is the hash of the last entry that is told in it; `by_list` says that who has kept to the
    list answers for nothing, "" where the text does not say so.
    """

    name: ClassVar[str] = "diligence"
    person: str
    person_unit: str
    person_number: str
    person_role: str
    person_licence: str
    done: tuple[Done, ...]
    terms: tuple[Term, ...]
    journal_entry: str
    by_list: str
    responsibility: str
    omissions: tuple[Clause, ...]
    exemptions: tuple[Clause, ...]

    @property
    def is_of_use(self) -> bool:
        """Return True: what was done before a target turned out not to be inspectable is told too."""
        return True
