"""Help: every key of the screen that it was asked for on, grouped."""

from __future__ import annotations

from textwrap import wrap

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from coachtui.language import N_, _
from coachtui.tui.bindings import Command, groups_of, hidden, shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import Box, Dialog
from coachtui.tui.widgets.text import TextInput


class HelpScreen(Dialog[None]):
    """The keys of ``screen``, from the same list that the footer and the palette are drawn from."""

    BINDING_GROUP_TITLE = N_("Help")
    BINDINGS = [
        shown("help.leave", "question_mark,q,enter", "leave", N_("Close"), N_("Close this")),
        hidden("help.down", "down,j", "scroll(1)", N_("Down"), N_("One line down")),
        hidden("help.up", "up,k", "scroll(-1)", N_("Up"), N_("One line up")),
        hidden("help.page_down", "pagedown,space", "page(1)", N_("Page down"), N_("One page down")),
        hidden("help.page_up", "pageup", "page(-1)", N_("Page up"), N_("One page up")),
        hidden("help.top", "g,home", "top", N_("Top"), N_("To the top")),
        hidden("help.end", "G,end", "bottom", N_("End"), N_("To the end")),
    ]
    DEFAULT_CSS = """
    HelpScreen #box { width: 76; }
    HelpScreen Static { width: 1fr; }
    """

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        typing = isinstance(screen.focused, TextInput | TextArea)
        self._groups = groups_of(screen)
        self._note = _TYPING if typing else ""

    def compose(self) -> ComposeResult:
        with Box(_("Keys")) as box:
            box.border_subtitle = with_keys(_("{dialog_leave} closes"))
            yield Static()

    def on_resize(self) -> None:
        """Lay the text out for the room that there is."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        box = self.query_one(Box)
        # A bar to scroll with may come only with these lines, and takes its room from them.
        room = box.content_size.width - box.styles.scrollbar_size_vertical
        self.query_one(Static).update(self._text(room))

    def on_mount(self) -> None:
        box = self.query_one(Box)
        box.can_focus = True
        box.focus()

    def action_scroll(self, lines: int) -> None:
        self.query_one(Box).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        box = self.query_one(Box)
        box.scroll_relative(y=pages * max(1, box.size.height - 1), animate=False)

    def action_top(self) -> None:
        self.query_one(Box).scroll_home(animate=False)

    def action_bottom(self) -> None:
        self.query_one(Box).scroll_end(animate=False)

    def _text(self, room: int) -> Content:
        """All groups, their keys in one column and what they do in the next, ``room`` columns in all."""
        shown = [command for _title, group in self._groups for command in group]
        width = max((cell_len(_keys(command)) for command in shown), default=0)
        lines = [Content(_(self._note) + "\n")] if self._note else []
        for title, group in self._groups:
            if title:
                lines.append(Content.styled(title, "bold"))
            for command in group:
                keys = _keys(command)
                key_text = Content.styled(
                    "  " + keys + " " * (width - cell_len(keys)), "$text-accent"
                )
                # A line that goes on does so below its own words, or it would look like a heading.
                said = wrap(command.sentence or command.label, max(room - width - 4, 20))
                lines.append(
                    Content.assemble(key_text, "  ", ("\n" + " " * (width + 4)).join(said))
                )
            lines.append(Content(""))
        return Content("\n").join(lines[:-1])


_TYPING = N_(
    "While you type, letters are text. The Ctrl keys below work, also where they edit text elsewhere."
)


def _keys(command: Command) -> str:
    return " ".join(command.keys)
