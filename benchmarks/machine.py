"""What a run was made on: the machine, and the versions of all that took part."""

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

from benchmarks.cores import CLIENT, SERVER

_PACKAGES = (
    "uvicorn",
    "uvloop",
    "httptools",
    "flask",
    "icalendar",
    "feedgen",
    "pyyaml",
    "brotli",
    "granian",
    "yaml2ics",
)
_MODEL = re.compile(r"^model name\s*: (.+)$", re.MULTILINE)
_MEMORY = re.compile(r"^MemTotal:\s+(\d+) kB$", re.MULTILINE)
_VERSION = re.compile(r"\d+(\.\d+)+")


def described() -> str:
    """Return it as a list in Markdown."""
    model = _MODEL.search(Path("/proc/cpuinfo").read_text("utf-8"))
    memory = _MEMORY.search(Path("/proc/meminfo").read_text("ascii"))
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    cores, gigabytes = len(os.sched_getaffinity(0)), int(memory[1]) / 2**20 if memory else 0
    libc = " ".join(platform.libc_ver())
    lines = (
        f"{cores} cores, {model[1] if model else platform.machine()}; {gigabytes:.0f} GB of memory",
        f"{platform.system()} {platform.release()}, {libc}, Python {platform.python_version()}",
        packages,
        f"nginx {_said_by('nginx', '-v')}, wrk {_said_by('wrk', '-v')}",
        _cores(),
    )
    return "\n".join(f"- {line}" for line in lines)


def _said_by(*command: str) -> str:
    """Return the version that a program says it is, on whichever output."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = _VERSION.search(done.stdout + done.stderr)
    return found[0] if found else "?"


def _cores() -> str:
    if SERVER is None:
        return "One core, which the server under test and whoever asks it share"
    return (
        f"The server under test is kept to core {SERVER}, nginx likewise;"
        f" whoever asks them, to core {CLIENT} (taskset)"
    )
