"""A draw without randomness, for the machine that changes its inspectors."""

from draw_builders import inspector, plan_of, target

from bot.domain.draw.pools import freeze

TEAM, LEAST = 2, 1


def draw_of(licensed: set[int], conflicts: set[tuple[str, str]], people: int, teams: int) -> dict:
    """Return a draw without randomness: teams of two in the order of the roster, the rest wait in order."""
    targets = [f"T{n:02}" for n in range(1, 5)]
    pools = freeze(
        [target(n) for n in range(1, 5)],
        [inspector(n, licensed=n in licensed) for n in range(1, people + 1)],
        conflicts,
    )
    seats = [{"department": "*", "size": TEAM, "licensed_min": LEAST}]
    numbers = [f"P{n:02}" for n in range(1, people + 1)]
    seated = numbers[: teams * TEAM]
    waiting = numbers[teams * TEAM :]
    result = {
        "picked": targets,
        "shortfall": [],
        "teams": [seated[at : at + TEAM] for at in range(0, len(seated), TEAM)],
        "primary": [seated],
        "alternates": [waiting[:2]],
        "tail": [waiting[2:]],
        "load": 4 // teams,
        "assignment": [[name, n % teams + 1] for n, name in enumerate(targets)],
        "blocked": [],
    }
    plan = plan_of(pools, team_count=teams, seats=seats)
    return {"plan": plan, **pools.plain(), "result": result, "result_hash": "0" * 64, "vacancies": []}
