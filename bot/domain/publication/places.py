"""Where results are published: which places a regulation knows, and what it calls them."""

from enum import StrEnum

from bot.domain.profiles.profile import Profile


class Place(StrEnum):
    """Where results are published: the credit system, the bureau's site, the city's platform."""

    CREDIT = "credit"
    SITE = "site"
    CITY = "city"


ENDINGS = (".xlsx", ".json")
"""How the file of an export may end: a table for people, or data for a program."""


def places_of(profile: Profile) -> dict[Place, str]:
    """Return the places that the regulation knows, and its names for them.

    A text may name the bureau's own site as the place, or beside it. Where it names no place at all, the
    office's own page is its site; that page stands in for no credit system.
    """
    names = profile.names
    own, main, city = names.publication_site, names.publication_place, names.credit_platform
    is_elsewhere = main.is_binding and main.value != own.value
    found = {
        Place.CREDIT: main.value if is_elsewhere else None,
        Place.SITE: own.value if main.is_binding else main.value,
        Place.CITY: city.value,
    }
    return {place: name for place, name in found.items() if name}
