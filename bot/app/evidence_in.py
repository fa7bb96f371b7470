"""Photos and files that do not go through the chat: the console keeps them and files them to a record."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.domain.errors import Refused
from bot.domain.inspections import SUBMITTED, Inspection, InspectionState
from bot.domain.ports import UnitOfWork
from bot.domain.results.captures import captured_at
from bot.domain.results.materials import FORM, WHOLE, Carried, Material, MaterialKind, SourceKind
from bot.domain.results.places import place_in
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.by_computer import Shows
from bot.usecases.duties.teams import team_people
from bot.usecases.hand_in import awaiting, hand_in
from bot.usecases.results.enter_receipt import hand_in_picture, require_entry
from bot.usecases.results.name_source import keep_source, source_words
from bot.usecases.results.records_in_hand import content_of, signing_of
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.round_items import round_items

_PHOTOS = (".jpg", ".jpeg", ".png", ".heic", ".webp")
_NOT_BY_CHAT = 0
"""The account of what came by the console."""


class Evidence(BaseModel):
    """Files that are kept already, and where they belong.

    `item_code` is an item's, "" for the record as a whole, or FORM for the signed form; `target` its name or
    code. `shows` is None where they are material of its record, else what each of them is a picture of: then
    `target` can be a person, whose paper or request it is, or the round's number again. `source` is whose
    finding the files are where it is not the team's own, `by` who gave it, when, and under which number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str
    target: str
    item_code: str
    shows: Shows | None = None
    source: SourceKind | None = None
    by: str = ""
    files: tuple[Carried, ...] = ()

    @property
    def unplaced(self) -> int:
        """Return how many photos do not say where they were taken; not of a paper or a screen."""
        return 0 if self.shows or self.item_code == FORM else sum(each.lacks_place for each in self.files)


def carried_in(file: Path, keep: Callable[[bytes], str]) -> Carried:
    """Keep a file's bytes, and return what a message with it would carry."""
    data, is_photo = file.read_bytes(), file.suffix.lower() in _PHOTOS
    kind, place = MaterialKind.PHOTO if is_photo else MaterialKind.FILE, place_in(data)
    return Carried(kind, keep(data), place, is_photo and not place, captured_at(data))


async def place_of(act: Act, evidence: Evidence) -> str:
    """Return the name of what it belongs to.

    Raises:
        Refused: there is no such round, target or item, nothing of it is awaited now, or its source is
            not said in a line.
    """
    if evidence.source:
        source_words(evidence.by)
    opened = await _round(act.work, evidence)
    if evidence.shows == Shows.RECEIPT and evidence.target != opened.number:
        inspection, name = await _inspection(act.work, opened, evidence.target)
        require_entry(act, inspection, name)
        return name
    if evidence.shows:
        await awaiting(act, opened, evidence.target, evidence.shows)
        return evidence.target
    return (await _open_record(act.work, opened, evidence))[1]


async def add_evidence(act: Act, evidence: Evidence) -> str:
    """File the kept files where they belong, and return its name; see place_of()."""
    opened = await _round(act.work, evidence)
    if evidence.shows == Shows.RECEIPT and evidence.target != opened.number:
        return await _add_receipt(act, opened, evidence)
    if evidence.shows:
        for carried in evidence.files:
            await hand_in(act, opened, evidence.target, evidence.shows, carried.sha256)
        return evidence.target
    inspection, name = await _open_record(act.work, opened, evidence)
    for carried in evidence.files:
        piece = await _file(act, inspection, evidence.item_code or WHOLE, carried)
        if evidence.source:
            await keep_source(act, piece, evidence.source, evidence.by, by="console")
    await show_result(act, inspection)
    return name


async def _add_receipt(act: Act, opened: Round, evidence: Evidence) -> str:
    inspection, name = await _inspection(act.work, opened, evidence.target)
    for carried in evidence.files:
        is_known = carried.sha256 in inspection.receipt_pictures
        if is_known and not inspection.has_receipt:
            raise Refused("console.receipt_old", name=name)
        if not is_known:
            await hand_in_picture(act, inspection, carried.sha256)
    return name


async def _round(work: UnitOfWork, evidence: Evidence) -> Round:
    opened = await work.rounds.one(number=evidence.number)
    if opened is None:
        raise Refused("console.no_round", number=evidence.number)
    return opened


async def _open_record(work: UnitOfWork, opened: Round, evidence: Evidence) -> tuple[Inspection, str]:
    """Return the record; a signed form is kept with one that is submitted, too, and alters nothing of it."""
    inspection, name = await _inspection(work, opened, evidence.target)
    codes = ["", FORM, *(each.code for each in await round_items(work, opened))]
    if evidence.item_code not in codes:
        raise Refused("console.no_item", number=opened.number, item=evidence.item_code)
    takes = (InspectionState.VISITED, *(SUBMITTED if evidence.item_code == FORM else ()))
    if inspection.state not in takes:
        raise Refused("console.record_closed", name=name)
    return inspection, name


async def _inspection(work: UnitOfWork, opened: Round, wanted: str) -> tuple[Inspection, str]:
    """Return what the code or the name means in the round; a code comes before a name."""
    its = {each.target_id: each for each in await work.inspections.all(round_id=opened.id)}
    targets = await work.targets.all(id=tuple(its))
    found = [each for each in targets if each.key == wanted] or [
        each for each in targets if each.name == wanted
    ]
    if not found:
        raise Refused("console.no_target", number=opened.number, name=wanted)
    if len(found) > 1:
        codes = "、".join(each.key for each in found)
        raise Refused("console.many_targets", number=opened.number, name=wanted, codes=codes)
    return its[found[0].id], found[0].name


async def _file(act: Act, inspection: Inspection, item_code: str, carried: Carried) -> Material:
    """Return the leader's piece of one file, added once; a negative number stands for a message of it."""
    one: dict[str, Any] = {"account_id": _NOT_BY_CHAT, "inspection_id": inspection.id}
    one |= {"item_code": item_code, "sha256": carried.sha256}
    shows = await _shows(act, inspection, item_code)
    same = one | shows if item_code == FORM else one
    if known := await act.work.materials.one(**same, is_dropped=False):
        return known
    place = await act.keep_words(carried.place) if carried.place else None
    earlier = await act.work.materials.count(account_id=_NOT_BY_CHAT)
    leader = (await team_people(act, inspection))[0]
    piece = await act.work.materials.add(
        Material(
            **one,
            **shows,
            message_id=-1 - earlier,
            person_id=leader.id,
            filing=1,
            kind=carried.kind,
            place_words_id=place.id if place else None,
            lacks_place=carried.lacks_place,
            captured_at=carried.captured_at,
            sent_at=act.at,
            received_at=act.at,
        )
    )
    said = {"kind": carried.kind.value, "sha256": carried.sha256, "item": item_code, "by": "console"}
    await act.record("material_taken", material=piece.id, inspection=inspection.id, **said)
    return piece


async def _shows(act: Act, inspection: Inspection, item_code: str) -> dict[str, Any]:
    """Return which signature a file shows if it is a form, and what the record tells the target now."""
    signing = await signing_of(act, inspection) if item_code == FORM else 0
    return {"of_signing": signing, "of_content": await content_of(act, inspection)}
