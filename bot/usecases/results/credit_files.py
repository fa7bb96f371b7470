"""The credit files whole: results, inspections outside the draws, the blacklist; the same in the chat."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.publication.parts import stem_of
from bot.domain.publication.results import PublicListing, PublicUndrawn
from bot.domain.publication.site import PublicTarget
from bot.domain.results.listings import SHOWN
from bot.domain.results.undrawn import PUBLIC, Inspected, Undrawn, rows_of
from bot.usecases.office import ground_of
from bot.usecases.results.inspected import inspection_of
from bot.usecases.results.kept_list import kept_list
from bot.usecases.results.public_parts import case_parts, followed
from bot.usecases.results.released_results import ResultBook


async def credit_files(work: UnitOfWork, profile: Profile, book: ResultBook) -> tuple[PublicTarget, ...]:
    """Return the file of every target of which something is public, drawn or not, by name."""
    rows = [row for row in await work.undrawn.all(state=PUBLIC) if await _is_shown(work, row)]
    told = [await _public(work, profile, book, row) for row in rows]
    known = {(each.target_stem, stem_of(row.target_key)) for each, row in zip(told, rows, strict=True)}
    told.sort(key=lambda each: (each.target_stem, -each.visited_on.toordinal()))
    undrawn = {stem: tuple(those) for stem, those in groupby(told, key=lambda each: each.target_stem)}
    files = {each.stem: each for each in book.credit_files()}
    for stem, those in undrawn.items():
        file = files.get(stem) or _file(those)
        files[stem] = file.model_copy(update={"undrawn": those})
    for stem, listings in (await _listings(work, profile, book)).items():
        if stem in files:
            files[stem] = files[stem].model_copy(update={"listings": listings})
    for stem, former in _former(book, known, files).items():
        files[stem] = files[stem].model_copy(update={"former": former})
    return tuple(sorted(files.values(), key=lambda each: (each.name, each.stem)))


def _former(
    book: ResultBook, known: set[tuple[str, str]], files: Mapping[str, PublicTarget]
) -> dict[str, tuple[str, ...]]:
    """Return the stems of each file's former codes; one that is another target's by now leads there."""
    inspected = [row for rows in book.inspections.values() for row in rows if row.target_id in book.targets]
    known |= {(stem_of(book.targets[row.target_id].key), stem_of(row.target_key)) for row in inspected}
    found: dict[str, tuple[str, ...]] = {}
    for stem, former in sorted(known):
        if stem in files and former not in files:
            found[stem] = (*found.get(stem, ()), former)
    return found


async def _listings(
    work: UnitOfWork, profile: Profile, book: ResultBook
) -> dict[str, tuple[PublicListing, ...]]:
    """Return by the stem of the target what stands of the blacklist, or is repaired."""
    found: dict[str, tuple[PublicListing, ...]] = {}
    for each in await work.listings.all(state=SHOWN):
        row = await work.follow_ups.get(each.follow_up_id)
        if each.listed_on is None or each.until is None:
            continue
        # Not of the book: what a void draw had found lies in a round that the book does not show.
        names = await _names(work, book, await inspection_of(work, row))
        told = PublicListing(
            item=followed(names, row),
            outcome={"key": f"follow_up.result.{row.result}"},
            listed_on=each.listed_on,
            until=each.until,
            term=ground_of(profile.rule("listing")),
            repaired_on=each.repaired_on,
        )
        stem = stem_of((await work.targets.get(each.target_id)).key)
        found[stem] = (*found.get(stem, ()), told)
    return found


def _file(those: Sequence[PublicUndrawn]) -> PublicTarget:
    """Return the file of a target that was never drawn."""
    one = those[0]
    return PublicTarget(
        name=one.target_name, code=one.target_code, stem=one.target_stem, category=one.category
    )


async def _is_shown(work: UnitOfWork, row: Undrawn) -> bool:
    """Return whether its last version is still public."""
    return await work.publications.count(undrawn_id=row.id, is_expired=False) > 0


async def _names(work: UnitOfWork, book: ResultBook, inspection: Inspected) -> dict[str, str]:
    """Return the names of its items by their codes."""
    if isinstance(inspection, Undrawn):
        return {item.code: item.name for item in book.lists[inspection.item_list_id]}
    return book.names_of(await work.rounds.get(inspection.round_id))


async def _public(work: UnitOfWork, profile: Profile, book: ResultBook, row: Undrawn) -> PublicUndrawn:
    target, its = await work.targets.get(row.target_id), rows_of(row)
    return PublicUndrawn(
        **case_parts(
            await _names(work, book, row),
            await work.publications.all(**its),
            await work.objections.all(**its),
            await work.follow_ups.all(**its),
        ),
        target_name=target.name,
        target_code=target.key,
        target_stem=stem_of(target.key),
        category=target.category,
        ground=ground_of(profile.rule("not_by_draw")),
        **kept_list(await work.item_lists.get(row.item_list_id)),
    )
