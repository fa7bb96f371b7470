"""The archive's contents as people look for them: target by target, each file by the name that it goes by."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from bot.app.papers.catalogue import DOCUMENTS
from bot.app.papers.words import said
from bot.domain.archive import Chapter, Listed
from bot.domain.documents.approval import ApprovalKind
from bot.domain.documents.days import time_in_words
from bot.domain.results.materials import FORM, WHOLE, Material
from bot.domain.round_rows import PLATFORM_FILES
from bot.usecases.rounds.rows_of_round import Rows

FOLDERS = ("conformity", "documents", "papers", "handed_out", "evidence")
"""The folders that people look into; the others are named by the format that `archive verify` reads."""
_OF_FOLDER = {"conformity": "plan", "draws": "draw", "journal": "journal", "rows": "rows"}
_OF_ROUND = {
    "round_plan": ("plan", "document.name.round_plan"),
    "duty_list": ("draw", "document.name.duty_list"),
    "record": ("draw", "document.name.draw_record"),
    "recusal": ("changes", "change.title.recusal"),
    "substitution": ("changes", "change.title.substitution"),
    "report": ("report", "document.name.report"),
    "approval": ("changes", "document.name.approval"),
    **{str(kind): ("changes", f"approval.title.{kind}") for kind in ApprovalKind},
}
"""Where the papers of a whole round are listed, by how their names begin, and what they are called."""
BEFORE, AFTER = ("plan", "draw", "changes"), ("report", "journal", "rows", "other")
"""The chapters before those of the targets, which have one each, and after them."""


def folder_of(name: str) -> str:
    """Return what a folder for people is called."""
    return said(f"archive.folder.{name}")


def chapters_of(paths: Iterable[str], rows: Rows, journalled: Collection[str] = ()) -> tuple[Chapter, ...]:
    """Return the chapters that have something, with every file of the archive in at least one of them.

    `journalled` are files that the journal tells of: what no row names any more was replaced.
    """
    targets = _targets(rows)
    replaced = {each: [("other", said("archive.replaced"))] for each in journalled}
    evidence = {**replaced, **_papers(rows), **_evidence(rows)}
    names = {said(f"document.name.{name}"): name for name in DOCUMENTS}
    found: dict[str, list[Listed]] = {name: [] for name in (*BEFORE, *targets, *AFTER)}
    for path in sorted(paths):
        for chapter, title in evidence.get(PurePosixPath(path).stem) or [_place(path, targets, names)]:
            found[chapter].append(Listed(path=path, title=title))
    titles = {name: said(f"archive.chapter.{name}") for name in (*BEFORE, *AFTER)} | targets
    ordered = (*BEFORE, *targets, *AFTER)
    return tuple(Chapter(title=titles[name], files=tuple(found[name])) for name in ordered if found[name])


def _targets(rows: Rows) -> dict[str, str]:
    """Return what each target is called, by its key."""
    names = {each.id: getattr(each, "name", "") for each in rows["targets"]}
    inspected: Any = (*rows.get("inspections", ()), *rows.get("undrawn", ()))
    return {
        each.target_key: said("archive.target", name=names[each.target_id], code=each.target_key)
        for each in inspected
    }


def _evidence(rows: Rows) -> dict[str, list[tuple[str, str]]]:
    """Return for each file from the field, by its hash, the targets that it is about and what it shows."""
    inspected: Any = rows.get("inspections", ())
    listed: Any = rows["item_lists"]
    targets = {each.id: each.target_key for each in inspected}
    items = {item.code: item.name for each in listed for item in each.items}
    found: dict[str, list[tuple[str, str]]] = {}
    materials: Any = rows.get("materials", ())
    for each in materials:
        if each.sha256 and each.inspection_id:
            place = (targets[each.inspection_id], _shown(each, items))
            found.setdefault(each.sha256, []).append(place)
    return found


def _papers(rows: Rows) -> dict[str, list[tuple[str, str]]]:
    """Return for each signed paper and each of the platform's files, by its hash, where it is listed."""
    found: dict[str, list[tuple[str, str]]] = {}
    requests: Any = rows.get("requests", ())
    for request in requests:
        title = said("archive.signed", name=said(f"change.title.{request.kind}"), about=str(request.id))
        for digest in request.papers:
            found.setdefault(digest, []).append(("changes", title))
    imports: Any = rows.get("platform_draws", ())
    for each in imports:
        for name in PLATFORM_FILES:
            if digest := each.document.get(name):
                title = said(f"archive.platform.{name}", n=each.version)
                found.setdefault(digest, []).append(("draw", title))
    return found


def _shown(material: Material, items: Mapping[str, str]) -> str:
    general = {FORM: said("archive.of_form"), WHOLE: "", "": ""}
    what = said(f"material.kind.{material.kind}", n=1)
    about = items.get(material.item_code) or general.get(material.item_code, material.item_code)
    return said("archive.evidence", what=what, about=about, at=time_in_words(material.sent_at))


def _place(path: str, targets: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, str]:
    """Return in which chapter a file belongs, and what it is called there; `names` are those of documents."""
    folder, stem = path.partition("/")[0], PurePosixPath(path).stem
    folder = "conformity" if folder == folder_of("conformity") else folder
    if folder in _OF_FOLDER:
        return _OF_FOLDER[folder], said(f"archive.title.{folder}", about=stem)
    if stem in targets:
        return stem, said("archive.sheet")
    called, _, about = stem.partition("-")
    name = names.get(called, called)
    if name in _OF_ROUND:
        chapter, key = _OF_ROUND[name]
        return chapter, said("archive.paper", name=said(key), about=about)
    key = next((each for each in targets if about == each or about.startswith(f"{each}-")), "")
    if name in DOCUMENTS and key:
        person = about.removeprefix(key).removeprefix("-")
        return key, said("archive.paper", name=said(f"document.name.{name}"), about=person)
    return "other", stem
