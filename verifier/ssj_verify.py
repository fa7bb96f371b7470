"""Check a published draw of the protocol `ssj/draw/1`.

python3 ssj_verify.py BUNDLE.json: one file, Python 3.9 or later, nothing to install, no network. Written
from the protocol's text, it uses nothing of the bot whose draws it checks. Exit status: 0 all pass,
1 any fails, 2 something is undecided, 3 the file cannot be opened or the command is wrong.
"""

from __future__ import annotations

import argparse
import hmac
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

PREFIX = b"ssj/draw/1/"
LARGEST, WHOLE, BEFORE, LONGEST_TEXT = 2**53 - 1, 10000, 2, 200  # WHOLE: basis points; BEFORE: the level L2
LEVELS = {"none": 0, "text": 1, "slot": 2, "die": 2, "d10": 2, "balls": 3, "drand": 3}
LABELS = ("L0 未引入外部随机源", "L1 观察员参与", "L2 群内摇号", "L3 公共随机源")
FACES = {"slot": 64, "die": 6, "d10": 10}
PLACES = {"d10": "room", "balls": "lottery", "drand": "drand"}
REASONS = {
    "abort": ("timeout", "wrong_pool", "wrong_rule", "observers_left", "technical"),
    "void": ("wrong_pool", "wrong_rule", "unlawful", "superior_decision"),
    "lost": ("secret_lost", "group_lost", "throw_unknown", "typists_disagree", "source_missing"),
    "vacancy": ("blocked", "recusal", "substitution", "licence", "left"),
}
# Section 9. s: string, i: integer, b: boolean, s*: list of strings; [x]: list of x; [x, y]: a pair.
SHAPE = json.loads("""{
"plan": {"v": "i", "draw": "s", "attempt": "i", "prev": "s", "profile": "s", "authority": "s*",
  "pools": {"targets": {"n": "i", "root": "s"}, "inspectors": {"n": "i", "root": "s"},
            "conflicts": {"n": "i", "root": "s"}},
  "rules": {"strata": [{"name": "s", "bp": "i", "min": "i"}], "floor_bp": "i", "overdraw": "i",
    "teams": {"count": "i", "seats": [{"department": "s", "size": "i", "licensed_min": "i"}]}},
  "entropy": "entropy", "secret": "s|null", "announced_at": "s", "reveal_at": "s|null"},
"targets": [{"id": "s", "name": "s", "stratum": "s", "eligible": "b", "why": "s"}],
"inspectors": [{"id": "s", "department": "s", "licensed": "b", "eligible": "b", "why": "s"}],
"conflicts": [["s", "s"]], "transcript": [{"i": "i", "kind": "s", "src": "s", "val": "i|s|i*"}],
"secret": "s|null", "commitment": "s", "entropy_hash": "s", "result_hash": "s",
"result": {"picked": "s*", "shortfall": [{"stratum": "s", "wanted": "i", "drawn": "i"}], "teams": ["s*"],
  "primary": ["s*"], "alternates": ["s*"], "tail": ["s*"], "load": "i", "assignment": [["s", "i"]],
  "blocked": "s*"},
"vacancies": [{"n": "i", "prev": "s", "person": "s", "seat": "i", "targets": "s*|null", "licensed": "b",
  "reason": "s", "at": "s"}],
"substitutions": [[["s|null", "s*"]]],
"attempts": [{"kind": "s", "attempt": "i", "commitment": "s", "draw": "s", "prev": "s", "reason": "s",
  "at": "s", "entropy_hash": "s|null", "result_hash": "s|null"}]}""")
ENTROPY = {
    "none": {"kind": "s"},
    **{kind: {"kind": "s", "count": "i"} for kind in ("text", *FACES)},
    "balls": dict.fromkeys(("kind", "game", "issue", "not_before"), "s") | {"count": "i", "max": "i"},
    "drand": dict.fromkeys(("kind", "chain", "not_before"), "s") | {"round": "i"},
}
WORDS = {"s": str, "i": int, "b": bool, "null": type(None)}


# Section 2: bytes, hashes, canonical JSON, Merkle tree; times.
def u64(number: int) -> bytes:
    """Return the number as eight bytes, big endian."""
    return number.to_bytes(8, "big")


def digest(tag: str, *parts: bytes) -> str:
    """Return `H(tag, parts…)` in hex."""
    first, *fields = [u64(len(field)) + field for field in (PREFIX + tag.encode(), *parts)]
    return sha256(first + u64(len(parts)) + b"".join(fields)).hexdigest()


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def is_plain(value: Any) -> bool:
    """Tell whether a value read from JSON is of the protocol's restricted kind."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value) == value
    if isinstance(value, dict):
        return all(re.fullmatch("[a-z0-9_]+", key) and is_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(is_plain, value))
    return value is None or (isinstance(value, int) and abs(value) <= LARGEST)


def read_strictly(raw: bytes) -> Any:
    """Return the value of canonical JSON; a ValueError for any other bytes, so for every key given twice."""
    try:
        value = json.loads(raw.decode())
        if is_plain(value) and canonical(value) == raw:
            return value
    except RecursionError:
        pass
    raise ValueError


def merkle(leaves: list[bytes], at: int = -1) -> tuple[str, list[str]]:
    """Return the root of RFC 6962 and the path from leaf `at` up to it, each neighbour with its side."""
    if len(leaves) <= 1:
        return sha256(b"\0" + leaves[0] if leaves else b"").hexdigest(), []
    half = 1 << ((len(leaves) - 1).bit_length() - 1)  # the largest power of two below
    left, left_path = merkle(leaves[:half], at if at < half else -1)
    right, right_path = merkle(leaves[half:], at - half)
    step = [] if at < 0 else [f"右 {right}" if at < half else f"左 {left}"]
    return sha256(bytes.fromhex("01" + left + right)).hexdigest(), left_path + right_path + step


def instant(text: str) -> tuple[datetime, str] | None:
    """Return a sortable time for an RFC 3339 text (UTC, decimals), or None where it is none."""
    clock = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
    found = re.fullmatch(clock, text, re.ASCII | re.IGNORECASE)
    try:
        time, decimals, zone = found.groups("") if found else ("", "", "z")
        hours, minutes = (0, 0) if zone in "Zz" else (int(zone[:3]), int(zone[0] + zone[4:]))
        utc = datetime.fromisoformat(time.upper()) - timedelta(hours=hours, minutes=minutes)
    except (ValueError, OverflowError):
        return None
    return utc, decimals.rstrip("0")


def is_hash(*texts: Any) -> bool:
    """Tell whether all are 64 lower-case hex digits."""
    return all(isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text) for text in texts)


def fits(value: Any, shape: Any) -> bool:
    """Tell whether a value has a shape, its keys and types exactly."""
    if shape == "entropy":
        kind = value.get("kind") if type(value) is dict else None
        return type(kind) is str and kind in ENTROPY and fits(value, ENTROPY[kind])
    if isinstance(shape, str):
        lists = (word[0] for word in shape.split("|") if word.endswith("*"))
        return type(value) in map(WORDS.get, shape.split("|")) or any(fits(value, [word]) for word in lists)
    if isinstance(shape, dict):
        is_alike = type(value) is dict and value.keys() == shape.keys()
        return is_alike and all(fits(value[key], one) for key, one in shape.items())
    shapes = shape * len(value) if type(value) is list and len(shape) == 1 else shape
    is_alike = type(value) is list and len(value) == len(shapes)
    return is_alike and all(fits(item, shapes[i]) for i, item in enumerate(value))


# Sections 5 to 8: tickets, targets, teams, matching.
class Streams:
    """The streams of tickets that a commitment, a secret and the entropy give."""

    def __init__(self, commitment: str, secret: str | None, entropy: str) -> None:
        self.prk = hmac.digest(bytes.fromhex(commitment), bytes.fromhex((secret or "") + entropy), "sha256")

    def key(self, name: str) -> bytes:
        """Return `K(name)`."""
        return hmac.digest(self.prk, PREFIX + name.encode() + b"\1", "sha256")

    def tickets(self, name: str, first: int, count: int) -> list[int]:
        """Return `count` tickets of a stream, from number `first` on."""
        key, blocks = self.key(name), range(first // 4, (first + count + 3) // 4)
        words = b"".join(sha256(key + u64(block)).digest() for block in blocks)
        return [int.from_bytes(words[8 * i : 8 * i + 8], "big") for i in range(first % 4, first % 4 + count)]

    def order(self, name: str, pool: list[Any]) -> list[Any]:
        """Return the records of a pool in the order of a stream."""
        tickets = self.tickets(name, 0, len(pool))
        return [pool[i] for i in sorted(range(len(pool)), key=tickets.__getitem__)]


def quotas(rules: Any, targets: list[Any]) -> Iterator[tuple[str, int]]:
    """Yield how many targets each stratum must give, last `*` for the floor."""
    for stratum in [*rules["strata"], {"name": "*", "bp": rules["floor_bp"], "min": 0}]:
        size = sum(stratum["name"] in ("*", target["stratum"]) for target in targets)
        yield stratum["name"], max((size * stratum["bp"] + WHOLE - 1) // WHOLE, stratum["min"])


def pick(rules: Any, targets: list[Any], streams: Streams) -> dict[str, list[Any]]:
    """Return `picked` and `shortfall`."""
    order, shortfall = streams.order("order/target", targets), []
    taken: set[str] = set()
    eligible = [target for target in order if target["eligible"]]
    for name, wanted in quotas(rules, targets):
        drawn = len(taken) if name == "*" else 0
        free = [t["id"] for t in eligible if name in ("*", t["stratum"]) and t["id"] not in taken]
        chosen = free[: max(wanted - drawn, 0)]
        taken.update(chosen)
        drawn += len(chosen)
        shortfall += [{"stratum": name, "wanted": wanted, "drawn": drawn}] if drawn < wanted else []
    return {"picked": [target["id"] for target in order if target["id"] in taken], "shortfall": shortfall}


def seat_people(seat: Any, count: int, overdraw: int, people: list[Any]) -> tuple[list[str], ...]:
    """Return primaries, alternates and tail of a seat group, then each team's people in the order dealt."""
    mine = [person for person in people if seat["department"] in ("*", person["department"])]
    first = [person["id"] for person in mine if person["licensed"]][: count * seat["licensed_min"]]
    known, needed = set(first), count * (seat["size"] - seat["licensed_min"])
    others = [person["id"] for person in mine if person["id"] not in known]
    dealt = [first[team::count] for team in range(count)]
    for person in others[:needed]:
        min(dealt, key=len).append(person)
    chosen, spare = known.union(others[:needed]), needed + (overdraw - 1) * count * seat["size"]
    primary = [person["id"] for person in mine if person["id"] in chosen]
    return primary, others[needed:spare], others[spare:], *dealt


class Placing:
    """Where targets sit, while all that have a conflict must keep a place (the others always find one)."""

    def __init__(self, allowed: dict[str, list[int]], teams: int, load: int) -> None:
        self.allowed, self.load, self.fixed = allowed, load, [0] * teams
        self.held: list[list[str]] = [[] for _ in range(teams)]
        self.at: dict[str, int] = {}
        for target in allowed:
            while not self._place(target):
                self.load += 1

    def _place(self, target: str) -> bool:
        came: dict[int, str] = {}  # team → who would move there
        queue = [target]
        for mover in queue:  # grows: breadth first
            for team in [team for team in self.allowed[mover] if team not in came]:
                came[team] = mover
                if self.fixed[team] + len(self.held[team]) < self.load:
                    self._shift(team, came)
                    return True
                queue += self.held[team]
        return False

    def _shift(self, team: int | None, came: dict[int, str]) -> None:
        while team is not None:
            mover, goal = came[team], team
            team = self._lift(mover)
            self.held[goal].append(mover)
            self.at[mover] = goal

    def _lift(self, target: str) -> int | None:
        team = self.at.pop(target, None)
        if team is not None:
            self.held[team].remove(target)
        return team

    def take(self, target: str, preference: list[int]) -> int:
        """Give the target the first team of the preference that leaves all others placeable."""
        self._lift(target)
        return next(team for team in preference if self.fixed[team] < self.load and self._fix(team))

    def _fix(self, team: int) -> bool:
        self.fixed[team] += 1
        if self.fixed[team] + len(self.held[team]) <= self.load:
            return True
        moved = self.held[team][0]
        self._lift(moved)
        if self._place(moved):
            return True
        self.fixed[team] -= 1
        self._shift(team, {team: moved})
        return False


def match(pool: list[Any], picked: list[str], teams: Any, bad: set[Any], streams: Streams) -> dict[str, Any]:
    """Return `load`, `assignment` and `blocked`."""
    count, place = len(teams), {target["id"]: i for i, target in enumerate(pool)}
    free = {t: [g for g in range(count) if not any((t, p) in bad for p in teams[g])] for t in picked}
    tied = {target: some for target, some in free.items() if 0 < len(some) < count}
    placing, given = Placing(tied, count, -(-len(picked) // count)), {}
    for target in [one["id"] for one in streams.order("match/target", pool) if one["id"] in free]:
        pairs = streams.tickets("match/pair", place[target] * count, count)
        ranks = sorted((placing.fixed[g], pairs[g], g) for g in tied.get(target, range(count)))
        given[target] = placing.take(target, [g for _, _, g in ranks]) + 1
    blocked = [target for target in picked if not free[target]]
    return {"load": placing.load, "assignment": [[t, given[t]] for t in picked], "blocked": blocked}


def recompute(bundle: Any, streams: Streams) -> dict[str, Any]:
    """Return the result that plan, pools and entropy give."""
    rules, seats = bundle["plan"]["rules"], bundle["plan"]["rules"]["teams"]["seats"]
    result: dict[str, Any] = pick(rules, bundle["targets"], streams)
    people = [
        person for person in streams.order("order/inspector", bundle["inspectors"]) if person["eligible"]
    ]
    count = rules["teams"]["count"]
    groups = [seat_people(seat, count, rules["overdraw"], people) for seat in seats]
    for i, name in enumerate(("primary", "alternates", "tail")):
        result[name] = [group[i] for group in groups]
    result["teams"] = [[person for group in groups for person in group[3 + team]] for team in range(count)]
    if not count:
        return {**result, "load": 0, "assignment": [], "blocked": []}
    bad = {tuple(pair) for pair in bundle["conflicts"]}
    return {**result, **match(bundle["targets"], result["picked"], result["teams"], bad, streams)}


# Section 10: backfill, replayed.
class Roster:
    """Who serves which targets, from the result on through one vacancy after the other."""

    def __init__(self, bundle: Any, result: Any) -> None:
        self.bad = {tuple(pair) for pair in bundle["conflicts"]}
        self.licensed = {person["id"] for person in bundle["inspectors"] if person["licensed"]}
        self.seats = bundle["plan"]["rules"]["teams"]["seats"]
        self.waiting = [result["alternates"][i] + result["tail"][i] for i in range(len(self.seats))]
        self.seat = {person: i for i, group in enumerate(result["primary"]) for person in group}
        self.serves: dict[str, list[str]] = {person: [] for person in self.seat}
        for target, person in [(t, p) for t, team in result["assignment"] for p in result["teams"][team - 1]]:
            self.serves[person].append(target)

    def is_sound(self, person: str, seat: int, targets: list[str] | None, licensed: bool) -> bool:
        """Tell whether a vacancy can stand as things are."""
        if self.seat.get(person) != seat or person not in self.serves:
            return False
        handed = [t for t in self.serves[person] if targets is None or t in targets]
        mates = [p for p in self.serves if self.seat[p] == seat and p in self.licensed and p != person]
        left = [sum(target in self.serves[mate] for mate in mates) for target in handed]
        is_needed = any(number < self.seats[seat]["licensed_min"] for number in left)
        return licensed == is_needed and (targets is None or handed == targets != [])

    def replay(self, person: str, seat: int, targets: list[str] | None, licensed: bool) -> list[Any]:
        """Hand the targets over by the rule and return who takes which."""
        handed = self.serves[person] if targets is None else targets
        self.serves[person] = [target for target in self.serves[person] if target not in handed]
        if targets is None:
            del self.serves[person]
        waiting = [p for p in self.waiting[seat] if p in self.licensed or not licensed]
        whole = [p for p in waiting if not any((target, p) in self.bad for target in handed)]
        taken: dict[Any, list[str]] = {whole[0]: handed} if whole and handed else {}
        for target in handed if not taken else []:
            called = [p for p in taken if p is not None]
            able = [p for p in called + waiting if (target, p) not in self.bad]
            taken.setdefault(able[0] if able else None, []).append(target)
        still_open = [[None, taken.pop(None)]] if None in taken else []
        self.serves.update({taker: list(some) for taker, some in taken.items()})
        self.seat.update(dict.fromkeys(taken, seat))
        self.waiting[seat] = [p for p in self.waiting[seat] if p not in taken]
        return [[taker, some] for taker, some in taken.items()] + still_open


# Section 12: the checks.
def has_enough_outcomes(entropy: Any) -> bool:
    """Tell whether the entropy is worth what section 4 asks for."""
    kind, count = entropy["kind"], entropy.get("count", 0)
    if kind not in (*FACES, "balls"):
        return bool(kind != "text" or count >= BEFORE)
    outcomes, step, wanted = 1, 0, 2**40 if kind == "balls" else 2**64
    steps = min(count, entropy["max"] - count) if kind == "balls" else count
    while step < steps and outcomes < wanted:
        outcomes = (
            outcomes * (entropy["max"] - step) // (step + 1) if kind == "balls" else outcomes * FACES[kind]
        )
        step += 1
    return outcomes >= wanted


def is_value(entropy: Any, val: Any) -> bool:
    """Tell whether a value of the transcript is of its kind."""
    kind, count = entropy["kind"], entropy.get("count")
    if kind in ("slot", "die"):
        return type(val) is int and 1 <= val <= FACES[kind]
    if kind == "balls":
        numbers = [0, *val, entropy["max"] + 1] if isinstance(val, list) else []
        return len(numbers) == count + 2 and all(numbers[i] < numbers[i + 1] for i in range(count + 1))
    text = val if isinstance(val, str) else ""
    if kind == "text":
        return 1 <= len(text) <= LONGEST_TEXT
    return bool(
        re.fullmatch("([0-9a-f]{2})+", text)
        if kind == "drand"
        else len(text) == count and re.fullmatch("[0-9]+", text)
    )


class Checks:
    """The checks of one bundle, a method for each code; None is undecided."""

    def __init__(self, bundle: Any, copy: dict[str, Any]) -> None:
        self.b, self.copy = bundle, copy

    @cached_property
    def streams(self) -> Streams:
        """The streams of this draw."""
        return Streams(self.b["commitment"], self.b["secret"], self.b["entropy_hash"])

    @cached_property
    def result(self) -> dict[str, Any]:
        """The result, recomputed."""
        return recompute(self.b, self.streams)

    def ids(self, _code: str) -> bool:
        """Ids are well-formed and unique; `why` is empty exactly when eligible."""
        pools = self.b["targets"], self.b["inspectors"]
        rows = [row for pool in pools for row in pool]
        words = all(re.fullmatch("[0-9A-Z-]{1,32} [a-z_]*", row["id"] + " " + row["why"]) for row in rows)
        is_unique = all(len({row["id"] for row in pool}) == len(pool) for pool in pools)
        return words and is_unique and all(row["eligible"] == (not row["why"]) for row in rows)

    def pool(self, code: str) -> bool:
        """Order, count and root of a pool; conflicts name records of the other two, each pair once."""
        rows = self.b[code[5:]]
        keys = [row["id"] if isinstance(row, dict) else row for row in rows]
        if code == "pool_conflicts":
            known = [{row["id"] for row in self.b[name]} for name in ("targets", "inspectors")]
            if len(set(map(tuple, rows))) < len(rows) or any(
                t not in known[0] or p not in known[1] for t, p in rows
            ):
                return False
        found = {"n": len(rows), "root": merkle([canonical(row) for row in rows])[0]}
        return keys == sorted(keys) and self.b["plan"]["pools"][code[5:]] == found

    def plan(self, _code: str) -> bool:
        """The plan keeps section 4."""
        plan, rules = self.b["plan"], self.b["plan"]["rules"]
        names = [stratum["name"] for stratum in rules["strata"]]
        shares = [rules["floor_bp"], *(stratum["bp"] for stratum in rules["strata"])]
        is_head = plan["v"] == 1 and plan["draw"] and plan["attempt"] >= 1 and is_hash(plan["prev"])
        is_apart = len(set(names)) == len(names) and "*" not in names
        is_share = all(0 <= part <= WHOLE for part in shares) and all(s["min"] >= 0 for s in rules["strata"])
        in_full = is_head and is_apart and is_share and rules["overdraw"] >= 1
        return bool(in_full and self._seats(**rules["teams"]) and self._promise(plan, plan["entropy"]))

    def _seats(self, count: int, seats: list[Any]) -> bool:
        names = [seat["department"] for seat in seats]
        for seat in seats:
            people = [p for p in self.b["inspectors"] if seat["department"] in ("*", p["department"])]
            ready = [p["licensed"] for p in people if p["eligible"]]
            is_sound = seat["size"] >= 1 and 0 <= seat["licensed_min"] <= seat["size"]
            if not is_sound or len(ready) < count * seat["size"] or sum(ready) < count * seat["licensed_min"]:
                return False
        is_apart = len(set(names)) == len(names) and ("*" not in names or len(names) == 1)
        return is_apart and count >= 0 and bool(seats) == bool(count)

    def _promise(self, plan: Any, entropy: Any) -> bool:
        start, texts = instant(plan["announced_at"]), (entropy.get("not_before"), plan["reveal_at"])
        times = [instant(text) for text in texts if text is not None]
        is_named = entropy["kind"] != "drand" or (is_hash(entropy["chain"]) and entropy["round"] >= 1)
        in_time = start is not None and all(time is not None and time > start for time in times)
        needs = LEVELS[entropy["kind"]] < BEFORE or plan["reveal_at"] is not None
        is_kept = is_hash(plan["secret"]) if needs else plan["secret"] is None
        return is_named and in_time and is_kept and has_enough_outcomes(entropy)

    def commitment(self, _code: str) -> bool:
        """C is the plan's hash."""
        return bool(digest("commit", canonical(self.b["plan"])) == self.b["commitment"])

    def secret(self, _code: str) -> bool:
        """The secret is the one that the plan promised, or none."""
        plan, secret = self.b["plan"], self.b["secret"]
        if plan["secret"] is None or not is_hash(secret):
            return plan["secret"] is secret is None
        parts = plan["draw"].encode(), u64(plan["attempt"]), bytes.fromhex(secret)
        return bool(digest("secret", *parts) == plan["secret"])

    def transcript(self, _code: str) -> bool:
        """Every entry has its number, kind, place and value."""
        entropy, entries = self.b["plan"]["entropy"], self.b["transcript"]
        kind, last = entropy["kind"], (0, "")
        for i, entry in enumerate(entries):
            found = re.fullmatch(f"msg:([1-9][0-9]*){f'/{i + 1}' if kind == 'text' else ''}", entry["src"])
            number = (len(found[1]), found[1]) if found else last
            is_there = entry["src"] == PLACES[kind] if kind in PLACES else number > last
            if (
                [entry["i"], entry["kind"]] != [i, kind]
                or not is_there
                or not is_value(entropy, entry["val"])
            ):
                return False
            last = number
        return len(entries) == (1 if kind in PLACES else entropy.get("count", 0))

    def source(self, _code: str) -> None:
        """A public source would have to be looked up."""

    def entropy_hash(self, _code: str) -> bool:
        """E is the hash of the values."""
        values = [entry["val"] for entry in self.b["transcript"]]
        return bool(digest("entropy", canonical(values)) == self.b["entropy_hash"])

    def attempts(self, _code: str) -> bool:
        """The records of the attempts before make a chain up to the plan."""
        plan, records = self.b["plan"], self.b["attempts"]
        for i, record in enumerate(records):
            hashes = record["entropy_hash"], record["result_hash"]
            is_told = is_hash(*hashes) if record["kind"] == "void" else hashes == (None, None)
            is_kind = record["kind"] in REASONS and record["reason"] in REASONS[record["kind"]]
            follows = digest("attempt", canonical(record)) == [*records, plan][i + 1]["prev"]
            is_ours = [record["attempt"], record["draw"]] == [i + 1, plan["draw"]]
            known = is_hash(record["commitment"], record["prev"]) and instant(record["at"]) is not None
            if not (is_told and is_kind and follows and is_ours and known):
                return False
        is_level = not records or LEVELS[plan["entropy"]["kind"]] >= BEFORE
        return is_level and len(records) == plan["attempt"] - 1

    def part(self, code: str) -> bool:
        """A part of the result is as recomputed."""
        return bool(self.b["result"][code] == self.result[code])

    def result_hash(self, _code: str) -> bool:
        """R is the hash of the recomputed result."""
        found = digest("result", canonical(self.result), self.streams.key("result"))
        return bool(found == self.b["result_hash"])

    def vacancies(self, _code: str) -> bool:
        """The records make a chain, and each can stand."""
        last, time, roster = self.b["result_hash"], None, Roster(self.b, self.result)
        for i, record in enumerate(self.b["vacancies"]):
            words = [record[name] for name in ("person", "seat", "targets", "licensed")]
            now = instant(record["at"])
            if record["n"] != i + 1 or record["prev"] != last or record["reason"] not in REASONS["vacancy"]:
                return False
            if now is None or (time is not None and now < time) or not roster.is_sound(*words):
                return False
            roster.replay(*words)
            last, time = digest("vacancy", canonical(record)), now
        return True

    def blocked_vacancies(self, _code: str) -> bool:
        """Blocked targets, and only they, are handed over first."""
        bad, team = {tuple(pair) for pair in self.b["conflicts"]}, dict(self.result["assignment"])
        seat = {person: i for i, group in enumerate(self.result["primary"]) for person in group}
        members = [(t, p) for t in self.result["blocked"] for p in self.result["teams"][team[t] - 1]]
        wanted = [(p, seat[p], [t], "blocked") for t, p in members if (t, p) in bad]
        names = ("person", "seat", "targets", "reason")
        found = [tuple(record[name] for name in names) for record in self.b["vacancies"]]
        later = found[len(wanted) :]
        return found[: len(wanted)] == wanted and all(record[3] != "blocked" for record in later)

    def substitutions(self, _code: str) -> bool:
        """Who took over is who had to."""
        roster = Roster(self.b, self.result)
        words = [
            [record[name] for name in ("person", "seat", "targets", "licensed")]
            for record in self.b["vacancies"]
        ]
        return bool([roster.replay(*one) for one in words] == self.b["substitutions"])

    def copied(self, code: str) -> bool | None:
        """What the observer kept is what was published."""
        kept, last = self.copy.get(code), self.b.get("result_hash")
        if code == "copy_vacancy" and self.b["vacancies"]:
            last = digest("vacancy", canonical(self.b["vacancies"][-1]))
        name = {"copy_commitment": "commitment", "copy_entropy": "entropy_hash"}.get(code)
        return None if kept is None else kept == (self.b[name] if name else last)


PARTS = {
    "picked": "抽中的检查对象",
    "shortfall": "比例缺口",
    "primary": "拟派人员",
    "alternates": "递补人员",
    "tail": "其余备选人员",
    "teams": "检查组",
    "load": "每组至多几个对象",
    "blocked": "各组都须回避的对象",
    "assignment": "对象与检查组的匹配",
}
INPUTS = (
    *("ids", "pool_targets", "pool_inspectors", "pool_conflicts", "plan"),
    *("commitment", "secret", "transcript", "entropy_hash"),
)
DRAWN = (*PARTS, "result_hash")
# code: the method, the parts that it reads, the checks that must have passed before, what it says.
TABLE: dict[str, tuple[Any, str, tuple[str, ...], str]] = {
    "ids": (Checks.ids, "targets inspectors", (), "编号唯一、格式正确，未列入的写明原因"),
    "pool_targets": (Checks.pool, "plan targets", (), "检查对象名单的次序、数目、根"),
    "pool_inspectors": (Checks.pool, "plan inspectors", (), "检查人员名单的次序、数目、根"),
    "pool_conflicts": (Checks.pool, "plan targets inspectors conflicts", (), "回避关系的次序、数目、根"),
    "plan": (Checks.plan, "plan inspectors", (), "方案合规"),
    "commitment": (Checks.commitment, "plan commitment", (), "封存码由方案算出"),
    "secret": (Checks.secret, "plan secret", ("plan",), "密值与方案所封一致"),
    "transcript": (Checks.transcript, "plan transcript", ("plan",), "摇号记录完整"),
    "source": (Checks.source, "plan transcript", ("transcript",), "公共随机源（须另行查证）"),
    "entropy_hash": (Checks.entropy_hash, "transcript entropy_hash", ("transcript",), "随机数校验码"),
    "attempts": (Checks.attempts, "plan attempts", (), "此前各次抽取都有记录"),
    **{code: (Checks.part, "result", INPUTS, says) for code, says in PARTS.items()},
    "result_hash": (Checks.result_hash, "result_hash", INPUTS, "结果校验码"),
    "vacancies": (Checks.vacancies, "vacancies", DRAWN, "回避和更换的记录"),
    "blocked_vacancies": (Checks.blocked_vacancies, "vacancies", DRAWN, "须回避的对象都已换人"),
    "substitutions": (Checks.substitutions, "substitutions", ("vacancies",), "递补按规则"),
    "copy_commitment": (Checks.copied, "commitment", (), "与观察员留存的封存码一致"),
    "copy_entropy": (Checks.copied, "entropy_hash", (), "与留存的随机数校验码一致"),
    "copy_result": (Checks.copied, "result_hash", (), "与留存的结果校验码一致"),
    "copy_vacancy": (Checks.copied, "vacancies result_hash", (), "与留存的最后一条更换校验码一致"),
}
SAYS = {
    "canonical": "文件是规范的 JSON",
    "keys": "字段与类型齐全",
    **{code: row[3] for code, row in TABLE.items()},
}
VERDICTS = {True: "通过", False: "不通过", None: "无法判断"}


def judge(raw: bytes, copy: dict[str, Any]) -> tuple[dict[str, bool | None], Checks]:
    """Return each check that is well-defined with its verdict (None: undecided), in section 12's order."""
    try:
        bundle = read_strictly(raw)
    except ValueError:
        return {"canonical": False}, Checks({}, copy)
    known = bundle if isinstance(bundle, dict) else {}
    sound = {name for name in SHAPE if name in known and fits(known[name], SHAPE[name])}
    checks = Checks(known, copy)
    found: dict[str, bool | None] = {"canonical": True, "keys": sound == SHAPE.keys() == known.keys()}
    for code, (method, reads, after, _) in TABLE.items():
        if not sound.issuperset(reads.split()) or not all(found.get(one) for one in after):
            continue
        if code != "source" or known["plan"]["entropy"]["kind"] in ("balls", "drand"):
            found[code] = method(checks, code)
    return found, checks


def about_school(found: dict[str, Any], checks: Checks, school: str) -> Iterator[str]:
    """Yield what one school can check of itself: record, Merkle path, ticket, position and the reason."""
    targets = checks.b["targets"] if all(found.get(code) for code in INPUTS) else []
    position = next((i for i, target in enumerate(targets) if target["id"] == school), None)
    if position is None:
        yield f"本校 {school}：" + ("名单中没有这个编号" if targets else "上面的检查未通过，无法判断")
        return
    leaves, me = [canonical(target) for target in targets], targets[position]
    root, path = merkle(leaves, position)
    yield f"本校 {me['id']} {me['name']}（{me['stratum']}）"
    yield f"  记录 {leaves[position].decode()}"
    yield f"  名单中的位置 {position}（从 0 起，共 {len(targets)}）"
    yield f"  叶 {merkle([leaves[position]])[0]}"
    yield from (f"    {step}" for step in path)
    yield f"  根 {root}（已封存在方案中）"
    key, order = checks.streams.key("order/target").hex(), checks.streams.order("order/target", targets)
    ticket = f"{checks.streams.tickets('order/target', position, 1)[0]:016x}"
    yield f"  抽签号 {ticket}：SHA-256( {key} {u64(position // 4).hex()} ) 的第 {position % 4 + 1} 组八字节"
    yield f"  抽签次序 第 {order.index(me) + 1}，共 {len(order)}，号小者先"
    yield "  " + _why(checks, me, order)


def _why(checks: Checks, me: Any, order: list[Any]) -> str:
    if not me["eligible"]:
        return f"未参加抽取，原因代码 {me['why']}"
    wanted = dict(quotas(checks.b["plan"]["rules"], order)).get(me["stratum"], 0)
    rank = sum(one["eligible"] and one["stratum"] == me["stratum"] for one in order[: order.index(me) + 1])
    place = f"类别“{me['stratum']}”应抽 {wanted}，本校在该类可抽对象中排第 {rank}"
    if me["id"] not in checks.result["picked"]:
        return f"未抽中：{place}，也未排到总比例所补的名额"
    return f"抽中：{place}" + ("" if rank <= wanted else "，由总比例补抽")


def _notes(found: dict[str, Any], checks: Checks) -> Iterator[str]:
    plan = checks.b["plan"]
    yield f"{plan['draw']} 第 {plan['attempt']} 次抽取，{LABELS[LEVELS[plan['entropy']['kind']]]}"
    if not found.get("transcript") or plan["entropy"]["kind"] not in ("slot", "die"):
        return
    numbers = [int(entry["src"][4:20]) for entry in checks.b["transcript"]]
    gaps = [f"{a}→{b}" for a, b in zip(numbers, numbers[1:]) if b > a + 1]  # noqa: B905, RUF007 - Python 3.9
    if gaps:
        yield f"摇号消息编号有间隔，请在场者回看群里这些消息之间是否另有骰子：{'、'.join(gaps)}"


class _Command(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(3, f"{message}\n")  # 2 would mean: undecided


def main(arguments: list[str]) -> int:
    """Print the checks of a bundle and return the exit status."""
    command = _Command(description="检查一次公开的抽取 (ssj/draw/1)")
    command.add_argument("bundle", type=Path, metavar="BUNDLE.json")
    for option in ("--commitment", "--entropy", "--result-hash", "--vacancy"):
        command.add_argument(option, metavar="HEX", dest=f"copy_{option[2:].split('-')[0]}", default="")
    command.add_argument("--school", metavar="ID")
    given = vars(command.parse_args(arguments))
    try:
        raw = given["bundle"].read_bytes()
    except OSError as error:
        command.error(str(error))
    copy = {name: text.strip().lower() for name, text in given.items() if name.startswith("copy_") and text}
    found, checks = judge(raw, copy)
    lines = list(_notes(found, checks)) if found.get("keys") else []
    lines += [f"{code:<18}{VERDICTS[verdict]}  {SAYS[code]}" for code, verdict in found.items()]
    lines += about_school(found, checks, given["school"]) if given["school"] else []
    status = 1 if False in found.values() else 2 if None in found.values() else 0
    lines.append(f"结论：{('全部通过', '有不通过', '有无法判断，其余通过')[status]}")
    # A name in a forged file may hold signs that would repaint the terminal.
    shown = ["".join(sign if sign.isprintable() else "?" for sign in line) for line in lines]
    sys.stdout.buffer.write("\n".join([*shown, ""]).encode(sys.stdout.encoding, "replace"))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
