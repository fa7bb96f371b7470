"""Two runs of the demo differ in their binding tokens and salts, and in the hashes over them, only."""

import re
from pathlib import Path

from demo.play import play_demo

RANDOM = re.compile(r"[0-9a-f]{32,}|<span>[0-9a-f]{8}</span>")
PAGES = ("public/index.html", "public/round-SSJ-2026-0001.html")
"""They show the journal's head and the hashes of signed records, which hang on salts."""
PROFILE = "quyang-education-2023"


async def test_two_runs_differ_in_their_tokens_and_salts_only(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        await play_demo(PROFILE, None, folder, lambda _line: None)
    for name in ("bundle.json", "public/SSJ-2026-0001.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    for name in ("transcript.txt", "journal.jsonl", *PAGES):
        texts = [RANDOM.sub("…", (folder / name).read_text(encoding="utf-8")) for folder in (first, second)]
        assert texts[0] == texts[1]
    links = [
        set(re.findall(r"start=(\S+)", (each / "transcript.txt").read_text())) for each in (first, second)
    ]
    assert links[0].isdisjoint(links[1])
