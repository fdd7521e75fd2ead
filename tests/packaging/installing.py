"""The built wheel, installed in the ways that people install it, each in folders of its own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.packaging.building import ROOT, fetch, tool
from tests.packaging.pythons import Python
from tests.terminal import Terminal

_LIKE_ANY_OTHER = """
import ctypes, os, sys
for capability in (1, 2, 3):  # dac_override, dac_read_search, fowner
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Runs a program without root's right to write everywhere."""


class Installed:
    """An installed coachtui: the folder that it lies in, its Python and the command on the path."""

    def __init__(self, folder: Path, python: Path, command: Path) -> None:
        self.folder, self.python, self.command = folder, python, command

    def __str__(self) -> str:
        return self.folder.name

    def run(
        self, home: Path, *words: str, typed: str = "", program: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run the command, or ``program``, from ``home`` and with nothing of this environment."""
        return subprocess.run(
            [*_unprivileged(), *(program or [str(self.command)]), *words],
            input=typed,
            cwd=home,
            env={
                "HOME": str(home),
                "XDG_DATA_HOME": str(home / "data"),
                "PATH": os.defpath,
                "LANG": "C.UTF-8",
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def terminal(self, home: Path, *words: str) -> Terminal:
        """The command in a terminal."""
        return Terminal(home, *words, program=[*_unprivileged(), str(self.command)])

    def files(self) -> set[Path]:
        """All that lies in its folder, byte-code aside."""
        return {path for path in self.folder.rglob("*") if "__pycache__" not in path.parts}

    @contextlib.contextmanager
    def read_only(self) -> Iterator[None]:
        """Nothing can be written into its folder."""
        folders = [self.folder, *(path for path in self.folder.rglob("*") if path.is_dir())]
        try:
            for folder in folders:
                folder.chmod(0o555)
            yield
        finally:
            for folder in folders:
                folder.chmod(0o755)


def _unprivileged() -> list[str]:
    """Before a command line: what makes root as powerless as anybody."""
    return [sys.executable, "-c", _LIKE_ANY_OTHER] if os.geteuid() == 0 else []


def by_pipx(wheel: Path, python: Python, folder: Path, extra: str = "") -> Installed:
    """``pipx install``, through pip, as where there is no uv."""
    places = {"PIPX_HOME": folder, "PIPX_BIN_DIR": folder / "bin", "PIPX_MAN_DIR": folder / "man"}
    line = [tool("pipx"), "install", "-q", "--backend", "pip", "--python", python.path]
    fetch(*line, f"{wheel}{extra}", **places)
    return Installed(folder, folder / "venvs/coachtui/bin/python", folder / "bin/coachtui")


def by_uv(wheel: Path, python: Python, folder: Path, extra: str = "") -> Installed:
    """``uv tool install``."""
    places = {"UV_TOOL_DIR": folder, "UV_TOOL_BIN_DIR": folder / "bin"}
    line = [tool("uv"), "tool", "install", "-q", "--python", python.path]
    fetch(*line, f"coachtui{extra} @ {wheel.as_uri()}", **places)
    return Installed(folder, folder / "coachtui/bin/python", folder / "bin/coachtui")


def with_the_lowest_versions(
    wheel: Path, python: Python, folder: Path, extra: str = ""
) -> Installed:
    """The lowest version of each dependency that ``pyproject.toml`` allows."""
    lowest = folder.with_suffix(".txt")
    line = [tool("uv"), "pip", "compile", "-q", "--resolution", "lowest-direct", "--all-extras"]
    fetch(*line, "--python", python.path, "-o", lowest, ROOT / "pyproject.toml")
    fetch(tool("uv"), "venv", "-q", "--python", python.path, folder)
    own = folder / "bin/python"
    fetch(tool("uv"), "pip", "install", "-q", "--python", own, "-c", lowest, f"{wheel}{extra}")
    return Installed(folder, own, folder / "bin/coachtui")


Way = Callable[..., Installed]
