"""Random draws of every kind, made by the bot: the same seed gives the same bundle."""

from datetime import datetime, timedelta
from random import Random

from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.backfill import serving, vacate, vacate_blocked
from bot.domain.draw.bundle import assemble_bundle
from bot.domain.draw.plan import make_plan, secret_hash
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import fix_result

STRATA = ("小学", "初中", "high", "培训机构")
DEPARTMENTS = ("教育", "市场监管", "消防")
BASE = datetime.fromisoformat("2026-11-23T09:00:00+08:00")
SIGNS = '公平é🎲 "\\\n\u2028x\u007f'
FEW = 40  # up to so many targets the office is small, so that conflicts and vacancies exhaust it
REASONS = ("recusal", "substitution", "licence", "left")


def at(hours):
    return (BASE + timedelta(hours=hours)).isoformat()


def hash_of(random):
    return f"{random.getrandbits(256):064x}"


def size_of(random, largest):
    """Return a size that is mostly small, at times near the largest."""
    return min(largest, int(2 ** random.uniform(0, largest.bit_length())) - random.randint(0, 1))


def pools_of(random, largest):
    targets = [
        {"id": f"T{i:05}", "name": f"第{i}学校", "stratum": random.choice(STRATA), **standing(random, "cap")}
        for i in random.sample(range(99999), size_of(random, largest))
    ]
    inspectors = [
        {
            "id": f"P-{i:04}",
            "department": random.choice(DEPARTMENTS),
            "licensed": random.random() < 0.7,
            **standing(random, "leave"),
        }
        for i in random.sample(range(9999), people_of(random, largest))
    ]
    return freeze(targets, inspectors, conflicts_of(random, targets, inspectors))


def people_of(random, largest):
    """Return how many inspectors: an eighth of the largest pool, or an office of a few."""
    return random.randint(3, 14) if largest <= FEW else size_of(random, largest // 8)


def standing(random, why):
    is_out = random.random() < 0.15
    return {"eligible": not is_out, "why": why if is_out else ""}


def conflicts_of(random, targets, inspectors):
    """Return conflicts here and there; at times a target has them with all, a person with nearly all."""
    share = random.choice((0, 0.01, 0.1, 0.3, 0.4))
    hot, busy = random.choice((0, 0, 0.2)), random.choice((0, 0, 0.5))
    some = random.sample(targets, min(len(targets), 60))
    crowd = random.sample(inspectors, min(len(inspectors), 60))
    known = {person["id"]: 0.9 if random.random() < busy else share for person in crowd}
    return {
        (target["id"], person)
        for target in some
        for is_hot in [random.random() < hot]
        for person, chance in known.items()
        if is_hot or random.random() < chance
    }


def seats_of(random, pools):
    departments = random.choice((("*",), ("*",), ("*",), ("教育",), ("教育", "市场监管"), DEPARTMENTS, ()))
    is_few, seats = len(pools.targets) <= FEW, []
    for department in departments:
        size = random.choice((1, 1, 2) if is_few else (1, 2, 3))
        seats.append({"department": department, "size": size, "licensed_min": random.randint(0, size)})
    most = min((supply(seat, pools) for seat in seats), default=0)
    count = most and random.choice((1, random.randint(1, most), 3, most))
    return {"team_count": min(count, most, 150), "seats": seats if count else []}


def supply(seat, pools):
    people = [
        p.licensed for p in pools.inspectors if p.eligible and seat["department"] in ("*", p.department)
    ]
    by_licence = sum(people) // seat["licensed_min"] if seat["licensed_min"] else len(people)
    return min(len(people) // seat["size"], by_licence)


def entropy_of(random):
    """Return the plan's entropy and a transcript of that kind."""
    kind = random.choice(("none", "text", "slot", "die", "d10", "balls", "drand"))
    if kind == "none":
        return {"kind": kind}, []
    if kind in ("d10", "balls", "drand"):
        return single_source(random, kind)
    count = {"text": random.randint(2, 5), "slot": random.randint(11, 14), "die": 25}[kind]
    number, entries = random.randint(1, 10**9), []
    for i in range(count):
        number += random.choice((1, 1, 1, 2, 9))
        words = "".join(random.choices(SIGNS, k=random.randint(1, 200)))
        val = words if kind == "text" else random.randint(1, 64 if kind == "slot" else 6)
        src = f"msg:{number}/{i + 1}" if kind == "text" else f"msg:{number}"
        entries.append({"i": i, "kind": kind, "src": src, "val": val})
    return {"kind": kind, "count": count}, entries


def single_source(random, kind):
    if kind == "d10":
        val = "".join(random.choices("0123456789", k=22))
        entropy, src = {"kind": kind, "count": 22}, "room"
    elif kind == "balls":
        val, src = sorted(random.sample(range(1, 81), 20)), "lottery"
        game = {"game": "快乐8", "issue": "2026313", "count": 20, "max": 80}
        entropy = {"kind": kind, **game, "not_before": at(5)}
    else:
        val, src = f"{random.getrandbits(384):096x}", "drand"
        entropy = {"kind": kind, "chain": hash_of(random), "round": 9, "not_before": at(5)}
    return entropy, [{"i": 0, "kind": kind, "src": src, "val": val}]


def endings_of(random, draw, prev):
    """Return records of attempts that did not stand, and what the plan then follows."""
    records = []
    for attempt in range(1, random.choice((1, 1, 2, 4))):
        kind, reason = random.choice((("abort", "timeout"), ("void", "unlawful"), ("lost", "secret_lost")))
        hashes = [hash_of(random) if kind == "void" else None for _ in range(2)]
        head = {"kind": kind, "attempt": attempt, "commitment": hash_of(random), "draw": draw, "prev": prev}
        tail = {"reason": reason, "at": at(-9), "entropy_hash": hashes[0], "result_hash": hashes[1]}
        records.append(head | tail)
        prev = ending_hash(records[-1])
    return records, prev


def random_draw(seed, largest=2000):
    """Return the bundle of a random draw with its vacancies."""
    random = Random(seed)
    pools, draw = pools_of(random, largest), f"SSJ-2026-{seed:04}"
    entropy, transcript = entropy_of(random)
    attempts, prev = endings_of(random, draw, hash_of(random))
    if attempts and entropy["kind"] in ("none", "text"):
        entropy, transcript = single_source(random, "d10")
    is_hidden = random.random() < 0.2
    secret = hash_of(random) if is_hidden or entropy["kind"] in ("none", "text") else None
    plan = make_plan(
        draw=draw,
        attempt=len(attempts) + 1,
        prev=prev,
        profile="quyang-education-2023",
        authority=["教育局", "市场监督管理局"],
        pools=pools,
        strata=[
            {
                "name": name,
                "bp": random.choice((0, 300, 500, 3333, 10000)),
                "min": random.choice((0, 0, 2, 9)),
            }
            for name in random.sample(STRATA, random.randint(0, 4))
        ],
        floor_bp=random.choice((0, 500, 1001, 5000, 10000)),
        overdraw=random.choice((1, 2, 3)),
        entropy=entropy,
        secret_commitment=secret and secret_hash(draw, len(attempts) + 1, secret),
        announced_at=at(0),
        reveal_at=at(99) if is_hidden else None,
        **seats_of(random, pools),
    )
    fixed = fix_result(plan, pools, transcript, secret)
    told = {"plan": plan, "pools": pools, "transcript": transcript, "secret": secret, "fixed": fixed}
    bundle = assemble_bundle(**told, attempts=attempts)
    with_vacancies(random, bundle)
    return bundle


def ring_draw(size):
    """Return a draw whose target i can only go to inspector i or the next: two ways round, no third."""
    targets = [
        {"id": f"T{i:03}", "name": "校", "stratum": "a", "eligible": True, "why": ""} for i in range(size)
    ]
    inspectors = [
        {"id": f"P{i:03}", "department": "a", "licensed": True, "eligible": True, "why": ""}
        for i in range(size)
    ]
    free = {(i, j) for i in range(size) for j in (i, (i + 1) % size)}
    everybody = [(i, j) for i in range(size) for j in range(size)]
    pools = freeze(
        targets, inspectors, {(f"T{i:03}", f"P{j:03}") for i, j in everybody if (i, j) not in free}
    )
    plan = make_plan(
        draw="SSJ-RING",
        attempt=1,
        prev="0" * 64,
        profile="",
        authority=[],
        pools=pools,
        strata=[],
        floor_bp=10000,
        overdraw=1,
        team_count=size,
        seats=[{"department": "*", "size": 1, "licensed_min": 0}],
        entropy={"kind": "d10", "count": 20},
        secret_commitment=None,
        announced_at=at(0),
        reveal_at=None,
    )
    transcript = [{"i": 0, "kind": "d10", "src": "room", "val": f"{size:020}"}]
    fixed = fix_result(plan, pools, transcript, None)
    return assemble_bundle(plan=plan, pools=pools, transcript=transcript, secret=None, fixed=fixed)


def with_vacancies(random, bundle):
    """Hand over what is blocked, then let people go at random, in small offices until nobody is left."""
    for made in vacate_blocked(bundle, at=at(100)):
        bundle["vacancies"].append(made.record)
        bundle["substitutions"].append(made.substitution)
    seat_of = {
        person: seat
        for name in ("primary", "alternates", "tail")
        for seat, group in enumerate(bundle["result"][name])
        for person in group
    }
    for step in range(random.choice((0, 1, 4, 12))):
        served = dict(serving(bundle))
        if not served:
            break
        busiest = max(sorted(served), key=lambda one: len(served[one]))
        person = random.choice([busiest, *sorted(served)] if step else [busiest])
        some = [target for target in served[person] if random.random() < 0.6]
        targets = some if some and random.random() < 0.5 else None
        made = vacate(
            bundle,
            person=person,
            seat=seat_of[person],
            targets=targets,
            reason=random.choice(REASONS),
            at=at(101 + step),
        )
        bundle["vacancies"].append(made.record)
        bundle["substitutions"].append(made.substitution)
