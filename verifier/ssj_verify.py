"""Check a published draw of the protocol `ssj/draw/1`.

python3 ssj_verify.py BUNDLE.json: one file, Python 3.9 or later, nothing to install, no network. Written from
the protocol's text, whose sections it follows, it uses nothing of the bot whose draws it checks. Exit status:
0 all pass, 1 any fails, 2 undecided, 3 no such file or a wrong command. Begin at `TABLE`, the list of checks.
"""
from __future__ import annotations

import argparse
import hmac
import json
import math
import re
import struct
import sys
import unicodedata
from datetime import datetime, timezone
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

PREFIX, LARGEST, WHOLE, LEAST_OBSERVERS, L2 = b"ssj/draw/1/", 2**53 - 1, 10000, 2, 2  # WHOLE: in basis points
LEVELS = {"none": 0, "text": 1, "slot": 2, "die": 2, "d10": 2, "balls": 3, "drand": 3}
LABELS = ("L0 未引入外部随机源", "L1 观察员参与", "L2 群内摇号", "L3 公共随机源")
VERDICTS = {True: "通过", False: "不通过", None: "无法判断"}
FACES, PLACES = {"slot": 64, "die": 6, "d10": 10}, {"d10": "room", "balls": "lottery", "drand": "drand"}
FORMS = {"text": "(?s:.{1,200})", "d10": "[0-9]+", "drand": "([0-9a-f]{2})+"}
# drand's chain quicknet: its hash, the second of round 1, the seconds from a round to the next
QUICKNET = ("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", 1692803367, 3)
ENDINGS = (r'\["void","(wrong_pool|wrong_rule|unlawful|superior_decision)","[0-9a-f]{64}","[0-9a-f]{64}"]|'
           r'\["abort","(wrong_pool|wrong_rule|timeout|observers_left|technical)",null,null]|'
           r'\["lost","(secret_lost|group_lost|throw_unknown|typists_disagree|source_missing)",null,null]')
# Section 9, each part as it stands in the file: S string, I integer, B boolean; <x> is a list of x.
SHAPE = """plan {announced_at:S,attempt:I,authority:<S>,draw:S,entropy:({kind:"none"}|{count:I,
  kind:"(text|slot|die|d10)"}|{chain:S,kind:"drand",not_before:S,round:I}|{count:I,game:S,issue:S,
  kind:"balls",max:I,not_before:S}),pools:{conflicts:{n:I,root:S},inspectors:{n:I,root:S},
  targets:{n:I,root:S}},prev:S,profile:S,reveal_at:(S|null),rules:{floor_bp:I,overdraw:I,
  strata:<{bp:I,min:I,name:S}>,teams:{count:I,seats:<{department:S,licensed_min:I,size:I}>}},
  secret:(S|null),v:I} targets <{eligible:B,id:S,name:S,stratum:S,why:S}> conflicts <[S,S]>
inspectors <{department:S,eligible:B,id:S,licensed:B,why:S}> substitutions <<[(S|null),<S>]>>
transcript <{i:I,kind:S,src:S,val:(I|S|<I>)}> secret (S|null) commitment S entropy_hash S result_hash S
result {alternates:<<S>>,assignment:<[S,I]>,blocked:<S>,load:I,picked:<S>,primary:<<S>>,
  shortfall:<{drawn:I,stratum:S,wanted:I}>,tail:<<S>>,teams:<<S>>}
vacancies <{at:S,licensed:B,n:I,person:S,prev:S,reason:S,seat:I,targets:(<S>|null)}>
attempts <{at:S,attempt:I,commitment:S,draw:S,entropy_hash:(S|null),kind:S,prev:S,reason:S,
  result_hash:(S|null)}> list {batch:S,drawn_at:S,file:S,format:"ssj/platform/1",items:S,operator:S,
  picture:S,platform:S,prev:S,profile:S,round:S,targets:<{id:S,name:S,team:I}>,teams:<<S>>,unmatched:<S>,
  version:I}""".replace("\n  ", "").replace("B", "(true|false)")
# In canonical JSON a comma stands where one must, so a list is any number of items that a comma may follow.
SIGNS = {"[": r"\[", "<": r"\[(?:", ">": ",?)*]", "S": r'"[^"\\]*(?:\\.[^"\\]*)*"', "I": r"-?\d+"}
WORDS = re.sub(r"\w+(?=:)|[\[<>SI]", lambda at: SIGNS.get(at[0], f'"{at[0]}"'), SHAPE).split()
SHAPES = {name: re.compile(shape) for name, shape in zip(WORDS[::2], WORDS[1::2])}  # noqa: B905 - for 3.9
LIST = SHAPES.pop("list")  # of a draw that a platform made: nobody can compute it again
u64 = struct.Struct(">Q").pack  # section 2: a number as eight bytes, big endian
is_hash = re.compile("[0-9a-f]{64}").fullmatch  # whether a text is 64 lower-case hex digits
canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

def digest(tag: str, *parts: Any) -> str:
    """Return `H(tag, parts…)` in hex; a part that is no bytes stands for its canonical JSON."""
    fields = [part if type(part) is bytes else canonical(part).encode() for part in parts]
    first, *others = [u64(len(field)) + field for field in (PREFIX + tag.encode(), *fields)]
    return sha256(first + u64(len(parts)) + b"".join(others)).hexdigest()

def is_plain(value: Any) -> bool:  # whether it is of the protocol's restricted JSON
    if type(value) is dict:
        return all(re.fullmatch("[a-z0-9_]+", key) and is_plain(item) for key, item in value.items())
    if type(value) is list:
        return all(map(is_plain, value))
    is_said = type(value) is str and unicodedata.is_normalized("NFC", value)
    return is_said or value is None or (isinstance(value, int) and abs(value) <= LARGEST)

def merkle(rows: list[Any], at: int = -1) -> tuple[str, list[str]]:
    """Return the root of RFC 6962 and the path from row `at` up to it, each neighbour with its side."""
    if len(rows) <= 1:
        return sha256(b"\0" + canonical(rows[0]).encode() if rows else b"").hexdigest(), []
    half = 1 << ((len(rows) - 1).bit_length() - 1)  # the largest power of two below
    left, left_path = merkle(rows[:half], at if at < half else -1)
    right, right_path = merkle(rows[half:], at - half)
    step = [] if at < 0 else [f"右 {right}" if at < half else f"左 {left}"]
    return sha256(bytes.fromhex("01" + left + right)).hexdigest(), left_path + right_path + step

def instant(text: str) -> tuple[datetime, str] | None:
    """Return a sortable time for an RFC 3339 text (seconds in UTC, decimals), or None where it is none."""
    form = r"(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d)(\.\d+)?([+-](?:[01]\d|2[0-3]):[0-5]\d)"
    try:
        second, decimals, zone = re.fullmatch(form, text.upper().replace("Z", "+00:00"), re.ASCII).groups("")
        return datetime.fromisoformat(second + zone).astimezone(timezone.utc), decimals.rstrip(".0")
    except (AttributeError, ValueError, OverflowError):
        return None

def has_enough_outcomes(kind: str, count: int = 0, **more: Any) -> bool:
    """Tell whether nobody can run through the outcomes (section 4); 40 balls of 80 or more are enough."""
    if kind in FACES:
        return FACES[kind] ** min(count, 64) >= 2**64
    if kind == "balls":
        return math.comb(max(more["max"], 0), max(min(count, more["max"] - count, 40), 0)) >= 2**40
    return kind != "text" or count >= LEAST_OBSERVERS

def is_value(val: Any, kind: str, count: int = 0, **more: Any) -> bool:  # of the transcript (section 5)
    if kind in ("slot", "die"):
        return type(val) is int and 1 <= val <= FACES[kind]
    if kind == "balls":
        numbers = [0, *val, more["max"] + 1] if type(val) is list else []
        return len(numbers) == count + 2 and numbers == sorted(set(numbers))
    return type(val) is str and (kind != "d10" or len(val) == count) and bool(re.fullmatch(FORMS[kind], val))

def seat(target: str, may: dict[str, Any], at: dict[str, int], taken: list[int], load: int) -> bool:
    """Seat the target in a team where it may be, others moving on if they must; False if they cannot."""
    came, queue = dict[int, str](), [target]  # came: who would move into a team
    for mover in queue:  # which grows: breadth first
        for team in [team for team in may[mover] if team not in came]:
            came[team] = mover
            if taken[team] < load:
                taken[team] += 1
                while (last := came[team]) != target:  # the moves, from the last one back
                    at[last], team = team, at[last]  # noqa: PLW2901
                at[target] = team
                return True
            queue += [other for other in at if at[other] == team]
    return False

class Draw:
    """One bundle, drawn again from plan, pools, secret and entropy; then its checks: None is undecided."""
    def __init__(self, bundle: Any, copy: dict[str, str]) -> None:
        self.b, self.copy = bundle, copy

    def key(self, stream: str) -> bytes:  # `K(stream)` of section 5
        message = bytes.fromhex((self.b["secret"] or "") + self.b["entropy_hash"])
        prk = hmac.digest(bytes.fromhex(self.b["commitment"]), message, "sha256")
        return hmac.digest(prk, PREFIX + stream.encode() + b"\1", "sha256")

    def tickets(self, stream: str, first: int, count: int) -> tuple[int, ...]:  # from number `first` on
        key, blocks = self.key(stream), range(first // 4, (first + count + 3) // 4)
        words = b"".join(sha256(key + u64(block)).digest() for block in blocks)
        return struct.unpack_from(f">{count}Q", words, first % 4 * 8)

    def order(self, stream: str, pool: str) -> list[Any]:  # the records of a pool in the order of a stream
        tickets = self.tickets(stream, 0, len(self.b[pool]))
        return [self.b[pool][i] for i in sorted(range(len(tickets)), key=tickets.__getitem__)]

    def quotas(self) -> dict[str, int]:  # how many each stratum must give (section 6), `*` for the floor
        rules, names = self.b["plan"]["rules"], [one["stratum"] for one in self.b["targets"]]
        shares = [(one["name"], names.count(one["name"]), one["bp"], one["min"]) for one in rules["strata"]]
        shares.append(("*", len(names), rules["floor_bp"], 0))
        return {name: max((n * bp + WHOLE - 1) // WHOLE, least) for name, n, bp, least in shares}

    def picked(self) -> tuple[list[str], list[Any]]:  # the targets drawn, and the shortfall
        taken, shortfall = set(), []
        order = [one for one in self.order("order/target", "targets") if one["eligible"]]
        for name, wanted in self.quotas().items():
            mine = [one["id"] for one in order if name in ("*", one["stratum"])]
            free = [target for target in mine if target not in taken]
            taken.update(free[:max(wanted - len(mine) + len(free), 0)])
            if (drawn := len(taken.intersection(mine))) < wanted:
                shortfall.append({"stratum": name, "wanted": wanted, "drawn": drawn})
        return [one["id"] for one in order if one["id"] in taken], shortfall

    def seated(self, group: Any, people: list[Any], count: int) -> tuple[list[Any], ...]:  # section 7
        mine = [one for one in people if group["department"] in ("*", one["department"])]
        first = [one["id"] for one in mine if one["licensed"]][:count * group["licensed_min"]]
        chosen, n = set(first), count * (group["size"] - group["licensed_min"])
        others = [one["id"] for one in mine if one["id"] not in chosen]
        dealt = [first[team::count] for team in range(count)]
        for person in others[:n]:
            chosen.add(person)
            min(dealt, key=len).append(person)
        end = n + (self.b["plan"]["rules"]["overdraw"] - 1) * count * group["size"]
        return [one["id"] for one in mine if one["id"] in chosen], others[n:end], others[end:], dealt

    def match(self, picked: list[str], teams: list[list[str]]) -> dict[str, Any]:  # section 8
        count, bad, at = len(teams), set(map(tuple, self.b["conflicts"])), dict[str, int]()
        free = {t: [i for i in range(count) if not any((t, p) in bad for p in teams[i])] for t in picked}
        may = {target: some for target, some in free.items() if 0 < len(some) < count}
        served, taken, load = [0] * count, [0] * count, -(-len(picked) // count)
        for target in may:
            while not seat(target, may, at, taken, load):
                load += 1
        place = {one["id"]: i for i, one in enumerate(self.b["targets"])}
        for target in [one["id"] for one in self.order("match/target", "targets") if one["id"] in free]:
            pairs = self.tickets("match/pair", place[target] * count, count)
            if target in at:
                taken[at.pop(target)] -= 1
            for *_, team in sorted((served[i], pairs[i], i) for i in may.get(target, range(count))):
                may[target] = [team]
                if seat(target, may, at, taken, load):
                    break
            served[at[target]] += 1
        blocked = [target for target in picked if not free[target]]
        return {"load": load, "assignment": [[t, at[t] + 1] for t in picked], "blocked": blocked}

    @cached_property
    def result(self) -> dict[str, Any]:  # computed again
        rules, people = self.b["plan"]["rules"]["teams"], self.order("order/inspector", "inspectors")
        eligible, count = [one for one in people if one["eligible"]], rules["count"]
        groups = [self.seated(group, eligible, count) for group in rules["seats"]]
        lists = {name: [one[i] for one in groups] for i, name in enumerate(("primary", "alternates", "tail"))}
        teams = [[person for *_, dealt in groups for person in dealt[team]] for team in range(count)]
        picked, shortfall = self.picked()
        matched = self.match(picked, teams) if teams else {"load": 0, "assignment": [], "blocked": []}
        return {"picked": picked, "shortfall": shortfall, **lists, "teams": teams, **matched}

    @cached_property
    def handed(self) -> list[Any]:  # who takes over what, at each vacancy (section 10); None: it cannot stand
        found, result, bad = list[Any](), self.result, set(map(tuple, self.b["conflicts"]))
        licensed = {one["id"] for one in self.b["inspectors"] if one["licensed"]}
        least = [group["licensed_min"] for group in self.b["plan"]["rules"]["teams"]["seats"]]
        waiting = [result["alternates"][i] + result["tail"][i] for i in range(len(least))]
        seats = {person: i for i, group in enumerate(result["primary"]) for person in group}
        serves: dict[str, list[str]] = {person: [] for person in seats}
        for target, person in [(t, p) for t, team in result["assignment"] for p in result["teams"][team - 1]]:
            serves[person].append(target)
        for one in self.b["vacancies"]:
            person, i, targets, needs = one["person"], one["seat"], one["targets"], one["licensed"]
            is_there = person in serves and seats[person] == i and targets != []
            handed = [t for t in serves[person] if targets is None or t in targets] if is_there else []
            mates = [p for p in serves if seats[p] == i and p in licensed and p != person]
            is_needed = any(sum(t in serves[p] for p in mates) < least[i] for t in handed)
            found.append(None)
            if is_there and targets in (None, handed) and needs == is_needed:
                serves[person] = [target for target in serves[person] if target not in handed]
                if targets is None:
                    del serves[person]
                able = [p for p in waiting[i] if p in licensed or not needs]
                whole = [p for p in able if not any((target, p) in bad for target in handed)]
                taken: dict[Any, list[str]] = {whole[0]: handed} if whole and handed else {}
                for target in handed if not taken else ():
                    takers = [p for p in [*taken, *able] if p is not None and (target, p) not in bad]
                    taken.setdefault(takers[0] if takers else None, []).append(target)
                still_open = [[None, taken.pop(None)]] if None in taken else []
                found[-1] = [[p, some] for p, some in taken.items()] + still_open
                waiting[i] = [p for p in waiting[i] if p not in taken]
                seats.update(dict.fromkeys(taken, i))
                serves.update({p: [*some] for p, some in taken.items()})
        return found

    def ids(self, _code: str) -> bool:
        pools, form = (self.b["targets"], self.b["inspectors"]), "[0-9A-Z-]{1,32} (True |False [a-z_]+)"
        said = [f"{row['id']} {row['eligible']} {row['why']}" for pool in pools for row in pool]
        is_unique = all(len({row["id"] for row in pool}) == len(pool) for pool in pools)
        return is_unique and all(re.fullmatch(form, one) for one in said)

    def pool(self, code: str) -> bool:
        rows, said = self.b[code[5:]], self.b["plan"]["pools"][code[5:]]
        keys = [row["id"] if type(row) is dict else row for row in rows]
        return keys == sorted(keys) and said == {"n": len(rows), "root": merkle(rows)[0]}

    def pairs(self, code: str) -> bool:
        targets, people = ({one["id"] for one in self.b[name]} for name in ("targets", "inspectors"))
        known = {(t, p) for t, p in self.b["conflicts"] if t in targets and p in people}  # each pair once
        return len(known) == len(self.b["conflicts"]) and self.pool(code)

    def plan(self, _code: str) -> bool:
        plan, rules, entropy = self.b["plan"], self.b["plan"]["rules"], self.b["plan"]["entropy"]
        strata, count, seats = rules["strata"], rules["teams"]["count"], rules["teams"]["seats"]
        names, groups = [one["name"] for one in strata], [one["department"] for one in seats]
        people = [one for one in self.b["inspectors"] if one["eligible"]]
        ready = [[p["licensed"] for p in people if g in ("*", p["department"])] for g in groups]
        is_secret = LEVELS[entropy["kind"]] < L2 or plan["reveal_at"] is not None
        start, *times = [instant(time) for time in (
            plan["announced_at"], plan["reveal_at"], entropy.get("not_before")) if time is not None]
        return all((
            plan["v"] == 1 and plan["draw"] != "" and plan["attempt"] >= 1 and is_hash(plan["prev"]),
            all(0 <= bp <= WHOLE for bp in (rules["floor_bp"], *(one["bp"] for one in strata))),
            all(one["min"] >= 0 for one in strata) and rules["overdraw"] >= 1,
            len(set(names)) == len(names) and "*" not in names and count >= 0 and bool(seats) == bool(count),
            len(set(groups)) == len(groups) and ("*" not in groups or len(groups) == 1),
            all(0 <= one["licensed_min"] <= one["size"] and one["size"] >= 1 for one in seats),
            all(len(some) >= count * seats[i]["size"] for i, some in enumerate(ready)),
            all(sum(some) >= count * seats[i]["licensed_min"] for i, some in enumerate(ready)),
            start is not None and all(time is not None and time > start for time in times),
            is_hash(plan["secret"] or "") if is_secret else plan["secret"] is None,
            entropy["kind"] != "drand" or (is_hash(entropy["chain"]) and entropy["round"] >= 1),
            has_enough_outcomes(**entropy)))

    def secret(self, _code: str) -> bool:
        plan, sealed, secret = self.b["plan"], self.b["plan"]["secret"], self.b["secret"]
        if sealed is None or not is_hash(secret or ""):
            return sealed is secret is None
        return sealed == digest("secret", plan["draw"].encode(), u64(plan["attempt"]), bytes.fromhex(secret))

    def transcript(self, _code: str) -> bool:
        entropy, entries, kind = (part := self.b["plan"]["entropy"]), self.b["transcript"], part["kind"]
        found = [re.fullmatch("msg:([1-9][0-9]*)(/[1-9][0-9]*)?", one["src"]) for one in entries]
        ids = [(len(one[1]), one[1]) for one in found if one]  # compared as text: an id may be of any length
        observers = [f"/{i + 1}" if kind == "text" else None for i in range(len(entries))]
        is_there = ([one["src"] for one in entries] == [PLACES[kind]] if kind in PLACES else
                    [one[2] for one in found if one] == observers and ids == sorted(set(ids)))
        is_named = [(one["i"], one["kind"]) for one in entries] == [(i, kind) for i in range(len(entries))]
        is_all = is_there and is_named and len(entries) == (1 if kind in PLACES else entropy.get("count", 0))
        return is_all and all(is_value(one["val"], **entropy) for one in entries)

    def other_time(self) -> list[str]:  # a round of quicknet comes at its own second and at no other
        asked = self.b["plan"]["entropy"]
        (time, rest), second = instant(asked["not_before"]), QUICKNET[1] + (asked["round"] - 1) * QUICKNET[2]
        own = datetime.fromtimestamp(min(second, 1 << 36), timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
        told = f"注意：该随机源第 {asked['round']} 轮产生于 {own} UTC，不是方案所写的时间，结果可能事先可知"
        return [told] * (asked["chain"] == QUICKNET[0] and (time.timestamp(), rest) != (second, ""))

    def attempts(self, _code: str) -> bool:
        plan, records = self.b["plan"], self.b["attempts"]
        for i, record in enumerate(records):
            told = canonical([record[part] for part in ("kind", "reason", "entropy_hash", "result_hash")])
            is_ours = (record["attempt"], record["draw"]) == (i + 1, plan["draw"])
            is_known = is_hash(record["commitment"]) and is_hash(record["prev"]) and instant(record["at"])
            follows = digest("attempt", record) == [*records, plan][i + 1]["prev"]
            if not (re.fullmatch(ENDINGS, told) and is_ours and is_known and follows):
                return False
        return len(records) == plan["attempt"] - 1 and (not records or LEVELS[plan["entropy"]["kind"]] >= L2)

    def vacancies(self, _code: str) -> bool:
        records, times = self.b["vacancies"], [instant(one["at"]) for one in self.b["vacancies"]]
        hashes = [self.b["result_hash"], *(digest("vacancy", one) for one in records)]
        is_chain = [(one["n"], one["prev"]) for one in records] == [*enumerate(hashes[:-1], 1)]
        in_order = None not in times and times == sorted(times) and None not in self.handed
        reasons = "blocked|recusal|substitution|licence|left"
        return is_chain and in_order and all(re.fullmatch(reasons, one["reason"]) for one in records)

    def blocked(self, _code: str) -> bool:
        result, bad, team = self.result, self.b["conflicts"], dict(self.result["assignment"])
        seats = {person: i for i, group in enumerate(result["primary"]) for person in group}
        members = [(t, p) for t in result["blocked"] for p in result["teams"][team[t] - 1]]
        wanted = [[p, seats[p], [t], "blocked"] for t, p in members if [t, p] in bad]
        found = [[r["person"], r["seat"], r["targets"], r["reason"]] for r in self.b["vacancies"]]
        return found[:len(wanted)] == wanted and all(one[3] != "blocked" for one in found[len(wanted):])

    def copied(self, code: str) -> bool | None:
        name = {"copy_commitment": "commitment", "copy_entropy": "entropy_hash"}.get(code, "result_hash")
        last = self.b["vacancies"][-1:] if code == "copy_vacancy" else []
        published = digest("vacancy", *last) if last else self.b[name]
        return self.copy[code] == published if code in self.copy else None

    def equal(self, code: str) -> bool:  # with what the parts before it give
        give = {"commitment": lambda: digest("commit", self.b["plan"]), "substitutions": lambda: self.handed,
                "entropy_hash": lambda: digest("entropy", [one["val"] for one in self.b["transcript"]]),
                "result_hash": lambda: digest("result", self.result, self.key("result"))}
        return self.b[code] == give[code]() if code in give else self.b["result"][code] == self.result[code]

INPUTS = "ids pool_targets pool_inspectors pool_conflicts plan commitment secret transcript entropy_hash"
PARTS = "picked shortfall primary alternates tail teams load blocked assignment"
SAID = ("抽中的检查对象 比例缺口 拟派人员 递补人员 其余备选人员 检查组 "
        "每组至多几个对象 各组都须回避的对象 对象与检查组的匹配")
# The code, the check, what it says, the parts that it reads, the checks that must have passed before it.
TABLE = (
    ("ids", Draw.ids, "编号唯一、格式正确，未列入的写明原因", "targets inspectors", ""),
    ("pool_targets", Draw.pool, "检查对象名单的次序、数目、根", "plan targets", ""),
    ("pool_inspectors", Draw.pool, "检查人员名单的次序、数目、根", "plan inspectors", ""),
    ("pool_conflicts", Draw.pairs, "回避关系的次序、数目、根", "plan targets inspectors conflicts", ""),
    ("plan", Draw.plan, "方案合规", "plan inspectors", ""),
    ("commitment", Draw.equal, "封存码由方案算出", "plan commitment", ""),
    ("secret", Draw.secret, "密值与方案所封一致", "plan secret", "plan"),
    ("transcript", Draw.transcript, "摇号记录完整", "plan transcript", "plan"),
    ("source", lambda *_: None, "公共随机源（取值须另行查证）", "plan transcript", "transcript"),
    ("entropy_hash", Draw.equal, "随机数校验码", "transcript entropy_hash", "transcript"),
    ("attempts", Draw.attempts, "此前各次抽取都有记录", "plan attempts", ""),
    *((code, Draw.equal, SAID.split()[i], "result", INPUTS) for i, code in enumerate(PARTS.split())),
    ("result_hash", Draw.equal, "结果校验码", "result_hash", INPUTS),
    ("vacancies", Draw.vacancies, "回避和更换的记录", "vacancies", PARTS + " result_hash"),
    ("blocked_vacancies", Draw.blocked, "须回避的对象都已换人", "vacancies", PARTS + " result_hash"),
    ("substitutions", Draw.equal, "递补按规则", "substitutions", "vacancies"),
    ("copy_commitment", Draw.copied, "与观察员留存的封存码一致", "commitment", ""),
    ("copy_entropy", Draw.copied, "与留存的随机数校验码一致", "entropy_hash", ""),
    ("copy_result", Draw.copied, "与留存的结果校验码一致", "result_hash", ""),
    ("copy_vacancy", Draw.copied, "与留存的最后一条变更校验码一致", "vacancies result_hash", ""))
SAYS = {"canonical": "文件是规范的 JSON", "keys": "字段与类型齐全", **{row[0]: row[2] for row in TABLE},
        "platform": "平台的抽取过程（没有可供重算的数据）", "copy_list": "与留存的平台名单校验码一致"}

def judge(raw: bytes, copy: dict[str, str]) -> tuple[dict[str, bool | None], Draw]:
    """Return each check that is well-defined with its verdict (None: undecided), in section 12's order."""
    try:
        value = json.loads(raw.decode())
        is_canonical = is_plain(value) and canonical(value).encode() == raw  # so no key stands there twice
    except (ValueError, RecursionError):
        is_canonical, value = False, None
    draw = Draw(value if type(value) is dict else {}, copy)
    if not is_canonical:
        return {"canonical": False}, draw
    if LIST.fullmatch(raw.decode()):
        is_kept = {*copy.values()} == {sha256(raw).hexdigest()} if copy else None
        return {"canonical": True, "platform": None, "copy_list": is_kept}, draw
    sound = {name for name in SHAPES if name in draw.b and SHAPES[name].fullmatch(canonical(draw.b[name]))}
    found: dict[str, bool | None] = {"canonical": True, "keys": sound == SHAPES.keys() == draw.b.keys()}
    for code, check, _, reads, after in TABLE:
        is_defined = sound.issuperset(reads.split()) and all(found.get(one) for one in after.split())
        if is_defined and (code != "source" or LEVELS[draw.b["plan"]["entropy"]["kind"]] > L2):
            found[code] = check(draw, code)
    return found, draw

def about_school(found: dict[str, Any], draw: Draw, school: str) -> list[str]:
    """Return what one school can check of itself: record, Merkle path, ticket, position and the reason."""
    if "platform" in found:
        listed = [one["id"] for one in draw.b["targets"]]
        return [f"本校 {school}：{'' if school in listed else '不'}在平台抽取的名单中"]
    targets = draw.b["targets"] if all(found.get(code) for code in INPUTS.split()) else []
    at = next((i for i, one in enumerate(targets) if one["id"] == school), None)
    if at is None:
        return [f"本校 {school}：" + ("名单中没有这个编号" if targets else "上面的检查未通过，无法判断")]
    me, (root, path), order = targets[at], merkle(targets, at), draw.order("order/target", "targets")
    place, wanted = order.index(me) + 1, draw.quotas().get(me["stratum"], 0)
    rank = sum(one["eligible"] and one["stratum"] == me["stratum"] for one in order[:place])
    mine = f"类别“{me['stratum']}”应抽 {wanted}，本校在该类可抽对象中排第 {rank}"
    mine = f"抽中：{mine}" if school in draw.result["picked"] else f"未抽中：{mine}，也未排到总比例所补的名额"
    mine += "，由总比例补抽" if mine.startswith("抽") and rank > wanted else ""
    ticket, key = draw.tickets("order/target", at, 1)[0], draw.key("order/target").hex()
    return [
        f"本校 {me['id']} {me['name']}（{me['stratum']}）", f"  记录 {canonical(me)}",
        f"  名单中的位置 {at}（从 0 起，共 {len(targets)}）",
        f"  叶 {merkle([me])[0]}", *(f"    {step}" for step in path), f"  根 {root}（已封存在方案中）",
        f"  抽签号 {ticket:016x}：SHA-256( {key} {u64(at // 4).hex()} ) 的第 {at % 4 + 1} 组八字节",
        f"  抽签次序 第 {place}，共 {len(order)}，号小者先",
        f"  {mine}" if me["eligible"] else f"  未参加抽取，原因代码 {me['why']}"]

def notes(found: dict[str, Any], draw: Draw) -> list[str]:
    """Return the draw's name and level, and the gaps between the messages of the throws."""
    if "platform" in found:
        whose = "“{platform}”抽取的名单：{round}，平台批次 {batch}，任何人都不能重算".format(**draw.b)
        return [whose, f"名单校验码 {sha256(canonical(draw.b).encode()).hexdigest()}（应与群里公布的相同）"]
    plan, kind = draw.b["plan"], draw.b["plan"]["entropy"]["kind"]
    is_thrown = found.get("transcript") and kind in ("slot", "die")
    ids = [int(one["src"][4:20]) for one in draw.b["transcript"]] if is_thrown else []
    gaps = "、".join(f"{ids[i - 1]}→{ids[i]}" for i in range(1, len(ids)) if ids[i] > ids[i - 1] + 1)
    told = [f"摇号消息编号有间隔，请在场者回看群里这些消息之间是否另有骰子：{gaps}"] if gaps else []
    told += draw.other_time() if kind == "drand" and found.get("plan") else []
    return [f"{plan['draw']} 第 {plan['attempt']} 次抽取，{LABELS[LEVELS[kind]]}", *told]

def main(arguments: list[str]) -> int:
    """Print the checks of a bundle and return the exit status."""
    command = argparse.ArgumentParser(description="检查一次公开的抽取 (ssj/draw/1)")
    command.add_argument("bundle", type=Path, metavar="BUNDLE.json")
    for name in ("commitment", "entropy", "result-hash", "vacancy", "school"):
        command.add_argument(f"--{name}", dest=name.split("-")[0])
    try:
        given = vars(command.parse_args(arguments))
        raw, school = given.pop("bundle").read_bytes(), given.pop("school")
    except (SystemExit, OSError) as error:
        sys.stderr.write(f"{error}\n" if isinstance(error, OSError) else "")
        return 0 if str(error) == "0" else 3  # 0: --help; argparse's own 2 would mean: undecided
    found, draw = judge(raw, {f"copy_{name}": text.strip().lower() for name, text in given.items() if text})
    lines = notes(found, draw) if found.get("keys") or "platform" in found else []
    lines += [f"{code:<18}{VERDICTS[verdict]}  {SAYS[code]}" for code, verdict in found.items()]
    lines += about_school(found, draw, school) if school else []
    status = 1 if False in found.values() else 2 if None in found.values() else 0
    lines.append(f"结论：{('全部通过', '有不通过', '有无法判断，其余通过')[status]}")
    # A name in a forged file may hold signs that would repaint the terminal.
    shown = ["".join(sign if sign.isprintable() else "?" for sign in line) for line in lines]
    sys.stdout.buffer.write("\n".join([*shown, ""]).encode(sys.stdout.encoding, "replace"))
    return status

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
