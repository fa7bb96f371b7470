"""drand's signatures, real ones: another round's, a changed one or no point of the curve is refused."""

import sys

import pytest

from bot.domain.draw.beacons import CHAINS, second_of
from storage.beacons import check_beacon

QUICKNET, DEFAULT = CHAINS
# Public rounds of quicknet; 657413 as github.com/mcdcam/python-drand-verify gives it in its README.md.
ROUNDS = {
    123: "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92",
    657413: "b713718a38ae728dfd477991af2822e08d2f305e47718cef"
    "9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
}
# The default chain's round 2634945 (github.com/drand/drand, `crypto/schemes_test.go`).
CHAINED = (
    "814778ed1e480406beb43b74af71ce2f0373e0ea1bfdfea8f9ed62c876c20fcbc7f0163860e3da42ed2148756015f455"
    "1451898ffe06d384b4d002245025571b6b7a752f7158b40ad92b13b6d703ad31922a617f2c7f6d960b84d56cf1d79eef"
)
PREVIOUS = (
    "8bd96294383b4d1e04e736360bd7a487f9f409f1e7bd800b720656a310d577b3bdb1e1631af6c5782a1d8979c502f395"
    "036181eff4058960fc40bb7034cdae1991d3eda518ab204a077d2f7e724974cf87b407e549bd815cf0b8e5a3832f675d"
)


@pytest.mark.parametrize("number", ROUNDS)
def test_real_signature_passes(number: int) -> None:
    assert check_beacon(QUICKNET, number, ROUNDS[number]) == "pass"


@pytest.mark.parametrize(
    ("number", "signature"),
    [
        (124, ROUNDS[123]),
        (123, ROUNDS[657413]),
        (123, ROUNDS[123][:-1] + "3"),
        (123, ROUNDS[123][:-2]),
        (123, ROUNDS[123] + "00"),
        (123, "00" + ROUNDS[123]),
        (123, "c0" + "00" * 47),
        (123, "ab" * 48),
        (123, "ff" * 48),
        (123, CHAINED),
    ],
)
def test_any_other_signature_fails(number: int, signature: str) -> None:
    assert check_beacon(QUICKNET, number, signature) == "fail"


def test_unknown_chain_and_a_chained_one_without_the_signature_before_are_undecided() -> None:
    assert check_beacon("0" * 64, 123, ROUNDS[123]) == "undecided"
    assert check_beacon(DEFAULT, 2634945, CHAINED) == "undecided"


def test_real_signature_of_a_chained_beacon_passes_with_the_one_before() -> None:
    assert check_beacon(DEFAULT, 2634945, CHAINED, PREVIOUS) == "pass"


@pytest.mark.parametrize(
    ("number", "signature", "previous"),
    [
        (2634946, CHAINED, PREVIOUS),
        (2634945, PREVIOUS, PREVIOUS),
        (2634945, CHAINED, CHAINED),
        (2634945, CHAINED, PREVIOUS[:-2]),
        (2634945, CHAINED, "signature"),
        (2634945, CHAINED[:-2], PREVIOUS),
        (2634945, "c0" + "00" * 95, PREVIOUS),
        (2634945, "ff" * 96, PREVIOUS),
        (2634945, ROUNDS[123], PREVIOUS),
    ],
)
def test_any_other_signature_of_a_chained_beacon_fails(number: int, signature: str, previous: str) -> None:
    assert check_beacon(DEFAULT, number, signature, previous) == "fail"


def test_without_the_extra_it_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py_ecc.bls.hash_to_curve", None)
    assert check_beacon(QUICKNET, 123, ROUNDS[123]) == "undecided"


def test_rounds_come_at_their_second() -> None:
    assert (second_of(QUICKNET, 1), second_of(QUICKNET, 123)) == (1692803367, 1692803733)
    assert (second_of(DEFAULT, 1), second_of(DEFAULT, 3)) == (1595431050, 1595431110)
    assert second_of("0" * 64, 1) is None


def test_checking_leaves_the_recursion_limit_alone() -> None:
    """py-ecc raises it to 100,000 when it is imported; then deeply nested JSON would end the process."""
    before = sys.getrecursionlimit()
    sys.modules.pop("py_ecc", None)
    assert check_beacon(QUICKNET, 123, ROUNDS[123]) == "pass"
    assert sys.getrecursionlimit() == before
