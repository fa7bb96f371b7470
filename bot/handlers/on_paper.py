"""The buttons of 代录 and 补签."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.on_paper import countersign, enter_on_behalf, paper_form

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "on_paper.start": enter_on_behalf.start_entry,
    "on_paper.kind": enter_on_behalf.choose_kind,
    "on_paper.what": enter_on_behalf.choose_subject,
    "on_paper.day": enter_on_behalf.choose_day,
    "on_paper.all_correct": enter_on_behalf.all_correct,
    "on_paper.no_words": enter_on_behalf.no_words,
    "on_paper.all_normal": paper_form.all_normal,
    "on_paper.not_inspected": paper_form.not_inspected,
    "on_paper.conclude": paper_form.conclude,
    "on_paper.no_statement": paper_form.no_statement,
    "on_paper.target_signed": paper_form.target_signed,
    "on_paper.countersign": countersign.countersign,
    "on_paper.dispute": countersign.ask_dispute,
    "on_paper.correct": enter_on_behalf.start_correction,
}
