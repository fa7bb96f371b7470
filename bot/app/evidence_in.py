"""Photos and files that do not go through the chat: the console keeps them and files them to a record."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.domain.errors import Refused
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.ports import Clock, UnitOfWork
from bot.domain.results.captures import captured_at
from bot.domain.results.materials import FORM, WHOLE, Carried, Material, MaterialKind
from bot.domain.results.places import place_in
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.office import Office
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.round_items import round_items
from bot.usecases.results.take_material import content_of, signing_of
from storage.database.store import Database

_PHOTOS = (".jpg", ".jpeg", ".png", ".heic", ".webp")
_NOT_BY_CHAT = 0
"""The account of what came by the console."""


async def add_evidence(
    database: Database,
    office: Office,
    place: tuple[str, str, str],
    files: Sequence[Path],
    *,
    clock: Clock,
    keep: Callable[[bytes], str],
) -> str:
    """Keep the files, file them to an item of a record that is open, and return the target's name.

    `place` is the round's number, the target's name or code, and the item's code ("" the record as a whole,
    FORM the signed form).

    Raises:
        Refused: there is no such round, target or item, or its record is not open.
    """
    number, wanted, item_code = place
    async with database.writing() as work:
        act = Act(work, office, clock.now())
        opened = await work.rounds.one(number=number)
        if opened is None:
            raise Refused("console.no_round", number=number)
        inspection, name = await _record(work, opened, wanted)
        if item_code not in ["", FORM, *(each.code for each in await round_items(work, opened))]:
            raise Refused("console.no_item", number=number, item=item_code)
        for file in files:
            data = file.read_bytes()
            kind = MaterialKind.PHOTO if file.suffix.lower() in _PHOTOS else MaterialKind.FILE
            await _file(
                act,
                inspection,
                item_code or WHOLE,
                Carried(kind, keep(data), place_in(data), captured_at=captured_at(data)),
            )
        await show_result(act, inspection)
        return name


async def _record(work: UnitOfWork, opened: Round, wanted: str) -> tuple[Inspection, str]:
    for inspection in await work.inspections.all(round_id=opened.id):
        target = await work.targets.get(inspection.target_id)
        if wanted in (target.name, target.key):
            if inspection.state is not InspectionState.VISITED:
                raise Refused("console.record_closed", name=target.name)
            return inspection, target.name
    raise Refused("console.no_target", number=opened.number, name=wanted)


async def _file(act: Act, inspection: Inspection, item_code: str, carried: Carried) -> None:
    """Add one file as the leader's; a negative number stands for the message that there was none of."""
    place = await act.keep_words(carried.place) if carried.place else None
    earlier = await act.work.materials.count(account_id=_NOT_BY_CHAT)
    leader = (await team_people(act, inspection))[0]
    piece = await act.work.materials.add(
        Material(
            account_id=_NOT_BY_CHAT,
            message_id=-1 - earlier,
            person_id=leader.id,
            inspection_id=inspection.id,
            item_code=item_code,
            filing=1,
            of_signing=await signing_of(act, inspection) if item_code == FORM else 0,
            of_content=await content_of(act, inspection),
            kind=carried.kind,
            sha256=carried.sha256,
            place_words_id=place.id if place else None,
            captured_at=carried.captured_at,
            sent_at=act.at,
            received_at=act.at,
        )
    )
    said = {"kind": carried.kind.value, "sha256": carried.sha256, "item": item_code, "by": "console"}
    await act.record("material_taken", material=piece.id, inspection=inspection.id, **said)
