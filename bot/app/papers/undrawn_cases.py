"""The documents that follow on an inspection outside the draws: there is no form that they stand on."""

from collections.abc import Sequence
from typing import Any

from bot.app.papers.licences import licence_text
from bot.app.papers.measures import article, measure_fields, of_these
from bot.app.papers.words import said
from bot.domain.documents.cases import CASES, Case, ItemLine, Member
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.publication.parts import stem_of
from bot.domain.registers.rows import Item
from bot.domain.results.findings import ABNORMAL, FOUND, NOTHING_FOUND, abnormal_in
from bot.domain.results.undrawn import Undrawn, rows_of
from bot.usecases.results.undrawn_papers import PAPERS


async def undrawn_cases(
    work: UnitOfWork, profile: Profile, office: str, name: str, row: Undrawn, *, site: str = ""
) -> list[Case]:
    """Return the document of this name, of letters to several bodies each; raise KeyError where it has none.

    What the record tells in words may say who has complained: it is not for the target, and a line is left
    to be filled in by hand.
    """
    if name not in PAPERS:
        raise KeyError(name)
    listed = (await work.item_lists.get(row.item_list_id)).items
    follow_ups = await work.follow_ups.all(**rows_of(row))
    fields = await _fields(work, profile, row, listed)
    papers = await measure_fields(work, profile, name, follow_ups, listed)
    link = f"{site}/target-{stem_of(row.target_key)}.html" if site else ""
    fields |= {"office": office, "link": link}
    return [CASES[name].model_validate(of_these(fields | each)) for each in papers]


async def _fields(work: UnitOfWork, profile: Profile, row: Undrawn, listed: Sequence[Item]) -> dict[str, Any]:
    target = await work.targets.get(row.target_id)
    others = (await work.words.get(row.others_words_id)).text if row.others_words_id else ""
    items = _items(row, listed)
    found = said(f"finding.{ABNORMAL}")
    return {
        **dict.fromkeys(("round_number", "level", "commitment", "result_hash", "target_signature"), ""),
        "dated": row.visited_on,
        "form_name": profile.names.form.value,
        "instrument": article(profile, "not_by_draw"),
        "target_name": target.name,
        "target_code": target.key,
        "target_unit": target.unit,
        "target_address": target.address,
        "legal_representative": target.legal_representative or "",
        "team": await _team(work, row),
        "specialists": (others,) if others else (),
        "visited_on": row.visited_on,
        "method": said("method.on_site"),
        "items": items,
        "abnormal": [each for each in items if each.finding == found],
        "conclusion": said(f"conclusion.{FOUND if abnormal_in(row.findings) else NOTHING_FOUND}"),
        "site": (),
        "witness": "",
        "signatures": (),
        "status": said(f"undrawn.state.{row.state}"),
    }


def _items(row: Undrawn, listed: Sequence[Item]) -> list[ItemLine]:
    given = dict(row.findings)
    return [
        ItemLine(
            number=number,
            department=item.department,
            item=said("form.part", parent=item.parent, name=item.name) if item.parent else item.name,
            content=item.own_content,
            basis=item.basis,
            finding=said(f"finding.{given[item.code]}"),
            note="",
        )
        for number, item in enumerate(listed, start=1)
        if item.code in given
    ]


async def _team(work: UnitOfWork, row: Undrawn) -> list[Member]:
    lines = {each.person_id: each for each in await work.inspectors.all(person_id=tuple(row.team))}
    day = row.visited_on
    return [
        Member(
            name=line.name,
            unit=line.unit,
            number=line.number,
            licence=licence_text(line.licence_until, day, is_licensed=line.licensed_on(day)),
        )
        for line in (lines[each] for each in row.team if each in lines)
    ]
