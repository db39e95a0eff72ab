"""The programs beyond Python that the benchmarks need, and how they come to a machine.

Usage: python benchmarks/needs.py, which installs what is missing as far as that is allowed

Where systemd runs, Debian starts its nginx on port 80 as soon as it is installed;
`systemctl disable --now nginx` ends that.
"""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

import tools

_NEEDS = tuple(
    tools.Tool(
        name=name,
        probe=("sh", "-c", f"command -v {name}"),
        source="apt",
        packages=(package,),
        tests=(),
    )
    for name, package in (("nginx", "nginx-light"), ("wrk", "wrk"), ("taskset", "util-linux"))
)


def missing() -> list[str]:
    """Return what is not here, by its names."""
    lacking = [tool.name for tool in tools.find_missing(_NEEDS)]
    try:
        version("yaml2ics")
    except PackageNotFoundError:
        lacking.append("yaml2ics")
    return lacking


def install() -> int:
    """Install what is missing; return 1 where something still is."""
    lacking = tools.find_missing(_NEEDS)
    as_root = tools.root_prefix()
    packages = tools.debian_packages(lacking, has_npm=True)
    if packages and as_root is not None:
        tools.install_debian(packages, as_root)
    if not (names := missing()):
        return 0
    tools.say(f"The benchmarks need what is not here: {', '.join(names)}.")
    if packages and as_root is None:
        tools.say(f"Someone who may can say: apt-get install {' '.join(packages)}")
    return 1


if __name__ == "__main__":
    sys.exit(install())
