"""`shuangsuiji journal prove`, `consistent` and `check`: a stranger checks a proof by the group's hash."""

import json
import signal
import sqlite3
from datetime import datetime

from bot.domain.draw.bytes import merkle_root
from bot.domain.journal.entries import Entry, chain
from bot.domain.journal.heads import KEY_EVENT, statement
from storage.signing import SigningKey
from tests.cli.console import Console

KEY = SigningKey(b"\x07" * 32)


def _journal(console: Console) -> list[str]:
    """Write a journal of nine entries that names the key, and return the root at each size, from 1 on."""
    database = sqlite3.connect(console.folder / "data" / "shuangsuiji.db")
    rows = database.execute("SELECT id, event, body, hash FROM journal ORDER BY id").fetchall()
    entries = [Entry(id=n, event=event, body=body, hash=digest) for n, event, body, digest in rows]
    first = json.loads(entries[0].body)["at"]
    at = datetime.fromisoformat(first)
    while len(entries) < 9:
        event, data = (KEY_EVENT, {"public": KEY.public}) if len(entries) == 6 else ("noted", {"n": 1})
        entries.append(chain(entries[-1], event, None, at, data))
    database.executemany(
        "INSERT OR IGNORE INTO journal (id, event, body, hash) VALUES (?, ?, ?, ?)",
        [(each.id, each.event, each.body, each.hash) for each in entries],
    )
    database.commit()
    database.close()
    bodies = [each.body.encode() for each in entries]
    return ["", *(merkle_root(bodies[:size]).hex() for size in range(1, 10))]


async def test_proofs_are_made_here_and_checked_anywhere(office: Console) -> None:
    roots = _journal(office)
    made = await office.run("journal", "prove", "7", "--size", "8", "--out", "entry.json")
    assert (made.status, made.err) == (0, "")
    shown = await office.run("journal", "consistent", "3", "9")
    (office.folder / "grown.json").write_text(shown.out, encoding="utf-8")

    checked = await office.run("journal", "check", "entry.json", "--anchor", f"8:{roots[8]}")
    body = json.loads((office.folder / "entry.json").read_text())["entry"]
    assert (checked.status, checked.out) == (
        0,
        (
            f"证明成立：下面这一条是日志前 8 条中的第 7 条。\n{body}\n"
            f"所依据的校验码 8:{roots[8]} 与给出的一致。\n"
        ),
    )
    grown = await office.run("journal", "check", "grown.json")
    assert (grown.status, grown.out) == (
        0,
        (
            "证明成立：9 条的日志以 3 条的日志开头，其间没有改动和删除。\n"
            f"所依据的校验码是 3:{roots[3]}，请与群内公布的核对。\n"
            f"所依据的校验码是 9:{roots[9]}，请与群内公布的核对。\n"
        ),
    )


async def test_what_proves_nothing_is_said_to(office: Console) -> None:
    roots = _journal(office)
    await office.run("journal", "prove", "7", "--out", "entry.json")
    proof = json.loads((office.folder / "entry.json").read_text())
    forged = proof | {"entry": proof["entry"].replace(KEY_EVENT, "journal_kex")}
    (office.folder / "forged.json").write_text(json.dumps(forged))
    (office.folder / "other.json").write_text("{}")
    fails = "的证明不成立，或者与给出的群内校验码不符。\n"
    runs = [
        await office.run("journal", *words)
        for words in (
            ("check", "forged.json"),
            ("check", "entry.json", "--anchor", f"9:{roots[8]}"),
            ("check", "other.json"),
            ("prove", "10"),
            ("consistent", "4", "3"),
        )
    ]
    assert [(run.status, run.err) for run in runs] == [
        (1, f"forged.json {fails}"),
        (1, f"entry.json {fails}"),
        (1, "other.json 不是日志的证明。\n"),
        (1, "日志中没有这样的第 10 条。\n"),
        (1, "日志中没有这样的第 4 条。\n"),
    ]


async def test_signature_of_somebody_else_is_no_head_of_the_office(office: Console) -> None:
    roots = _journal(office)
    said = statement(8, roots[8])
    signed, other = KEY.sign(said), SigningKey(b"\x08" * 32)
    ours = await office.run("journal", "verify", "--anchor", f"8:{roots[8]}:{signed}")
    assert (ours.status, ours.out.splitlines()[-1]) == (0, "与给出的 1 个群内校验码一致。")
    foreign = await office.run("journal", "verify", "--anchor", f"8:{roots[8]}:{other.sign(said)}")
    swapped = await office.run(
        "journal", "verify", "--anchor", f"8:{roots[8]}:{signed}", "--key", other.public
    )
    not_ours = (
        "给出的第 8 条校验码，签名不是本机关的。请核对抄录是否有误；抄录无误的，该校验码不是本机关公布的。\n"
    )
    assert [(run.status, run.err) for run in (foreign, swapped)] == [(1, not_ours)] * 2


async def test_journal_that_the_office_itself_signed_otherwise_is_found(office: Console) -> None:
    roots = _journal(office)
    database = sqlite3.connect(office.folder / "data" / "shuangsuiji.db")
    database.execute(
        "INSERT INTO heads (size, root, key, signature, at) VALUES (8, ?, ?, ?, '2026-09-21 10:00:00')",
        (roots[7], KEY.public, KEY.sign(statement(8, roots[7]))),
    )
    database.commit()
    database.close()
    run = await office.run("journal", "verify")
    assert (run.status, run.err) == (
        1,
        (
            "日志与本机关在第 8 条时签名公布的校验码不符，此前的内容被改动过或者末尾被删。"
            "请停止使用该数据，改用最近一次备份，并保留现场。\n"
        ),
    )


async def test_bot_does_not_start_over_an_older_database(ready: Console) -> None:
    (ready.folder / "data" / "posted-head").write_text(f"99:{'9f' * 32}\n")
    refused = await ready.run("run")
    assert (refused.status, refused.out) == (1, "")
    assert "数据库被换成了较早的副本，机器人没有启动。" in refused.err
    running = await ready.start("run", "--accept-rollback")
    await running.says("已开始工作")
    running.gets(signal.SIGTERM)
    assert await running.ended() == 0
