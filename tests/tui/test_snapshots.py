"""Each screen as a picture, at the sizes people have. A changed picture is looked at, then taken over
with ``pytest tests/tui/test_snapshots.py --snapshot-update``.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from rich.console import Console
from textual.pilot import Pilot

from coachtui.config import Config
from coachtui.domain.agreement import How
from coachtui.domain.disclosure import Disclosure
from coachtui.domain.draft import FormKind
from coachtui.domain.record import ClientRecord, with_disclosure
from coachtui.domain.upkeep import Backup, with_backup
from coachtui.services import (
    agreements,
    clients,
    drafts,
    engagements,
    erasing,
    exports,
    keys,
    sessions,
    signing,
    versions,
)
from coachtui.services.keys import RecoveryKey
from coachtui.services.opening import Vault
from coachtui.tui import keeper, themes
from coachtui.tui.app import CoachApp
from coachtui.tui.cover import cover
from coachtui.tui.screens.working import WorkingScreen
from tests.conftest import DAY, NOW, PASSPHRASE
from tests.tui.conftest import PATIENCE, patient

SIZES = [(80, 24), (120, 40), (60, 20)]
THEMES = [name for name in themes.names() if name not in ("coach-dark", "ansi-light")]

NOTE = """# Første møte

Vil bli *tryggere* i rollen som leder.

- **Mål:** si fra i møter
- [ ] ringe kollega @fri
- [x] lese boka

> «Jeg venter alltid til det er for sent.»

1. Nå: 4 av 10
2. Ønsket: 7 av 10
"""

TYPED = ["space" if sign == " " else sign for sign in PASSPHRASE]
RECOVERY_KEY = ["V", "r", *TYPED, "ctrl+s"]

COPY = ["home", "ctrl+k", *"K-001", "full_stop", *"md"]
"""What is typed where a form asks for the copy that came back."""

SCREENS = {
    "clients": [],
    "clients_none": [],
    "filter": ["slash", "b", "o"],
    "filter_none": ["slash", "z"],
    "client_form": ["a"],
    "agreement_form": ["down", "v"],
    "review_open": ["v"],
    "review_to_discuss": ["v", "space", "space", "d", "k"],
    "review_consent": ["v", *["space"] * 13],
    "comment": ["v", "c", "h", "i"],
    "sign": ["v", *["space"] * 13, "d", "s"],
    "signed": ["v", *["space"] * 13, "d", "s", "ctrl+s"],
    "review_filtered": ["v", "space", "space", "d", "f"],
    "review_changes": ["v", "g", "j", "j", "t"],
    "review_awaiting": ["v", "h"],
    "amend": ["v", "m", *"Ogsa", "space"],
    "questions": ["v", "R", "right", "ctrl+s"],
    "questions_wrong": ["v", "R", "right", "ctrl+s", *["tab"] * 5, "x", "ctrl+s"],
    "sign_override": ["v", "S"],
    "consent_given": ["v", "G"],
    "withdraw": ["v", "G", "w"],
    "withdrawn": ["v", "G", "w", "ctrl+s"],
    "new_version": ["v", "n"],
    "versions": ["v", "v"],
    "version_before": ["v", "v", "down", "enter"],
    "difference": ["v", "v", "d"],
    "findings": ["v", "a"],
    "present": ["v", "o"],
    "present_consent": ["v", *["space"] * 13, "o"],
    "present_leave": ["v", "o", "escape"],
    "read_form": ["v", "i"],
    "proposals": ["v", "i", *COPY, "ctrl+s"],
    "proposal": ["v", "i", *COPY, "ctrl+s", "enter"],
    "export": ["x"],
    "client_sessions": ["enter"],
    "client_agreement": ["enter", "2"],
    "client_agreement_signed": ["enter", "2"],
    "client_file": ["enter", "3"],
    "client_file_signed": ["enter", "3"],
    "client_sessions_none": ["down", "enter"],
    "client_agreement_none": ["down", "enter", "2"],
    "client_file_new": ["down", "enter", "3"],
    "engagement_form": ["enter", "a"],
    "practice_form": ["P"],
    "session": ["enter", "enter"],
    "delete": ["enter", "enter", "ctrl+d"],
    "move": ["enter", "enter", "m"],
    "editor": ["enter", "enter", "e"],
    "preview": ["enter", "enter", "e", "ctrl+r"],
    "settings": ["S"],
    "private_clients": ["p"],
    "private_client": ["p", "enter"],
    "private_file": ["p", "enter", "3"],
    "private_session": ["p", "enter", "enter"],
    "private_editor": ["p", "enter", "enter", "e", *"Ny"],
    "private_review": ["p", "v", "j", "j", "t"],
    "private_client_form": ["p", "e"],
    "private_drafts": ["p"],
    "private_bring_back": ["p", "V", "enter", "enter"],
    "help": ["question_mark"],
    "palette": ["ctrl+p"],
    "palette_none": ["ctrl+p", "z", "z"],
    "vault": ["V"],
    "vault_new": ["V"],
    "backup": ["V", "b"],
    "snapshot": ["V", "enter"],
    "bring_back": ["V", "enter", "enter"],
    "passphrase_form": ["V", "w", "a", "tab", *TYPED],
    "recovery_form": ["V", "r"],
    "recovery_key": RECOVERY_KEY,
    "recovery_later": [*RECOVERY_KEY, "escape"],
    "ask_back": [*RECOVERY_KEY, "enter"],
    "try_recovery": ["V", "t"],
    "rekey_form": ["V", "n"],
    "check": ["V", "c"],
    "check_problems": ["V", "c"],
    "states": ["enter", "H"],
    "drafts": ["D"],
    "erase": ["enter", "ctrl+e"],
    "erased": ["enter", "ctrl+e", "tab", *"K-001", "ctrl+s"],
    "unlock": ["ctrl+g"],
    "unlock_wrong": ["ctrl+g", "a", "enter"],
    "forgotten": ["ctrl+g", "ctrl+r"],
}

SHOWN = {
    "clients": "ClientsScreen",
    "clients_none": "ClientsScreen",
    "filter": "ClientsScreen",
    "filter_none": "ClientsScreen",
    "client_form": "ClientForm",
    "agreement_form": "AgreementForm",
    "review_open": "ReviewScreen",
    "review_to_discuss": "ReviewScreen",
    "review_consent": "ReviewScreen",
    "comment": "CommentScreen",
    "sign": "SignForm",
    "signed": "ReviewScreen",
    "review_filtered": "ReviewScreen",
    "review_changes": "ReviewScreen",
    "review_awaiting": "ReviewScreen",
    "amend": "AmendScreen",
    "questions": "QuestionsForm",
    "questions_wrong": "QuestionsForm",
    "sign_override": "SignForm",
    "consent_given": "ReviewScreen",
    "withdraw": "ConsentForm",
    "withdrawn": "ReviewScreen",
    "new_version": "ConfirmScreen",
    "versions": "VersionsScreen",
    "version_before": "ReviewScreen",
    "difference": "DifferenceScreen",
    "findings": "FindingsScreen",
    "present": "ReviewScreen",
    "present_consent": "ReviewScreen",
    "present_leave": "LeaveForm",
    "read_form": "ReadForm",
    "proposals": "ProposalsScreen",
    "proposal": "ProposalScreen",
    "export": "ExportForm",
    "client_sessions": "ClientScreen",
    "client_agreement": "ClientScreen",
    "client_agreement_signed": "ClientScreen",
    "client_file": "ClientScreen",
    "client_file_signed": "ClientScreen",
    "client_sessions_none": "ClientScreen",
    "client_agreement_none": "ClientScreen",
    "client_file_new": "ClientScreen",
    "engagement_form": "EngagementForm",
    "practice_form": "PracticeForm",
    "session": "SessionScreen",
    "delete": "ConfirmScreen",
    "move": "MoveForm",
    "editor": "EditorScreen",
    "preview": "EditorScreen",
    "settings": "SettingsForm",
    "private_clients": "ClientsScreen",
    "private_client": "ClientScreen",
    "private_file": "ClientScreen",
    "private_session": "SessionScreen",
    "private_editor": "EditorScreen",
    "private_review": "ReviewScreen",
    "private_client_form": "ClientForm",
    "private_drafts": "DraftsScreen",
    "private_bring_back": "ConfirmScreen",
    "help": "HelpScreen",
    "palette": "PaletteScreen",
    "palette_none": "PaletteScreen",
    "vault": "VaultScreen",
    "vault_new": "VaultScreen",
    "backup": "BackupForm",
    "snapshot": "SnapshotScreen",
    "bring_back": "ConfirmScreen",
    "passphrase_form": "PassphraseForm",
    "recovery_form": "RecoveryForm",
    "recovery_key": "RecoveryKeyScreen",
    "recovery_later": "ConfirmScreen",
    "ask_back": "AskBackForm",
    "try_recovery": "TryRecoveryKeyForm",
    "rekey_form": "RekeyForm",
    "check": "CheckScreen",
    "check_problems": "CheckScreen",
    "states": "StatesScreen",
    "drafts": "DraftsScreen",
    "erase": "EraseForm",
    "erased": "ErasedScreen",
    "unlock": "UnlockScreen",
    "unlock_wrong": "UnlockScreen",
    "forgotten": "ForgottenForm",
}
"""The class of what then stands on top, so that no screen is left out (see ``test_every_screen``)."""


def lose_two_files(vault: Vault) -> None:
    (vault.path / "header.2").unlink()
    practice = vault.path / "practice"
    practice.write_bytes(practice.read_bytes()[:-1])
    date_all_files(vault)


def leave_drafts(vault: Vault) -> None:
    """One of each kind."""
    record = vault.load(vault.cards()[0].id)
    assert record.agreement
    note = drafts.begin(record, replace(sessions.begin(record, DAY), note=NOTE), NOW)
    drafts.keep(vault, note, NOW)
    comment = drafts.begin_comment(record, record.agreement, record.agreement.clauses[2], NOW)
    comment = replace(comment, text="Spør igjen om dette til høsten")
    drafts.keep(vault, comment, NOW - timedelta(minutes=20))
    form = drafts.begin_form(FormKind.CLIENT, NOW)
    form = replace(form, values={"name": "Bo Halvskrevet", "email": "bo@example.org"})
    drafts.keep(vault, form, NOW - timedelta(days=1))


def leave_copies(vault: Vault) -> None:
    """A backup, and an agreement in clear."""
    upkeep_with = Backup(at=NOW, file="/media/stick/practice.backup")
    vault.update_upkeep(lambda upkeep: with_backup(upkeep, upkeep_with))
    Path("K-001.md").touch()
    lying = Disclosure(id="00" * 8, at=NOW, what="agreement", form="markdown", file="K-001.md")
    vault.update(vault.cards()[0].id, lambda record: with_disclosure(record, lying))


def amend_one(vault: Vault) -> None:
    """The third clause worded for this client."""
    record = vault.load(vault.cards()[0].id)
    text = agreements.current(record).clause("roles").text
    text = text.replace("prosessen", "hele prosessen").replace("en retning og ", "")
    agreements.amend(vault, record.id, "roles", text)


def answer_all(vault: Vault) -> None:
    """Everything answered, one term to be discussed."""
    record = vault.load(vault.cards()[0].id)
    agreements.decide(vault, record.id, agreements.accepted(DAY), everything=True)
    agreements.decide(vault, record.id, agreements.accepted(DAY), "icf-log")
    agreements.decide(vault, record.id, agreements.declined(DAY), "roles")


def sign_it(vault: Vault) -> None:
    answer_all(vault)
    record = vault.load(vault.cards()[0].id)
    signatures = signing.signatures(vault.practice(), record, "Åse Ødegård", DAY, How.IN_PERSON)
    signing.sign(vault, record.id, signatures, DAY, override="Tas opp i mai")


def begin_second_version(vault: Vault) -> None:
    sign_it(vault)
    versions.begin(vault, vault.cards()[0].id, DAY)
    amend_one(vault)


def contradict_itself(vault: Vault) -> None:
    """A clause that the check objects to."""
    record = vault.load(vault.cards()[0].id)
    promise = "Coachen har absolutt taushetsplikt."
    agreements.amend(vault, record.id, "confidentiality", promise)


def send_back_a_copy(vault: Vault) -> None:
    """Two terms are accepted on it, one of them in other words, and one has both boxes ticked."""
    path = exports.export_agreement(vault, vault.cards()[0].id, Path(), NOW)
    text = path.read_text()
    for clause, old, new in (
        ("icf-log", "[ ]", "[x]"),
        ("icf-log", "[ ]", "[x]"),
        ("roles", "[ ]", "[x]"),
        ("roles", "prosessen", "hele prosessen"),
        ("client-agenda", "[ ]", "[x]"),
    ):
        at = text.index(f"clause: {clause}")
        text = text[:at] + text[at:].replace(old, new, 1)
    path.write_text(text)


def erase_all(vault: Vault) -> None:
    """As on the first evening."""
    for card in vault.cards():
        erasing.erase(vault, card, card.code, NOW)


def remove_snapshots(vault: Vault) -> None:
    for snapshot in (vault.path / "snapshots").iterdir():
        shutil.rmtree(snapshot)


def date_all_files(vault: Vault) -> None:
    for each in vault.path.rglob("*"):
        os.utime(each, (NOW.timestamp(), NOW.timestamp()))


ARRANGED: dict[str, Callable[[Vault], None]] = {
    "clients_none": erase_all,
    "review_changes": amend_one,
    "amend": amend_one,
    "sign_override": answer_all,
    "consent_given": sign_it,
    "withdraw": sign_it,
    "withdrawn": sign_it,
    "new_version": sign_it,
    "versions": begin_second_version,
    "version_before": begin_second_version,
    "difference": begin_second_version,
    "findings": contradict_itself,
    "proposals": send_back_a_copy,
    "proposal": send_back_a_copy,
    "client_agreement_signed": begin_second_version,
    "client_file_signed": sign_it,
    "vault_new": remove_snapshots,
    "check_problems": lose_two_files,
    "client_file": leave_copies,
    "private_file": leave_copies,
    "private_review": amend_one,
    "private_drafts": leave_drafts,
    "drafts": leave_drafts,
    "erase": leave_copies,
    "erased": leave_copies,
    "states": date_all_files,
}
"""What is done to the vault before the app opens it, for some of the screens."""


@pytest.fixture
def practice(
    vault: Vault,
    aase: ClientRecord,
    still_clock: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Vault]:
    """A few clients, one of them with an agreement under way and two sessions, where it is UTC.

    Nothing is left to chance: the recovery key is always the same, and so is what is asked of it, and
    where the configuration lies. Nor does it matter how long it takes to get to a picture: nothing
    is sealed meanwhile, and what was told stays there.
    """
    monkeypatch.setattr(keeper, "PAUSE", 3600)
    monkeypatch.setattr(keeper, "LONGEST", 3600)
    monkeypatch.setattr(CoachApp, "NOTIFICATION_TIMEOUT", 3600)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACHTUI_CONFIG", "config.toml")
    monkeypatch.setattr(RecoveryKey, "make", lambda: RecoveryKey(bytes(range(20))))
    monkeypatch.setattr(keys, "asked_back", lambda: (2, 7))
    engagements.add(vault, aase.id, {"planned": "12"}, DAY)
    agreements.begin(vault, aase.id, DAY)
    sessions.add(vault, aase.id, {"date": "2026-02-03", "kind": "intro", "minutes": 30}, DAY)
    sessions.add(vault, aase.id, {"date": "2026-02-17", "note": NOTE}, DAY)
    clients.add(vault, {"name": "Bo Test", "state": "active", "language": "en"}, DAY)
    long = "Anne-Margrethe Oppdiktet von Langtnavn-Bergersen til Eventyrslottet"
    clients.add(vault, {"name": long, "state": "paused"}, DAY)
    yield vault
    monkeypatch.undo()
    time.tzset()


def arranged(vault: Vault, screen: str) -> Vault:
    """The vault, with what ``screen`` needs done to it."""
    ARRANGED.get(screen, lambda vault: None)(vault)
    return vault


def app_for(vault: Vault, theme: str = "coach-dark") -> CoachApp:
    return CoachApp(vault.path, vault, Config(theme=theme), cards=vault.cards())


def keys_for(screen: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """What presses the keys that lead to ``screen``, one after the other."""

    async def press(pilot: Pilot[None]) -> None:
        await patient(pilot).press(*SCREENS[screen])
        # Long work ends by itself, sooner or later, and what a key has begun, too.
        async with asyncio.timeout(PATIENCE):
            while type(pilot.app.screen).__name__ != SHOWN[screen] or any(
                isinstance(each, WorkingScreen) for each in pilot.app.screen_stack
            ):
                await pilot.pause(0.02)
        await pilot.pause()

    return press


@asynccontextmanager
async def standing(
    app: CoachApp, screen: str, size: tuple[int, int] = SIZES[0], notices: bool = False
) -> AsyncIterator[Pilot[None]]:
    """Runs ``app`` with ``screen`` on top; fails if it ends with an error of its own."""
    async with app.run_test(size=size, notifications=notices) as pilot:
        await pilot.pause()
        await keys_for(screen)(pilot)
        yield pilot
    assert not app.failure


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
def test_screen(snap_compare: Any, practice: Vault, screen: str, size: tuple[int, int]) -> None:
    assert snap_compare(
        app_for(arranged(practice, screen)), run_before=keys_for(screen), terminal_size=size
    )


class CoveredApp(CoachApp):
    """Of this app a picture is what the terminal shows, which is not what its screens hold."""

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        console = Console(
            width=self.size.width, height=self.size.height, file=StringIO(), record=True,
            force_terminal=True, color_system="truecolor",
        )  # fmt: skip
        console.print(cover(self.size, self.rich_style))
        return console.export_svg(title=title or self.title)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_cover(snap_compare: Any, practice: Vault, size: tuple[int, int]) -> None:
    assert snap_compare(CoveredApp(practice.path, practice), terminal_size=size)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", ["clients", "review_to_discuss", "session"])
def test_theme(snap_compare: Any, practice: Vault, screen: str, theme: str) -> None:
    assert snap_compare(app_for(practice, theme), run_before=keys_for(screen))
