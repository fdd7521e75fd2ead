"""The vault itself: what protects it, the last backup, and the snapshots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.widgets import Label

from coachtui import clock, spelling
from coachtui.errors import CoachError
from coachtui.language import N_, _, ngettext, pgettext
from coachtui.restriction import folder, restricted
from coachtui.services import backups, reminders, snapshots
from coachtui.services.backups import Backup, Made
from coachtui.services.opening import Vault, VaultInfo
from coachtui.services.snapshots import Snapshot
from coachtui.services.wording import days_since
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.screens.working import WorkingScreen
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.field import Field
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (
    Column("at", N_("Snapshots"), 16),
    Column("ago", "", 14, grows=True),
    Column("clients", N_("Clients"), 7, right=True, wider=1),
)


class _Known(NamedTuple):
    """What the screen shows."""

    info: VaultInfo
    last: Backup | None
    reminder: str
    snapshots: tuple[Snapshot, ...]


class VaultScreen(CoachScreen[None]):
    """Facts about the vault above, its snapshots below. Enter opens a snapshot."""

    BINDING_GROUP_TITLE = N_("Vault")
    BINDINGS = [
        shown("vault.backup", "b", "backup", N_("Back up"), N_("Write everything into one sealed file")),
        shown("vault.snapshot", "s", "snapshot", N_("Snapshot"), N_("Take a snapshot of how everything stands")),
        shown("vault.check", "c", "check", N_("Check"), N_("Check that everything is as it was written")),
        hidden("vault.passphrase", "w", "passphrase", N_("Passphrase"), N_("Change the passphrase")),
        hidden("vault.recovery", "r", "recovery", N_("Recovery key"), N_("Make a new recovery key; one from before is void then")),
        hidden("vault.try_recovery", "t", "try_recovery", N_("Try it"), N_("Try whether the recovery key opens the vault")),
        hidden("vault.rekey", "n", "rekey", N_("New keys"), N_("Seal everything anew under new keys")),
        shown("vault.leave", "escape", "leave", N_("Back"), N_("Back to the clients")),
    ]  # fmt: skip
    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    VaultScreen {
        #facts { width: 100%; padding: 0 1; }
        #reminder { display: none; width: 100%; padding: 0 1; color: $text-warning; text-style: bold; }
        #reminder.-shown { display: block; }
        RowList { margin-top: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._last: Backup | None = None

    def compose(self) -> ComposeResult:
        yield Heading(_("Vault"))
        yield Label("", id="facts", markup=False)
        yield Label("", id="reminder", markup=False)
        yield RowList[Snapshot](
            COLUMNS, lambda snapshot: snapshot.name, _cell,
            empty=with_keys(_("No snapshots yet. The next save takes one, and {vault_snapshot} does.")),
        )  # fmt: skip
        yield Footer()

    async def on_screen_resume(self) -> None:
        """Show what is known now."""
        known = await self.call(_known, self.vault)
        self._last = known.last
        self.query_one("#facts", Label).update("\n".join(_facts(known)))
        reminder = self.query_one("#reminder", Label)
        reminder.update(known.reminder)
        reminder.set_class(bool(known.reminder), "-shown")
        self.query_one(RowList).fill(known.snapshots)

    @on(RowList.Chosen)
    def _open(self, event: RowList.Chosen) -> None:
        from coachtui.tui.screens.snapshot import SnapshotScreen

        self.app.push_screen(SnapshotScreen(event.item))

    async def action_snapshot(self) -> None:
        taken = await self.call(snapshots.take, self.vault, clock.now())
        await self.on_screen_resume()
        self.query_one(RowList).put_cursor_on(taken.name)
        self.notify(_("Taken."))

    def action_backup(self) -> None:
        self.app.push_screen(BackupForm(self._last), self._make)

    def _make(self, wanted: tuple[Path, bool] | None) -> None:
        if wanted is None:
            return
        (file, overwrite), vault, now = wanted, self.vault, clock.now()
        self.app.push_screen(
            WorkingScreen[Made](
                _("Backing up"),
                lambda progress: backups.make(vault, file, now, overwrite, progress),
            ),
            self._made,
        )

    def _made(self, result: Made | CoachError | None) -> None:
        if isinstance(result, CoachError):
            self.tell(result)
        elif result is not None and result.left_out:
            told = _("Written to {path}, without {count} damaged files.")
            told = told.format(path=result.file, count=result.left_out)
            self.notify(told, severity="error", timeout=12, markup=False)
        elif result is not None:
            told = _("Written to {path}, and read back whole.").format(path=result.file)
            self.notify(told, markup=False)

    def action_check(self) -> None:
        from coachtui.tui.screens.check import CheckScreen

        self.app.push_screen(CheckScreen())

    def action_passphrase(self) -> None:
        from coachtui.tui.screens.new_keys import PassphraseForm

        self.app.push_screen(PassphraseForm())

    def action_recovery(self) -> None:
        from coachtui.tui.screens.recovery_key import RecoveryForm

        self.app.push_screen(RecoveryForm())

    def action_try_recovery(self) -> None:
        from coachtui.tui.screens.recovery_key import TryRecoveryKeyForm

        self.app.push_screen(TryRecoveryKeyForm())

    def action_rekey(self) -> None:
        from coachtui.tui.screens.new_keys import RekeyForm

        self.app.push_screen(RekeyForm())

    def action_leave(self) -> None:
        self.dismiss(None)


class BackupForm(FormScreen[tuple[Path, bool]]):
    """Where the backup goes, and whether it may take the place of a file there.

    A restricted session has one place, and none to type.
    """

    def __init__(self, last: Backup | None) -> None:
        name = f"coachtui-{clock.today().isoformat()}.backup"
        self._only = str(folder() / name) if restricted() else ""
        fields = [
            Field(
                "overwrite", _("If it is there"), "choice", False, self._only,
                options=((False, _("Leave it")), (True, _("Overwrite it"))),
            ),
        ]  # fmt: skip
        if not self._only:
            before = Path(last.file).parent if last else Path("~")
            help = _("On another disk, if it is to help when this one fails.")
            label = pgettext("on the disk", "File")
            file = Field(
                "file", label, value=str(before / name), help=help, open=True, proposed=True
            )
            fields.insert(0, file)
        super().__init__(_("Back everything up"), fields)

    async def save(self, values: Mapping[str, Any]) -> tuple[Path, bool]:
        """Find the place."""
        file, overwrite = self._only or values["file"], values["overwrite"]
        return await self.call(backups.place_for, self.vault, file, overwrite), overwrite


def _known(vault: Vault) -> _Known:
    return _Known(
        vault.info(),
        backups.last(vault),
        reminders.backup(vault, clock.today()),
        snapshots.listed(vault),
    )


def _facts(known: _Known) -> Iterator[str]:
    info = known.info
    yield with_keys(_("Opens with your passphrase; {vault_passphrase} changes it."))
    if any(slot.kind == "recovery" for slot in info.slots):
        yield with_keys(
            _(
                "Opens with the recovery key on paper as well; {vault_try_recovery} tries it, {vault_recovery} makes a new one."
            )
        )
    else:
        yield with_keys(_("No recovery key was made yet; {vault_recovery} makes one."))
    if info.rekeying:
        yield with_keys(_("New keys were begun and not finished; {vault_rekey} goes on."))
    clients = ngettext("{count} client", "{count} clients", info.clients)
    drafts = ngettext("{count} draft", "{count} drafts", info.drafts)
    yield _("In it: {clients}, {drafts}, {size} KiB.").format(
        clients=clients.format(count=info.clients),
        drafts=drafts.format(count=info.drafts),
        size=spelling.number(-(-info.bytes // 1024)),
    )
    if known.last is None:
        yield with_keys(_("No backup was made yet; {vault_backup} makes one."))
    else:
        day = known.last.at.astimezone().date()
        yield _("Last backup: {day}, {ago}: {file}").format(
            day=day.isoformat(), ago=days_since(day, clock.today()), file=known.last.file
        )


def _cell(snapshot: Snapshot, column: str) -> Cell:
    match column:
        case "at":
            return Cell(f"{snapshot.at:%Y-%m-%d %H:%M}")
        case "ago":
            return Cell(days_since(snapshot.at.date(), clock.today()), "muted")
        case _:
            return Cell(str(snapshot.clients))
