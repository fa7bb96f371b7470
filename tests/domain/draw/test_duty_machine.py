"""A round's changes of inspectors against a small model: whatever is asked, no team becomes smaller.

The machine does in pure domain what the use cases do in a transaction: it asks, foresees, approves,
exhausts, withdraws. The model beside it is a queue and a few sets. Each step goes into a journal that is
replayed.
"""

from datetime import UTC, datetime

from draw_builders import LATER
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.draw.backfill import Vacated, serving, vacate
from bot.domain.draw.roster import replay
from bot.domain.duties.duty import RequestState
from bot.domain.duties.handover import Handover, hand_over, left_open, refuse_late
from bot.domain.duties.whole_team import Sitting, lacks_licence, lacks_people
from bot.domain.errors import Refused
from bot.domain.inspections import HANDOVER_STATES, InspectionState
from bot.domain.journal.duty_replay import Replay, duty_faults
from bot.domain.journal.entries import Entry, chain
from bot.domain.workflow import step_for
from tests.domain.draw.duty_draws import LEAST, TEAM, draw_of

AT = datetime(2026, 11, 25, 1, tzinfo=UTC)
HEAD = 900
"""The approver's person id; an inspector's is his number."""


class Round(RuleBasedStateMachine):
    """One round, its requests, its journal, and the model: `queue` who waits, `at` who serves what."""

    @initialize(
        licensed=st.sets(st.integers(5, 9), max_size=5),
        pairs=st.sets(st.tuples(st.integers(1, 4), st.integers(5, 9)), max_size=8),
        people=st.integers(4, 9),
        teams=st.sampled_from((1, 2)),
    )
    def begin(self, licensed: set[int], pairs: set[tuple[int, int]], people: int, teams: int) -> None:
        """The first of each team is licensed; whoever waits may be in conflict, or unlicensed."""
        conflicts = {(f"T{t:02}", f"P{p:02}") for t, p in pairs if p <= people and p > teams * TEAM}
        self.draw = draw_of({1, 3} | licensed, conflicts, people, teams)
        self.conflicts = conflicts
        self.licensed = {f"P{n:02}" for n in {1, 3} | licensed}
        result = self.draw["result"]
        self.queue = [*result["alternates"][0], *result["tail"][0]]
        self.at = {name: list(result["teams"][team - 1]) for name, team in result["assignment"]}
        self.states = dict.fromkeys(result["picked"], InspectionState.CONFIRMED)
        self.requests: dict[int, tuple[str, list[str] | None, str, RequestState]] = {}
        self.gone: set[str] = set()
        self.entries: list[Entry] = []
        self.replay = Replay()
        members = [(n, n, f"P{n:02}", (n - 1) // TEAM + 1) for n in range(1, teams * TEAM + 1)]
        targets = [[name, team] for name, team in result["assignment"]]
        self.write("duties_given", round="R", duties=[list(each) for each in members], targets=targets)

    def write(self, event: str, actor: int | None = HEAD, **data: object) -> None:
        """Append to the journal and replay it at once."""
        entry = chain(self.entries[-1] if self.entries else None, event, actor, AT, data)
        self.entries.append(entry)
        assert self.replay.read(entry) == []

    def people(self) -> list[str]:
        """Return who serves anything now."""
        return sorted({who for members in self.at.values() for who in members} - self.gone)

    def waiting(self, *states: RequestState) -> list[int]:
        return [number for number, request in self.requests.items() if request[3] in states]

    @rule(data=st.data(), kind=st.sampled_from(("recusal", "substitution")), is_whole=st.booleans())
    def ask(self, data: st.DataObject, kind: str, is_whole: bool) -> None:
        """A primary, or an alternate who was called, or others for him: several may wait at once."""
        if not (people := self.people()):
            return
        who = data.draw(st.sampled_from(people))
        mine = [name for name, members in self.at.items() if who in members]
        targets = None if is_whole or not mine else [data.draw(st.sampled_from(mine))]
        number = len(self.requests) + 1
        self.requests[number] = (who, targets, kind, RequestState.ASKED)
        origin = data.draw(st.sampled_from(("self", "partner", "third_party")))
        actor = int(who[1:])
        self.write(f"{kind}_asked", actor, request=number, duty=actor, origin=origin, targets=targets)

    def move(self, number: int, command: str) -> None:
        who, targets, kind, state = self.requests[number]
        self.requests[number] = (who, targets, kind, RequestState(step_for(command, state).target))

    @precondition(lambda self: self.waiting(RequestState.ASKED))
    @rule(data=st.data())
    def refuse(self, data: st.DataObject) -> None:
        """A refused person, primary or alternate, stays where he is."""
        number = data.draw(st.sampled_from(self.waiting(RequestState.ASKED)))
        self.move(number, "refuse")
        self.write(f"{self.requests[number][2]}_refused", request=number, reason="no_evidence")

    @precondition(lambda self: self.waiting(RequestState.ASKED))
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """Whoever asked thinks better of it: nothing has moved meanwhile, and he may ask again."""
        number = data.draw(st.sampled_from(self.waiting(RequestState.ASKED)))
        self.move(number, "withdraw")
        self.write("request_withdrawn", int(self.requests[number][0][1:]), request=number)

    @precondition(lambda self: self.waiting(RequestState.ASKED))
    @rule(data=st.data())
    def approve(self, data: st.DataObject) -> None:
        """Where nobody is left to follow, nobody leaves."""
        number = data.draw(st.sampled_from(self.waiting(RequestState.ASKED)))
        if self.overtaken(number):
            return
        who, targets, _, _ = self.requests[number]
        handed = self.handed(who, targets)
        lacking = self.lacking(who, handed)
        calls = self.model(who, handed.own)
        assert lacking == [name for follower, names in calls if follower is None for name in names]
        if lacking:
            self.split(number, [name for name in handed.own if name not in lacking])
            self.move(number, "exhaust")
            self.write("roster_exhausted", round="R", request=number, targets=lacking)
        else:
            self.carry_out(number, "approve")

    def split(self, number: int, part: list[str]) -> None:
        """He leaves those for which somebody follows: nobody lacks for the part whom the whole would call."""
        if not part:
            return
        who, _, kind, _ = self.requests[number]
        assert self.lacking(who, self.handed(who, part)) == []
        n = len(self.requests) + 1
        self.requests[n] = (who, part, kind, RequestState.ASKED)
        about = {"request": n, "duty": int(who[1:]), "origin": "self", "targets": part, "part_of": number}
        self.write(f"{kind}_asked", **about)
        self.carry_out(n, "approve")

    @precondition(lambda self: self.waiting(RequestState.EXHAUSTED))
    @rule(data=st.data(), is_kept=st.booleans())
    def resolve(self, data: st.DataObject, is_kept: bool) -> None:
        """The lead office keeps the person, or takes the targets that nobody can take out of the round."""
        number = data.draw(st.sampled_from(self.waiting(RequestState.EXHAUSTED)))
        kind = self.requests[number][2]
        if is_kept and kind == "substitution":
            self.move(number, "keep")
            self.write("substitution_refused", request=number, reason="exhausted")
            return
        if self.overtaken(number):
            return
        who, targets, _, _ = self.requests[number]
        for name in self.lacking(who, self.handed(who, targets)):
            self.die(name)
            self.write("target_withdrawn", round="R", target=name)
        self.carry_out(number, "withdraw_targets")

    @rule(data=st.data())
    def lapse_licence(self, data: st.DataObject) -> None:
        """A licence lapses: nobody has asked, and whoever follows is licensed where the team needs it."""
        who = data.draw(st.sampled_from(self.people() or ["P01"]))
        if who not in self.licensed or who in self.gone:
            return
        if any(state is InspectionState.ENTERED for state in self.served(who).values()):
            return
        handed = self.handed(who, None)
        if handed.own and not self.lacking(who, handed):
            self.leave(who, handed, "licence")

    @rule(data=st.data())
    def rule_out(self, data: st.DataObject) -> None:
        """A unit says that a target cannot be inspected; or its record is submitted."""
        name = data.draw(st.sampled_from(sorted(self.states)))
        if self.states[name] in HANDOVER_STATES and data.draw(st.booleans()):
            self.states[name] = InspectionState.NOT_INSPECTABLE
            self.write("target_ruled_out", round="R", target=name)
        elif self.states[name] in HANDOVER_STATES and data.draw(st.integers(0, 3)) == 0:
            self.states[name] = InspectionState.ENTERED

    def die(self, name: str) -> None:
        """A withdrawn target closes its seats; the draw still knows who had them."""
        self.states[name] = InspectionState.NOT_INSPECTABLE
        self.at[name] = []

    def overtaken(self, number: int) -> bool:
        """Lapse a request whose targets the person no longer serves, or whose record is submitted."""
        who, targets, _, _ = self.requests[number]
        served = self.served(who)
        asked = [name for name in served if targets is None or name in targets]
        try:
            refuse_late(targets, served)
        except Refused:
            return True  # too late: it waits until it is refused
        if asked and who not in self.gone:
            return False
        self.move(number, "lapse")
        self.write("request_lapsed", None, request=number)
        return True

    def served(self, who: str) -> dict[str, InspectionState]:
        return {name: self.states[name] for name, members in self.at.items() if who in members}

    def handed(self, who: str, targets: list[str] | None) -> Handover:
        return hand_over(targets, self.served(who), self.states, serving(self.draw).get(who, []))

    def made(self, who: str, handed: Handover, reason: str) -> Vacated:
        return vacate(self.draw, person=who, seat=0, targets=handed.targets, reason=reason, at=LATER)

    def lacking(self, who: str, handed: Handover) -> list[str]:
        if not handed.is_vacancy:
            return []
        return left_open(self.made(who, handed, "substitution").substitution, handed)

    def model(self, who: str, own: tuple[str, ...]) -> list[tuple[str | None, list[str]]]:
        """Who follows, by a queue: the first who can take all, else one by one, the called ones first."""
        stay = [name for name in own if sum(m in self.licensed for m in self.at[name] if m != who) < LEAST]
        free = [p for p in self.queue if p in self.licensed or not stay]
        able = [p for p in free if not any((name, p) in self.conflicts for name in own)]
        if not own:
            return []
        if able:
            return [(able[0], list(own))]
        calls: dict[str | None, list[str]] = {}
        for name in own:
            can = [p for p in [*calls, *free] if p and (name, p) not in self.conflicts]
            calls.setdefault(can[0] if can else None, []).append(name)
        return sorted(calls.items(), key=lambda pair: pair[0] is None)

    def carry_out(self, number: int, command: str) -> None:
        """Hand over, and write the approval behind it as the use case does."""
        who, targets, kind, _ = self.requests[number]
        vacancy = self.leave(who, self.handed(who, targets), kind)
        self.move(number, command)
        self.write(f"{kind}_approved", request=number, vacancy=vacancy)

    def leave(self, who: str, handed: Handover, reason: str) -> int:
        """Call whoever follows by the rule, as the model says, and return the vacancy's number."""
        wanted, vacancy = self.model(who, handed.own), 0
        if handed.is_vacancy:
            made = self.made(who, handed, reason)
            assert [tuple(pair) for pair in made.substitution] == wanted
            self.draw = {**self.draw, "vacancies": [*self.draw["vacancies"], made.record]}
            vacancy = int(made.record["n"])
            facts = {"number": who, "reason": reason, "takes": made.substitution}
            self.write("vacancy", round="R", n=vacancy, hash=made.hash, **facts)
        for follower, names in wanted:
            assert follower is not None
            self.queue.remove(follower)
            for name in names:
                self.at[name] = [*(m for m in self.at[name] if m != who), follower]
            person = int(follower[1:])
            called = {"person": person, "number": follower}
            self.write("duty_backfilled", round="R", duty=person, vacancy=vacancy, **called)
        if handed.is_gone:
            self.gone.add(who)
            for name in self.at:
                self.at[name] = [member for member in self.at[name] if member != who]
            self.write("duty_left", duty=int(who[1:]))
        return vacancy

    @invariant()
    def no_team_is_smaller(self) -> None:
        """Every target that is still inspected has two, and its licensed member, at any moment."""
        seats = [{"department": "*", "size": TEAM, "licensed_min": LEAST}]
        for name, members in getattr(self, "at", {}).items():
            if self.states[name] is not InspectionState.NOT_INSPECTABLE:
                sitting = [Sitting(0, member in self.licensed) for member in members]
                assert not lacks_people(sitting, seats)
                assert not lacks_licence(sitting, seats)
                assert len(set(members)) == TEAM

    @invariant()
    def draw_agrees(self) -> None:
        """The draw's own replay seats the same people, and nobody who was passed over lost his place."""
        if not hasattr(self, "draw"):
            return
        roster = replay(self.draw)
        alive = [name for name in self.at if self.states[name] is not InspectionState.NOT_INSPECTABLE]
        for name in alive:
            assert {who for who, names in roster.duties.items() if name in names} == set(self.at[name])
        queue = [*self.draw["result"]["alternates"][0], *self.draw["result"]["tail"][0]]
        assert self.queue == [who for who in queue if who not in roster.called]

    def teardown(self) -> None:
        """The whole journal, read at once, has no fault; what is missing from it is found."""
        assert duty_faults(getattr(self, "entries", [])) == []
        approvals = [n for n, each in enumerate(getattr(self, "entries", [])) if each.event == "vacancy"]
        for n in approvals:
            assert duty_faults(self.entries[:n] + self.entries[n + 1 :]) != []


Round.TestCase.settings = settings(deadline=None, max_examples=60, stateful_step_count=25)


TestRound = Round.TestCase
