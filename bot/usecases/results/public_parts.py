"""What is told of any result, drawn or not: its versions, findings, objections, and what followed."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.inspections import Publication
from bot.domain.publication.parts import Said, stem_of
from bot.domain.publication.results import PublicFinding, PublicFollowUp, PublicObjection, PublicVersion
from bot.domain.results.findings import ABNORMAL, UNCOOPERATIVE, followed_in
from bot.domain.results.follow_ups import FollowUp, FollowUpState, told_of
from bot.domain.results.objections import Objection
from bot.domain.results.public_since import adverse_in, public_since
from bot.usecases.results.objection_cards import state_text

Names = Mapping[str, str]
"""The names of the items by their codes."""


def case_parts(
    names: Names,
    versions: Sequence[Publication],
    objections: Sequence[Objection],
    follow_ups: Sequence[FollowUp],
) -> dict[str, Any]:
    """Return the fields that a public result has beside whose it is."""
    *replaced, last = versions
    earlier = [_version(names, each) for each in replaced if not each.is_expired]
    return {
        **_version(names, last).model_dump(),
        "adverse_since": public_since(versions) if adverse_in(last) else None,
        "earlier": tuple(reversed(earlier)),
        "objections": objections_among(objections),
        "follow_ups": tuple(_follow_up(names, each) for each in told_of(follow_ups, followed_in([last]))),
    }


def _version(names: Names, publication: Publication) -> PublicVersion:
    reason: Said = {"key": f"correction.reason.{publication.reason}"} if publication.reason else ""
    return PublicVersion(
        conclusion={"key": f"conclusion.{publication.conclusion}"},
        findings=tuple(
            _finding(names, code, finding, publication.values.get(code, ""))
            for code, finding in publication.findings
        ),
        record_hash=publication.record_hash or None,
        cause={"key": f"undrawn.cause.{publication.cause}"} if publication.cause else "",
        visited_on=publication.visited_on,
        published_on=publication.published_on,
        version=publication.version,
        reason=reason,
    )


def _finding(names: Names, code: str, finding: str, value: str) -> PublicFinding:
    found: Said = {"key": f"finding.{finding}"}
    return PublicFinding(
        item=names.get(code, code),
        item_stem=stem_of(code),
        finding={"key": "finding.with_value", "finding": found, "value": value} if value else found,
        is_abnormal=finding == ABNORMAL,
        has_value=bool(value),
    )


def _follow_up(names: Names, row: FollowUp) -> PublicFollowUp:
    is_public = row.state is FollowUpState.PUBLISHED
    outcome = f"follow_up.result.{row.result}" if is_public else "follow_up.in_hand"
    return PublicFollowUp(
        item=followed(names, row),
        item_stem=stem_of(row.item_code),
        is_whole=row.item_code == UNCOOPERATIVE,
        measure={"key": f"follow_up.measure.{row.measure}"} if is_public else "",
        outcome={"key": outcome},
        published_on=row.published_on,
        ordered_by=row.due_on if is_public and row.extended_to else None,
        extended_to=row.extended_to if is_public else None,
    )


def followed(names: Names, row: FollowUp) -> Said:
    """Return the name of the item that is followed up, or the outcome of the whole."""
    if row.item_code == UNCOOPERATIVE:
        return {"key": f"conclusion.{UNCOOPERATIVE}"}
    return names.get(row.item_code, row.item_code)


def objections_among(rows: Sequence[Objection]) -> tuple[PublicObjection, ...]:
    """Return what is told of objections; what the office itself has found wrong is none."""
    return tuple(_objection(each) for each in rows if not each.is_own)


def _objection(objection: Objection) -> PublicObjection:
    return PublicObjection(
        received_on=objection.received_on,
        is_late=objection.is_late,
        state=state_text(objection),
        answered_on=objection.answered_on,
    )
