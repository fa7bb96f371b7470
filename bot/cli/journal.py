"""`shuangsuiji journal`: check chain and tree, prove what they hold, or write them out; all only read."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.app import office_of
from bot.app.cap_check import WrongReason, wrong_reasons
from bot.app.console import JournalReport, export_journal, verify_journal
from bot.app.proving import entry_with, prove
from bot.app.stamping import stamps_of
from bot.cli.saying import said, stop
from bot.cli.stamped import Root, require_stamps, tell_stamps
from bot.cli.working import console_settings, reading_database, working
from bot.domain.journal.heads import Anchor, anchor_of
from bot.domain.journal.proofs import EntryProof, Proof, read_proof
from storage.database.store import Database

journal = typer.Typer(no_args_is_help=True, help="Check, prove or write out the journal.")
Found = TypeVar("Found")
_CODE_DIGITS = 64
_Anchors = Annotated[
    list[str] | None,
    typer.Option("--anchor", help="A head posted in the group, NUMBER:HASH[:SIGNATURE]; may be repeated."),
]
_Out = Annotated[Path | None, typer.Option(help="Where to write the proof; to the screen without it.")]


@journal.command("verify")
def journal_verify(
    anchor: _Anchors = None,
    key: Annotated[str, typer.Option(help="The office's public key, if you have kept it.")] = "",
    root: Root = None,
) -> None:
    """Recompute chain and tree; exit status 1 where they are broken, or differ from what was posted."""
    anchors = [_anchor(text) for text in anchor or []]
    found = reading(lambda database: verify_journal(database, anchors, key.strip().lower() or None))
    if found.fault is not None:
        raise stop("console.journal_broken", n=found.fault)
    _require_held(found)
    if found.changes:
        number, code = found.changes[0]
        raise stop("console.journal_change", n=number, fault=said(f"console.change_fault.{code}"))
    _require_reasons(reading(wrong_reasons))
    require_stamps(found.lost)
    typer.echo(said("console.journal_whole", n=found.count, head=found.head))
    for number in found.backdated:
        typer.echo(said("console.journal_backdated", n=number))
    for number in found.destroyed:
        typer.echo(said("console.journal_destroyed", n=number))
    tell_stamps(reading(stamps_of), root)
    if anchors:
        typer.echo(said("console.journal_anchored", n=len(anchors)))


def _require_held(found: JournalReport) -> None:
    if found.missed is not None:
        number, digest, _ = found.missed
        key = "console.journal_shorter" if number > found.count else "console.journal_differs"
        raise stop(key, n=number, count=found.count, anchor=digest)
    if found.forged is not None:
        raise stop("console.journal_forged", n=found.forged.number)
    if found.own is not None:
        raise stop("console.journal_own", n=found.own)


def _require_reasons(found: list[WrongReason]) -> None:
    for wrong in found:
        if not wrong.name:
            raise stop("console.journal_pool", n=wrong.entry)
        raise stop("console.journal_reason", n=wrong.entry, name=wrong.name, times=wrong.times)


@journal.command("prove")
def journal_prove(
    entry: Annotated[str, typer.Argument(help="The number of an entry, or the record code of a form.")],
    size: Annotated[int | None, typer.Option(help="Prove it in the journal of so many entries.")] = None,
    out: _Out = None,
) -> None:
    """Prove that one entry belongs to the journal, without showing the others."""
    code = "".join(entry.split()).lower()
    number = int(code) if code.isdecimal() and len(code) < _CODE_DIGITS else None
    number = number or reading(lambda database: entry_with(database, code))
    if number is None:
        raise stop("console.no_such_entry", n=entry)
    _hand_out(reading(lambda database: prove(database, entry=number, size=size)), out, number)


@journal.command("consistent")
def journal_consistent(
    old: Annotated[int, typer.Argument(help="The number of entries of an earlier head.")],
    new: Annotated[int | None, typer.Argument(help="That of a later head; now, without it.")] = None,
    out: _Out = None,
) -> None:
    """Prove that a later journal begins with an earlier one, nothing changed or taken away."""
    _hand_out(reading(lambda database: prove(database, old=old, size=new)), out, old)


@journal.command("check")
def journal_check(
    file: Annotated[Path, typer.Argument(help="A proof that prove or consistent wrote.")],
    anchor: _Anchors = None,
) -> None:
    """Check a proof; needs no database, so that anybody can."""
    kept = {(number, digest) for number, digest, _ in map(_anchor, anchor or [])}
    try:
        proof = read_proof(file.read_bytes())
    except FileNotFoundError:
        raise stop("console.no_file", path=file) from None
    except OSError as error:
        raise stop("console.file_unreadable", path=file, why=error.strerror) from None
    except ValueError:
        raise stop("console.no_proof", path=file) from None
    heads = proof.rests_on()
    if not proof.holds() or any(
        number == size and digest != root for number, digest in kept for size, root in heads
    ):
        raise stop("console.proof_fails", path=file)
    typer.echo(_held(proof))
    for size, root in heads:
        key = "console.proof_head_kept" if (size, root) in kept else "console.proof_head"
        typer.echo(said(key, head=f"{size}:{root}"))


def _held(proof: Proof) -> str:
    if isinstance(proof, EntryProof):
        return said("console.proof_entry", n=proof.number, size=proof.size, entry=proof.entry)
    return said("console.proof_extension", old=proof.old_size, size=proof.size)


def _hand_out(proof: Proof | None, out: Path | None, number: int) -> None:
    if proof is None:
        raise stop("console.no_such_entry", n=number)
    text = proof.model_dump_json(indent=1) + "\n"
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise stop("console.file_unwritable", path=out, why=error.strerror) from None
    typer.echo(said("console.proof_written", path=out))


@journal.command("export")
def journal_export(file: Annotated[Path, typer.Argument(help="Where to write JSON Lines.")]) -> None:
    """Write the journal out, one entry a line."""
    count, text = reading(export_journal)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise stop("console.file_unwritable", path=file, why=error.strerror) from None
    typer.echo(said("console.journal_written", n=count, path=file))


def _anchor(text: str) -> Anchor:
    try:
        return anchor_of(text)
    except ValueError:
        raise stop("console.journal_bad_anchor", status=2, anchor=text) from None


def reading(work: Callable[[Database], Awaitable[Found]]) -> Found:
    """Read the office's database as it is: whoever checks it does not migrate it."""
    settings = console_settings()

    async def read() -> Found:
        async with reading_database(settings) as database:
            async with database.reading() as transaction:
                await office_of(transaction)
            return await work(database)

    with working(settings, is_reading=True):
        return asyncio.run(read())
