"""Since when a finding is public: a correction that leaves it as it was does not begin its time anew."""

from collections.abc import Sequence
from datetime import date

from bot.domain.inspections import Publication
from bot.domain.results.findings import ADVERSE, abnormal_in


def public_since(versions: Sequence[Publication]) -> date:
    """Return the day since which all that is adverse in the last of these versions has been published.

    It goes back as long as each version before had the same findings, whatever else it had.
    """
    last = versions[-1]
    since = last.published_on
    for each in reversed(versions[:-1]):
        if not adverse_in(last) <= adverse_in(each):
            break
        since = each.published_on
    return since


def adverse_in(publication: Publication) -> set[str]:
    """Return the codes of what was found against the target: abnormal items, or an outcome held so."""
    return abnormal_in(publication.findings) | {publication.conclusion} & set(ADVERSE)
