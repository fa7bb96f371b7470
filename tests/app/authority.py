"""A time-stamping authority of our own on loopback: openssl behind HTTP, its certificate made for the test.

Without `certs` in its settings: the order in which openssl writes a chain is one that strict readers refuse.
"""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

HAS_OPENSSL = shutil.which("openssl") is not None
_SETTINGS = """
[tsa]
default_tsa = ours
[ours]
serial = serial
digests = sha256
default_policy = 1.2.3.4
signer_digest = sha256
ess_cert_id_alg = sha256
"""
_USE = "extendedKeyUsage=critical,timeStamping"


@dataclass
class Authority:
    """Where it is, whose root to trust, and how it behaves."""

    address: str
    root: bytes
    is_down: bool = False
    replays: bytes = b""
    last: bytes = b""


def run_openssl(folder: Path, *arguments: str) -> None:
    """Run openssl in this folder; raise CalledProcessError where it fails."""
    subprocess.run(("openssl", *arguments), cwd=folder, check=True, capture_output=True)  # noqa: S603, S607


def make_root(folder: Path, name: str) -> bytes:
    """Make a root with its key, and return its certificate."""
    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    run_openssl(
        folder, "req", "-x509", *new, "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", f"/CN={name}"
    )
    return (folder / f"{name}.pem").read_bytes()


@asynccontextmanager
async def open_authority(folder: Path) -> AsyncIterator[Authority]:
    """Run the authority for as long as a test lasts."""
    root = make_root(folder, "root")
    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    issued = ("-CA", "root.pem", "-CAkey", "root.key", "-subj", "/CN=tsa", "-addext", _USE)
    run_openssl(folder, "req", "-x509", *new, *issued, "-keyout", "tsa.key", "-out", "tsa.pem")
    (folder / "tsa.cnf").write_text(_SETTINGS, encoding="ascii")
    (folder / "serial").write_text("01\n", encoding="ascii")
    (socket,) = bind_sockets(0, "127.0.0.1")
    authority = Authority(f"http://127.0.0.1:{socket.getsockname()[1]}/", root)
    server = HTTPServer(Application([("/", _Stamps, {"authority": authority, "folder": folder})]))
    server.add_sockets([socket])
    yield authority
    server.stop()
    await server.close_all_connections()


class _Stamps(RequestHandler):
    def initialize(self, authority: Authority, folder: Path) -> None:
        self.authority, self.folder = authority, folder

    async def post(self) -> None:
        if self.authority.is_down:
            self.set_status(503)
            return
        (self.folder / "query").write_bytes(self.request.body)
        signed = ("-signer", "tsa.pem", "-inkey", "tsa.key", "-queryfile", "query", "-out", "reply")
        await asyncio.to_thread(run_openssl, self.folder, "ts", "-reply", "-config", "tsa.cnf", *signed)
        self.authority.last = self.authority.replays or (self.folder / "reply").read_bytes()
        self.set_header("Content-Type", "application/timestamp-reply")
        self.write(self.authority.last)
