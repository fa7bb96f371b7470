"""What a forger does to a bundle: changes of one value, and mends that make the rest fit again."""

from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.plan import commitment
from bot.domain.draw.pools import root
from bot.domain.draw.roster import vacancy_hash

OTHER = "1" * 64
"""A hash that is of nothing."""


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
