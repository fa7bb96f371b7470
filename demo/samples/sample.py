"""What an invented bureau is made of: words only; how it is made stands in `demo/bureau.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Kind(NamedTuple):
    """A category of targets.

    `legal_person` is the first two digits of their credit codes; `units` take turns in supervising them;
    `more` are further columns of the register, each with the values of its rows in turn.
    """

    category: str
    legal_person: str
    names: tuple[str, ...]
    ending: str
    units: tuple[str, ...]
    more: Mapping[str, tuple[str, ...]] = {}


class SampleItem(NamedTuple):
    """An item of the item list, with its legal basis and the department that carries it out.

    `guide` is how it is inspected (工作指引); made up, as everything but the items that a text names.
    """

    code: str
    project: str
    content: str
    basis: str
    method: str
    department: str
    photo: bool = False
    guide: str = ""


@dataclass(frozen=True)
class Sample:
    """The words of one invented bureau; `posts` says how many inspectors a unit has in which department.

    `areas` are the places that a unit supervises, `region` the six digits in its credit codes: of a place
    that does not exist; roster numbers begin with `prefix`.
    """

    county: str
    bureau: str
    region: str
    units: tuple[str, ...]
    areas: Mapping[str, tuple[str, ...]]
    kinds: tuple[Kind, ...]
    posts: Mapping[str, tuple[tuple[str, int], ...]]
    items: tuple[SampleItem, ...]
    prefix: str = "QH"
