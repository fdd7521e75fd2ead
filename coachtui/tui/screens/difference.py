"""Two versions of an agreement, one changed clause at a time: side by side where there is room."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Label

from coachtui.domain.agreement import Agreement
from coachtui.domain.record import ClientRecord
from coachtui.language import N_, _, ngettext
from coachtui.services import versions
from coachtui.services.versions import ClauseDifference, Difference
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.changed_blocks import changed_blocks, sides
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.widgets.document_view import DocumentView
from coachtui.tui.widgets.footer import Footer, Heading

_WORDS = {
    Difference.ADDED: N_("new in version {new}"),
    Difference.REMOVED: N_("no longer in version {new}"),
    Difference.WORDING: N_("reads otherwise in version {new}"),
    Difference.MOVED: N_("stands elsewhere in version {new}"),
}


class DifferenceScreen(CoachScreen[None]):
    """What ``new`` changed in ``old``. What goes stands as ``[-that-]``, what comes as ``{+this+}``."""

    BINDING_GROUP_TITLE = N_("What differs")
    has_list = False
    BINDINGS = [
        shown("difference.next", "full_stop,space,right_square_bracket", "step(1)", N_("Next"), N_("To the next clause that differs")),
        shown("difference.previous", "comma,left_square_bracket", "step(-1)", N_("Previous"), N_("To the clause before that differs")),
        hidden("difference.down", "j,down", "scroll(1)", N_("Down"), N_("Scroll down, then to the next clause")),
        hidden("difference.up", "k,up", "scroll(-1)", N_("Up"), N_("Scroll up, then to the clause before")),
        shown("difference.leave", "escape", "leave", N_("Back"), N_("Back to the versions")),
    ]  # fmt: skip
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    DifferenceScreen {
        #clause { padding: 1 1 0 1; width: 100%; text-style: bold; }
        #how { padding: 0 1; width: 100%; margin-bottom: 1; color: $text-muted; }
        .difference--side { display: none; width: 1fr; }
        .difference--version { padding: 0 1; width: 100%; color: $text-accent; }
        &.-beside .difference--side { display: block; }
        &.-beside #both { display: none; }
        .document--strike { color: $text-error; }
        .document--strong { color: $text-success; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-under"), (100, "-beside")]

    def __init__(self, record: ClientRecord, old: Agreement, new: Agreement) -> None:
        super().__init__()
        self._record, self._old, self._new = record, old, new
        self._found = versions.differences(old, new)
        self._place = 0

    def compose(self) -> ComposeResult:
        yield Heading()
        yield Label(id="clause", markup=False)
        yield Label(id="how", markup=False)
        with Horizontal():
            yield DocumentView(id="both")
            for side, agreement in (("old", self._old), ("new", self._new)):
                with Vertical(classes="difference--side"):
                    title = _("Version {number}").format(number=agreement.version)
                    yield Label(title, classes="difference--version", markup=False)
                    yield DocumentView(id=side)
        yield Footer()

    def on_mount(self) -> None:
        self._show()

    @property
    def _difference(self) -> ClauseDifference:
        return self._found[self._place]

    def _show(self) -> None:
        each, count = self._difference, len(self._found)
        title = _("{code}  Version {new} and version {old}")
        versions_of = {"new": self._new.version, "old": self._old.version}
        status = ngettext("{place} of {count} change", "{place} of {count} changes", count)
        self.query_one(Heading).show(
            title.format(code=self._record.client.code, **versions_of),
            status.format(place=self._place + 1, count=count),
        )
        self.query_one("#clause", Label).update(_title(each))
        self.query_one("#how", Label).update(_(_WORDS[each.difference]).format(**versions_of))
        old, new = sides(each.before, each.after)
        self.query_one("#both", DocumentView).show(changed_blocks(each.before, each.after))
        self.query_one("#old", DocumentView).show(old)
        self.query_one("#new", DocumentView).show(new)

    # -- moving

    def _go(self, place: int) -> None:
        place = max(0, min(place, len(self._found) - 1))
        if place != self._place:
            self._place = place
            self._show()

    def action_step(self, by: int) -> None:
        self._go(self._place + by)

    def action_scroll(self, lines: int) -> None:
        views = [view for view in self.query(DocumentView) if view.size.height]
        if all(view.at_end if lines > 0 else view.at_top for view in views):
            self._go(self._place + lines)
            return
        for view in views:
            view.action_line(lines)

    def action_leave(self) -> None:
        self.dismiss(None)


def _title(each: ClauseDifference) -> str:
    """The clause's title, and how it was called before if it was called otherwise."""
    if each.title_before and each.title_after and each.title_before != each.title_after:
        message = _("{after} (before: {before})")
        return message.format(after=each.title_after, before=each.title_before)
    return each.title_after or each.title_before
