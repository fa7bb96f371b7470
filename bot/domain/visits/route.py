"""行程单: what the console prints for the teams of a round, the only paper that bears phone numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """One target of the route: the hour ("" if none is set), where it is, who goes with which phone.

    `contact` is the target's own person and phone, as far as the register has them.
    """

    team: int
    hour: str
    target: str
    address: str
    people: tuple[str, ...]
    contact: str


@dataclass(frozen=True)
class Route:
    """The route list of a round; `headings` are those of the columns, `note` stands below."""

    title: str
    number: str
    headings: tuple[str, ...]
    stops: tuple[Stop, ...]
    note: str
