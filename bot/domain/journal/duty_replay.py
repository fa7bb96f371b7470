"""Replays the journal and says where a change of inspectors did not go by the rule.

It knows nothing of the database: who sits where follows from the entries alone. What it holds them against:
the table of requests (`workflow.STEPS`), that nobody decides his own case and only people decide, that each
vacancy has its approval, that who follows serves in the place of who left, and that no team becomes smaller
but where a target had left the round before, or the draw itself could not fill it.
"""

from collections.abc import Callable, Iterable, Iterator

from bot.domain.draw.backfill import BLOCKED
from bot.domain.duties.duty import Origin, RequestKind, RequestState
from bot.domain.journal.entries import Entry, body_of
from bot.domain.journal.replayed_duties import Board, ReplayedDuty, ReplayedRequest, Said
from bot.domain.workflow import STEPS

FAULTS = (
    "gone",
    "uncalled",
    "vacancy",
    "own_case",
    "not_his",
    "step",
    "unapproved",
    "order",
    "seat",
    "smaller_team",
    "unreadable",
)
"""What can be wrong with an entry."""
_REVIVED = "correct"
_LEGAL = {
    (step.source, step.target)
    for step in STEPS
    if isinstance(step.source, RequestState) and isinstance(step.target, RequestState)
}


class Replay:
    """The duties of all rounds as far as the journal has told."""

    def __init__(self) -> None:
        """Begin before the first entry."""
        self._boards: dict[str, Board] = {}
        self._duties: dict[int, ReplayedDuty] = {}
        self._requests: dict[int, ReplayedRequest] = {}
        kinds = [kind.value for kind in RequestKind]
        self._readers: dict[str, Callable[[Said], Iterator[str]]] = {
            "duties_given": self._given,
            "duty_backfilled": self._backfilled,
            "duty_acknowledged": self._acknowledged,
            "duty_left": self._left,
            "vacancy": self._vacancy,
            "roster_exhausted": self._exhausted,
            "target_withdrawn": self._died,
            "target_ruled_out": self._died,
            "confirmation_corrected": self._corrected,
            "request_filed": lambda said: self._moved(said, RequestState.FILED),
            "request_lapsed": lambda said: self._moved(said, RequestState.LAPSED),
            "request_withdrawn": self._withdrawn,
            **{f"{kind}_asked": self._asked for kind in kinds},
            **{f"{kind}_approved": self._approved for kind in kinds},
            **{f"{kind}_refused": self._refused for kind in kinds},
        }

    def read(self, entry: Entry) -> list[str]:
        """Take one more entry and return the codes of what is wrong with it, [] where nothing is."""
        reader = self._readers.get(entry.event)
        if reader is None:
            return []
        body = body_of(entry)
        try:
            return list(reader(Said(body["actor"], body["data"])))
        except (AttributeError, KeyError, TypeError, ValueError):  # no entry that the bot has written
            return ["unreadable"]

    def sizes(self, number: str) -> dict[str, int]:
        """Return how many people serve each target of a round that is still in it."""
        board = self._boards[number]
        return {target: len(who) for target, who in board.serving.items() if target not in board.dead}

    def _given(self, said: Said) -> Iterator[str]:
        """A dispatch begins the round anew: whatever a void result had given is over."""
        board = self._boards[said.data["round"]] = Board()
        members: dict[int, list[str]] = {}
        for duty, person, number, team in said.data["duties"]:
            self._duties[duty] = ReplayedDuty(said.data["round"], person, number)
            members.setdefault(team, []).append(number)
        board.serving = {target: list(members.get(team, [])) for target, team in said.data["targets"]}
        yield from ()

    def _backfilled(self, said: Said) -> Iterator[str]:
        """Only whom the last vacancy calls is given a duty."""
        board, number = self._boards.get(said.data["round"], Board()), said.data["number"]
        self._duties[said.data["duty"]] = ReplayedDuty(said.data["round"], said.data["person"], number)
        is_serving = any(number in who for who in board.serving.values())
        if said.data["vacancy"] != board.count or not is_serving:
            yield "uncalled"

    def _acknowledged(self, said: Said) -> Iterator[str]:
        duty = self._duties.get(said.data["duty"])
        if duty is not None and duty.is_gone:
            yield "gone"

    def _left(self, said: Said) -> Iterator[str]:
        if duty := self._duties.get(said.data["duty"]):
            duty.is_gone = True
        yield from ()

    def _asked(self, said: Said) -> Iterator[str]:
        duty = self._duties.get(said.data["duty"])
        is_on_paper = said.data.get("origin") == Origin.PAPER
        asked_by = duty.person if is_on_paper and duty is not None else said.actor
        self._requests[said.data["request"]] = ReplayedRequest(said.data["duty"], asked_by)
        if duty is not None and duty.is_gone:
            yield "gone"

    def _approved(self, said: Said) -> Iterator[str]:
        """Somebody who is no party approved, and names the vacancy that was made by it."""
        yield from self._decided(said, RequestState.APPROVED)
        duty = self._duty_of(said)
        board = self._boards.get(duty.round) if duty else None
        if duty is None or board is None:
            return
        made, board.unclaimed = board.unclaimed, None
        if (made or (0, duty.number)) != (said.data["vacancy"], duty.number):
            yield "vacancy"

    def _refused(self, said: Said) -> Iterator[str]:
        yield from self._decided(said, RequestState.REFUSED)

    def _decided(self, said: Said, state: RequestState) -> Iterator[str]:
        duty = self._duty_of(said)
        if said.actor is None or (duty is not None and duty.person == said.actor):
            yield "own_case"
        yield from self._moved(said, state)

    def _withdrawn(self, said: Said) -> Iterator[str]:
        """Only whoever asked takes it back."""
        request = self._requests.get(said.data["request"])
        if request is not None and request.asked_by != said.actor:
            yield "not_his"
        yield from self._moved(said, RequestState.WITHDRAWN)

    def _exhausted(self, said: Said) -> Iterator[str]:
        if said.data["request"]:
            yield from self._moved(said, RequestState.EXHAUSTED)

    def _moved(self, said: Said, state: RequestState) -> Iterator[str]:
        request = self._requests.get(said.data["request"])
        if request is None or (request.state, state) not in _LEGAL:
            yield "step"
        if request is not None:
            request.state = state

    def _duty_of(self, said: Said) -> ReplayedDuty | None:
        request = self._requests.get(said.data["request"])
        return self._duties.get(request.duty) if request else None

    def _vacancy(self, said: Said) -> Iterator[str]:
        """Hand over as the entry says, and hold it against who serves what."""
        board, number = self._boards.get(said.data["round"], Board()), said.data["number"]
        if board.unclaimed is not None:
            yield "unapproved"
        if said.data["n"] != board.count + 1:
            yield "order"
        board.count = said.data["n"]
        is_asked = said.data["reason"] in {kind.value for kind in RequestKind}
        board.unclaimed = (board.count, number) if is_asked else None
        for follower, targets in said.data["takes"]:
            for target in targets:
                yield from self._taken(board, number, follower, target, said.data["reason"])

    def _taken(
        self, board: Board, number: str, follower: str | None, target: str, reason: str
    ) -> Iterator[str]:
        who = board.serving.get(target, [])
        if number not in who or follower in who:
            yield "seat"
            return
        who.remove(number)
        if follower is not None:
            who.append(follower)
        elif reason != BLOCKED and target not in board.dead:
            yield "smaller_team"

    def _died(self, said: Said) -> Iterator[str]:
        if board := self._boards.get(said.data["round"]):
            board.dead.add(said.data["target"])
        yield from ()

    def _corrected(self, said: Said) -> Iterator[str]:
        board = self._boards.get(said.data["round"])
        if board is not None and said.data["outcome"] == _REVIVED:
            board.dead.discard(said.data["target"])
        yield from ()


def duty_faults(entries: Iterable[Entry]) -> list[tuple[int, str]]:
    """Return number and code of each entry by which a change of inspectors did not go by the rule."""
    replay = Replay()
    return [(entry.id, code) for entry in entries for code in replay.read(entry)]
