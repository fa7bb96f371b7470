"""The buttons and the typed answers of requests to amend a signed record."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.people import Dialogue
from bot.usecases.act import Act
from bot.usecases.results import amend_record

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "amendment.start": amend_record.start_amendment,
    "amendment.join": amend_record.join,
    "amendment.approve": amend_record.approve,
    "amendment.refuse": amend_record.ask_refusal,
    "amendment.show": amend_record.show,
}
TOPICS: Mapping[str, Callable[[Act, Dialogue, str], Awaitable[None]]] = {
    amend_record.TOPIC: amend_record.type_reason,
    amend_record.REFUSAL: amend_record.type_refusal,
}
