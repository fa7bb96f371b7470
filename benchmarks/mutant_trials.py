"""Tries what mutmut has changed: a plugin of pytest for the folder `mutants` of a changed tree.

mutmut itself starts pytest anew for each change and runs the tests in no order. Here each change gets a fork
of a process that has collected the tests already, and in it the tests that run the changed function, the
quickest first, until one fails. All tests run once before, also in a fork, so that nothing which they keep
for the next test hides a change from it.
"""

import importlib
import json
import os
import pickle
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

_CHOSEN = Path("chosen.json")
SURVIVED, NOTICED, ENDLESS, UNTESTED = 0, 1, 24, 33
_LEAST_SECONDS, _PATIENCE, _MEMORY = 5, 4, 1 << 30
_LONGEST = 3600
"""The seconds after which a process is ended that only waits."""
_MOST_SECONDS = 600
"""Of processor time, for one change alone: it may never end."""
_UNDER_TEST = "MUTANT_UNDER_TEST"
_ALL = "stats"
"""Under this name mutmut notes which functions are run."""

_trampoline = importlib.import_module("mutmut.mutation.trampoline")
_seen: set[str] = importlib.import_module("mutmut.state").state()._stats  # noqa: SLF001 - mutmut's own record
# A failing example needs no smaller one, and what one change has failed at is nothing to the next.
settings.register_profile(
    "trials",
    deadline=None,
    max_examples=40,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)


def _forked(work: Callable[[], Any], seconds: float) -> Any:
    """Return what the work returns in a fork, or None where it dies or takes longer."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        try:
            told = pickle.dumps(work())
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(told)
        except RuntimeError as error:
            sys.stderr.write(f"{error}\n")
        finally:
            os._exit(0)
    os.close(writing)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(int(seconds))
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    signal.alarm(0)
    return pickle.loads(answer) if answer else None  # noqa: S301 - our own fork


def _run(items: Sequence[pytest.Item], seconds: Mapping[str, float]) -> Iterator[tuple[str, bool]]:
    """Run the tests in this order; yield each one's name and whether it has failed.

    A test that takes many times its `seconds` of processor time ends the process.
    """
    for item, after in zip(items, [*items[1:], None], strict=True):
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        patience = _LEAST_SECONDS + _PATIENCE * seconds.get(item.nodeid, _MOST_SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + patience), most))
        reports = runtestprotocol(item, log=False, nextitem=after)
        yield item.nodeid, any(report.failed for report in reports)


def _watched(items: Sequence[pytest.Item]) -> tuple[dict[str, set[str]], dict[str, float]]:
    """Return the tests that run each function, and the seconds of each test."""
    tests, seconds = defaultdict[str, set[str]](set), dict[str, float]()
    _seen.clear()
    began = time.process_time()
    for name, has_failed in _run(items, {}):
        if has_failed:
            raise RuntimeError(f"{name} fails where nothing is changed.")
        seconds[name], began = time.process_time() - began, time.process_time()
        for function in _seen:
            tests[function].add(name)
        _seen.clear()
    return dict(tests), seconds


def _put_on_trial(name: str) -> None:
    """Let the changed tree run this change, without asking the environment at each call, which takes long."""
    os.environ[_UNDER_TEST] = name
    _trampoline.get_mutant_under_test = lambda: name  # type: ignore[attr-defined]


if os.environ[_UNDER_TEST] != _ALL:
    _put_on_trial(os.environ[_UNDER_TEST])
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS + 1))


def _end_of(name: str, items: Sequence[pytest.Item], seconds: Mapping[str, float]) -> int:
    """Return how the tests of one change end, in the numbers of mutmut."""
    if not items:
        return UNTESTED
    _put_on_trial(name)
    found = _forked(
        lambda: next((test for test, has_failed in _run(items, seconds) if has_failed), ""), _LONGEST
    )
    end = ENDLESS if found is None else NOTICED if found else SURVIVED
    sys.stderr.write(f"{end} {name} {found}\n")
    return end


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Try every change that has no end yet, in place of running the tests; a single one runs them alone."""
    pytest.Function.repr_failure = lambda *_args, **_kwargs: ""  # type: ignore[method-assign]
    if os.environ[_UNDER_TEST] != _ALL:
        return None
    told = _forked(lambda: _watched(session.items), _LONGEST)
    if told is None:
        raise SystemExit("The tests fail where nothing is changed.")
    tests, seconds = told
    items = {item.nodeid: item for item in session.items}
    chosen = set(json.loads(_CHOSEN.read_text("utf-8"))) if _CHOSEN.exists() else None
    for path in sorted(Path().rglob("*.meta")):
        meta = json.loads(path.read_text("utf-8"))
        ends = meta["exit_code_by_key"]
        for name in [name for name, end in ends.items() if end is None and (not chosen or name in chosen)]:
            ran = sorted(tests.get(name.rpartition("__mutmut_")[0], ()), key=seconds.__getitem__)
            ends[name] = _end_of(name, [items[test] for test in ran], seconds)
            path.write_text(json.dumps(meta), "utf-8")
    return True
