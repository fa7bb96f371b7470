"""Reads a page as a strict reader does: what it says, where it leads, and what is wrong with its HTML."""

from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "link", "br", "hr", "img", "input"}
NOT_SAID = {"style", "script"}
# What may not stand inside a paragraph, and what needs a certain parent.
_BLOCKS = {"p", "div", "dl", "ul", "ol", "table", "section", "article", "h1", "h2", "h3", "pre", "nav"}
_PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
    "summary": {"details"},
}


class Reader(HTMLParser):
    """Collects texts, tags, ids and links of a page, and every fault of its structure."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.named: list[str] = []
        self.faults: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._place(tag)
        self.tags.append(tag)
        given = dict(attrs)
        if len(given) < len(attrs):
            self.faults.append(f"{tag}: an attribute twice")
        self.links += [given[name] or "" for name in ("href", "src") if name in given]
        self.ids += [given["id"] or ""] if "id" in given else []
        self.named += [
            given[name] or "" for name in ("aria-labelledby", "aria-describedby", "for") if name in given
        ]
        if tag not in VOID:
            self.open.append(tag)

    def _place(self, tag: str) -> None:
        parent = self.open[-1] if self.open else ""
        if tag in _PARENTS and parent not in _PARENTS[tag]:
            self.faults.append(f"{tag} in {parent}")
        if tag in _BLOCKS and {"p", "bdi", "span", "h1", "h2", "h3"} & set(self.open):
            self.faults.append(f"{tag} in {self.open}")
        if tag == "a" and "a" in self.open:
            self.faults.append("a in a")
        if tag in {"h1", "h2", "h3"}:
            level = int(tag[1])
            if level > (self.headings[-1] if self.headings else 0) + 1:
                self.faults.append(f"{tag} after h{self.headings[-1:]}")
            self.headings.append(level)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] not in NOT_SAID:
            self.texts.append(data.strip())

    def all_faults(self) -> list[str]:
        """Return every fault, of the whole page too."""
        found = [*self.faults, *(f"open {tag}" for tag in self.open)]
        found += [f"id {each} twice" for each in self.ids if self.ids.count(each) > 1]
        found += [f"no id {each}" for each in self.named if each not in self.ids]
        found += [
            f"{tag}: {self.tags.count(tag)}" for tag in ("h1", "title", "main") if self.tags.count(tag) != 1
        ]
        return found


def read(html: bytes | str) -> Reader:
    """Return what a page says and what is wrong with it."""
    reader = Reader()
    reader.feed(html if isinstance(html, str) else html.decode())
    reader.close()
    return reader


def dead_links(pages: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return each link of the pages (`{"en/index.html": b"…"}`) that leads to no file and no place."""
    readers = {name: read(data) for name, data in pages.items() if name.endswith(".html")}
    found = []
    for name, reader in readers.items():
        for link in reader.links:
            target, _, anchor = link.partition("#")
            file = _joined(name, target) if target else name
            is_there = link == "data:," or (
                file in pages and (not anchor or file not in readers or anchor in readers[file].ids)
            )
            if not is_there:
                found.append((name, link))
    return found


def _joined(page: str, link: str) -> str:
    parts = page.split("/")[:-1]
    for part in link.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def site_faults(folder: Path) -> list[tuple[str, str]]:
    """Return what is wrong with a site as it lies there: the HTML of its pages, and links to nothing."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    files = {name: path.read_bytes() for name, path in paths.items()}
    pages = [name for name in files if name.endswith(".html") and name != "verify.html"]
    found: list[tuple[str, object]] = [
        (name, fault) for name in pages for fault in read(files[name]).all_faults()
    ]
    return found + list(dead_links({**files, "verify.html": b""}))


def site_text(folder: Path) -> str:
    """Return all that the pages of a site hold, in every language."""
    pages = [path for path in sorted(folder.rglob("*.html")) if path.name != "verify.html"]
    return "\n".join(path.read_text("utf-8") for path in pages)
