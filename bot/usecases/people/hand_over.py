"""岗位移交: when somebody changes post, all that is open goes to his successor in one act, with a preview."""

from dataclasses import dataclass
from typing import Any

from bot.domain.actions import Action
from bot.domain.deadlines import OF_LEADER, Deadline, DeadlineState
from bot.domain.duties.duty import SERVING
from bot.domain.errors import Refused
from bot.domain.people import Dialogue, Grant, Person, Role
from bot.domain.plans.lines import PlanLine, PlanState
from bot.domain.results.undrawn import Undrawn
from bot.domain.role_rules import GRANTABLE, refuse_exclusion, refuse_lending
from bot.domain.rounds import ENDED, Round
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.office import unit_text
from bot.usecases.people.invite import grant_role
from bot.usecases.people.show_open import show_open
from bot.usecases.people.show_people import permit_person
from bot.usecases.people.successors import ask_successor, may_change, named, successor
from bot.usecases.people.turn_delegations import end, pass_round, pass_undrawn, rounds_of, undrawn_of
from bot.usecases.people.waiting import Waiting, waiting_for

TOPIC = "handover"
_HIS_OWN = ("acknowledgement", *OF_LEADER, "countersign", "revisit")
"""What an inspector owes himself: it does not go with a post, only the draw's order fills his place."""


@dataclass(frozen=True)
class Post:
    """What goes with a post: roles, rounds, drafts of the plan, deadlines, and what waits for a decision."""

    grants: list[Grant]
    rounds: list[Round]
    undrawn: list[Undrawn]
    lines: list[PlanLine]
    deadlines: list[Deadline]
    waiting: Waiting


async def start_handover(act: Act, person_id: int) -> None:
    """Ask who follows."""
    person = await act.work.people.get(person_id)
    await permit_person(act, person, Action.CHANGE_ROLES)
    if not (await post_of(act, person)).grants:
        raise Refused("handover.nothing", name=person.name)
    dialogue = await dialogues.begin(act, TOPIC, "person", person=person.id)
    await ask_successor(act, dialogue, TOPIC)


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take what was typed for the successor's name."""
    await take_successor(act, dialogue, (await named(act, dialogue, typed)).id)


async def take_successor(act: Act, dialogue: Dialogue, person_id: int) -> None:
    """Show all that would change hands, and what would not."""
    follower = await successor(act, person_id)
    person = await act.work.people.get(int(str(dialogue.draft["person"])))
    post = await post_of(act, person)
    await _refuse_excluded(act, post, follower)
    dialogue = await dialogues.advance(act, dialogue, successor=follower.id)
    shown = await _shown(act, post, person, follower)
    await dialogues.ask(act, dialogue, "handover.preview", **shown)


async def confirm_handover(act: Act, dialogue_id: int, version: int) -> None:
    """Give everything to the successor; both and the groups of the rounds are told."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    person = await act.work.people.get(int(str(dialogue.draft["person"])))
    follower = await successor(act, int(str(dialogue.draft["successor"])))
    await permit_person(act, person, Action.CHANGE_ROLES)
    await _keep_delegations(act, person, follower)
    post = await post_of(act, person)
    await _refuse_excluded(act, post, follower)
    data = await _shown(act, post, person, follower)
    await _pass_on(act, post, person, follower)
    await dialogues.end(act, dialogue)
    await act.toast("handover.toast")
    await act.reply("handover.done", card=str(dialogue.asked["card"]), **data)
    for each in (person, follower):
        if each.id != act.me.id:
            await act.notify("handover.told", each, **data, by=act.me.name)
    await show_open(act, follower)


async def post_of(act: Act, person: Person) -> Post:
    """Return what would go with the post: only roles that I may grant and revoke, and what hangs on them."""
    grants = await act.work.grants.all(person_id=person.id, is_revoked=False, lent_by=None)
    mine = [each for each in grants if each.role in GRANTABLE]
    mine = [each for each in mine if may_change(act, each.role, each.unit or person.unit)]
    leads = any(each.role is Role.COORDINATOR for each in mine)
    drafts = (PlanState.DRAFT, PlanState.CONSENTING)
    owed = await act.work.deadlines.all(person_id=person.id, state=DeadlineState.OPEN)
    return Post(
        grants=mine,
        rounds=await rounds_of(act, person) if leads else [],
        undrawn=await undrawn_of(act, person) if leads else [],
        lines=await act.work.plan_lines.all(made_by=person.id, state=drafts) if leads else [],
        deadlines=[each for each in owed if each.kind not in _HIS_OWN],
        waiting=await waiting_for(act, person, mine),
    )


async def _pass_on(act: Act, post: Post, person: Person, follower: Person) -> None:
    for grant in post.grants:
        await act.work.grants.change(grant, is_revoked=True)
        await grant_role(act, follower, grant.role, grant.unit)
    for opened in post.rounds:
        await pass_round(act, opened, follower)
    for row in post.undrawn:
        await pass_undrawn(act, row, follower)
    for line in post.lines:
        await act.work.plan_lines.change(line, made_by=follower.id)
    for deadline in post.deadlines:
        await act.work.deadlines.change(deadline, person_id=follower.id)
    for dialogue in await act.work.dialogues.all(person_id=person.id, is_open=True):
        if person.id != act.me.id:
            await dialogues.end(act, dialogue)
    await act.record(
        "handed_over",
        person_id=person.id,
        to=follower.id,
        grants=[each.id for each in post.grants],
        rounds=[each.id for each in post.rounds],
        undrawn=[each.id for each in post.undrawn],
        lines=[each.id for each in post.lines],
        deadlines=[each.id for each in post.deadlines],
    )


async def _keep_delegations(act: Act, person: Person, follower: Person) -> None:
    """Whoever acts for the person acts for the successor until his day; the successor needs no delegation."""
    for lent in await act.work.grants.all(lent_by=person.id, is_revoked=False):
        if lent.person_id == follower.id:
            await end(act, lent)
        else:
            await act.work.grants.change(lent, lent_by=follower.id)


async def _refuse_excluded(act: Act, post: Post, follower: Person) -> None:
    """The successor may not be excluded from any of the roles, nor from leading what he has watched."""
    held = {each.role for each in await act.work.grants.all(person_id=follower.id, is_revoked=False)}
    for grant in post.grants:
        (refuse_lending if post.rounds else refuse_exclusion)(grant.role, held)


async def _shown(act: Act, post: Post, person: Person, follower: Person) -> dict[str, Any]:
    numbers = "、".join(each.number for each in post.rounds)
    lines = "、".join(str(each.number) for each in post.lines)
    return {
        "name": person.name,
        "unit": unit_text(person.unit),
        "successor": follower.name,
        "successor_unit": unit_text(follower.unit),
        "roles": [_role(grant) for grant in post.grants],
        "rounds": numbers or {"key": "handover.none"},
        "lines": lines or {"key": "handover.none"},
        "requests": post.waiting.requests,
        "confirmations": post.waiting.confirmations,
        "releases": post.waiting.releases,
        "terms": len(post.deadlines),
        "duties": await _own_duties(act, person),
    }


def _role(grant: Grant) -> dict[str, Any]:
    unit = unit_text(grant.unit)
    return {"key": "people.role_line", "role": {"key": f"role.{grant.role}"}, "unit": unit}


async def _own_duties(act: Act, person: Person) -> Any:
    """Say which inspections stay his: nobody chooses who inspects."""
    duties = await act.work.duties.all(person_id=person.id, state=SERVING)
    rounds = await act.work.rounds.all(id=tuple({each.round_id for each in duties}))
    numbers = "、".join(each.number for each in rounds if each.state not in ENDED)
    return {"key": "handover.duties_stay", "numbers": numbers} if numbers else ""
