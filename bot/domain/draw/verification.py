"""What anybody outside can check of a published draw (protocol section 12).

A check reads parts of the bundle and comes after other checks. Where a part broke its shape, or an earlier
check did not pass, the check is no longer well-defined and is left out; the rest goes on.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from bot.domain.draw.bundle import read_bundle
from bot.domain.draw.bytes import Rejected, loads
from bot.domain.draw.checks import CHECKS
from bot.domain.draw.examined import Case, ObserversCopy, SourceJudge, Verdict
from bot.domain.draw.platform_list import is_platform_list, list_hash

ALL_PASS, ANY_FAILS, UNDECIDED = 0, 1, 2


class Check(NamedTuple):
    """One line of the answer: the code of section 12, the verdict, the reason's code if it is no pass."""

    code: str
    verdict: Verdict
    detail: str = ""


def verify(
    raw: bytes, copy: ObserversCopy | None = None, source: SourceJudge | None = None
) -> tuple[Check, ...]:
    """Return the checks of a published file that are well-defined, in the order of section 12.

    Without `copy` the checks against it are undecided, and so is the public source without `source`. Of the
    list of a draw that a platform made nothing but its hash can be judged.
    """
    try:
        value = loads(raw)
    except Rejected as rejected:
        return (Check("canonical", "fail", rejected.code),)
    judged = _compare_list if is_platform_list(value) else _verify_value
    return (Check("canonical", "pass"), *judged(value, copy or ObserversCopy(), source))


def _compare_list(
    document: Mapping[str, Any], copy: ObserversCopy, _source: SourceJudge | None
) -> Iterable[Check]:
    """A list has one hash, so it does not matter as which of the codes a kept one was given."""
    yield Check("platform", "undecided")
    kept = {code for code in copy if code}
    if not kept:
        yield Check("copy_list", "undecided")
    elif kept == {list_hash(document)}:
        yield Check("copy_list", "pass")
    else:
        yield Check("copy_list", "fail", "differs")


def _verify_value(value: Any, copy: ObserversCopy, source: SourceJudge | None) -> Iterable[Check]:
    bundle, faults = read_bundle(value)
    yield Check("keys", "fail" if faults else "pass", next(iter(faults.values()), ""))
    case, passed = Case(bundle, copy, source), set[str]()
    for rule in CHECKS:
        if not faults.keys().isdisjoint(rule.reads) or not passed.issuperset(rule.after):
            continue
        answer = rule.judge(case)
        if answer is not None:
            yield Check(rule.code, *answer)
            passed |= {rule.code} if answer.verdict == "pass" else set()


def throw_gaps(transcript: Iterable[Mapping[str, Any]]) -> str:
    """Return the gaps between the messages of throws, `101→105、109→111`: other dice may lie in them."""
    entries = [entry for entry in transcript if entry["kind"] in ("slot", "die")]
    ids = [int(entry["src"].removeprefix("msg:")) for entry in entries]
    return "、".join(f"{a}→{b}" for a, b in pairwise(ids) if b > a + 1)


def exit_status(checks: Iterable[Check]) -> int:
    """Return 0 where all pass, 1 where any fails, else 2 (something is undecided)."""
    verdicts = {check.verdict for check in checks}
    if "fail" in verdicts:
        return ANY_FAILS
    return UNDECIDED if "undecided" in verdicts else ALL_PASS
