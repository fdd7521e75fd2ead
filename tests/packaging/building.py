"""Wheel and source distribution, built from a copy of the tree as a stranger would build them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_LEFTOVERS = (".*", "__pycache__", "*.mo", "dist", "build", "*.egg-info")


def tool(name: str) -> str:
    """A program that is installed beside the Python that runs the tests."""
    return str(Path(sys.executable).with_name(name))


def fetch(*command: str | Path, **variables: str | Path) -> None:
    """Run what needs a package registry; where it fails, fail with a sentence that says so."""
    environment = os.environ | {name: str(text) for name, text in variables.items()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [str(each) for each in command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        line = " ".join([Path(command[0]).name, *map(str, command[1:])])
        pytest.fail(
            f"“{line}” failed. What it installs or builds with comes from a package registry: if the "
            f"lines below say that none was reached, run this where pip and uv reach one.\n"
            f"{done.stdout}{done.stderr}",
            pytrace=False,
        )


class Built:
    """A copy of the source tree without leftovers, and what was built from it."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder / "tree"
        shutil.copytree(ROOT, self.tree, ignore=shutil.ignore_patterns(*_LEFTOVERS))
        self._out = folder / "dist"
        fetch(tool("uv"), "build", "-q", "--out-dir", self._out, self.tree)

    @property
    def wheel(self) -> Path:
        """The wheel, built from the source distribution."""
        (wheel,) = self._out.glob("*.whl")
        return wheel

    @property
    def source(self) -> Path:
        """The source distribution."""
        (source,) = self._out.glob("*.tar.gz")
        return source

    def wheel_of_the_tree(self) -> Path:
        """The wheel, built from the tree without the way through the source distribution."""
        out = self._out / "straight"
        fetch(tool("uv"), "build", "-q", "--wheel", "--out-dir", out, self.tree)
        (wheel,) = out.glob("*.whl")
        return wheel
