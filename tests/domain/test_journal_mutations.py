"""Every change of a journal is found by the last head that somebody kept; no honest one is accused."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.draw.bytes import merkle_root
from bot.domain.journal.audit import audit
from bot.domain.journal.entries import chain, leaf_of
from bot.domain.journal.heads import Anchor
from bot.domain.journal.proofs import (
    EntryProof,
    ExtensionProof,
    Proof,
    prove_entry,
    prove_extension,
    read_proof,
)
from tests.domain.journal_mutations import BEGUN, MUTATIONS, bit_flips, honest, is_found

OWN = honest(24, random.Random(7))
LAST = Anchor(len(OWN), audit(OWN).roots[len(OWN)])


@pytest.mark.parametrize("name", MUTATIONS)
@pytest.mark.parametrize("at", [0, 1, 11, 22])
def test_mutation_is_found_by_the_last_anchor(name: str, at: int) -> None:
    assert is_found(MUTATIONS[name](OWN, at), LAST)


@pytest.mark.parametrize("name", [name for name in MUTATIONS if name.endswith(("_all", "fork", "truncate"))])
def test_rewritten_journal_passes_without_an_anchor_and_up_to_an_earlier_one(name: str) -> None:
    """So the test above bites, and what lies after the last anchor is not claimed."""
    forged = MUTATIONS[name](OWN, 11)
    kept = audit(OWN, [11])
    assert audit(forged).fault is None
    assert not is_found(forged, Anchor(11, kept.roots[11]))


@pytest.mark.parametrize("at", [0, 7, 23])
def test_flipped_bit_is_found_in_its_entry(at: int) -> None:
    assert all(audit(forged[: at + 1]).fault == at + 1 for forged in bit_flips(OWN, at))


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_honest_journal_is_never_accused(seed: int, count: int) -> None:
    own = honest(count, random.Random(seed))
    found = audit(own, range(1, count + 1))
    assert (found.fault, found.backdated, found.count) == (None, (), count)
    assert all(
        found.holds(Anchor(n, found.roots[n])) and found.holds(Anchor(n, own[n - 1].hash))
        for n in found.roots
        if n
    )


def test_entry_that_bears_an_earlier_time_is_named() -> None:
    late = chain(OWN[-1], "drawn", None, BEGUN, {})
    assert audit([*OWN, late]).backdated == (25,)


ROOTS = audit(OWN, range(1, 25)).roots
PROOFS: list[Proof] = [
    *(prove_entry(OWN[:size], number) for size, number in ((1, 1), (7, 3), (24, 1), (24, 24))),
    *(prove_extension(OWN[:size], old) for size, old in ((1, 1), (8, 4), (24, 7), (24, 24))),
]


@pytest.mark.parametrize("size", [1, 2, 7, 24])
def test_proofs_rest_on_the_roots_of_the_journal(size: int) -> None:
    root = merkle_root([leaf_of(each) for each in OWN[:size]]).hex()
    for number in range(1, size + 1):
        entry, grown = prove_entry(OWN[:size], number), prove_extension(OWN[:size], number)
        old = merkle_root([leaf_of(each) for each in OWN[:number]]).hex()
        assert (entry.number, entry.entry, entry.rests_on()) == (
            number,
            OWN[number - 1].body,
            ((size, root),),
        )
        assert grown.rests_on() == ((number, old), (size, root))
        assert entry.holds()
        assert grown.holds()


@pytest.mark.parametrize("proof", PROOFS)
def test_proof_is_read_back_and_holds(proof: Proof) -> None:
    assert proof.holds()
    assert read_proof(proof.model_dump_json().encode()) == proof
    assert {
        head in {(n, root) for n, root in audit(OWN, range(25)).roots.items()} for head in proof.rests_on()
    } == {True}


def _worse(proof: Proof) -> list[Proof]:
    """Flip, cut, add before and after, sizes one off, roots swapped."""
    other = "f" * 64
    paths = [(*proof.path, other), (other, *proof.path)]
    if proof.path:
        flipped = f"{int(proof.path[0], 16) ^ 1:064x}"
        paths += [proof.path[1:], proof.path[:-1], (flipped, *proof.path[1:])]
    changes: list[dict[str, object]] = [{"path": path} for path in paths]
    changes += [{"root": other}]
    if isinstance(proof, EntryProof):
        changes += [{"entry": proof.entry + " "}, {"entry": "\ud800"}, {"number": proof.number + 1}]
    elif proof.old_size < proof.size:
        changes += [{"old_root": proof.root, "root": proof.old_root}]
        changes += [{"old_size": proof.old_size + 1}, {"old_root": other}]
    return [proof.model_copy(update=change) for change in changes]


@pytest.mark.parametrize("proof", PROOFS)
def test_damaged_proof_does_not_hold(proof: Proof) -> None:
    assert [worse for worse in _worse(proof) if worse.holds()] == []


@pytest.mark.parametrize("proof", PROOFS[-2:])
@pytest.mark.parametrize(
    "change",
    [{"v": 2}, {"root": "f" * 63}, {"size": 0}, {"size": "24"}, {"proves": "all"}, {"more": 1}, {"path": 3}],
)
def test_file_that_is_no_proof_is_refused(proof: Proof, change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"^no proof$"):
        read_proof(json.dumps(proof.model_dump() | change).encode())
    assert isinstance(read_proof(proof.model_dump_json().encode()), ExtensionProof)


def test_nothing_is_proved_of_an_entry_that_is_not_there() -> None:
    for number in (0, 25):
        with pytest.raises(ValueError, match=str(number)):
            prove_entry(OWN, number)
        with pytest.raises(ValueError, match=str(number)):
            prove_extension(OWN, number)
