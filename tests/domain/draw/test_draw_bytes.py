import hashlib
import json
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draw import bytes as protocol
from bot.domain.draw.bytes import Rejected, dumps, loads, merkle_path, merkle_root, root_by_path


def sha(data):
    return hashlib.sha256(data).digest()


def root_as_written(leaves):
    """RFC 6962, word for word."""
    if len(leaves) < 2:
        return sha(b"\x00" + leaves[0]) if leaves else sha(b"")
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha(b"\x01" + root_as_written(leaves[:split]) + root_as_written(leaves[split:]))


def test_digest_frames_tag_count_and_parts():
    framed = b"\0\0\0\0\0\0\0\x0dssj/draw/1/ab" + b"\0\0\0\0\0\0\0\x02"
    parts = b"\0\0\0\0\0\0\0\x01x" + b"\0\0\0\0\0\0\0\0"
    assert protocol.digest("ab", b"x", b"") == sha(framed + parts)


@given(st.lists(st.binary(max_size=3), max_size=40))
def test_merkle_root_is_that_of_rfc_6962(leaves):
    assert merkle_root(leaves) == root_as_written(leaves)


@given(st.lists(st.binary(max_size=3), min_size=1, max_size=40), st.data())
def test_merkle_path_leads_to_the_root_and_no_other_does(leaves, data):
    position = data.draw(st.integers(0, len(leaves) - 1))
    path = merkle_path(leaves, position)
    assert root_by_path(leaves[position], position, len(leaves), path) == merkle_root(leaves)
    assert root_by_path(leaves[position] + b"!", position, len(leaves), path) != merkle_root(leaves)
    with pytest.raises(Rejected, match=r"^path$"):
        root_by_path(leaves[position], position, len(leaves), [*path, b""])


def test_merkle_path_too_short_is_rejected():
    with pytest.raises(Rejected, match=r"^path$"):
        root_by_path(b"a", 0, 2, [])


texts = st.text().map(lambda text: normalize("NFC", text))
keys = st.text("abcxyz019_", min_size=1)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(keys, inner),
)


@given(values)
def test_canonical_json_is_read_back_as_it_was(value):
    assert loads(dumps(value)) == value


@given(values)
def test_canonical_json_is_the_only_spelling(value):
    for spelling in (json.dumps(value, indent=1), json.dumps(value) + " ", "\ufeff" + json.dumps(value)):
        if spelling.encode() != dumps(value):
            with pytest.raises(Rejected):
                loads(spelling.encode())


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.0, "type"),
        ({1}, "type"),
        (2**53, "integer"),
        (-(2**53), "integer"),
        ("e\u0301", "string"),
        ("\ud800", "string"),
        ({"A": 1}, "key"),
        ({"": 1}, "key"),
        ({"a\n": 1}, "key"),
        ({1: 1}, "key"),
        ([{"a": [1.5]}], "type"),
    ],
)
def test_dumps_refuses(value, code):
    with pytest.raises(Rejected, match=f"^{code}$"):
        dumps(value)


def test_dumps_refuses_nesting_without_end():
    value = []
    value.append(value)
    with pytest.raises(Rejected, match=r"^nesting$"):
        dumps(value)


def test_dumps_escapes_as_rfc_8785():
    assert dumps("\u20ac$\x0f\nA'B\"\\/\u007f\u2028") == '"€$\\u000f\\nA\'B\\"\\\\/\x7f\u2028"'.encode()
    assert dumps((1, [True, None])) == b"[1,[true,null]]"
    assert dumps({"b": 1, "a_": 2, "a": 3}) == b'{"a":3,"a_":2,"b":1}'


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"1.0", "float"),
        (b"1e2", "float"),
        (b"NaN", "float"),
        (b"-Infinity", "float"),
        (b'{"a":1,"a":1}', "duplicate"),
        (b'{"b":1,"a":1}', "bytes"),
        (b"-0", "bytes"),
        (b"1 ", "bytes"),
        (b"1\n", "bytes"),
        (b'"\\u0041"', "bytes"),
        (b"1 2", "syntax"),
        (b"", "syntax"),
        (b"\xff", "syntax"),
        (b"\xef\xbb\xbf1", "syntax"),
        (b"[" * 100_000, "syntax"),
        (b"9" * 5000, "syntax"),
        (b'"\\ud800"', "string"),
        (b'"e\xcc\x81"', "string"),
        (b"9007199254740992", "integer"),
        (b'{"A":1}', "key"),
    ],
)
def test_loads_refuses(raw, code):
    with pytest.raises(Rejected, match=f"^{code}$") as caught:
        loads(raw)
    assert caught.value.code == code
