"""From the rows of a draw to its record: every line in Chinese, for the room and the archive."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from bot.app.papers.words import level_of, said, said_of
from bot.domain.ceremony.record import NO_THROW, DrawRecord, RecordPerson, RecordThrow, read_aloud
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.days import time_in_words
from bot.domain.documents.document import Line
from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.records import instant
from bot.domain.journal.entries import body_of
from bot.domain.people import Person, Role
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import BASES, Attempt, DrawStep, Round
from bot.usecases.draws.draw_terms import chosen_terms, reason_text, scope_text
from bot.usecases.draws.drawn_counts import counts_of, counts_text
from bot.usecases.draws.press_throw import PRESSED
from bot.usecases.draws.share_terms import stratum_text
from bot.usecases.draws.type_reading import TYPED, readers
from bot.usecases.office import ground_of


async def draw_record_of(
    work: UnitOfWork, profile: Profile, office: str, attempt: Attempt, site: str = ""
) -> DrawRecord:
    """Return the record of an attempt whose result is fixed, hidden or not."""
    opened = await work.rounds.get(attempt.round_id)
    remarks = await work.remarks.count(attempt_id=attempt.id)
    fixed_on = (await _fixed_at(work, attempt)).astimezone(SHANGHAI).date()
    return DrawRecord(
        dated=fixed_on,
        record_hash=attempt.result_hash,
        link=f"{site}/round-{opened.number}.html" if site else "",
        facts=tuple(await _facts(work, office, opened, attempt)),
        pools=tuple(_pools(attempt)),
        rules=(*await _chosen(work, profile, opened, attempt), *_rules(profile, attempt)),
        commitment=tuple(read_aloud(attempt.commitment)),
        entropy_hash=tuple(read_aloud(attempt.entropy_hash)),
        result_hash=tuple(read_aloud(attempt.result_hash)),
        throws=tuple(_pairs(list(_throws(attempt)))),
        result=tuple(_result(attempt)),
        before=tuple([_before(each) for each in await _attempts_before(work, attempt)]),
        people=tuple([each async for each in _people(work, opened)]),
        remarks=said("record.remarks_made", n=remarks),
    )


def _line(name: str, *texts: str) -> Line:
    return Line(label=said(f"record.{name}"), text="\n".join(texts))


async def _facts(work: UnitOfWork, office: str, opened: Round, attempt: Attempt) -> list[Line]:
    lines = [
        _line("office", office),
        _line("round", opened.number),
        _line("draw", said("record.draw_number", number=attempt.draw, attempt=attempt.attempt)),
        _line("announced_at", time_in_words(instant(attempt.plan["announced_at"]))),
        _line("fixed_at", time_in_words(await _fixed_at(work, attempt))),
        _line("place", ""),
        _line("level", level_of(attempt)),
    ]
    if attempt.plan["reveal_at"] is not None:
        lines.append(_line("reveal_at", time_in_words(instant(attempt.plan["reveal_at"]))))
    if (allowed := attempt.collecting.get("allowed_by")) is not None:
        name = (await work.people.get(int(allowed))).name
        lines.append(_line("exception", said("record.allowed_by", name=name)))
    if (pressed := attempt.collecting.get(PRESSED)) is not None:
        lines.append(_line("pressed", (await work.people.get(int(pressed))).name))
    if attempt.plan["entropy"]["kind"] in TYPED:
        first, second = await readers(work, attempt)
        times = attempt.collecting["readings"]
        lines.append(_line("readers", said("record.read_by", first=first.name, second=second.name, n=times)))
    return lines


async def _fixed_at(work: UnitOfWork, attempt: Attempt) -> datetime:
    """Return when the result was fixed, from the journal: it was so before anybody saw it."""
    for entry in await work.journal.all(event="draw_fixed"):
        body = body_of(entry)
        if body["data"].get("result") == attempt.result_hash:
            return instant(body["at"])
    raise LookupError(f"attempt {attempt.id} has no fixed result")


def _pools(attempt: Attempt) -> Iterable[Line]:
    for name, pool in (("targets", attempt.targets), ("inspectors", attempt.inspectors)):
        eligible = sum(record["eligible"] for record in pool)
        if pool:  # a draw of targets alone has no roster
            yield _line(name, said("record.pool", n=len(pool), eligible=eligible))
    left_out = Counter(record["why"] for record in [*attempt.targets, *attempt.inspectors] if record["why"])
    reasons = [_reason(why, n) for why, n in sorted(left_out.items())]
    yield _line("left_out", *(reasons or [said("draw.left_out.none")]))
    yield _line("conflicts", said("record.pairs", n=len(attempt.conflicts)))


def _reason(why: str, n: int) -> str:
    try:
        return said(f"draw.left_out.{why}", n=n)
    except KeyError:  # a code of the protocol that no preview has to name
        return said("record.left_out_code", why=why, n=n)


async def _chosen(work: UnitOfWork, profile: Profile, opened: Round, attempt: Attempt) -> list[str]:
    """Return whom the round is drawn from and why here; its later draws go by what the first one says."""
    if attempt.step not in BASES:
        return []
    scope = said("record.scope", scope=scope_text(opened))
    reason = said("record.reason", reason=await reason_text(work, opened))
    return [scope, *map(said_of, await chosen_terms(work, profile, opened, attempt)), reason]


def _rules(profile: Profile, attempt: Attempt) -> Iterable[str]:
    rules = attempt.plan["rules"]
    yield from _target_rules(profile, attempt.step, rules)
    teams = rules["teams"]
    for seat in teams["seats"]:
        yield _team_rule(profile, teams["count"], seat)
    if teams["seats"]:
        times = rules["overdraw"]
        yield said("record.rule_overdraw", n=times, ground=ground_of(profile.rule("overdraw")))


def _team_rule(profile: Profile, count: int, seat: dict[str, Any]) -> str:
    """Return how many a team has and how many of them are licensed, each by its own ground."""
    anyone = seat["department"] == "*"
    of = {"key": "record.any_department"} if anyone else seat["department"]
    ground, licence = (ground_of(profile.rule(rule)) for rule in ("team", "licence"))
    key = "record.rule_team" if licence == ground else "record.rule_team_by_two"
    grounds = {"ground": ground} if licence == ground else {"ground": ground, "licence": licence}
    return said(key, **seat, count=count, of=of, **grounds)


def _target_rules(profile: Profile, step: DrawStep, rules: dict[str, Any]) -> Iterable[str]:
    """Say what is drawn of the targets; where inspectors are drawn for them, they have been."""
    if step is DrawStep.INSPECTORS:
        yield said("record.rule_confirmed", ground=ground_of(profile.rule("draw_order")))
        return
    share, cap = ground_of(profile.rule("share")), ground_of(profile.rule("cap"))
    for stratum in rules["strata"]:
        yield _stratum_rule(stratum, share)
    if rules["floor_bp"]:
        yield said("record.rule_floor", share={"bp": rules["floor_bp"]}, ground=share)
    if most := profile.cap.times_per_year.value:
        yield said("record.rule_cap", n=most, ground=cap)


def _stratum_rule(stratum: dict[str, Any], ground: Any) -> str:
    """Return what is drawn of a stratum: a share, or only what is missing after a draw before."""
    name = stratum_text(stratum["name"])
    if not stratum["bp"]:
        return said("record.rule_missing", name=name, n=stratum["min"], ground=ground)
    least = {"key": "record.least", "n": stratum["min"]} if stratum["min"] else ""
    return said("record.rule_stratum", name=name, share={"bp": stratum["bp"]}, least=least, ground=ground)


def _throws(attempt: Attempt) -> Iterable[RecordThrow]:
    for entry in attempt.transcript:
        value = " ".join(map(str, entry["val"])) if isinstance(entry["val"], list) else str(entry["val"])
        kind, _, message = entry["src"].partition(":")
        source = said("record.message", n=message) if message else said(f"record.from.{kind}")
        yield RecordThrow(number=str(entry["i"] + 1), value=value, source=source)


def _pairs(throws: Sequence[RecordThrow]) -> Iterable[tuple[RecordThrow, RecordThrow]]:
    return zip_longest(throws[::2], throws[1::2], fillvalue=NO_THROW)


def _result(attempt: Attempt) -> Iterable[str]:
    """Counts alone: who was drawn stands in the bundle, in a confidential round not before the reveal."""
    if attempt.result is None:
        yield said_of(counts_text(attempt.step, attempt.collecting["counts"]))
        return
    result = attempt.result
    yield said_of(counts_text(attempt.step, counts_of(result)))
    if result["teams"]:
        yield said("record.alternates", n=sum(len(group) for group in result["alternates"]))
    for short in result["shortfall"]:
        yield said("record.short", **{**short, "stratum": stratum_text(short["stratum"])})
    if result["blocked"]:
        yield said("record.blocked", n=len(result["blocked"]))


async def _attempts_before(work: UnitOfWork, attempt: Attempt) -> Sequence[Attempt]:
    attempts = await work.attempts.all(round_id=attempt.round_id)
    return [each for each in attempts if each.ending and each.draw == attempt.draw and each.id < attempt.id]


def _before(attempt: Attempt) -> str:
    ending = attempt.ending or {}
    return said(
        "record.attempt",
        attempt=attempt.attempt,
        ending={"key": f"attempt.kind.{ending['kind']}"},
        reason={"key": f"attempt.reason.{ending['reason']}"},
        commitment=attempt.commitment,
        hash=ending_hash(ending),
    )


async def _people(work: UnitOfWork, opened: Round) -> Any:
    """Yield the coordinator, then every bound observer, who writes his unit where it is not known."""
    coordinator = await work.people.get(opened.coordinator_id)
    at_home = coordinator.model_copy(update={"unit": coordinator.unit or said("unit.bureau")})
    yield _signer(Role.COORDINATOR, at_home)
    for grant in await work.grants.all(role=Role.OBSERVER, is_revoked=False):
        person = await work.people.get(grant.person_id)
        if person.account_id is not None and person.id != coordinator.id:
            yield _signer(Role.OBSERVER, person)


def _signer(role: Role, person: Person) -> RecordPerson:
    return RecordPerson(role=said(f"role.{role}"), name=person.name, unit=person.unit)
