"""On what was measured."""

import platform
from pathlib import Path


def machine() -> str:
    """Return processor, cores, system and interpreter, as the pages name them."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    cores = f"{names[0] if names else platform.machine()}，{len(names)} 核"
    return f"{cores}；{platform.system()}；Python {platform.python_version()}"
