"""What is in the wheel and in the source distribution, and what they say of themselves."""

from __future__ import annotations

import ast
import tarfile
import zipfile
from email.parser import BytesParser
from pathlib import Path

import pytest
from packaging.metadata import Metadata

from coachtui import __version__
from tests.packaging.building import ROOT, Built

pytestmark = pytest.mark.smoke

INFO = f"coachtui-{__version__}.dist-info"
SHARED = f"coachtui-{__version__}.data/data/share"
LARGEST_WHEEL = 1_000_000
"""Bytes. A wheel over it holds what does not belong there, or the project has grown: then think."""

BY_HAND = {
    "coachtui/locale/nb/LC_MESSAGES/coachtui.mo",
    *(
        f"coachtui/documents/templates/{name}.{language}.md"
        for name in ("core", "full")
        for language in ("en", "nb")
    ),
    *(
        f"coachtui/themes/coach-{name}.toml"
        for name in ("dark", "light", "contrast", "warm", "nordic", "mono", "console")
    ),
    "coachtui/documents/agreement/page.css",
    "coachtui/documents/agreement/page.typ",
    "coachtui/tui/app.py",
    f"{INFO}/licenses/LICENSE",
    f"{INFO}/entry_points.txt",
}
"""Some of what must be there, written out here, so that the rule below cannot forget it."""


def of_the_tree() -> set[str]:
    """What the rule says that a wheel holds: all of the package, the themes and the man pages."""
    package = [path for path in (ROOT / "coachtui").rglob("*") if path.is_file()]
    inside = {
        path.relative_to(ROOT).as_posix()
        for path in package
        if "__pycache__" not in path.parts and path.suffix != ".po"
    }
    themes = {f"coachtui/themes/{path.name}" for path in (ROOT / "themes").iterdir()}
    languages = [path.name.split(".")[1] for path in ROOT.glob("man/coachtui.*.1")]
    pages = {f"{SHARED}/man/{each}/man1/coachtui.1".replace("/en/", "/") for each in languages}
    return inside | themes | pages


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_all_that_runs_is_in_the_wheel_and_nothing_else(built: Built) -> None:
    inside = set(contents(built.wheel))
    assert inside >= BY_HAND
    assert {name for name in inside if not name.startswith(INFO)} == of_the_tree()


def test_the_wheel_is_small(built: Built) -> None:
    assert built.wheel.stat().st_size < LARGEST_WHEEL


def test_the_source_distribution_builds_the_same_wheel_as_the_tree(built: Built) -> None:
    assert built.wheel.read_bytes() == built.wheel_of_the_tree().read_bytes()


def test_the_source_distribution_has_all_that_its_readme_and_makefile_need(built: Built) -> None:
    with tarfile.open(built.source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
        "pyproject.toml",
        "requirements.lock",
    }
    assert names >= needed | {"hatch_build.py", "coachtui/locale/nb/LC_MESSAGES/coachtui.po"}
    for folder in ("tests", "docs", "benchmarks", "themes"):
        here = {path.relative_to(built.tree) for path in built.tree.joinpath(folder).rglob("*")}
        assert {path.as_posix() for path in here if built.tree.joinpath(path).is_file()} <= names


def test_what_the_wheel_says_of_itself_is_valid_and_true(built: Built) -> None:
    files = contents(built.wheel)
    said = Metadata.from_email(files[f"{INFO}/METADATA"], validate=True)
    assert (said.name, str(said.version)) == ("coachtui", __version__)
    assert said.license_expression == "MIT"
    assert said.license_files == ["LICENSE"]
    assert files[f"{INFO}/licenses/LICENSE"] == ROOT.joinpath("LICENSE").read_bytes()
    assert said.description == ROOT.joinpath("README.md").read_text()
    wheel = BytesParser().parsebytes(files[f"{INFO}/WHEEL"])
    assert (wheel["Root-Is-Purelib"], wheel["Tag"]) == ("true", "py3-none-any")


def test_nothing_but_the_extras_asks_for_what_only_development_needs(built: Built) -> None:
    said = Metadata.from_email(contents(built.wheel)[f"{INFO}/METADATA"], validate=True)
    needed = {each.name for each in said.requires_dist or [] if not each.marker}
    used = {
        module.partition(".")[0]
        for name, source in contents(built.wheel).items()
        if name.endswith(".py")
        for module in imported(source)
    }
    assert {name.replace("-", "_").removesuffix("_py") for name in needed} <= used


def imported(source: bytes) -> set[str]:
    """The modules that a Python source imports."""
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
