"""Heads of the journal are stamped by an authority, and a stamp that does not hold is found."""

import base64
import hashlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.archives.journal_part import journal_part
from bot.app.stamping import stamps_of
from bot.domain.archive import INDEX, SIGNATURE, STAMPS, Index, Sealed, statement_of
from demo.stage import Stage
from storage.archives import filed, pack
from storage.signing import SigningKey
from storage.timestamps import StampError, roots_in, stamped_at
from tests.app.authority import HAS_OPENSSL, Authority, make_root, open_authority, run_openssl
from tests.cli.console import Console
from tests.stories.wording import say

pytestmark = pytest.mark.skipif(not HAS_OPENSSL, reason="the authority of the tests is openssl")
EVENING = datetime(2026, 9, 21, 10, 30, tzinfo=UTC)


@pytest.fixture
async def authority(tmp_path: Path) -> AsyncIterator[Authority]:
    folder = tmp_path / "authority"
    folder.mkdir()
    async with open_authority(folder) as opened:
        yield opened


@pytest.fixture
async def stage(
    tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Stage]:
    monkeypatch.setenv("SHUANGSUIJI_TIMESTAMP_URL", authority.address)
    async with Stage(tmp_path / "data", EVENING, "quyang-education-2023", seed=7, chief="张敏") as opened:
        await opened.tick()  # the office has closed: the head of the day is signed
        yield opened


async def test_newest_head_is_stamped_once_and_anybody_can_check_it(
    stage: Stage, authority: Authority, tmp_path: Path
) -> None:
    stamping = stage.service.stamping
    assert stamping is not None
    assert [await stamping.stamp_newest(), await stamping.stamp_newest()] == [True, False]

    (stamp,) = await stamps_of(stage.service.database)
    at = stamped_at(stamp.reply, stamp.statement, roots_in(authority.root))
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)  # noqa: TID251 - the authority's own clock
    with pytest.raises(StampError):
        stamped_at(stamp.reply, stamp.statement.replace(b"\n", b"0\n", 2), roots_in(authority.root))
    with pytest.raises(StampError):
        stamped_at(stamp.reply, stamp.statement, roots_in(make_root(tmp_path, "another")))
    with pytest.raises(StampError):
        stamped_at(stamp.reply[:-1] + b"\x00", stamp.statement, roots_in(authority.root))


async def test_console_checks_the_stamps_and_writes_them_for_other_tools(
    stage: Stage, authority: Authority, console: Console
) -> None:
    stamping = stage.service.stamping
    assert stamping is not None
    await stamping.stamp_newest()
    (stamp,) = await stamps_of(stage.service.database)
    (console.folder / "root.pem").write_bytes(authority.root)
    checked = await console.run(
        "journal", "stamps", "--root", "root.pem", "--out", "stamps", DATA_DIR=str(stage.data_dir)
    )
    assert (checked.status, checked.err) == (0, "")
    assert checked.out.splitlines()[1:] == [
        "共核验时间戳 1 个，全部有效。",
        "已写出 1 个时间戳及其原文：stamps。可用 openssl ts -verify 核验。",
    ]
    name = f"stamps/head-{stamp.size}"
    run_openssl(
        console.folder, "ts", "-verify", "-data", f"{name}.txt", "-in", f"{name}.tsr", "-CAfile", "root.pem"
    )

    (console.folder / "root.pem").write_bytes(make_root(console.folder, "another"))
    refused = await console.run("journal", "stamps", "--root", "root.pem", DATA_DIR=str(stage.data_dir))
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith(f"日志 {stamp.size} 条的时间戳无效")


async def change_stamp(stage: Stage, change: Callable[[bytes], bytes]) -> None:
    """Change what the authority has replied, in the database."""
    async with stage.service.database.writing() as work:
        (stamp,) = await work.stamps.all()
        reply = change(base64.b64decode(stamp.reply))
        await work.stamps.change(stamp, reply=base64.b64encode(reply).decode())


async def test_journal_is_verified_with_its_stamps_and_a_changed_one_is_found(
    stage: Stage, authority: Authority, console: Console
) -> None:
    async def verify(*more: str) -> tuple[int, str]:
        run = await console.run("journal", "verify", *more, DATA_DIR=str(stage.data_dir))
        return run.status, (run.err or run.out).splitlines()[-1]

    assert await verify() == (0, say("console.unstamped"))
    assert stage.service.stamping is not None
    await stage.service.stamping.stamp_newest()
    (console.folder / "root.pem").write_bytes(authority.root)
    (stamp,) = await stamps_of(stage.service.database)
    assert await verify() == (0, say("console.stamps_unchecked", n=1, last=stamp.size))
    assert await verify("--root", "root.pem") == (0, say("console.stamps_checked", n=1))

    lost = (1, say("console.stamp_lost", n=stamp.size + 1, size=stamp.size))
    await change_stamp(stage, lambda reply: reply[:-1] + bytes([reply[-1] ^ 1]))
    assert [await verify(), await verify("--root", "root.pem")] == [lost, lost]
    await change_stamp(stage, lambda _reply: stamp.reply)
    assert await verify() == (0, say("console.stamps_unchecked", n=1, last=stamp.size))


async def test_stamp_that_is_gone_is_missed(stage: Stage, authority: Authority, console: Console) -> None:
    async def run(*command: str) -> tuple[int, str]:
        done = await console.run(*command, DATA_DIR=str(stage.data_dir))
        return done.status, done.err.strip()

    stamping = stage.service.stamping
    assert stamping is not None
    await stamping.stamp_newest()
    (console.folder / "root.pem").write_bytes(authority.root)
    (stamp,) = await stamps_of(stage.service.database)
    async with stage.service.database.writing() as work:
        await work.stamps.remove()

    lost = {"n": stamp.size + 1, "size": stamp.size}
    assert await run("journal", "verify") == (1, say("console.stamp_lost", **lost))
    assert await run("journal", "stamps", "--root", "root.pem") == (1, say("console.stamp_lost", **lost))
    doctor = await console.run("doctor", DATA_DIR=str(stage.data_dir))
    assert say("console.doctor.stamp_lost", **lost) in doctor.out


async def test_stamp_alone_brings_no_further_head(stage: Stage) -> None:
    stamping = stage.service.stamping
    assert stamping is not None
    assert await stamping.stamp_newest()
    stage.clock.pass_time(timedelta(days=1))
    await stage.tick()
    assert not await stamping.stamp_newest()

    async with stage.service.database.writing() as work:
        await stage.service.desk.bot_act(work).record("noted")
    await stage.tick()
    assert await stamping.stamp_newest()
    sizes = [each.size for each in await stamps_of(stage.service.database)]
    assert sizes == [sizes[0], sizes[0] + 2]


def fault_of(stage: Stage, part: str) -> str:
    """Return what is said of the archive where a stamp does not hold."""
    why = say("console.archive_fault.stamp", part=part)
    return say("console.archive_fails", path=f"{stage.data_dir}/a.zip", why=why)


async def archive_journal(
    stage: Stage, change: Callable[[dict[str, bytes]], object], first: int = 1, last: int = 1
) -> None:
    """Write `a.zip`, an archive of the journal alone, signed by the office after this change."""
    key = SigningKey.read(stage.data_dir)
    assert key is not None
    async with stage.service.database.reading() as work:
        entries = await work.journal.all()
        files = await journal_part(work, entries, first, last)
    change(files)
    listed = tuple(filed(name, files[name]) for name in sorted(files))
    index = Index(round="SSJ-2026-0001", state="closed", as_of="", unsettled=0, files=listed)
    raw = index.model_dump_json().encode()
    sealed = Sealed(public=key.public, signature=key.sign(statement_of(raw)))
    pack(stage.data_dir / "a.zip", {**files, INDEX: raw, SIGNATURE: sealed.model_dump_json().encode()})


async def test_archive_that_tells_of_a_stamp_holds_it(stage: Stage, console: Console) -> None:
    async def verify() -> tuple[int, str]:
        run = await console.run("archive", "verify", f"{stage.data_dir}/a.zip")
        return run.status, (run.err or run.out).splitlines()[-1]

    def take_away(files: dict[str, bytes]) -> None:
        for name in [name for name in files if name.startswith(STAMPS)]:
            del files[name]

    stamping = stage.service.stamping
    assert stamping is not None
    await stamping.stamp_newest()
    (stamp,) = await stamps_of(stage.service.database)
    for first, change, ends in (
        (1, dict, (0, say("console.stamps_unchecked", n=1, last=stamp.size))),
        (stamp.size + 1, take_away, (0, say("console.unstamped"))),
        (1, take_away, (1, fault_of(stage, f"{STAMPS}{stamp.size}.tsr"))),
    ):
        await archive_journal(stage, change, first, stamp.size + 1)
        assert await verify() == ends


async def test_archive_holds_the_stamps_of_its_journal_and_a_changed_one_is_found(
    stage: Stage, authority: Authority, console: Console
) -> None:
    async def verify(*more: str) -> tuple[int, str]:
        run = await console.run("archive", "verify", f"{stage.data_dir}/a.zip", *more)
        return run.status, (run.err or run.out).splitlines()[-1]

    await archive_journal(stage, dict)
    assert await verify() == (0, say("console.unstamped"))
    assert stage.service.stamping is not None
    await stage.service.stamping.stamp_newest()
    async with stage.service.database.writing() as work:
        await stage.service.desk.bot_act(work).record("noted")
    (stamp,) = await stamps_of(stage.service.database)
    (console.folder / "root.pem").write_bytes(authority.root)
    await archive_journal(stage, dict)
    assert await verify() == (0, say("console.stamps_unchecked", n=1, last=stamp.size))
    assert await verify("--root", "root.pem") == (0, say("console.stamps_checked", n=1))

    hashed = hashlib.sha256(stamp.statement).digest()
    for part, spoil in {
        ".tsr": lambda data: data.replace(hashed, bytes(32)),
        ".json": lambda data: data.replace(b'"old_size":', b'"old_size":1'),
    }.items():
        name = f"{STAMPS}{stamp.size}{part}"
        await archive_journal(
            stage, lambda files, name=name, spoil=spoil: files.update({name: spoil(files[name])})
        )
        assert await verify() == (1, fault_of(stage, f"{STAMPS}{stamp.size}{part}"))


async def test_authority_that_fails_or_repeats_itself_stamps_nothing_and_is_asked_again(
    stage: Stage, authority: Authority
) -> None:
    stamping = stage.service.stamping
    assert stamping is not None
    authority.is_down = True
    assert not await stamping.stamp_newest()
    authority.is_down = False
    assert await stamping.stamp_newest()
    authority.replays = authority.last
    stage.clock.pass_time(timedelta(days=1))
    async with stage.service.database.writing() as work:
        await stage.service.desk.bot_act(work).record("noted")
    await stage.tick()
    assert not await stamping.stamp_newest()
    assert len(await stamps_of(stage.service.database)) == 1
    authority.replays = base64.b64encode(b"nonsense")
    assert not await stamping.stamp_newest()
