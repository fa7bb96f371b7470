"""docs/security.md names a test for every row of threats and faults; and a few of these tests."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\w+) \| ([^|]+) \| (\w[\w ]*) \| (.*) \|$", PAGE, re.MULTILINE)[0:]
STATES = {"tested", "part", "open", "not here"}
GOALS = ["1", "1b", "1c", "2", "3", "3b", "3c", "4", "4b", "5", "6", "7", "8", "9", "10", "11", "12"]
WANTED = [*(str(n) for n in range(1, 67)), *(f"F{n}" for n in range(1, 41)), *(f"G{n}" for n in GOALS)]


@cache
def _tests_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def _named(cell: str) -> list[tuple[str, str]]:
    return re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", cell)


def test_every_row_has_its_line_once() -> None:
    rows = [number for number, *_ in ROWS if number != "row"]
    assert sorted(rows) == sorted(WANTED)


def test_every_named_test_exists() -> None:
    missing = [
        (number, path, name)
        for number, _, _, cell in ROWS
        for path, name in _named(cell)
        if not (ROOT / path).is_file() or name not in _tests_in(path)
    ]
    assert missing == []


def test_every_line_says_what_it_rests_on() -> None:
    told = [(number, state, cell) for number, _, state, cell in ROWS if number != "row"]
    assert {state for _, state, _ in told} <= STATES
    assert [number for number, state, cell in told if state in {"tested", "part"} and not _named(cell)] == []
    assert [number for number, state, cell in told if state == "not here" and not cell] == []


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def test_nothing_of_the_product_draws_from_a_predictable_source() -> None:
    """Threat 19: randomness is the operating system's, by `secrets` and `os.urandom`."""
    files = [path for room in ("bot", "storage", "locales") for path in (ROOT / room).rglob("*.py")]
    assert [path for path in files if _imports(path) & {"random", "numpy", "uuid"}] == []


def test_codes_in_the_chat_are_never_shortened() -> None:
    """Threat 22: what people compare is 256 bits; only the answer to a comparison shows a beginning."""
    cut = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bot" / "usecases").rglob("*.py")
        if re.search(r"(commitment|entropy_hash|result_hash|root)\[:", path.read_text(encoding="utf-8"))
    ]
    assert cut == []


def test_every_dependency_is_pinned_by_its_hash() -> None:
    """Threat 59: `make` installs with --require-hashes."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in lock.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []
    assert "--require-hashes" in (ROOT / "Makefile").read_text(encoding="utf-8")
