"""The home: the list of clients, filtered while one types."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from coachtui import clock
from coachtui.domain.agreement import AgreementState
from coachtui.domain.draft import FormKind
from coachtui.domain.record import Card
from coachtui.language import N_, _, ngettext
from coachtui.services import clients, drafts, reminders
from coachtui.services.wording import days_since, progress, term
from coachtui.tui import privacy
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.going import client_screen
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.one_client import OneClientScreen
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.row_list import RowList
from coachtui.tui.widgets.text import TextInput

COLUMNS = (
    Column("code", N_("Code"), 6),
    Column("name", N_("Name"), 20, grows=True),
    Column("state", N_("State"), 7, rank=2, wider=4),
    Column("agreement", N_("Agreement"), 10),
    Column("last", N_("Last session"), 13, rank=1, wider=2),
    Column("sessions", N_("Held"), 4, right=True, rank=3, wider=1),
)


class ClientsScreen(OneClientScreen):
    """Every client a line, and what can be done with the one under the cursor."""

    BINDING_GROUP_TITLE = N_("Clients")
    BINDINGS = [
        shown("clients.add", "a", "add", N_("Add"), N_("Add a client")),
        shown("clients.filter", "slash", "filter", N_("Filter"), N_("Show only clients that match")),
        hidden("clients.practice", "P", "practice", N_("Practice"), N_("Change your own profile")),
        hidden("clients.vault", "V", "vault", N_("Vault"), N_("Show what protects the vault, snapshots and backups")),
        hidden("clients.settings", "S", "settings", N_("Settings"), N_("Change language, theme, keys, privacy and idle times")),
        hidden("clients.drafts", "D", "drafts", N_("Drafts"), N_("Show what was typed and not saved yet")),
        hidden("clients.found", "down", "found", N_("To the list"), N_("From the filter into the list")),
        shown("clients.unfilter", "escape", "unfilter", N_("All"), N_("Show all clients again"), wins=True),
    ]  # fmt: skip
    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    ClientsScreen #filter { display: none; margin: 0 0 1 0; &.-shown { display: block; } }
    """

    def __init__(self, note_for: str = "", waits: bool = False, at: str = "") -> None:
        """With ``waits`` nothing is offered before what stands over it from the start is gone.

        The cursor begins on the client with the id ``at``.
        """
        super().__init__()
        self._note_for, self._waits, self._at = note_for, waits, at
        self._cards: tuple[Card, ...] = ()
        self._offered = False
        # Before a note there is nothing to see here.
        self._seen = bool(note_for)
        self._damaged: frozenset[str] = frozenset()
        self._damage_told = 0

    def compose(self) -> ComposeResult:
        yield Heading(_("Clients"))
        yield TextInput(
            id="filter", placeholder=_("Filter by name, code or state, such as “to sign”")
        )
        yield RowList[Card](COLUMNS, lambda card: card.id, self._cell)
        yield Footer()

    def on_mount(self) -> None:
        self._cards = self.coach.cards
        self._show()
        self.query_one(RowList).put_cursor_on(self._at)

    follows = ""

    async def follow(self) -> None:
        """Show the cards as they are saved now."""
        cards, damaged = await self.call(self.vault.cards), self.vault.damaged
        if (cards, damaged) != (self._cards, self._damaged):
            self._cards = self.coach.cards = cards
            self._damaged = damaged
            self._show()
            self._tell_damage()

    async def on_screen_resume(self) -> None:
        """Show what is saved now: another screen, or another login, may have changed it."""
        if self._seen:
            await self._look_around()
        else:
            # The cards were read with the unlocking: they are painted first.
            self._seen = True
            self.call_later(self._look_around)

    async def _look_around(self) -> None:
        """See to what changed, and to what is to be told or offered at the start."""
        await self.follow()
        if self._note_for:
            record_id, self._note_for = self._note_for, ""
            # The app ends with the editor: what is left as a draft is not offered on the way out.
            self._offered = True
            await self.write_note(record_id, ends_the_app=True)
        elif self._waits:
            self._waits = False
        elif not self._offered:
            self._offered = True
            # What is damaged was told already, and is not to be talked over.
            if not await self._offer_drafts() and not self._damaged:
                await self._remind()

    async def _remind(self) -> None:
        for sentence in (await self.call(reminders.due, self.vault, clock.today()))[:1]:
            self.notify(sentence, timeout=8, markup=False)

    def _tell_damage(self) -> None:
        count = len(self.vault.damaged)
        if count and count != self._damage_told:
            message = ngettext(
                "The file of {count} client cannot be read. All others are safe; {list_choose} says more.",
                "The files of {count} clients cannot be read. All others are safe; {list_choose} says more.",
                count,
            )
            told = with_keys(message, count=count)
            self.notify(told, severity="error", timeout=12, markup=False)
        self._damage_told = count

    def _show(self) -> None:
        text = self.query_one("#filter", TextInput).value
        found = clients.matching(self._cards, text) if text.strip() else self._cards
        empty = (
            with_keys(_("Nobody matches. {clients_unfilter} shows all."))
            if self._cards
            else with_keys(_("No clients yet. Press {clients_add} to add the first one."))
        )
        self.query_one(RowList).fill(found, empty)
        count = ngettext("{count} client", "{count} clients", len(self._cards))
        status = count.format(count=len(self._cards))
        if len(found) != len(self._cards):
            status = _("{found} of {all}").format(found=len(found), all=status)
        self.query_one(Heading).show(status=status)
        # What needs a client works unless the list is empty; not asked again for each step in it.
        self.refresh_bindings()

    def _cell(self, card: Card, column: str) -> Cell:
        match column:
            case "code":
                return Cell(card.code, "muted")
            case "name":
                return Cell(privacy.beside_code(card.name))
            case "state" if card.id in self._damaged:
                return Cell(_("damaged"), "bad")
            case "state":
                return Cell(term(card.state), "muted")
            case "agreement":
                return Cell(progress(card.agreement), _agreement_style(card))
            case "last":
                return Cell(days_since(card.last, clock.today()))
            case _:
                return Cell(str(card.sessions) if card.sessions else "–")

    @property
    def record_id(self) -> str | None:
        """The client under the cursor."""
        rows = self.query(RowList)
        card = rows.first().highlighted if rows else None
        return card.id if card else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One filters where no filter has the keys, and shows all where one is set."""
        if action in ("filter", "unfilter", "found") and self.is_mounted:
            box = self.query_one("#filter")
            if action == "unfilter":
                return box.has_class("-shown")
            return box.has_focus == (action == "found")
        return super().check_action(action, parameters)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.app.push_screen(client_screen(self.coach, event.item.id))

    def action_filter(self) -> None:
        box = self.query_one("#filter", TextInput)
        box.add_class("-shown")
        box.focus()
        self.refresh_bindings()

    def action_unfilter(self) -> None:
        box = self.query_one("#filter", TextInput)
        box.value = ""
        box.remove_class("-shown")
        self.query_one(RowList).focus()
        self.refresh_bindings()

    @on(TextInput.Changed, "#filter")
    def _filtered(self) -> None:
        self._show()

    @on(TextInput.Submitted, "#filter")
    def _found(self) -> None:
        rows = self.query_one(RowList)
        if rows.items:
            rows.focus()
            rows.action_choose()

    def action_found(self) -> None:
        """From the filter into the list."""
        self.query_one(RowList).focus()

    async def action_add(self) -> None:
        from coachtui.tui.screens.forms import ClientForm

        practice = await self.call(self.vault.practice)
        draft = await self.resumed(FormKind.CLIENT)
        self.app.push_screen(ClientForm(None, None, practice.language, draft), self._added)

    async def _added(self, record_id: str | None) -> None:
        if record_id:
            self._cards = self.coach.cards = await self.call(self.vault.cards)
            self.action_unfilter()
            self._show()
            self.query_one(RowList).put_cursor_on(record_id)

    async def action_practice(self) -> None:
        from coachtui.tui.screens.forms import PracticeForm

        practice = await self.call(self.vault.practice)
        self.app.push_screen(PracticeForm(practice, await self.resumed(FormKind.PRACTICE)))

    def action_vault(self) -> None:
        from coachtui.tui.screens.vault import VaultScreen

        self.app.push_screen(VaultScreen())

    def action_settings(self) -> None:
        from coachtui.tui.screens.settings import SettingsForm

        self.app.push_screen(SettingsForm(self.coach.config, self.app.theme))

    async def action_drafts(self) -> None:
        self._offered = True
        if not await self._offer_drafts():
            self.notify(_("There are no drafts: everything is saved."))

    async def _offer_drafts(self) -> bool:
        found = await self.call(drafts.offered, self.vault)
        if found:
            from coachtui.tui.screens.drafts import DraftsScreen

            clients_by_id = {card.id: card for card in self._cards}
            self.app.push_screen(DraftsScreen(found, clients_by_id))
        return bool(found)


def _agreement_style(card: Card) -> str:
    """One that waits for its signature stands out: somebody has to see to it."""
    awaiting = card.agreement and card.agreement.state is AgreementState.AWAITING
    return "warning" if awaiting else ""
