"""Sections of docs/benchmarks.md that commands of their own write; every other leaves them as they are."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
_SECTION = re.compile(r"<!-- begin (\w+) -->\n.*?<!-- end \1 -->\n", re.DOTALL)


def asking(module: str, *, has_seed: bool = True) -> argparse.ArgumentParser:
    """Return what reads the day of the measurement, and the seed from which its inputs are made."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{module}")
    parser.add_argument("--date", required=True)
    if has_seed:
        parser.add_argument("--seed", required=True, type=int)
    return parser


def goal_line(wanted: str, measured: str, *, is_met: bool) -> str:
    """Return a row of a table of goals."""
    return f"| {wanted} | {measured} | {'达到' if is_met else '未达到'} |"


def put_section(name: str, lines: Sequence[str]) -> None:
    """Write these lines as the section of this name."""
    PAGE.write_text(with_section(PAGE.read_text(encoding="utf-8"), name, lines), encoding="utf-8")


def with_section(page: str, name: str, lines: Sequence[str]) -> str:
    """Return the page with these lines as the section of this name, in its place or at the end."""
    written = "\n".join([f"<!-- begin {name} -->", *lines, f"<!-- end {name} -->", ""])
    kept = {found[1]: found[0] for found in _SECTION.finditer(page)}
    if name in kept:
        return page.replace(kept[name], written)
    return f"{page.rstrip()}\n\n{written}"


def sections_of(page: str) -> list[str]:
    """Return the sections of a page as they are, in their order."""
    return [found[0] for found in _SECTION.finditer(page)]
