"""Who sees to the values of a profile that no part of the bot asks for by name, and why.

Some hold by the way the bot is built: there is nothing to switch on or off. The others are people's, and the
public table of the rules says for which reason.
"""

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
    "names.publication_site": Why.ELSEWHERE,
    "weight.lowers": Why.JUDGED,
    "duties.inspector_roster": Why.ARRANGED,
    "duties.target_register": Why.ARRANGED,
    "duties.entered_by_inspector": Why.ELSEWHERE,
    "duties.credit": Why.ELSEWHERE,
    "duties.credit_measures": Why.ELSEWHERE,
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

BY_CONSTRUCTION = {
    "draw.means": "bot.domain.ceremony.random_sources",
    "draw.scope_per_item": "bot.domain.plans.lines",
    "substitution.swap_allowed": "bot.domain.workflow.requests",
    "duties.public_process": "bot.app.site.chain",
    "duties.trace": "bot.domain.journal.entries",
    "duties.matching": "bot.domain.draw.matching",
    "duties.licence_shown": "bot.domain.results.site_steps",
    "duties.rights_told": "bot.domain.results.site_steps",
    "duties.item_by_item": "bot.usecases.results.answer_item",
    "duties.results_of_others": "bot.domain.results.site_steps",
    "duties.follow_up": "bot.domain.results.follow_ups",
    "duties.follow_up_public": "bot.usecases.follow_ups.publish_outcome",
    "duties.crime_transferred": "bot.domain.results.follow_ups",
    "duties.return_visit": "bot.usecases.follow_ups.return_visit",
    "duties.credit_file": "bot.app.site.targets",
    "duties.archive": "bot.domain.archive",
}
"""Values that hold without being asked for, with the module that makes them hold.

A swap is no request that anybody could make; each item of a plan has the scope of its own line.
"""
