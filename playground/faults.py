"""What can go wrong between a bot and Telegram, to be injected once or several times."""

from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus

from playground.errors import ApiError
from playground.params import Params

ANY_METHOD = "*"


class Ending(Enum):
    """How the bot's connection ends: with an answer, cut, or with silence until the bot gives up."""

    ANSWER = "answer"
    CUT = "cut"
    SILENCE = "silence"


@dataclass(frozen=True)
class Fault:
    """One way to fail; `is_accepted` says whether Telegram carried the request out before it failed."""

    name: str
    ending: Ending
    is_accepted: bool = False
    error: ApiError | None = None
    is_gateway: bool = False


def retry_after(seconds: int) -> Fault:
    """429: too many requests, come back after so many seconds."""
    status = HTTPStatus.TOO_MANY_REQUESTS
    error = ApiError(status, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    return Fault(f"retry_after {seconds}", Ending.ANSWER, error=error)


def http(status: int) -> Fault:
    """A server error before anything was done; 502 to 504 come with a gateway's HTML page instead of JSON."""
    error = ApiError(status, HTTPStatus(status).phrase)
    is_gateway = HTTPStatus.BAD_GATEWAY <= status <= HTTPStatus.GATEWAY_TIMEOUT
    return Fault(f"http {status}", Ending.ANSWER, error=error, is_gateway=is_gateway)


def cut_before_accepting() -> Fault:
    """The connection breaks and nothing was done."""
    return Fault("cut before accepting", Ending.CUT)


def cut_after_accepting() -> Fault:
    """The connection breaks although the request was carried out."""
    return Fault("cut after accepting", Ending.CUT, is_accepted=True)


def silence_before_accepting() -> Fault:
    """No answer, and nothing was done."""
    return Fault("silence before accepting", Ending.SILENCE)


def silence_after_accepting() -> Fault:
    """No answer although the request was carried out: the bot cannot know."""
    return Fault("silence after accepting", Ending.SILENCE, is_accepted=True)


def forbidden(reason: str = "bot was blocked by the user") -> Fault:
    """403 for the given reason."""
    return Fault("forbidden", Ending.ANSWER, error=ApiError.forbidden(reason))


def bad_request(reason: str) -> Fault:
    """400 for the given reason."""
    return Fault("bad request", Ending.ANSWER, error=ApiError.bad_request(reason))


def migrated(to_chat_id: int) -> Fault:
    """400: the group became the supergroup `to_chat_id`."""
    reason = "group chat was upgraded to a supergroup chat"
    return Fault("migrated", Ending.ANSWER, error=ApiError.bad_request(reason, migrate_to_chat_id=to_chat_id))


def conflict() -> Fault:
    """409: another instance polls with the same token."""
    reason = "terminated by other getUpdates request; make sure that only one bot instance is running"
    return Fault("conflict", Ending.ANSWER, error=ApiError.conflict(reason))


@dataclass
class _Planned:
    method: str
    fault: Fault
    chat_id: int | None
    times: int

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Whether this request is to fail."""
        return self.method in {ANY_METHOD, method.casefold()} and self.chat_id in {None, chat_id}


class FaultPlan:
    """The faults that are still to come, in the order in which they were planned."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []

    def add(self, method: str, fault: Fault, chat_id: int | None, times: int) -> None:
        """Plans a fault for the next `times` requests of the method (`*`: any), in one chat or all."""
        self._planned.append(_Planned(method.casefold(), fault, chat_id, times))

    def clear(self) -> None:
        """Forgets all that is planned."""
        self._planned.clear()

    def __len__(self) -> int:
        return sum(planned.times for planned in self._planned)

    def take(self, method: str, params: Params) -> Fault | None:
        """The fault for this request, used up by one; None where it is to succeed."""
        given = params.text("chat_id") or ""
        chat_id = int(given) if given.lstrip("-").isdecimal() else None
        planned = next((one for one in self._planned if one.fits(method, chat_id)), None)
        if planned is None:
            return None
        planned.times -= 1
        if planned.times <= 0:
            self._planned.remove(planned)
        return planned.fault
