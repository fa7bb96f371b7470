"""A disk that remembers what was written and when it was flushed, and that can fail: a VFS under SQLite.

It stands in front of SQLite's own and passes everything on. What a power cut would leave can then be made for
any moment: what was flushed is there; of what was not, each write came, did not come, or came in part.
"""

import _sqlite3
import ctypes
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

OK, FULL, FSYNC_FAILED, READ_ONLY = 0, 13, 1034, 8
"""SQLite's codes: SQLITE_FULL, SQLITE_IOERR_FSYNC, SQLITE_READONLY."""
SECTOR = 512
_POINTER, _INT, _LONG, _TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64, ctypes.c_char_p
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_SLEEP = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_CUT = ctypes.CFUNCTYPE(_INT, _POINTER, _LONG)
_FLUSH = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", _INT),
        ("file_size", _INT),
        ("longest_path", _INT),
        ("next", _POINTER),
        ("name", _TEXT),
        ("data", _POINTER),
        ("open", _POINTER),
        *((f"of_{n}", _POINTER) for n in range(8)),
        ("sleep", _POINTER),
        *((f"more_{n}", _POINTER) for n in range(6)),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [
        ("version", _INT),
        ("close", _POINTER),
        ("read", _POINTER),
        ("write", _POINTER),
        ("cut", _POINTER),
        ("flush", _POINTER),
        *((f"more_{n}", _POINTER) for n in range(13)),
    ]


class Op(NamedTuple):
    """One operation on a file: "write" of bytes at a place, "cut" to a length, or "flush"."""

    kind: str
    path: str
    place: int = 0
    content: bytes = b""


Fail = Callable[[str, str], int]
"""For the kind of an operation and the path: the code to fail with, or OK."""


@dataclass
class Disk:
    """What SQLite did to its files since the disk was put in."""

    ops: list[Op] = field(default_factory=list)
    fail: Fail | None = None
    first: dict[str, bytes] = field(default_factory=dict)
    """What each file held when it was first opened."""
    is_noting: bool = True
    """Whether operations are kept: hours of them fill the memory."""

    def begin(self) -> None:
        """Forget what was done so far: what the files hold now is there."""
        self.ops.clear()
        self.first = {path: Path(path).read_bytes() for path in self.first if Path(path).exists()}

    def meet(self, op: Op) -> int:
        """Note the operation, or return the code that it fails with."""
        code = self.fail(op.kind, op.path) if self.fail else OK
        if code == OK and self.is_noting:
            self.ops.append(op)
        return code


class PowerCuts:
    """What the files hold after a power cut behind each number of operations, in ascending order."""

    def __init__(self, disk: Disk, dice: random.Random) -> None:
        """Begin before the first operation."""
        self._disk, self._dice, self._done = disk, dice, 0
        self._flushed = {path: bytearray(content) for path, content in disk.first.items()}
        self._waiting: dict[str, list[Op]] = {}

    def after(self, count: int) -> dict[str, bytes]:
        """Return the files as the disk may hold them when the power fails behind so many operations."""
        for op in self._disk.ops[self._done : count]:
            if op.kind == "flush":
                for each in self._waiting.pop(op.path, []):
                    _apply(self._flushed[op.path], each)
            else:
                self._waiting.setdefault(op.path, []).append(op)
        self._done = count
        return {path: self._torn(path) for path in self._flushed}

    def _torn(self, path: str) -> bytes:
        content = bytearray(self._flushed[path])
        for op in self._waiting.get(path, []):
            fate = self._dice.randrange(3)
            if fate == 1:
                _apply(content, op)
            elif fate == 2 and op.kind == "write":
                sectors = self._dice.randrange(len(op.content) // SECTOR + 1)
                _apply(content, op._replace(content=op.content[: sectors * SECTOR]))
        return bytes(content)


def _apply(content: bytearray, op: Op) -> None:
    if op.kind == "cut":
        del content[op.place :]
        return
    content.extend(bytes(max(0, op.place - len(content))))
    content[op.place : op.place + len(op.content)] = op.content


@contextmanager
def put_in() -> Iterator[Disk]:
    """Put the disk under every connection that is opened from now on, until it is taken out."""
    library: Any = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = _POINTER
    original = library.sqlite3_vfs_find(None)
    vfs = _Vfs.from_buffer_copy(_Vfs.from_address(original))
    disk = Disk()
    kept = _Layer(disk, original, vfs.open)
    vfs.name, vfs.next = b"tests-disk", None
    vfs.open, vfs.sleep = _address(kept.on_open), _address(kept.on_sleep)
    library.sqlite3_vfs_register(ctypes.byref(vfs), 1)
    try:
        yield disk
    finally:
        library.sqlite3_vfs_register(_POINTER(original), 1)
        library.sqlite3_vfs_unregister(ctypes.byref(vfs))
        _KEPT.append((kept, vfs))


_KEPT: list[object] = []
"""Layers that a connection may still stand on."""


class _Layer:
    """The functions that SQLite calls, and the original ones behind them."""

    def __init__(self, disk: Disk, original: int, open_: int) -> None:
        self._disk, self._original, self._open = disk, original, _OPEN(open_)
        self._paths: dict[int, str] = {}
        self._methods: dict[int, _Methods] = {}
        self.on_open, self.on_sleep = _OPEN(self._on_open), _SLEEP(self._on_sleep)
        self._write, self._cut, self._flush = (
            _WRITE(self._on_write),
            _CUT(self._on_cut),
            _FLUSH(self._on_flush),
        )

    def _on_open(self, _vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        """Pass the name on as it is: SQLite keeps it, not a copy of it."""
        path = ctypes.string_at(name).decode() if name else ""
        if path and path not in self._disk.first:
            self._disk.first[path] = Path(path).read_bytes() if Path(path).exists() else b""
        code = self._open(self._original, name, file, flags, out)
        place = _POINTER.from_address(file)
        if code == OK and place.value:
            if place.value not in self._methods:
                self._methods[place.value] = self._changed(place.value)
            self._paths[file] = path
            self._real = _Methods.from_address(place.value)
            place.value = ctypes.addressof(self._methods[place.value])
        return int(code)

    def _changed(self, address: int) -> _Methods:
        methods = _Methods.from_buffer_copy(_Methods.from_address(address))
        methods.write, methods.cut = _address(self._write), _address(self._cut)
        methods.flush = _address(self._flush)
        return methods

    @staticmethod
    def _on_sleep(_vfs: int, microseconds: int) -> int:
        """Let nobody wait for a lock in real time."""
        return microseconds

    def _on_write(self, file: int, content: int, count: int, place: int) -> int:
        op = Op("write", self._paths[file], place, ctypes.string_at(content, count))
        return self._disk.meet(op) or int(_WRITE(self._real.write)(file, content, count, place))

    def _on_cut(self, file: int, length: int) -> int:
        return self._disk.meet(Op("cut", self._paths[file], length)) or int(
            _CUT(self._real.cut)(file, length)
        )

    def _on_flush(self, file: int, flags: int) -> int:
        return self._disk.meet(Op("flush", self._paths[file])) or int(_FLUSH(self._real.flush)(file, flags))


def _address(function: Any) -> int:
    return ctypes.cast(function, _POINTER).value or 0
