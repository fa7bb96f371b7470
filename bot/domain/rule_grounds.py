"""Which values of a profile are left to people, and why: the public table of the rules says it."""

from enum import StrEnum


class Why(StrEnum):
    """Why a rule is left to the office's people."""

    ON_SITE = "on_site"
    """Done at the target's place; the record of the inspection has room for it."""
    JUDGED = "judged"
    """Needs a person's judgement, which no program takes away."""
    ARRANGED = "arranged"
    """The office's own arrangement, outside a round."""
    CONDUCT = "conduct"
    """How people behave."""
    ELSEWHERE = "elsewhere"
    """Done on the platform or in another system."""


LEFT_TO_PEOPLE = {
    "names.coordinating_office": Why.ARRANGED,
    "names.roster_office": Why.ARRANGED,
    "weight.lower_for": Why.JUDGED,
    "weight.lowers": Why.JUDGED,
    "duties.inspector_roster": Why.ARRANGED,
    "duties.target_register": Why.ARRANGED,
    "duties.feedback": Why.ON_SITE,
    "duties.entered_by_inspector": Why.ELSEWHERE,
    "duties.privacy": Why.CONDUCT,
    "duties.not_by_draw": Why.JUDGED,
    "duties.accuracy": Why.CONDUCT,
    "duties.no_excess": Why.JUDGED,
    "duties.uniform": Why.ON_SITE,
    "duties.site_record": Why.ON_SITE,
    "duties.measures": Why.ON_SITE,
    "duties.seal": Why.ON_SITE,
    "duties.witness": Why.ON_SITE,
    "duties.lessons": Why.ARRANGED,
    "duties.training": Why.ARRANGED,
    "duties.service": Why.CONDUCT,
    "duties.integrity": Why.CONDUCT,
    "duties.assessment": Why.ARRANGED,
    "account.acting_by_list_exempts": Why.JUDGED,
    "account.omissions": Why.JUDGED,
    "account.exemptions": Why.JUDGED,
}
"""Values that no part of the bot acts by: they are shown with their article and the reason."""
