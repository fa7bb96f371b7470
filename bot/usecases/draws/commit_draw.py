"""Whatever a draw draws, it is committed and announced alike, before any randomness exists (section 4)."""

from dataclasses import dataclass
from typing import Any

from bot.domain.ceremony.random_sources import EMOJI
from bot.domain.draw.entropy import level
from bot.domain.draw.plan import commitment, make_plan
from bot.domain.draw.plan_rules import plan_problems
from bot.domain.draw.pools import Pools
from bot.domain.draw.records import instant
from bot.domain.errors import Refused
from bot.domain.people import Dialogue
from bot.domain.rounds import BASES, Attempt, AttemptState, DrawStep, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.chosen_way import entropy_of, is_reveal_over, reveal_at_of, way_of
from bot.usecases.draws.keep_secret import keep_secret
from bot.usecases.draws.next_draw import base_of
from bot.usecases.draws.open_commitment import announcement_key, numbered
from bot.usecases.draws.pool_history import changes_of
from bot.usecases.draws.watch_ceremony import observers_of
from bot.usecases.heads import signed_head
from bot.usecases.moments import when

_STEP_KEYS = {
    DrawStep.WHOLE: "",
    DrawStep.TARGETS: "_targets",
    DrawStep.INSPECTORS: "_inspectors",
    DrawStep.SUPPLEMENT: "_supplement",
}


@dataclass(frozen=True)
class Framed:
    """What is to be committed: which step, as which attempt of which draw, after what, by which rules."""

    step: DrawStep
    draw: str
    attempt: int
    prev: str
    pools: Pools
    rules: dict[str, Any]


async def commit(act: Act, opened: Round, dialogue: Dialogue, framed: Framed) -> Attempt:
    """Freeze the plan over its pools and return the attempt; raise Refused where it could fail."""
    entropy, reveal_at = entropy_of(dialogue), reveal_at_of(dialogue)
    if is_reveal_over(dialogue, act.at):
        raise Refused("draw.bad_reveal")
    plan = make_plan(
        draw=framed.draw,
        attempt=framed.attempt,
        prev=framed.prev,
        profile=opened.profile,
        authority=[act.office.profile.instrument],
        pools=framed.pools,
        **framed.rules,
        entropy=entropy,
        secret_commitment=keep_secret(act, framed.draw, framed.attempt, entropy["kind"], reveal_at),
        announced_at=act.at.isoformat(timespec="seconds"),
        reveal_at=reveal_at,
    )
    if problems := plan_problems(plan, framed.pools):
        raise Refused("draw.cannot_be_drawn", problems=", ".join(problems))
    decision_id = dialogue.draft.get("decision_words_id")
    frozen = Attempt(
        round_id=opened.id,
        draw=framed.draw,
        attempt=framed.attempt,
        step=framed.step,
        decision_words_id=decision_id if isinstance(decision_id, int) else None,
        state=AttemptState.FROZEN,
        plan=plan,
        commitment=commitment(plan),
        **framed.pools.plain(),
        target_rows=await _target_rows(act, opened, framed),
        pool_changes=await changes_of(act, opened, framed.step, framed.pools),
    )
    frozen = await act.work.attempts.add(frozen)
    codes = {"commitment": frozen.commitment, "pools": plan["pools"]}
    await act.record("draw_frozen", round=opened.number, draw=frozen.draw, attempt=frozen.attempt, **codes)
    return frozen


async def _target_rows(act: Act, opened: Round, framed: Framed) -> dict[str, int]:
    """Return the row behind each target: a later draw of the round has the ids that its first one froze."""
    known = {target.key: target.id for target in await act.work.targets.all()}
    if framed.step not in BASES and (base := await base_of(act, opened)) is not None:
        known |= base.target_rows
    return {target.id: known[target.id] for target in framed.pools.targets}


async def announce(act: Act, opened: Round, frozen: Attempt, **told: Any) -> None:
    """Post the commitment, with what `told` says of this step, and the button that opens the throwing."""
    attempt = await act.work.attempts.move(frozen, step_for("announce", frozen.state).target)
    codes = {"draw": attempt.draw, "commitment": attempt.commitment}
    head = await act.record("draw_announced", round=opened.number, attempt=attempt.attempt, **codes)
    await _post_decision(act, attempt)
    item_list = await act.work.item_lists.get(opened.item_list_id)
    pools = attempt.plan["pools"]
    entropy = attempt.plan["entropy"]
    kind = _STEP_KEYS[attempt.step] + ("" if entropy["kind"] == "die" else "_by")
    await act.reply(
        f"draw.announced{kind}",
        key=announcement_key(attempt.id),
        number=numbered(attempt),
        authority=act.office.profile.instrument,
        targets=pools["targets"]["n"],
        people=pools["inspectors"]["n"],
        level={"key": f"level.{level(entropy['kind'])}"},
        throws=entropy.get("count", 0),
        way=way_of(entropy),
        items=item_list.digest,
        items_version=item_list.id,
        commitment=attempt.commitment,
        head=await signed_head(act, head),
        **told,
    )
    await _announce_secrecy(act, attempt)
    await act.reply(
        _ready_key(entropy["kind"]),
        time=when(instant(entropy["not_before"])) if "not_before" in entropy else "",
        card=f"throwing:{attempt.id}",
        attempt=attempt.id,
        is_public=level(entropy["kind"]) == "L3",
        has_observers=bool(await observers_of(act, opened)),
        number=numbered(attempt),
        seal=attempt.commitment,
    )
    await act.rewrite_site()


def _ready_key(kind: str) -> str:
    """Return how the group is told to go on: at once, or of a public source from its time on."""
    if level(kind) == "L3":
        return "draw.ready_public"
    return "draw.ready" if kind in EMOJI else "draw.ready_by"


async def _announce_secrecy(act: Act, attempt: Attempt) -> None:
    """Say in the group that this draw is confidential, and until when."""
    if (at := attempt.plan["reveal_at"]) is not None:
        place = {"number": numbered(attempt), "seal": attempt.commitment}
        await act.reply("draw.secrecy", at=when(instant(at)), **place)


async def _post_decision(act: Act, attempt: Attempt) -> None:
    """A fourth attempt says by whose decision it is made."""
    if attempt.decision_words_id is not None:
        decision = (await act.work.words.get(attempt.decision_words_id)).text
        place = {"number": numbered(attempt), "seal": attempt.commitment}
        await act.reply("attempt.decision", decision=decision, **place)
