"""Which Pythons are on this machine: on the path, from pyenv, and from uv."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

OLDEST_SUPPORTED = (3, 11)
NEWEST_LOOKED_FOR = 30

_WHO = "import json, sys; print(json.dumps([list(sys.version_info[:4]), sys.executable]))"


class Python(NamedTuple):
    """An interpreter, found at ``path``."""

    version: tuple[int, int, int]
    path: Path

    def __str__(self) -> str:
        return ".".join(map(str, self.version))


def oldest_and_newest() -> tuple[Python, Python]:
    """Of the released Pythons on this machine that coachtui supports; they may be the same."""
    found = sorted(filter(None, map(_asked, _candidates())))
    return found[0], found[-1]


def _candidates() -> list[Path]:
    folders = [Path(folder) for folder in os.get_exec_path()]
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR", "~/.local/share/uv/python")).expanduser()
    folders += [*pyenv.glob("versions/*/bin"), *uv.glob("*/bin")]
    major, oldest = OLDEST_SUPPORTED
    names = [f"python{major}.{minor}" for minor in range(oldest, NEWEST_LOOKED_FOR)]
    return [Path(sys.executable), *(path for each in folders for path in map(each.joinpath, names))]


def _asked(path: Path) -> Python | None:
    """The released Python at ``path``; None for what is none, such as a stand-in of pyenv's."""
    if not path.exists():
        return None
    asked = subprocess.run([path, "-I", "-c", _WHO], capture_output=True, text=True, check=False)
    if asked.returncode:
        return None
    (*version, level), place = json.loads(asked.stdout)
    return Python(tuple(version), Path(place)) if level == "final" else None
