"""The folder of the site: the old one or the new one, whatever happens between."""

from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

from storage.site.folder import write_files
from storage.site.serving import site_server
from tests.site.html_reader import dead_links
from tests.site.sample_site import OUTCOME, make_files, make_round

OLD = make_files(make_round(outcomes=(OUTCOME,)))
NEW = make_files(make_round(), make_round(number="SSJ-2026-0008", bundle="SSJ-2026-0008.json"))


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_new_site_takes_the_place_of_the_old_one_and_leaves_other_files(tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_bytes(b"the office's own")
    write_files(tmp_path, OLD)
    write_files(tmp_path, NEW)
    assert content(tmp_path) == {"mine.html": b"the office's own", **NEW}


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    write_files(tmp_path, OLD)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")}
    write_files(tmp_path, OLD)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")} == before


def is_own_other_language(page: str, link: str) -> bool:
    """The two languages of a page lead to each other: one of them has to come first."""
    return link in (f"en/{page}", page.replace("en/", "../"))


class DiskFullError(OSError):
    """No space is left."""


class Limited(dict[str, bytes]):
    """The files of a site of which so many can be had before the disk is full."""

    def __init__(self, files: dict[str, bytes], most: int) -> None:
        super().__init__(files)
        self.left = most

    def __getitem__(self, name: str) -> bytes:
        if self.left == 0:
            raise DiskFullError
        self.left -= 1
        return super().__getitem__(name)


@pytest.mark.parametrize("most", [0, 1, 5, 10])
def test_crash_in_the_middle_of_writing_leaves_the_old_site(tmp_path: Path, most: int) -> None:
    write_files(tmp_path, OLD)
    with pytest.raises(DiskFullError):
        write_files(tmp_path, Limited(NEW, most))
    shown = {name: data for name, data in content(tmp_path).items() if not name.startswith(".")}
    assert shown == OLD
    write_files(tmp_path, NEW)
    assert content(tmp_path) == NEW


def test_no_link_is_dead_between_two_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, OLD)
    move, seen = Path.replace, []

    def watched(self: Path, target: Path) -> Path:
        moved = move(self, target)
        now = {name: data for name, data in content(tmp_path).items() if not name.startswith(".")}
        dead = dead_links({**now, "verify.html": b""})
        seen.append([(page, link) for page, link in dead if not is_own_other_language(page, link)])
        return moved

    monkeypatch.setattr(Path, "replace", watched)
    write_files(tmp_path, NEW)
    assert (len(seen) > 20, [each for each in seen if each]) == (True, [])


def test_server_hands_out_the_pages_and_nothing_else(tmp_path: Path) -> None:
    write_files(tmp_path / "site", OLD)
    (tmp_path / "site" / ".next").mkdir()
    (tmp_path / "site" / ".next" / "draft.html").write_bytes(b"not yet")
    (tmp_path / "site" / "empty").mkdir()
    (tmp_path / "secret").write_bytes(b"no")
    with site_server(tmp_path / "site", "127.0.0.1", 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        asked = HTTPConnection("127.0.0.1", server.server_port)
        for path, name in (("/", "index.html"), ("/en/", "en/index.html")):
            asked.request("GET", path)
            answer = asked.getresponse()
            assert (answer.read(), answer.headers["Set-Cookie"]) == (OLD[name], None)
        for path in ("/.next/draft.html", "/empty/", "/../secret", "/%2e%2e/secret", "/nothing.html"):
            asked.request("GET", path)
            answer = asked.getresponse()
            assert (answer.status, answer.read()) == (404, OLD["404.html"])
        asked.request("GET", "/en/target-X.html")
        answer = asked.getresponse()
        assert (answer.status, answer.read()) == (404, OLD["en/404.html"])
        server.shutdown()
