"""Hands out the folder of the site: files that are public by their place, and nothing else."""

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from storage.site.pages import MISSING_PAGE


class _Files(SimpleHTTPRequestHandler):
    """Files and the front page of a folder; no listing, no hidden file, no line in the log."""

    def send_head(self) -> Any:
        """Answer with the file, or that there is none."""
        asked = Path(self.translate_path(self.path)).relative_to(self.directory)
        if any(part.startswith(".") for part in asked.parts):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the page of the site that says so where there is none, in the language asked for."""
        own = Path(self.directory) / ("en" if self.path.startswith("/en/") else "") / MISSING_PAGE
        if code != HTTPStatus.NOT_FOUND or not own.is_file():
            super().send_error(code, message, explain)
            return
        page = own.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 - the base class names it
        """Refuse to list a folder that has no front page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Let nobody keep an old page: a correction is to be seen at once."""
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it
        """Say nothing: who looked at what is nobody's business."""


def site_server(folder: Path, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server of this folder that listens already; raise OSError where the port is taken."""
    return ThreadingHTTPServer((host, port), partial(_Files, directory=str(folder)))
