"""Draws for tests: the published vectors, one small draw, and a strategy for any valid draw."""

import copy
import json
from pathlib import Path
from types import SimpleNamespace

from hypothesis import strategies as st

from bot.domain.draw.bundle import assemble_bundle
from bot.domain.draw.plan import commitment, make_plan, secret_hash
from bot.domain.draw.plan_rules import plan_problems
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import fix_result

VECTORS = json.loads((Path(__file__).parent / "draw-vectors.json").read_bytes())
BEACON = json.loads((Path(__file__).parent / "beacon-bundle.json").read_bytes())
"""The drand vector drawn again with the round's own time, 2023-08-23; its signature is the real one."""
ANNOUNCED = "2026-11-23T09:00:00+08:00"
LATER = "2026-11-25T09:00:00+08:00"
SECRET = "5a" * 32
STRATA = ("a", "b", "c")
DEPARTMENTS = ("x", "y")
FACES = {"slot": 64, "die": 6}


def vector(start):
    """Return a copy of the bundle whose case begins so."""
    found = [case["bundle"] for case in VECTORS if case["case"].startswith(start)]
    return copy.deepcopy(found[0])


def target(number, *, stratum="a", why=""):
    return {
        "id": f"T{number:02}",
        "name": f"学校{number}",
        "stratum": stratum,
        "eligible": not why,
        "why": why,
    }


def inspector(number, *, department="x", licensed=True, why=""):
    return {
        "id": f"P{number:02}",
        "department": department,
        "licensed": licensed,
        "eligible": not why,
        "why": why,
    }


def pools_of(targets=10, inspectors=8, conflicts=()):
    return freeze(map(target, range(targets)), map(inspector, range(inspectors)), conflicts)


def plan_of(pools, **changes):
    """Return a valid plan over the pools, but for the changes: two teams of two over half the targets."""
    fields = {
        "draw": "SSJ-2026-0001",
        "attempt": 1,
        "prev": "0" * 64,
        "profile": "changli-education-2017",
        "authority": ["昌黎县教育局"],
        "pools": pools,
        "strata": [{"name": "a", "bp": 5000, "min": 0}],
        "floor_bp": 0,
        "overdraw": 2,
        "team_count": 2,
        "seats": [{"department": "*", "size": 2, "licensed_min": 1}],
        "entropy": {"kind": "slot", "count": 11},
        "secret_commitment": None,
        "announced_at": ANNOUNCED,
        "reveal_at": None,
    }
    return make_plan(**(fields | changes))


def throws(kind, values):
    return [{"i": i, "kind": kind, "src": f"msg:{i + 7}", "val": value} for i, value in enumerate(values)]


def drawn(plan, pools, transcript, secret=None):
    """Return everything of one draw: plan, pools, fixed and the bundle."""
    fixed = fix_result(plan, pools, transcript, secret)
    bundle = assemble_bundle(plan=plan, pools=pools, transcript=transcript, secret=secret, fixed=fixed)
    return SimpleNamespace(
        plan=plan,
        pools=pools,
        transcript=transcript,
        secret=secret,
        fixed=fixed,
        bundle=bundle,
        problems=plan_problems(plan, pools),
        commitment=commitment(plan),
    )


def _why(word):
    return st.sampled_from(("", "", "", word))


@st.composite
def all_pools(draw, *, most=12):
    """Pools of any size, with ineligible records and conflicts."""
    strata, whys = st.sampled_from(STRATA), _why("cap")
    targets = [target(i, stratum=draw(strata), why=draw(whys)) for i in range(draw(st.integers(0, most)))]
    departments, leave = st.sampled_from(DEPARTMENTS), _why("leave")
    inspectors = [
        inspector(i, department=draw(departments), licensed=draw(st.booleans()), why=draw(leave))
        for i in range(draw(st.integers(0, most)))
    ]
    pairs = [(t["id"], p["id"]) for t in targets for p in inspectors]
    conflicts = draw(st.sets(st.sampled_from(pairs), max_size=len(pairs))) if pairs else set()
    return freeze(targets, inspectors, conflicts)


def _seat_supply(seat, pools):
    people = [p for p in pools.inspectors if p.eligible and seat["department"] in ("*", p.department)]
    licensed = sum(p.licensed for p in people)
    by_licence = licensed // seat["licensed_min"] if seat["licensed_min"] else len(people)
    return min(len(people) // seat["size"], by_licence)


@st.composite
def _teams(draw, pools):
    departments = draw(st.sampled_from((("*",), ("x",), ("x", "y"), ("y",))))
    seats = []
    for department in departments:
        size = draw(st.integers(1, 3))
        licensed_min = draw(st.integers(0, size))
        seats.append({"department": department, "size": size, "licensed_min": licensed_min})
    most = min(_seat_supply(seat, pools) for seat in seats)
    count = draw(st.integers(0, most))
    return {"team_count": count, "seats": seats if count else []}


@st.composite
def _rules(draw, pools):
    names = draw(st.lists(st.sampled_from(STRATA), unique=True))
    strata = [
        {"name": name, "bp": draw(st.integers(0, 10000)), "min": draw(st.integers(0, 4))} for name in names
    ]
    return {
        "strata": strata,
        "floor_bp": draw(st.integers(0, 10000)),
        "overdraw": draw(st.integers(1, 3)),
        **draw(_teams(pools)),
    }


@st.composite
def _thrown(draw):
    kind = draw(st.sampled_from(("none", "text", "slot", "die", "d10", "balls", "drand")))
    if kind == "none":
        return {"kind": kind}, []
    if kind == "text":
        words = draw(st.lists(st.sampled_from(("公开", "公平", "🎲")), min_size=2, max_size=4))
        entries = [
            {"i": i, "kind": kind, "src": f"msg:{i + 9}/{i + 1}", "val": word} for i, word in enumerate(words)
        ]
        return {"kind": kind, "count": len(words)}, entries
    if kind in FACES:
        values = draw(st.lists(st.integers(1, FACES[kind]), min_size=25, max_size=26))
        return {"kind": kind, "count": len(values)}, throws(kind, values)
    if kind == "d10":
        digits = draw(st.text("0123456789", min_size=20, max_size=22))
        return {"kind": kind, "count": len(digits)}, [{"i": 0, "kind": kind, "src": "room", "val": digits}]
    if kind == "balls":
        balls = sorted(draw(st.sets(st.integers(1, 80), min_size=20, max_size=20)))
        entropy = {"kind": kind, "game": "k8", "issue": "1", "count": 20, "max": 80, "not_before": LATER}
        return entropy, [{"i": 0, "kind": kind, "src": "lottery", "val": balls}]
    entropy = {"kind": kind, "chain": "ab" * 32, "round": 5, "not_before": LATER}
    return entropy, [{"i": 0, "kind": kind, "src": "drand", "val": "0a" * 48}]


@st.composite
def draws(draw):
    """Any valid draw: its plan, pools, transcript and secret."""
    pools = draw(all_pools())
    entropy, transcript = draw(_thrown())
    is_hidden = draw(st.booleans())
    secret = SECRET if is_hidden or entropy["kind"] in ("none", "text") else None
    plan = plan_of(
        pools,
        entropy=entropy,
        secret_commitment=secret and secret_hash("SSJ-2026-0001", 1, secret),
        reveal_at=LATER if is_hidden else None,
        **draw(_rules(pools)),
    )
    return drawn(plan, pools, transcript, secret)
