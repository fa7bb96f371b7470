"""The journal's tree held against RFC 9162's own words: its root, and what extends what."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draw.bytes import merkle_path, merkle_root, root_by_path
from bot.domain.journal.tree import Frontier, extension_path, is_extension

MOST = 33


def leaves_of(count: int) -> list[bytes]:
    return [number.to_bytes(2, "big") for number in range(count)]


def root_by_the_text(leaves: list[bytes]) -> bytes:
    """Section 2.1.1: k is the largest power of two smaller than n."""
    if len(leaves) <= 1:
        return hashlib.sha256(b"".join(b"\x00" + leaf for leaf in leaves)).digest()
    half = max(1 << power for power in range(len(leaves).bit_length()) if 1 << power < len(leaves))
    return hashlib.sha256(
        b"\x01" + root_by_the_text(leaves[:half]) + root_by_the_text(leaves[half:])
    ).digest()


def test_root_of_a_growing_tree_is_the_texts() -> None:
    tree = Frontier()
    for count in range(MOST):
        wanted = root_by_the_text(leaves_of(count))
        assert (tree.size, tree.root(), merkle_root(leaves_of(count))) == (count, wanted, wanted)
        tree.add(count.to_bytes(2, "big"))


@pytest.mark.parametrize("new", [1, 2, 6, 7, 8, 10, 11, 13, 14, MOST])
def test_every_earlier_tree_is_extended_by_its_own_path_only(new: int) -> None:
    leaves = leaves_of(new)
    roots = {size: merkle_root(leaves[:size]) for size in range(1, new + 1)}
    for old, root in roots.items():
        path = extension_path(leaves, old)
        assert is_extension((old, root), (new, roots[new]), path)
        assert not is_extension((old, root), (new, b"\x00" * 32), path)
        assert not is_extension((old, b"\x00" * 32), (new, roots[new]), path)
        for wrong in (old - 1, old + 1):
            assert not is_extension((wrong, root), (new, roots[new]), path)
        for worse in ([*path, root], [root, *path], path[:-1] if path else [roots[new]]):
            assert not is_extension((old, root), (new, roots[new]), worse)


@given(st.integers(2, MOST), st.data())
def test_no_path_proves_an_extension_of_a_changed_journal(count: int, choice: st.DataObject) -> None:
    old = choice.draw(st.integers(1, count))
    changed = choice.draw(st.integers(0, old - 1))
    leaves = leaves_of(count)
    forged = [*leaves[:changed], b"forged", *leaves[changed + 1 :]]
    before, after = merkle_root(leaves[:old]), merkle_root(forged)
    for path in (extension_path(leaves, old), extension_path(forged, old)):
        assert not is_extension((old, before), (count, after), path)


@given(st.integers(1, MOST), st.data())
def test_path_leads_from_its_own_leaf_and_place_only(count: int, choice: st.DataObject) -> None:
    leaves = leaves_of(count)
    place = choice.draw(st.integers(0, count - 1))
    path, root = merkle_path(leaves, place), merkle_root(leaves)
    assert root_by_path(leaves[place], place, count, path) == root
    assert root_by_path(b"other", place, count, path) != root


@pytest.mark.parametrize("old", [0, -1, 4])
def test_what_was_never_a_tree_has_no_proof(old: int) -> None:
    with pytest.raises(ValueError, match=str(old)):
        extension_path(leaves_of(3), old)
    assert not is_extension((old, merkle_root([])), (3, merkle_root(leaves_of(3))), [])
