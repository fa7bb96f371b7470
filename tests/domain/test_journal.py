"""The chain of the journal: any change of any entry is found where it was made."""

import hashlib
import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.journal.audit import audit
from bot.domain.journal.entries import GENESIS, Denial, Entry, Words, chain, leaf_of
from bot.domain.journal.heads import (
    KEY_EVENT,
    STAMP_EVENT,
    Anchor,
    LostStamp,
    anchor_of,
    lost_stamps,
    statement,
)

AT = datetime(2026, 9, 21, 1, 0, 0, 123456, tzinfo=UTC)
JSON = st.dictionaries(
    st.from_regex(r"[a-z0-9_]{1,8}", fullmatch=True),
    st.one_of(
        st.integers(-(2**53) + 1, 2**53 - 1),
        st.booleans(),
        st.none(),
        st.just("一"),
        st.lists(st.integers(0, 9)),
    ),
    max_size=4,
)


def journal(*data: dict[str, Any]) -> list[Entry]:
    """Return a chain with one entry for each of these."""
    entries: list[Entry] = []
    for n, each in enumerate(data):
        entries.append(chain(entries[-1] if entries else None, f"event_{n}", n or None, AT, each))
    return entries


def test_first_entry_is_canonical_json_over_the_genesis() -> None:
    entry = chain(None, "group_bound", None, AT, {"chat": 1})

    body = (
        '{"actor":null,"at":"2026-09-21T01:00:00.123+00:00","data":{"chat":1},'
        f'"event":"group_bound","prev":"{GENESIS}","seq":1}}'
    )
    assert entry == Entry(
        id=1, event="group_bound", body=body, hash=hashlib.sha256(body.encode()).hexdigest()
    )


def test_each_entry_bears_the_hash_of_the_one_before() -> None:
    first, second = journal({"a": 1}, {"b": 2})

    body = json.loads(second.body)
    assert (second.id, body["seq"], body["prev"], body["actor"]) == (2, 2, first.hash, 1)


@pytest.fixture
def beijing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the machine's own zone be Beijing's."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("beijing")
def test_instant_is_kept_in_utc_whatever_zone_it_came_in_and_the_machine_has() -> None:
    local = AT.astimezone(timezone(timedelta(hours=8)))

    assert chain(None, "x", 1, local, {}) == chain(None, "x", 1, AT, {})
    assert json.loads(chain(None, "x", 1, local, {}).body)["at"] == "2026-09-21T01:00:00.123+00:00"


@given(st.lists(JSON, max_size=5))
def test_whole_chain_has_no_fault(data: list[dict[str, Any]]) -> None:
    assert audit(journal(*data)).fault is None


@given(st.lists(JSON, min_size=1, max_size=5), st.data())
def test_changed_entry_is_named(data: list[dict[str, Any]], choice: st.DataObject) -> None:
    entries = journal(*data)
    at = choice.draw(st.integers(0, len(entries) - 1))
    body = json.loads(entries[at].body)
    changes: dict[str, Any] = {
        "body": json.dumps(body | {"event": "forged"}),
        "event": "forged",
        "hash": hashlib.sha256(b"forged").hexdigest(),
        "id": 99,
    }
    field = choice.draw(st.sampled_from(sorted(changes)))

    forged = entries[at].model_copy(update={field: changes[field]})

    assert audit([*entries[:at], forged, *entries[at + 1 :]]).fault == at + 1


@pytest.mark.parametrize("at", [0, 1, 2])
def test_missing_entry_is_found_at_its_place(at: int) -> None:
    entries = journal({"n": 0}, {"n": 1}, {"n": 2}, {"n": 3})

    assert audit([*entries[:at], *entries[at + 1 :]]).fault == at + 1


def test_entry_rewritten_with_its_own_hash_breaks_the_next() -> None:
    first, second, third = journal({"n": 0}, {"n": 1}, {"n": 2})
    rewritten = chain(first, "event_1", 1, AT, {"n": 100})

    assert audit([first, rewritten, third]).fault == 3
    assert audit([first, second, third]).fault is None


def test_words_are_committed_with_their_salt() -> None:
    words = Words(person_id=1, salt="00ff", text="配偶任教")

    expected = hashlib.sha256(b"\x00\xff" + "配偶任教".encode()).hexdigest()
    other = words.model_copy(update={"salt": "00fe"})
    assert (words.commitment, other.commitment == expected) == (expected, False)


def test_denial_keeps_who_what_where_and_why() -> None:
    denial = Denial(
        account_id=7, person_id=None, action="draw", code="denied.draw", chat_kind="office", at=AT
    )

    assert denial.model_dump() == {
        "id": 0,
        "account_id": 7,
        "person_id": None,
        "action": "draw",
        "code": "denied.draw",
        "chat_kind": "office",
        "at": AT,
    }


@given(st.lists(JSON, min_size=1, max_size=8), st.data())
def test_rewritten_chain_is_found_by_any_anchor_at_or_after_the_change(
    data: list[dict[str, Any]], choice: st.DataObject
) -> None:
    """An attacker who recomputes every hash after one change passes the chain, and not what was posted."""
    honest = journal(*data)
    changed = choice.draw(st.integers(0, len(data) - 1))
    rewritten = journal(*data[:changed], {**data[changed], "forged": 1}, *data[changed + 1 :])
    sizes = range(1, len(data) + 1)
    kept, found = audit(honest, sizes), audit(rewritten, sizes)
    assert found.fault is None
    for size in sizes:
        for digest in (kept.hashes[size], kept.roots[size]):
            assert kept.holds(Anchor(size, digest))
            assert found.holds(Anchor(size, digest)) is (size <= changed)


def test_shortened_journal_lacks_what_was_posted() -> None:
    entries = journal({"a": 1}, {"b": 2}, {"c": 3})
    assert not audit(entries[:2], [3]).holds(Anchor(3, entries[2].hash))


def test_anchor_is_read_as_people_copy_it() -> None:
    digest = "9f" * 32
    signature = "0a" * 64
    assert anchor_of(f"12:{digest}") == anchor_of(f" 12：{digest.upper()} ") == (12, digest, "")
    assert anchor_of(f"12:{digest}:\n{signature}") == (12, digest, signature)


@pytest.mark.parametrize(
    "text", ["", "12", f"0:{'9f' * 32}", f"-1:{'9f' * 32}", "12:9f", "x:" + "9f" * 32, f"1:{'9f' * 32}:9f"]
)
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        anchor_of(text)


def test_keys_are_those_that_the_journal_names_and_no_others() -> None:
    at = {"actor": None, "at": AT}
    entries: list[Entry] = []
    for event, data in (("noted", {"public": "no"}), (KEY_EVENT, {"public": "ab"}), (KEY_EVENT, {})):
        entries.append(chain(entries[-1] if entries else None, event, data=data, **at))
    assert audit(entries).keys == ("ab", "")
    nameless = Entry(id=1, event=KEY_EVENT, body="{}", hash=GENESIS)
    assert audit([nameless]).keys == ("",)


def test_entry_without_its_time_is_out_of_order() -> None:
    (first,) = journal({"a": 1})
    assert audit([first, Entry(id=2, event="noted", body="{}", hash=first.hash)]).backdated == (2,)
    assert audit([Entry(id=1, event="noted", body="{}", hash=GENESIS), first]).backdated == ()


def test_empty_journal_is_held_by_every_journal() -> None:
    for entries in (journal(), journal({"a": 1})):
        found = audit(entries)
        assert (found.hashes[0], found.roots[0]) == (GENESIS, hashlib.sha256().hexdigest())


def test_text_that_is_no_text_is_a_leaf_nevertheless() -> None:
    assert leaf_of(Entry(id=1, event="noted", body="\ud800", hash=GENESIS)) == b"\xed\xa0\x80"


def test_statement_of_a_head_is_three_lines_and_the_first_head_can_be_named() -> None:
    assert statement(12, "9f" * 32) == b"ssj/journal/1\n12\n" + b"9f" * 32 + b"\n"
    assert anchor_of("1:" + "9f" * 32) == Anchor(1, "9f" * 32)


def test_stamp_that_is_told_of_and_not_held_is_named() -> None:
    told = {"size": 3, "reply": "ab"}
    stamped, short, odd = (
        chain(None, STAMP_EVENT, None, AT, data) for data in (told, {"size": 9}, {"size": "x", "reply": ""})
    )
    other = chain(None, "noted", None, AT, told)

    assert lost_stamps([stamped, other], {(3, "ab")}) == ()
    assert lost_stamps([stamped, other], {(3, "cd"), (4, "ab")}) == (LostStamp(1, 3),)
    assert lost_stamps([short, odd], {(9, "")}) == (LostStamp(1, 0), LostStamp(1, 0))
    assert lost_stamps([stamped.model_copy(update={"body": "[]"})], {(3, "ab")}) == (LostStamp(1, 0),)
