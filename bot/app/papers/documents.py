"""Documents written out: .docx from the office's template or ours, and PDF where typst is there."""

from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.domain.documents.document import Document
from storage.documents.filling import ENDING, TemplateFault, fill
from storage.documents.pdf import as_pdf, has_pdf
from storage.files import write_atomically

log = structlog.get_logger()


@dataclass(frozen=True)
class Desk:
    """Where the office keeps its own templates, and more fonts for the PDF."""

    templates: Path
    fonts: Path | None = None

    def write(self, stem: Path, document: Document) -> list[Path]:
        """Write the document below this name, and return the files: .docx, and .pdf where the extra is there.

        Only its owner can read them: they bear names and notes.

        Raises:
            TemplateFault: the template asks for what is not there.
            UnsetText: no font has a character; the .docx is written.
            Unshown: the PDF cannot show something in the template; the .docx is written.
            OSError: a file cannot be written.
        """
        filled = fill(document, self.templates)
        files = [_kept(stem, ENDING, filled)]
        if has_pdf():
            files.append(_kept(stem, ".pdf", as_pdf(document, filled, self.fonts)))
        return files


def filled_anyway(document: Document, templates: Path) -> bytes:
    """Return the document as .docx: of our template where the office's own cannot be used, which is logged.

    What is due is written all the same; `shuangsuiji documents check` says what is wrong.
    """
    try:
        return fill(document, templates)
    except TemplateFault as fault:
        log.warning("template not used", template=fault.template, fault=fault.code, field=fault.field)
        return fill(document)


def _kept(stem: Path, ending: str, data: bytes) -> Path:
    path = stem.with_name(stem.name + ending)
    write_atomically(path, data, is_private=True)
    return path
