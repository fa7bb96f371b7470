"""The buttons of objections."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.results import answer_objection, record_objection

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "objection.start": record_objection.start_objection,
    "objection.start_undrawn": record_objection.start_objection_to_undrawn,
    "review.start": record_objection.start_review,
    "review.start_undrawn": record_objection.start_review_of_undrawn,
    "objection.answer": answer_objection.choose_answer,
}
