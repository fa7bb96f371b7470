"""Single faults in every field that section 12 names, each with the codes that must fail for it."""

import copy
import json

from verifier_three import vector

from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.bytes import dumps
from bot.domain.draw.plan import commitment
from bot.domain.draw.pools import root
from bot.domain.draw.roster import vacancy_hash

OTHER = "1" * 64
RICH, SHORT, OBSERVED, REDRAWN, HIDDEN = "strata", "short stratum", "L1", "attempt 2", "L0"
ENOUGH_BALLS, BEACON, TARGETS_ONLY = "L3: lottery", "L3: drand", "targets only"


def put(bundle, path, value):
    """Put the value at a path of keys and indices; a function is applied to what is there."""
    *way, last = path
    for step in way:
        bundle = bundle[step]
    bundle[last] = value(bundle[last]) if callable(value) else value


def swap(items):
    return [items[1], items[0], *items[2:]]


def cut(items):
    return items[:-1]


def rest(items):
    return items[1:]


def twice(items):
    return [*items, items[-1]]


def without_middle(items):
    return items[: len(items) // 2] + items[len(items) // 2 + 1 :]


def swapped_roots(pools):
    """Exchange two roots, each with the size that belongs to it."""
    return {**pools, "targets": pools["inspectors"], "inspectors": pools["targets"]}


def committed(bundle):
    """Announce the plan as it stands now."""
    bundle["commitment"] = commitment(bundle["plan"])


def rooted(bundle):
    """Count and commit the pools as they stand now."""
    for name in ("targets", "inspectors", "conflicts"):
        bundle["plan"]["pools"][name] = {"n": len(bundle[name]), "root": root(bundle[name])}
    committed(bundle)


def chained(bundle):
    """Number and hash the vacancies as they stand now."""
    last = bundle["result_hash"]
    for n, record in enumerate(bundle["vacancies"], 1):
        record |= {"n": n, "prev": last}
        last = vacancy_hash(record)


def followed(bundle):
    """Let the plan follow the attempts as they stand now."""
    bundle["plan"]["prev"] = ending_hash(bundle["attempts"][-1])
    committed(bundle)


def nothing(_bundle):
    """Leave everything else as it was: the fault stands alone."""


def texts(values):
    return [
        {"i": i, "kind": "text", "src": f"msg:{i + 5}/{i + 1}", "val": val} for i, val in enumerate(values)
    ]


# (vector, path, value, what the forger makes right again, codes that fail)
PLAIN = [
    (RICH, ("targets", 0, "name"), "别的学校", nothing, ["pool_targets"]),
    (RICH, ("targets", 0, "stratum"), "other", nothing, ["pool_targets"]),
    (RICH, ("targets", 0, "eligible"), False, nothing, ["ids", "pool_targets"]),
    (RICH, ("targets", 0, "why"), "cap", nothing, ["ids", "pool_targets"]),
    (RICH, ("targets", 0, "id"), "t001", nothing, ["ids", "pool_targets", "pool_conflicts"]),
    (RICH, ("targets", 39, "id"), "T041", nothing, ["pool_targets"]),
    (RICH, ("targets",), swap, nothing, ["pool_targets"]),
    (RICH, ("targets",), swap, rooted, ["pool_targets"]),
    (RICH, ("targets",), cut, nothing, ["pool_targets"]),
    (RICH, ("targets",), twice, rooted, ["ids"]),
    (RICH, ("targets", 0, "id"), "", rooted, ["ids", "pool_conflicts"]),
    (RICH, ("targets", 39, "id"), "T" * 33, rooted, ["ids"]),
    (RICH, ("targets", 39, "id"), "T０41", rooted, ["ids"]),
    (RICH, ("targets", 39, "id"), "T041\n", rooted, ["ids"]),
    (RICH, ("targets", 39, "why"), "Cap", rooted, ["ids"]),
    (RICH, ("targets", 39, "why"), "cap\n", rooted, ["ids"]),
    (RICH, ("inspectors", 0, "department"), "别处", nothing, ["pool_inspectors"]),
    (RICH, ("inspectors", 0, "licensed"), lambda held: not held, nothing, ["pool_inspectors"]),
    (RICH, ("inspectors", 0, "eligible"), False, nothing, ["ids", "pool_inspectors"]),
    (RICH, ("inspectors", 29, "id"), "P031", nothing, ["pool_inspectors"]),
    (RICH, ("inspectors",), swap, nothing, ["pool_inspectors"]),
    (RICH, ("inspectors",), swap, rooted, ["pool_inspectors"]),
    (RICH, ("inspectors",), twice, rooted, ["ids"]),
    (RICH, ("inspectors",), cut, nothing, ["pool_inspectors"]),
    (RICH, ("inspectors", 2, "why"), "leave", rooted, ["ids"]),
    (RICH, ("conflicts",), swap, nothing, ["pool_conflicts"]),
    (RICH, ("conflicts",), swap, rooted, ["pool_conflicts"]),
    (RICH, ("conflicts",), twice, rooted, ["pool_conflicts"]),
    (RICH, ("conflicts",), cut, nothing, ["pool_conflicts"]),
    (RICH, ("conflicts",), [], nothing, ["pool_conflicts"]),
    (RICH, ("conflicts", 15, 0), "T999", rooted, ["pool_conflicts"]),
    (RICH, ("conflicts", 15, 1), "P999", rooted, ["pool_conflicts"]),
    (RICH, ("conflicts", 15), ["P010", "T003"], rooted, ["pool_conflicts"]),
    *[
        (RICH, ("plan", "pools", name, field), value, committed, [f"pool_{name}"])
        for name in ("targets", "inspectors", "conflicts")
        for field, value in (("n", lambda n: n + 1), ("n", lambda n: n - 1), ("root", OTHER), ("root", "00"))
    ],
    *[
        (
            RICH,
            ("plan", "pools", name, "root"),
            vector(RICH)["plan"]["pools"][other]["root"],
            committed,
            [name_of],
        )
        for name, other, name_of in (
            ("targets", "inspectors", "pool_targets"),
            ("inspectors", "conflicts", "pool_inspectors"),
            ("conflicts", "targets", "pool_conflicts"),
        )
    ],
    (RICH, ("plan", "pools"), swapped_roots, committed, ["pool_targets", "pool_inspectors"]),
    (RICH, ("targets",), without_middle, nothing, ["pool_targets"]),
    (RICH, ("inspectors",), without_middle, nothing, ["pool_inspectors"]),
    (RICH, ("conflicts",), without_middle, nothing, ["pool_conflicts"]),
    (RICH, ("transcript",), without_middle, nothing, ["transcript"]),
    (RICH, ("result", "picked"), without_middle, nothing, ["picked"]),
    (RICH, ("result", "assignment"), without_middle, nothing, ["assignment"]),
    (RICH, ("vacancies",), without_middle, nothing, ["vacancies"]),
    (RICH, ("vacancies",), without_middle, chained, ["substitutions"]),
    (RICH, ("substitutions",), without_middle, nothing, ["substitutions"]),
    (RICH, ("vacancies", 1, "at"), "2026-11-24T10:00:00.0000001+08:00", chained, ["vacancies"]),
    (RICH, ("plan", "v"), 2, committed, ["plan"]),
    (REDRAWN, ("plan", "reveal_at"), "2026-11-23T09:00:00.000+08:00", committed, ["plan"]),
    (RICH, ("plan", "v"), 0, committed, ["plan"]),
    (RICH, ("plan", "draw"), "", committed, ["plan"]),
    (RICH, ("plan", "draw"), "SSJ-2026-0008", nothing, ["commitment"]),
    (RICH, ("plan", "profile"), "other", nothing, ["commitment"]),
    (RICH, ("plan", "authority"), [], nothing, ["commitment"]),
    (RICH, ("plan", "attempt"), 0, committed, ["plan", "attempts"]),
    (RICH, ("plan", "attempt"), -1, committed, ["plan", "attempts"]),
    (RICH, ("plan", "attempt"), 2, committed, ["attempts"]),
    (RICH, ("plan", "prev"), "0", committed, ["plan"]),
    (RICH, ("plan", "prev"), "A" * 64, committed, ["plan"]),
    (RICH, ("plan", "prev"), OTHER, nothing, ["commitment"]),
    (RICH, ("plan", "announced_at"), "2026-11-23 09:00:00+08:00", committed, ["plan"]),
    (RICH, ("plan", "announced_at"), "2026-11-31T09:00:00+08:00", committed, ["plan"]),
    (RICH, ("plan", "announced_at"), "2026-11-23T09:00:00", committed, ["plan"]),
    (RICH, ("plan", "announced_at"), "２０26-11-23T09:00:00Z", committed, ["plan"]),
    (RICH, ("plan", "announced_at"), "2026-11-23T24:00:00Z", committed, ["plan"]),
    (RICH, ("plan", "announced_at"), "", committed, ["plan"]),
    (RICH, ("plan", "reveal_at"), "2026-12-23T09:00:00+08:00", committed, ["plan"]),
    (RICH, ("plan", "secret"), OTHER, committed, ["plan"]),
    (HIDDEN, ("plan", "secret"), None, committed, ["plan"]),
    (HIDDEN, ("plan", "secret"), "00", committed, ["plan"]),
    (HIDDEN, ("plan", "secret"), OTHER, committed, ["secret"]),
    (REDRAWN, ("plan", "reveal_at"), "2026-11-23T09:00:00+08:00", committed, ["plan"]),
    (REDRAWN, ("plan", "reveal_at"), None, committed, ["plan"]),
    (RICH, ("plan", "rules", "strata", 0, "bp"), 10001, committed, ["plan"]),
    (RICH, ("plan", "rules", "strata", 0, "bp"), -1, committed, ["plan"]),
    (RICH, ("plan", "rules", "strata", 0, "min"), -1, committed, ["plan"]),
    (RICH, ("plan", "rules", "strata", 0, "min"), 5, nothing, ["commitment"]),
    (RICH, ("plan", "rules", "strata", 0, "name"), "*", committed, ["plan"]),
    (RICH, ("plan", "rules", "strata", 0, "name"), "normal", committed, ["plan"]),
    (RICH, ("plan", "rules", "strata"), swap, nothing, ["commitment"]),
    (RICH, ("plan", "rules", "floor_bp"), 10001, committed, ["plan"]),
    (RICH, ("plan", "rules", "floor_bp"), -1, committed, ["plan"]),
    (RICH, ("plan", "rules", "overdraw"), 0, committed, ["plan"]),
    (RICH, ("plan", "rules", "overdraw"), 3, nothing, ["commitment"]),
    (RICH, ("plan", "rules", "teams", "count"), 0, committed, ["plan"]),
    (RICH, ("plan", "rules", "teams", "count"), -1, committed, ["plan"]),
    (RICH, ("plan", "rules", "teams", "count"), 2**53 - 1, committed, ["plan"]),
    (RICH, ("plan", "rules", "teams", "seats"), [], committed, ["plan"]),
    (RICH, ("plan", "rules", "teams", "seats"), twice, committed, ["plan"]),
    (RICH, ("plan", "rules", "teams", "seats", 0, "department"), "*", committed, ["plan"]),
    (RICH, ("plan", "rules", "teams", "seats", 0, "department"), "别处", committed, ["plan"]),
    (RICH, ("plan", "rules", "teams", "seats", 0, "size"), 0, committed, ["plan"]),
    (RICH, ("plan", "rules", "teams", "seats", 0, "size"), 99, committed, ["plan"]),
    (RICH, ("plan", "rules", "teams", "seats", 0, "licensed_min"), 3, committed, ["plan"]),
    (RICH, ("plan", "rules", "teams", "seats", 0, "licensed_min"), -1, committed, ["plan"]),
    (TARGETS_ONLY, ("plan", "rules", "teams", "count"), 1, committed, ["plan"]),
    (RICH, ("plan", "entropy", "count"), 10, committed, ["plan"]),
    (RICH, ("plan", "entropy", "count"), 12, committed, ["transcript"]),
    (RICH, ("plan", "entropy", "kind"), "die", committed, ["plan"]),
    (RICH, ("plan", "entropy"), {"kind": "die", "count": 24}, committed, ["plan"]),
    (RICH, ("plan", "entropy"), {"kind": "die", "count": 25}, committed, ["transcript"]),
    (RICH, ("plan", "entropy"), {"kind": "d10", "count": 19}, committed, ["plan"]),
    (RICH, ("plan", "entropy"), {"kind": "none"}, committed, ["plan"]),
    (RICH, ("plan", "entropy", "kind"), "SLOT", committed, ["keys"]),
    (OBSERVED, ("plan", "entropy", "count"), 1, committed, ["plan"]),
    (OBSERVED, ("plan", "entropy", "count"), 3, committed, ["transcript"]),
    (ENOUGH_BALLS, ("plan", "entropy", "max"), 19, committed, ["plan"]),
    (ENOUGH_BALLS, ("plan", "entropy", "count"), 5, committed, ["plan"]),
    (ENOUGH_BALLS, ("plan", "entropy", "count"), -5, committed, ["plan"]),
    (ENOUGH_BALLS, ("plan", "entropy", "not_before"), "2026-11-23T09:00:00+08:00", committed, ["plan"]),
    (ENOUGH_BALLS, ("plan", "entropy", "issue"), "2026311", nothing, ["commitment"]),
    (BEACON, ("plan", "entropy", "chain"), "52", committed, ["plan"]),
    (BEACON, ("plan", "entropy", "not_before"), "2023-08-23T14:59:59Z", committed, ["plan"]),
    (BEACON, ("plan", "entropy", "round"), 0, committed, ["plan"]),
    (BEACON, ("plan", "entropy", "not_before"), "later", committed, ["plan"]),
    (BEACON, ("plan", "entropy", "round"), 124, nothing, ["commitment"]),
    (RICH, ("commitment",), OTHER, nothing, ["commitment"]),
    (RICH, ("commitment",), str.upper, nothing, ["commitment"]),
    (RICH, ("commitment",), "", nothing, ["commitment"]),
    (RICH, ("secret",), OTHER, nothing, ["secret"]),
    (HIDDEN, ("secret",), OTHER, nothing, ["secret"]),
    (HIDDEN, ("secret",), None, nothing, ["secret"]),
    (HIDDEN, ("secret",), str.upper, nothing, ["secret"]),
    (HIDDEN, ("secret",), lambda held: held[:-2], nothing, ["secret"]),
    (RICH, ("transcript", 3, "val"), 8, nothing, ["entropy_hash"]),
    (RICH, ("transcript", 3, "val"), 0, nothing, ["transcript"]),
    (RICH, ("transcript", 3, "val"), 65, nothing, ["transcript"]),
    (RICH, ("transcript", 3, "val"), "8", nothing, ["transcript"]),
    (RICH, ("transcript", 3, "val"), [8], nothing, ["transcript"]),
    (RICH, ("transcript", 3, "i"), 4, nothing, ["transcript"]),
    (RICH, ("transcript", 3, "kind"), "die", nothing, ["transcript"]),
    (RICH, ("transcript", 3, "src"), lambda _src: "msg:1", nothing, ["transcript"]),
    (RICH, ("transcript", 0, "src"), "msg:0", nothing, ["transcript"]),
    (RICH, ("transcript", 0, "src"), "msg:01", nothing, ["transcript"]),
    (RICH, ("transcript", 0, "src"), "msg:１", nothing, ["transcript"]),
    (RICH, ("transcript", 0, "src"), "msg:1/1", nothing, ["transcript"]),
    (RICH, ("transcript", 0, "src"), "msg:1\n", nothing, ["transcript"]),
    (RICH, ("transcript", 0, "src"), "room", nothing, ["transcript"]),
    (RICH, ("transcript",), cut, nothing, ["transcript"]),
    (RICH, ("transcript",), rest, nothing, ["transcript"]),
    (RICH, ("transcript",), twice, nothing, ["transcript"]),
    (RICH, ("transcript",), swap, nothing, ["transcript"]),
    (RICH, ("transcript",), [], nothing, ["transcript"]),
    (SHORT, ("transcript", 0, "val"), 7, nothing, ["transcript"]),
    (OBSERVED, ("transcript",), texts(["公开", ""]), nothing, ["transcript"]),
    (OBSERVED, ("transcript",), texts(["公开", "🎲" * 201]), nothing, ["transcript"]),
    (OBSERVED, ("transcript",), texts(["公开", "🎲" * 200]), nothing, ["entropy_hash"]),
    (OBSERVED, ("transcript",), texts(["公开", 5]), nothing, ["transcript"]),
    (OBSERVED, ("transcript", 1, "src"), lambda src: src[:-1] + "1", nothing, ["transcript"]),
    (OBSERVED, ("transcript", 1, "src"), lambda src: src[:-2], nothing, ["transcript"]),
    (REDRAWN, ("transcript", 0, "val"), lambda val: val[:-1], nothing, ["transcript"]),
    (REDRAWN, ("transcript", 0, "val"), lambda val: val[:-1] + "７", nothing, ["transcript"]),
    (REDRAWN, ("transcript", 0, "src"), "msg:7", nothing, ["transcript"]),
    (ENOUGH_BALLS, ("transcript", 0, "val"), swap, nothing, ["transcript"]),
    (ENOUGH_BALLS, ("transcript", 0, "val"), cut, nothing, ["transcript"]),
    (ENOUGH_BALLS, ("transcript", 0, "val"), lambda val: [*cut(val), 81], nothing, ["transcript"]),
    (ENOUGH_BALLS, ("transcript", 0, "val"), lambda val: [0, *rest(val)], nothing, ["transcript"]),
    (ENOUGH_BALLS, ("transcript", 0, "src"), "drand", nothing, ["transcript"]),
    (BEACON, ("transcript", 0, "val"), str.upper, nothing, ["transcript"]),
    (BEACON, ("transcript", 0, "val"), lambda val: val[:-1], nothing, ["transcript"]),
    (BEACON, ("transcript", 0, "val"), "", nothing, ["transcript"]),
    (BEACON, ("transcript", 0, "val"), lambda val: val[:-2], nothing, ["entropy_hash"]),
    (HIDDEN, ("transcript",), texts(["公开"]), nothing, ["transcript"]),
    (RICH, ("entropy_hash",), OTHER, nothing, ["entropy_hash"]),
    (RICH, ("entropy_hash",), str.upper, nothing, ["entropy_hash"]),
    (REDRAWN, ("attempts",), [], nothing, ["attempts"]),
    (REDRAWN, ("attempts",), twice, nothing, ["attempts"]),
    (RICH, ("attempts",), vector(REDRAWN)["attempts"], nothing, ["attempts"]),
    *[
        (REDRAWN, ("attempts", 0, field), value, followed, ["attempts"])
        for field, value in (
            ("kind", "gone"),
            ("kind", "void"),
            ("kind", "lost"),
            ("kind", "constructor"),
            ("attempt", 2),
            ("attempt", 0),
            ("commitment", "00"),
            ("draw", "SSJ-2026-0009"),
            ("prev", ""),
            ("reason", "holiday"),
            ("reason", "unlawful"),
            ("at", "yesterday"),
            ("entropy_hash", OTHER),
            ("result_hash", OTHER),
        )
    ],
    (REDRAWN, ("attempts", 0, "at"), "2026-11-23T08:00:00+08:00", nothing, ["attempts"]),
    (RICH, ("result", "picked"), swap, nothing, ["picked"]),
    (RICH, ("result", "picked"), cut, nothing, ["picked"]),
    (RICH, ("result", "picked"), twice, nothing, ["picked"]),
    (RICH, ("result", "picked", 0), "T005", nothing, ["picked"]),
    (RICH, ("result", "shortfall"), [{"stratum": "*", "wanted": 9, "drawn": 8}], nothing, ["shortfall"]),
    (SHORT, ("result", "shortfall", 0, "drawn"), lambda n: n + 1, nothing, ["shortfall"]),
    (SHORT, ("result", "shortfall", 0, "wanted"), lambda n: n - 1, nothing, ["shortfall"]),
    (SHORT, ("result", "shortfall", 0, "stratum"), "*", nothing, ["shortfall"]),
    (SHORT, ("result", "shortfall"), [], nothing, ["shortfall"]),
    *[
        (RICH, ("result", name, *place), change, nothing, [name])
        for name, place in (("primary", (0,)), ("alternates", (1,)), ("tail", (1,)), ("teams", (0,)))
        for change in (swap, cut, rest, twice)
    ],
    *[(RICH, ("result", name), swap, nothing, [name]) for name in ("primary", "alternates", "tail", "teams")],
    (RICH, ("result", "load"), lambda n: n + 1, nothing, ["load"]),
    (SHORT, ("result", "load"), lambda n: n - 1, nothing, ["load"]),
    (TARGETS_ONLY, ("result", "load"), 1, nothing, ["load"]),
    (TARGETS_ONLY, ("result", "teams"), [[]], nothing, ["teams"]),
    (RICH, ("result", "blocked"), [], nothing, ["blocked"]),
    (RICH, ("result", "blocked"), twice, nothing, ["blocked"]),
    (RICH, ("result", "assignment", 0, 1), lambda n: n % 3 + 1, nothing, ["assignment"]),
    (RICH, ("result", "assignment", 0, 0), "T005", nothing, ["assignment"]),
    (RICH, ("result", "assignment"), swap, nothing, ["assignment"]),
    (RICH, ("result", "assignment"), cut, nothing, ["assignment"]),
    (RICH, ("result_hash",), OTHER, nothing, ["result_hash"]),
    (RICH, ("result_hash",), str.upper, nothing, ["result_hash"]),
    (RICH, ("vacancies", 0, "n"), 2, nothing, ["vacancies"]),
    (RICH, ("vacancies", 0, "prev"), OTHER, nothing, ["vacancies"]),
    (RICH, ("vacancies", 1, "prev"), OTHER, nothing, ["vacancies"]),
    (RICH, ("vacancies", 0, "person"), "P001", chained, ["vacancies", "blocked_vacancies"]),
    (RICH, ("vacancies", 1, "person"), "P999", chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "person"), "P022", chained, ["vacancies"]),
    (RICH, ("vacancies", 0, "seat"), 1, chained, ["vacancies", "blocked_vacancies"]),
    (RICH, ("vacancies", 1, "seat"), 0, chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "seat"), -1, chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "seat"), 2, chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "targets"), [], chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "targets"), ["T999"], chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "targets"), ["T001"], chained, ["substitutions"]),
    (RICH, ("vacancies", 1, "targets"), ["T018", "T018"], chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "targets"), None, chained, ["substitutions"]),
    (RICH, ("vacancies", 2, "targets"), ["T008", "T004"], chained, ["vacancies"]),
    (RICH, ("vacancies", 2, "targets"), ["T004", "T008"], chained, ["substitutions"]),
    (RICH, ("vacancies", 1, "licensed"), True, chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "reason"), "holiday", chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "reason"), "blocked", chained, ["blocked_vacancies"]),
    (RICH, ("vacancies", 0, "reason"), "recusal", chained, ["blocked_vacancies"]),
    (RICH, ("vacancies", 0, "targets"), None, chained, ["blocked_vacancies", "substitutions"]),
    (RICH, ("vacancies", 1, "at"), "2026-11-24T09:59:59.9+08:00", chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "at"), "2026-11-24T02:00:00.001Z", chained, ["vacancies"]),
    (RICH, ("vacancies", 1, "at"), "soon", chained, ["vacancies"]),
    (RICH, ("vacancies",), swap, nothing, ["vacancies", "blocked_vacancies"]),
    (RICH, ("vacancies",), rest, nothing, ["vacancies", "blocked_vacancies"]),
    (RICH, ("vacancies",), cut, nothing, ["substitutions"]),
    (RICH, ("vacancies",), twice, chained, ["vacancies"]),
    (RICH, ("vacancies",), [], nothing, ["blocked_vacancies", "substitutions"]),
    (RICH, ("substitutions",), swap, nothing, ["substitutions"]),
    (RICH, ("substitutions",), cut, nothing, ["substitutions"]),
    (RICH, ("substitutions",), twice, nothing, ["substitutions"]),
    (RICH, ("substitutions", 0), [], nothing, ["substitutions"]),
    (RICH, ("substitutions", 0, 0, 0), "P010", nothing, ["substitutions"]),
    (RICH, ("substitutions", 0, 0, 0), None, nothing, ["substitutions"]),
    (RICH, ("substitutions", 2, 0, 1), cut, nothing, ["substitutions"]),
    (RICH, ("substitutions", 2, 0, 1), swap, nothing, ["substitutions"]),
    (SHORT, ("substitutions", -1), lambda taken: [*taken, [None, []]], nothing, ["substitutions"]),
]

WRONG_TYPES = {str: 7, int: "7", bool: 1, list: {}, dict: [], type(None): 7}


def value_mutants():
    """Yield `(name, raw, codes)` of one changed value each."""
    for number, (start, path, value, mend, codes) in enumerate(PLAIN):
        bundle = vector(start)
        put(bundle, path, value)
        mend(bundle)
        told = "function" if callable(value) else json.dumps(value, ensure_ascii=False)[:40]
        name = getattr(value, "__name__", told)
        yield f"{number} {start}: {'.'.join(map(str, path))} = {name}, {mend.__name__}", dumps(bundle), codes


def places(value, path=()):
    """Yield one path for each field of a bundle: of a list, its last item stands for all."""
    if path:
        yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, list):
        for i in (
            range(len(value))
            if len(value) == 2 and isinstance(value[-1], str | int)
            else range(len(value))[-1:]
        ):
            yield from places(value[i], (*path, i))


def shape_mutants():
    """Yield `(name, raw)` of a wrong type, a missing and a strange key, once for each field of a bundle."""
    seen = set()
    for start in (RICH, REDRAWN, ENOUGH_BALLS, BEACON, SHORT):
        whole = vector(start)
        for path, value in [((), whole), *places(whole)]:
            field = tuple(step for step in path if isinstance(step, str) or path[-1] == step)
            told = f"{start}: {'.'.join(map(str, path))}"
            for fault, change in faults_of(path, value):
                if (field, fault) not in seen:
                    seen.add((field, fault))
                    yield f"{told} {fault}", changed(whole, path, change)


def faults_of(path, value):
    """Yield `(fault, what stands there instead)`."""
    if path and path[-1] != "val":
        yield f"is no {type(value).__name__}", WRONG_TYPES[type(value)]
    if isinstance(value, dict):
        yield "has a strange key", {**value, "strange": None}
        for key in value:
            yield f"lacks {key}", {name: item for name, item in value.items() if name != key}


def changed(whole, path, value):
    bundle = {"": copy.deepcopy(whole)}
    put(bundle, ("", *path), value)
    return dumps(bundle[""])


def byte_mutants():
    """Yield `(name, raw)` of files that are no canonical JSON, though most mean the same bundle."""
    raw = dumps(vector(RICH))
    text = raw.decode()
    first = text.index(":")
    yield from {
        "nothing": b"",
        "a space at the end": raw + b" ",
        "a line at the end": raw + b"\n",
        "a space at the start": b" " + raw,
        "a byte order mark": b"\xef\xbb\xbf" + raw,
        "two values": raw + raw,
        "a comma at the end": raw + b",",
        "a NUL at the end": raw + b"\0",
        "cut short": raw[:-1],
        "cut in a string": raw[:9],
        "UTF-16": text.encode("utf-16"),
        "a broken sign": raw.replace("示".encode(), b"\xe7\xa4", 1),
        "an overlong sign": raw.replace(b"T001", b"T\xc0\xb001", 1),
        "a surrogate in UTF-8": raw.replace(b"T001", b"T\xed\xa0\x8001", 1),
        "a space after a colon": f"{text[: first + 1]} {text[first + 1 :]}".encode(),
        "a key twice": text.replace('"load":', '"load":9,"load":', 1).encode(),
        "the same key twice": (text[:-1] + ',"vacancies":[]}').encode(),
        "keys out of order": json.dumps(dict(reversed(vector(RICH).items())), ensure_ascii=False).encode(),
        "an escape too many": text.replace("T001", "\\u0054001", 1).encode(),
        "an escaped slash": text.replace('"name":"', '"name":"\\/', 1).encode(),
        "a raw tab": text.replace('"name":"', '"name":"\t', 1).encode(),
        "an upper-case escape": text.replace('"name":"', '"name":"\\u001F', 1).encode(),
        "a lone surrogate": text.replace('"name":"', '"name":"\\ud800', 1).encode(),
        "a decomposed letter": text.replace('"name":"', '"name":"e\u0301', 1).encode(),
        "an upper-case key": text.replace('"load"', '"Load"', 1).encode(),
        "a key in other letters": text.replace('"load"', '"lo-d"', 1).encode(),
        **{
            f"the number {number}": text.replace('"floor_bp":500', f'"floor_bp":{number}', 1).encode()
            for number in (
                *(
                    "500.0",
                    "5e2",
                    "5E+2",
                    "0500",
                    "+500",
                    "-0",
                    "５００",
                    "0x1f4",
                    "NaN",
                    "Infinity",
                    ".5",
                    "5.",
                ),
                *("9007199254740992", "-9007199254740992", "1" * 400, "1" * 5000, "1e999", "5 00", "--5"),
            )
        },
        "a word": text.replace("null", "None", 1).encode(),
        "another case of a word": text.replace("null", "NULL", 1).encode(),
        "single quotes": text.replace('"load"', "'load'", 1).encode(),
        "a comment": text.replace('"load"', '/**/"load"', 1).encode(),
        "a comma too many": text.replace("]", ",]", 1).encode(),
        "a comma too few": text.replace(",", "", 1).encode(),
        "a full-width comma": text.replace(",", "，", 1).encode(),
        "depth": b"[" * 100_000 + b"]" * 100_000,
    }.items()
