"""Writes the form of one target as a workbook that prints on A4."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from bot.domain.documents.days import day_in_words, time_in_words
from bot.domain.results.form import Form, FormInspector, FormRow, TargetSignatureKind
from storage.documents.paper import Paper, Span
from storage.documents.qr import qr_code
from storage.workbooks.saving import save_book

_WIDTHS = (5.5, 13.0, 27.0, 22.0, 11.0, 19.0)
_LAST = len(_WIDTHS)
_HEADING_FONT = "黑体"
_SIGNING_POINTS = 58.0  # room for a signature or a seal
_QR_POINTS, _QR_ROW_POINTS = 57.0, 62.0
_BLANK_DAY = "＿＿＿＿年＿＿月＿＿日"
_LONG_NOTE = 60  # characters; a longer note has a row of its own


def write_form(path: Path, form: Form) -> Path:
    """Write the form as .xlsx and return the path; every text is a string cell."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "form"
    paper = Paper(sheet, _WIDTHS)
    _add_top(paper, form)
    heading_row = _add_rows(paper, form)
    _add_signatures(paper, form)
    paper.finish(heading_row, f"{form.round_number}  {form.target_code}")
    path.parent.mkdir(parents=True, exist_ok=True)
    save_book(book, path)
    return path


def _add_top(paper: Paper, form: Form) -> None:
    paper.add(
        Span(1, _LAST, form.form_name, is_bold=True, is_centred=True, font=_HEADING_FONT, size=18),
        min_points=34,
        is_boxed=False,
    )
    paper.add(
        Span(1, 3, f"{form.label('round')}{form.round_number}"),
        Span(4, _LAST, f"{form.label('authority')}{form.authority}"),
        is_boxed=False,
    )
    _add_pairs(paper, form, ("target", form.target_name), ("code", form.target_code))
    _add_pairs(paper, form, ("unit", form.target_unit), ("address", form.target_address))
    visited_on = day_in_words(form.visited_on) if form.visited_on else ""
    _add_pairs(paper, form, ("visited_on", visited_on), ("method", form.method))
    _add_wide(paper, form, "inspectors", _inspectors(form), min_points=24)
    if form.specialists:
        _add_wide(paper, form, "specialists", "\n".join(form.specialists))
    _add_wide(paper, form, "level", form.level)
    for name, code in (("commitment", form.commitment), ("result_hash", form.result_hash)):
        if code:
            _add_wide(paper, form, name, code)


def _add_pairs(paper: Paper, form: Form, left: tuple[str, str], right: tuple[str, str]) -> None:
    paper.add(
        Span(1, 2, form.label(left[0]), is_bold=True, is_centred=True),
        Span(3, 3, left[1]),
        Span(4, 4, form.label(right[0]), is_bold=True, is_centred=True),
        Span(5, _LAST, right[1]),
        min_points=22,
    )


def _add_wide(paper: Paper, form: Form, name: str, text: str, min_points: float = 20.0) -> None:
    paper.add(
        Span(1, 2, form.label(name), is_bold=True, is_centred=True),
        Span(3, _LAST, text),
        min_points=min_points,
    )


def _inspectors(form: Form) -> str:
    return "\n".join(
        f"{person.name}　{person.number}　{person.unit}　{_licence(form, person)}"
        for person in form.inspectors
    )


def _licence(form: Form, person: FormInspector) -> str:
    """Return whether he is licensed, and the last day of the licence where it is known."""
    stated = form.label("licensed" if person.licensed else "unlicensed")
    if person.licence_until is None and not person.licensed:
        return stated
    return f"{stated}，{_last_day(form, person.licence_until)}"


def _last_day(form: Form, until: date | None) -> str:
    """Return until when a licence is valid: a line for a day that the register does not know."""
    if until == date.max:
        return form.label("for_ever")
    return f"{form.label('valid_until')} {day_in_words(until) if until else _BLANK_DAY}"


def _add_rows(paper: Paper, form: Form) -> int:
    names = ("no", "item", "content", "basis", "finding", "note")
    heading = paper.add(
        *(
            Span(place, place, form.label(name), is_bold=True, is_centred=True, font=_HEADING_FONT)
            for place, name in enumerate(names, start=1)
        )
    )
    department = ""
    for row in form.rows:
        if row.department != department:
            department = row.department
            name = department or form.label("all_departments")
            paper.add(Span(1, _LAST, name, is_bold=True, font=_HEADING_FONT), min_points=22)
        _add_row(paper, form, row)
    return heading


def _add_row(paper: Paper, form: Form, row: FormRow) -> None:
    is_long = len(row.note) > _LONG_NOTE
    paper.add(
        Span(1, 1, str(row.number), is_centred=True),
        Span(2, 2, row.item),
        Span(3, 3, row.content or form.label("same_content"), size=9),
        Span(4, 4, row.basis, size=9),
        Span(5, 5, row.finding or row.blank or form.label("finding_blank"), is_centred=True),
        Span(6, 6, form.label("note_below") if is_long else row.note, size=9),
        min_points=30,
    )
    if is_long:
        paper.add(Span(1, _LAST, f"{row.number}　{form.label('note')}　{row.note}", size=9))


def _add_signatures(paper: Paper, form: Form) -> None:
    _add_wide(paper, form, "conclusion", form.conclusion, min_points=28)
    if form.site:
        _add_wide(paper, form, "site", "\n".join(form.site))
    _add_wide(paper, form, "target_signature", _target_signature(form), _SIGNING_POINTS)
    _add_wide(paper, form, "inspector_signatures", _inspector_signatures(form), _SIGNING_POINTS)
    _add_wide(paper, form, "status", form.status)
    if form.record_hash:
        _add_wide(paper, form, "record_hash", form.record_hash)
    if form.qr_text:
        _add_qr(paper, form)


def _add_qr(paper: Paper, form: Form) -> None:
    paper.add(
        Span(1, 2, form.label("qr"), is_bold=True, is_centred=True),
        Span(3, _LAST - 1, form.link or form.label("no_link")),
        Span(_LAST, _LAST, ""),
        min_points=_QR_ROW_POINTS,
    )
    paper.add_picture(qr_code(form.qr_text), _LAST, _QR_POINTS)


def _target_signature(form: Form) -> str:
    signature = form.target_signature
    stated = form.label(signature.kind.value)
    outdated = f"\n{form.label('outdated')}" if signature.is_outdated else ""
    if signature.kind is TargetSignatureKind.REFUSED:
        return f"{stated}{signature.refusal_reason}\n{form.label('witness')}{signature.witness}{outdated}"
    if signature.kind is TargetSignatureKind.SIGNED and not signature.note:
        stated = stated.rstrip("：")
    return f"{stated}{signature.note}{outdated}"


def _inspector_signatures(form: Form) -> str:
    if not form.signatures:
        return form.label("signature_blank")
    return "\n".join(f"{signature.name}　{time_in_words(signature.at)}" for signature in form.signatures)
