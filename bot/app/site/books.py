"""The item list with what was found under each item, and the roster where it is public."""

from collections import defaultdict
from collections.abc import Sequence

from bot.app.site.wordings import wordings
from bot.domain.deadlines import SHANGHAI
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.publication.parts import Said, stem_of
from bot.domain.publication.results import PublicResult, PublicUndrawn
from bot.domain.publication.site import PublicInspector, PublicItem, PublicTarget
from bot.domain.registers.rows import Item, ItemList
from bot.usecases.results.released_results import ResultBook


def public_items(
    book: ResultBook,
    results: Sequence[PublicResult],
    targets: Sequence[PublicTarget],
    lists: Sequence[ItemList],
) -> tuple[PublicItem, ...]:
    """Return the items in force, and after them those of earlier lists that a result names.

    What no draw led to counts for none, and is told apart.
    """
    versions = [book.lists[number] for number in sorted(book.lists)]
    in_force = {item.code: item for item in versions[-1]} if versions else {}
    known = in_force | {
        item.code: item for items in reversed(versions) for item in items if item.code not in in_force
    }
    found: dict[str, list[PublicResult]] = defaultdict(list)
    abnormal: dict[str, list[PublicResult]] = defaultdict(list)
    for result in results:
        for finding in result.findings:
            found[finding.item_stem].append(result)
            if finding.is_abnormal:
                abnormal[finding.item_stem].append(result)
    undrawn = [each for file in targets for each in file.undrawn]
    versions_of = [version for each in undrawn for version in (each, *each.earlier)]
    named = found.keys() | {finding.item_stem for each in versions_of for finding in each.findings}
    listed = [item for item in known.values() if item.code in in_force or stem_of(item.code) in named]
    kept = {each.number: each.item_list_id for each in book.rounds.values()}
    items = []
    for item in listed:
        inspected = found[stem_of(item.code)]
        rounds = {each.round_number: kept[each.round_number] for each in inspected}
        one = _item(item, len(inspected), abnormal[stem_of(item.code)], item.code in in_force)
        beside = tuple(each for each in undrawn if _is_abnormal(each, stem_of(item.code)))
        more = {"wordings": wordings(item.code, lists, rounds), "undrawn": beside}
        items.append(one.model_copy(update=more))
    return tuple(items)


def _is_abnormal(found: PublicUndrawn, stem: str) -> bool:
    return any(each.is_abnormal for each in found.findings if each.item_stem == stem)


async def items_version(work: UnitOfWork) -> Said:
    """Return which version of the item list is in force, since when, and its hash; "" where there is none."""
    if not (lists := await work.item_lists.all()):
        return ""
    last = lists[-1]
    since = {"date": last.made_at.astimezone(SHANGHAI).date().isoformat()}
    return {"key": "site.items_version", "n": last.id, "since": since, "hash": last.digest}


def _item(item: Item, inspected: int, abnormal: Sequence[PublicResult], is_in_force: bool) -> PublicItem:
    return PublicItem(
        **item.model_dump(include={"code", "name", "content", "basis", "method", "department"}),
        **{name: getattr(item, name) or "" for name in ("parent", "options", "guide")},
        stem=stem_of(item.code),
        is_former=not is_in_force,
        inspected=inspected,
        abnormal=tuple(abnormal),
    )


async def public_roster(work: UnitOfWork, profile: Profile) -> tuple[PublicInspector, ...] | None:
    """Return names and units of the roster; None where no text wants it public."""
    if not profile.books.roster_public.value:
        return None
    lines = await work.inspectors.all(is_active=True)
    return tuple(
        PublicInspector(name=each.name, unit=each.unit)
        for each in sorted(lines, key=lambda line: (line.unit, line.name, line.id))
    )
