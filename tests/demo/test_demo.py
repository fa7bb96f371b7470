"""`shuangsuiji demo` as a process: what it writes, that it verifies, and where two runs may differ."""

import json
import re
from pathlib import Path

from openpyxl import load_workbook

from bot.app.archives.checking import check_archive
from bot.app.papers.catalogue import DOCUMENTS
from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.verification import exit_status, verify
from bot.domain.journal.audit import audit
from bot.domain.journal.entries import Entry
from storage.site.verifiers import VERIFIERS

PLAIN = [
    "index",
    "rounds",
    "search",
    "items",
    "statistics",
    "rules",
    "chain",
    "check",
    "404",
    *(f"item-JY-0{n}" for n in range(1, 7)),
]
SHOWN = [*PLAIN, *(f"round-SSJ-2026-000{n}" for n in (1, 3, 4, 5))]
PAGES = ["items-1.json", *(f"SSJ-2026-000{n}.json" for n in range(1, 6)), *VERIFIERS]
PAGES += [f"{folder}{name}.html" for folder in ("", "en/") for name in SHOWN]
FILES = [
    "archive.zip",
    "bundle.json",
    "journal.jsonl",
    *(f"public/{name}" for name in PAGES),
    "transcript.txt",
]
# Binding tokens and salts are random; so are the hashes over them.
RANDOM = re.compile(r"[0-9a-f]{32,}")


def _codes(transcript: str, name: str) -> list[str]:
    return re.findall(rf"{name}：\s+([0-9a-f]{{64}})", transcript)


def _written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _credit_files(folder: Path) -> list[str]:
    return [name for name in _written(folder) if "/target-" in name]


def _forms(folder: Path) -> dict[str, list[list[str]]]:
    return {
        path.name: [
            [RANDOM.sub("…", str(cell)) for cell in row]
            for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)
        ]
        for path in sorted((folder / "forms").iterdir())
    }


def test_demo_lists_what_it_wrote_and_leaves_the_rest_alone(run):
    folder, out = run
    codes = sorted(Path(name).stem for name in _forms(folder))
    papers = [name for name in _written(folder) if name.startswith("documents/")]
    files = [*FILES, *papers, *(f"forms/{code}.xlsx" for code in codes), *_credit_files(folder)]
    assert _written(folder) == sorted([*files, "mine.txt"])
    listed = [line.strip() for line in out.splitlines()[-len(files) :]]
    assert listed == sorted(str(folder / name) for name in files)
    # A form for each target that was inspected; a credit file also for the one that could not be.
    filed = {Path(name).stem.removeprefix("target-") for name in _credit_files(folder)}
    assert (len(codes), len(filed), set(codes) - filed) == (5, 6, set())
    transcript = (folder / "transcript.txt").read_text(encoding="utf-8")
    assert out.startswith(transcript)
    assert (folder / "public/index.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_documents_and_archive_of_the_round_stand_at_the_end(run):
    folder, _ = run
    names = {path.name.split("-")[0] for path in (folder / "documents").iterdir()}
    assert len(names) == len(DOCUMENTS) + 2  # of changes there are two kinds, and one was refused
    changes = {f"执法检查人员{each}" for each in ("回避审批备案表", "更换审批备案表", "更换审批表")}
    assert {"联合抽查表", *changes} <= names
    assert {path.suffix for path in (folder / "documents").iterdir()} == {".docx", ".pdf"}
    found = check_archive(folder / "archive.zip")
    assert (found.index.round, found.index.state, found.index.missing) == ("SSJ-2026-0001", "closed", ())
    documents = [each.path for each in found.index.files if each.path.startswith("文书/")]
    assert len(documents) == 53


def test_bundle_verifies_against_the_codes_in_the_transcript(run):
    folder, _ = run
    transcript = (folder / "transcript.txt").read_text(encoding="utf-8")
    first = [_codes(transcript, name)[0] for name in ("封存码", "随机数校验码", "结果校验码")]
    codes = [*first, _codes(transcript, "变更校验码")[-1]]
    checks = verify((folder / "bundle.json").read_bytes(), ObserversCopy(*codes))
    assert exit_status(checks) == 0
    altered = verify((folder / "bundle.json").read_bytes(), ObserversCopy(codes[0][::-1], *codes[1:]))
    assert exit_status(altered) == 1


def test_exported_journal_is_a_chain(run):
    lines = (run[0] / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [_entry(line) for line in lines]
    assert audit(entries).fault is None
    broken = entries[5].model_copy(update={"body": entries[6].body})
    assert audit([*entries[:5], broken, *entries[6:]]).fault == 6


def _entry(line: str) -> Entry:
    told = json.loads(line)
    digest = told.pop("hash")
    body = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Entry(id=told["seq"], event=told["event"], body=body, hash=digest)
