"""One sheet as it comes, row by row: its first rows tell what it is, then each row is read and forgotten."""

from collections.abc import Iterable
from dataclasses import replace

from storage.workbooks.cells import Table
from storage.workbooks.grid import Line, Sheet
from storage.workbooks.heading import LAST_ROW_OF_HEADINGS, Heading, find_heading, personal_headings
from storage.workbooks.limits import MAX_PLAN_ROWS, Refusal
from storage.workbooks.plan import is_plan
from storage.workbooks.rows import RowsReader


class SheetReader:
    """A sheet that is being read; `rows` reads it where it is a register, a plan's rows stay in `sheet`."""

    def __init__(self, sheet: Sheet, *, allow_personal: bool) -> None:
        """Take the sheet without its rows."""
        self.sheet = sheet
        self.heading: Heading | None = None
        self.personal: tuple[str, ...] = ()
        self.rows: RowsReader | None = None
        self._allow_personal = allow_personal
        self._is_known = False
        self._is_plan = False
        self._kept: list[Line] = []

    def take(self, lines: Iterable[Line]) -> None:
        """Read the next rows.

        Raises:
            Refusal: `import.plan_too_long` for a plan of more rows than a plan has.
        """
        for line in lines:
            if not self._is_known and line.row > LAST_ROW_OF_HEADINGS:
                self._recognise()
            if not self._is_known or self._is_plan:
                self._keep(line)
            elif self.rows is not None:
                self.rows.take(line)

    def close(self) -> None:
        """Know what the sheet is, if it ended before."""
        if not self._is_known:
            self._recognise()
        if self._is_plan:
            self.sheet = replace(self.sheet, lines=tuple(self._kept))

    def _keep(self, line: Line) -> None:
        self._kept.append(line)
        if len(self._kept) > MAX_PLAN_ROWS:
            raise Refusal("import.plan_too_long", rows=MAX_PLAN_ROWS)

    def _recognise(self) -> None:
        self._is_known = True
        self.sheet = replace(self.sheet, lines=tuple(self._kept))
        self.personal = () if self._allow_personal else personal_headings(self.sheet)
        self._is_plan = not self.sheet.is_hidden and is_plan(self.sheet)
        self.heading = find_heading(self.sheet)
        recognition = self.heading.recognised(allow_personal=self._allow_personal) if self.heading else None
        if self.heading and recognition and not (self._is_plan or self.sheet.is_hidden or self.personal):
            self.rows = RowsReader(Table(self.sheet, self.heading, recognition, self._allow_personal))
            for line in self._kept:
                self.rows.take(line)
