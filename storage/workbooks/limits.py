"""What a file may be at most, and what the child process that opens it may use.

The figures are those of the threat table (rows 51 and 52). Imports little: the child must start fast.
"""

import resource
import sys

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_ENTRIES = 500
MAX_INFLATED_BYTES = 128 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 60
MAX_MERGED = 100_000
MAX_PLAN_ROWS = 2_000
# 100,000 rows of all the columns of a register, and some that nobody reads.
MAX_CELLS = 2_000_000
MAX_LETTERS = 16_000_000
MAX_ANSWER_BYTES = 96 * 1024 * 1024
MAX_MARKS = 1_000

CPU_SECONDS = 20
TIMEOUT_SECONDS = 90
ADDRESS_SPACE_BYTES = 768 * 1024 * 1024

EXIT_NO_MEMORY = 3


class Refusal(Exception):  # noqa: N818 -- it is an answer, not an error
    """The file as a whole is refused; `code` is a message key."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def _refuse_opening(event: str, _arguments: tuple[object, ...]) -> None:
    if event in {"open", "socket.__new__", "subprocess.Popen", "os.system", "os.exec", "os.fork"}:
        raise PermissionError(event)


def shut_in() -> None:
    """Takes from this process all it does not need: memory, time, files, sockets and other processes.

    To be called after the last import: no file can be opened after it.
    """
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    sys.addaudithook(_refuse_opening)
