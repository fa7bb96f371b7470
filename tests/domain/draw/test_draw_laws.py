from draw_builders import all_pools, draws, plan_of, pools_of, target
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.draw.entropy import Seed, seed_of
from bot.domain.draw.plan import Plan
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import draw_all, fix_result
from bot.domain.draw.targets import share

seeds = st.binary(min_size=32, max_size=32).map(Seed)


def all_picked(pools, seed):
    plan = plan_of(pools, floor_bp=10000, strata=[], team_count=0, seats=[])
    return draw_all(Plan.model_validate(plan), pools, seed).picked


def in_order(pool, stream, seed):
    return [pool[i].id for i in seed.order(stream, len(pool))]


@given(draws(), st.randoms())
def test_order_of_the_input_is_irrelevant(draw, random):
    shuffled = [list(pool) for pool in draw.pools]
    for pool in shuffled:
        random.shuffle(pool)
    assert fix_result(draw.plan, freeze(*shuffled), draw.transcript, draw.secret) == draw.fixed


@given(all_pools(), seeds, st.data())
def test_making_a_target_ineligible_never_reorders_the_rest(pools, seed, data):
    assume(pools.targets)
    skipped = data.draw(st.sampled_from(pools.targets))
    without = [
        record.model_copy(update={"eligible": False, "why": "cap"}) if record is skipped else record
        for record in pools.targets
    ]
    rest = [name for name in all_picked(pools, seed) if name != skipped.id]
    assert list(all_picked(freeze(without, [], []), seed)) == rest


@given(all_pools(), seeds, st.data())
def test_making_an_inspector_ineligible_never_reorders_the_rest(pools, seed, data):
    assume(any(who.eligible for who in pools.inspectors))
    skipped = data.draw(st.sampled_from([who for who in pools.inspectors if who.eligible]))
    without = [
        who.model_copy(update={"eligible": False, "why": "leave"}) if who is skipped else who
        for who in pools.inspectors
    ]
    # A single team of one, so that whoever comes next moves up and nobody else moves.
    rules = {"overdraw": 1, "team_count": 1, "seats": [{"department": "*", "size": 1, "licensed_min": 0}]}
    orders = []
    for pool in (pools, freeze([], without, [])):
        assume(any(who.eligible for who in pool.inspectors))
        drawn = draw_all(Plan.model_validate(plan_of(pool, **rules)), pool, seed)
        orders.append([*drawn.primary[0], *drawn.alternates[0], *drawn.tail[0]])
    assert orders[1] == [name for name in orders[0] if name != skipped.id]


@given(all_pools(), seeds, st.integers(0, 10000), st.integers(0, 10000))
def test_a_longer_share_extends_a_shorter(pools, seed, one, other):
    picks = []
    for bp in sorted((one, other)):
        strata = [{"name": "a", "bp": bp, "min": 0}]
        plan = plan_of(pools, strata=strata, team_count=0, seats=[])
        picks.append(draw_all(Plan.model_validate(plan), pools, seed).picked)
    assert picks[0] == picks[1][: len(picks[0])]


@given(draws())
def test_primaries_alternates_and_tail_are_the_order(draw):
    result = draw.fixed.result
    entropy, secret = bytes.fromhex(draw.fixed.entropy_hash), draw.secret
    seed = seed_of(draw.commitment, secret, entropy)
    order = in_order(draw.pools.inspectors, "order/inspector", seed)
    people = {who.id: who for who in draw.pools.inspectors}
    teams = draw.plan["rules"]["teams"]
    for number, seat in enumerate(teams["seats"]):
        wanted = [
            name
            for name in order
            if people[name].eligible and seat["department"] in ("*", people[name].department)
        ]
        primary, rest = result["primary"][number], result["alternates"][number] + result["tail"][number]
        assert sorted(primary + rest, key=order.index) == wanted
        assert primary == [name for name in wanted if name in set(primary)]
        assert rest == [name for name in wanted if name not in set(primary)]
        assert len(primary) == teams["count"] * seat["size"]
        members = [[name for name in team if name in set(primary)] for team in result["teams"]]
        assert [len(team) for team in members] == [seat["size"]] * teams["count"]
        assert all(sum(people[n].licensed for n in team) >= seat["licensed_min"] for team in members)


@given(draws())
def test_picks_are_the_share_and_shortfall_is_the_rest(draw):
    result, rules = draw.fixed.result, draw.plan["rules"]
    eligible = {t.id: t.stratum for t in draw.pools.targets if t.eligible}
    short = {entry["stratum"]: entry for entry in result["shortfall"]}
    assert set(result["picked"]) <= set(eligible)
    for stratum in rules["strata"]:
        size = sum(t.stratum == stratum["name"] for t in draw.pools.targets)
        wanted = max(-(-size * stratum["bp"] // 10000), stratum["min"])
        have = sum(eligible[name] == stratum["name"] for name in result["picked"])
        assert have >= wanted or have == short[stratum["name"]]["drawn"] < wanted
    floor = -(-len(draw.pools.targets) * rules["floor_bp"] // 10000)
    assert len(result["picked"]) >= min(floor, len(eligible))
    assert ("*" in short) == (len(result["picked"]) < floor)


def test_floor_reaches_targets_of_unlisted_strata():
    pools = freeze([target(i, stratum="z") for i in range(4)], [], [])
    assert len(all_picked(pools, Seed(b"0"))) == 4


def test_share_is_rounded_up():
    assert [share(60, 500), share(61, 500), share(1, 1), share(0, 10000)] == [3, 4, 1, 0]


def test_a_stream_can_be_continued_for_ever():
    seed = Seed(b"1")
    short, long = (in_order(pools_of(targets=n).targets, "order/target", seed) for n in (5, 9))
    assert short == [name for name in long if name in set(short)]
