import pytest
from draw_builders import ANNOUNCED, plan_of, pools_of, throws

from bot.domain.draw.attempts import REASONS, Ending, chain_problems, end_attempt, ending_hash
from bot.domain.draw.bytes import Rejected
from bot.domain.draw.plan import Plan, commitment
from bot.domain.draw.result import fix_result

POOLS = pools_of()
FIRST = plan_of(POOLS)
FIXED = fix_result(FIRST, POOLS, throws("slot", [1] * 11), None)


def end(plan=FIRST, **words):
    return end_attempt(plan, **({"kind": "abort", "reason": "timeout", "at": ANNOUNCED} | words))


def chain(plan, records):
    return chain_problems(Plan.model_validate(plan), [Ending.model_validate(record) for record in records])


def after(*records, **changes):
    """The plan of the attempt that follows these records."""
    prev = ending_hash(records[-1])
    return plan_of(POOLS, **({"attempt": len(records) + 1, "prev": prev} | changes))


def test_abort_has_no_hashes_and_void_has_both():
    shared = {
        "attempt": 1,
        "commitment": commitment(FIRST),
        "draw": "SSJ-2026-0001",
        "prev": "0" * 64,
        "at": ANNOUNCED,
    }
    none = {"entropy_hash": None, "result_hash": None}
    assert end() == {"kind": "abort", "reason": "timeout"} | shared | none
    both = {"entropy_hash": FIXED.entropy_hash, "result_hash": FIXED.result_hash}
    void = end(kind="void", reason="unlawful", fixed=FIXED)
    assert void == {"kind": "void", "reason": "unlawful"} | shared | both


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"kind": "undo"}, "kind"),
        ({"reason": "unlawful"}, "reason"),
        ({"kind": "void", "reason": "unlawful"}, "hashes"),
        ({"fixed": FIXED}, "hashes"),
        ({"kind": "void", "reason": "unlawful", "fixed": FIXED._replace(result_hash="")}, "hashes"),
        ({"at": "yesterday"}, "at"),
        ({"plan": FIRST | {"prev": "0"}}, "prev"),
    ],
)
def test_end_attempt_refuses(words, code):
    with pytest.raises(Rejected, match=f"^{code}$"):
        end(**words)


@pytest.mark.parametrize(
    ("kind", "reason"), [(kind, reason) for kind, reasons in REASONS.items() for reason in reasons]
)
def test_every_reason_ends_an_attempt_and_the_next_follows(kind, reason):
    record = end(kind=kind, reason=reason, fixed=FIXED if kind == "void" else None)
    assert chain(after(record), [record]) == []


def test_chain_of_three_attempts_holds():
    first = end()
    second = end(after(first), kind="lost", reason="throw_unknown")
    assert chain(FIRST, []) == []
    assert chain(after(first, second), [first, second]) == []


def test_chain_problems_are():
    first = end()
    second = end(after(first))
    third = after(first, second)
    assert chain(third, [second]) == ["numbers"]
    assert chain(third, [second, first]) == ["numbers", "chain"]
    assert chain(FIRST, [first]) == ["numbers", "chain"]
    assert chain(third | {"attempt": 2**53 - 1}, [first, second]) == ["numbers"]
    assert chain(third | {"attempt": 0}, []) == ["numbers"]
    assert chain(third | {"draw": "SSJ-2"}, [first, second]) == ["draw"]
    assert chain(third | {"prev": "0" * 64}, [first, second]) == ["chain"]
    assert chain(third, [first | {"at": ""}, second | {"commitment": ""}]) == ["at", "commitment", "chain"]
    weak = after(first, entropy={"kind": "none"}, secret_commitment="0" * 64)
    assert chain(weak, [first]) == ["level"]
