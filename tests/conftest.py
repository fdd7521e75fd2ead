"""What most tests stand on: a real vault with the cheapest key derivation, and a day that stands still."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from coachtui import clock
from coachtui.domain.record import ClientRecord
from coachtui.key_list import KeyList
from coachtui.language import set_language
from coachtui.services import clients, keys, opening
from coachtui.services.opening import Cost, Vault
from tests.catalogues import CATALOGUES, compile_catalogue
from tests.derived import remember

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
PASSPHRASE = "correct horse battery"

LONGER = int(os.environ.get("COACHTUI_SOAK", "1"))
"""How much longer than usual is tried; ``make soak`` says so."""

# The same examples each time, so that a change is judged and not the luck of the day; a soak has
# others, and more. How long one takes says something of the machine, nothing of what is tested.
settings.register_profile(
    "coachtui",
    deadline=None,
    derandomize=LONGER == 1,
    max_examples=100 * LONGER,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("coachtui")

FOREIGN = (
    *("COACHTUI_", "TEXTUAL", "TMUX", "SSH_", "XDG_", "LANG"),
    *("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"),
)
"""How the variables begin by which the program goes, or a library of its."""

FOR_TESTS = ("COACHTUI_SOAK", "COACHTUI_PICTURES", "TEXTUAL_SNAPSHOT_")
"""Those of them by which the tests go."""

NO_KEYS = KeyList("standard", (), ())
"""For whoever opens no screens."""


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: most of the time a test waits, for a screen to settle or for a disk."""
    return 2 * len(os.sched_getaffinity(0))


def pytest_configure() -> None:
    """Derive no key twice, and compile a catalogue that was changed since it was compiled.

    What is tested is its source.
    """
    remember()
    for source in CATALOGUES:
        compile_catalogue(source)
    # Whoever starts the tests in the background hands on that these are ignored, and every program
    # that they start would ignore them too.
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP):
        if signal.getsignal(number) is signal.SIG_IGN:
            default = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
            signal.signal(number, default)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine remembers, and what is configured, is forgotten with the test.

    Nor does it matter in which terminal the tests run, and in which language.
    """
    for name in os.environ:
        if name.startswith(FOREIGN) and not name.startswith(FOR_TESTS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def bokmaal() -> Iterator[None]:
    """The screens and messages are in bokmål."""
    set_language("nb")
    yield
    set_language("en")


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is five past two on 2 March 2026, and stays so."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """An empty vault, open."""
    practice = {"name": "Kari Coach", "email": "kari@example.org", "place": "Testby"}
    made = opening.create(tmp_path / "vault", PASSPHRASE, practice, Cost.MINIMAL)
    # No reminder over every screen.
    keys.tried(made, DAY)
    return made


@pytest.fixture
def aase(vault: Vault) -> ClientRecord:
    """The first client of that vault."""
    person = {"name": "Åse Ødegård", "email": "aase@example.org", "phone": "+47 900 00 000"}
    return clients.add(vault, person, DAY)
