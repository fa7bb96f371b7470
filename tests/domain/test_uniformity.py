"""The figure of uniformity: fair draws look fair, draws that favour a part of the list do not."""

import random

from bot.domain.uniformity import uniformity


def pool(n: int, stratum: str = "小学") -> list[dict[str, object]]:
    return [{"id": f"{stratum}{i:03}", "stratum": stratum, "eligible": True} for i in range(n)]


def test_each_fifth_is_counted_beside_what_chance_gives() -> None:
    targets = [*pool(10), {"id": "out", "stratum": "小学", "eligible": False}, *pool(3, "中学")]
    found = uniformity([(targets, ["小学000", "小学009", "中学000"])])
    assert (found.draws, found.drawn, found.expected, found.chance) == (
        1,
        (1, 0, 0, 0, 1),
        ("0.4", "0.4", "0.4", "0.4", "0.4"),
        "",
    )
    assert uniformity([(pool(5), [each["id"] for each in pool(5)])]).draws == 0


def test_fair_draws_are_seldom_called_uneven_and_a_favoured_part_always() -> None:
    dice = random.Random(7)
    ids = [str(each["id"]) for each in pool(60)]
    fair = [uniformity([(pool(60), dice.sample(ids, 12)) for _ in range(5)]) for _ in range(400)]
    below = sum(float(each.chance) <= 0.05 for each in fair)
    assert 5 <= below <= 40  # 5 % of 400 are 20
    favoured = [uniformity([(pool(60), dice.sample(ids[:40], 12)) for _ in range(5)]) for _ in range(50)]
    assert max(float(each.chance) for each in favoured) <= 0.01
