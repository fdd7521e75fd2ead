"""coachtui as it is built and installed, once for all of these tests.

They are not among those that ``pytest`` runs unasked, since they need a package registry and the tools
of the extra ``smoke``: ``make smoke`` runs them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packaging.building import Built
from tests.packaging.installing import Installed, Way, by_pipx, by_uv, with_the_lowest_versions
from tests.packaging.pythons import OLDEST_SUPPORTED, Python, oldest_and_newest

OLDEST, NEWEST = oldest_and_newest()
WAYS: dict[str, tuple[Way, Python]] = {
    f"pipx-{OLDEST}": (by_pipx, OLDEST),
    f"uv-{NEWEST}": (by_uv, NEWEST),
    f"lowest-{OLDEST}": (with_the_lowest_versions, OLDEST),
}


def pytest_report_header() -> str:
    """On which Pythons the wheel is tried; those that are not here are not passed over in silence."""
    header = f"installed on Python {OLDEST} (the oldest here) and {NEWEST} (the newest here)"
    if OLDEST.version[:2] != OLDEST_SUPPORTED:
        header += "; not on {}.{}, the oldest supported, which is not here".format(
            *OLDEST_SUPPORTED
        )
    return header


@pytest.fixture(autouse=True)
def _outside_of_the_source_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The wheel and the source distribution."""
    return Built(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session", params=WAYS)
def installed(
    request: pytest.FixtureRequest, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    """The wheel, installed without an extra."""
    way, python = WAYS[request.param]
    return way(built.wheel, python, tmp_path_factory.mktemp("installed") / request.param)
