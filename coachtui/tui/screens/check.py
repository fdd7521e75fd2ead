"""The check of the whole vault: run while one waits, then what it found, and the offer to repair."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coachtui import clock
from coachtui.errors import CoachError
from coachtui.language import N_, _, ngettext
from coachtui.services import checking
from coachtui.services.checking import Done, Outcome, Problem, Report
from coachtui.services.opening import Progress
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.screens.working import WorkingScreen
from coachtui.tui.widgets.footer import Footer, Heading


class CheckScreen(CoachScreen[None]):
    """Checks as it opens. What is wrong stands there with what is safe and what to do."""

    BINDING_GROUP_TITLE = N_("Check")
    BINDINGS = [
        shown("check.repair", "r", "repair", N_("Repair"), N_("Put right what can be, and keep aside what is replaced")),
        shown("check.again", "c", "check", N_("Check again"), N_("Check the vault again")),
        hidden("check.down", "down,j", "scroll(1)", N_("Down"), N_("Scroll down")),
        hidden("check.up", "up,k", "scroll(-1)", N_("Up"), N_("Scroll up")),
        shown("check.leave", "escape", "leave", N_("Back"), N_("Back to where one was")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    CheckScreen VerticalScroll { height: 1fr; padding: 1 1; scrollbar-size-vertical: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._report: Report | None = None

    def compose(self) -> ComposeResult:
        yield Heading(_("Check of the vault"))
        with VerticalScroll(can_focus=False):
            yield Static(id="findings")
        yield Footer()

    def on_mount(self) -> None:
        self.action_check()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what is not well can be repaired."""
        return action != "repair" or bool(self._report and not self._report.ok)

    def action_check(self) -> None:
        vault = self.vault

        def work(progress: Progress) -> Report:
            return checking.check(vault, progress)

        self.app.push_screen(WorkingScreen(_("Checking"), work), self._checked)

    def _checked(self, result: Report | CoachError | None) -> None:
        if isinstance(result, CoachError):
            self.tell(result)
        elif result:
            self._show(result, ())

    def action_repair(self) -> None:
        vault, now = self.vault, clock.now()

        def work(progress: Progress) -> Outcome:
            return checking.repair(vault, now, progress)

        self.app.push_screen(WorkingScreen(_("Repairing"), work), self._repaired)

    def _repaired(self, result: Outcome | CoachError | None) -> None:
        if isinstance(result, CoachError):
            self.tell(result)
        elif result:
            self._show(result.report, result.done)

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        self.dismiss(None)

    def _show(self, report: Report, done: tuple[Done, ...]) -> None:
        self._report = report
        self.query_one(Heading).show(status=_status(report))
        blocks = [_problem(each) for each in report.problems]
        if done:
            blocks.insert(0, _list(_("Done"), [f"{each.file}: {each.what}." for each in done]))
        if report.ok:
            blocks.append(Content(_("Everything is as it was written.")))
        if report.mentioned:
            blocks.append(_list(_("No problem, but to be known"), report.mentioned))
        self.query_one("#findings", Static).update(Content("\n\n").join(blocks))
        self.refresh_bindings()


def _status(report: Report) -> str:
    if report.ok:
        return ngettext(
            "{count} record, all well", "{count} records, all well", report.records
        ).format(count=report.records)
    count = len(report.problems)
    return ngettext("{count} problem", "{count} problems", count).format(count=count)


def _problem(problem: Problem) -> Content:
    lines = (
        Content.styled(problem.file, "bold"),
        Content.styled(
            _("{what}.").format(what=problem.what[:1].upper() + problem.what[1:]), "$text-warning"
        ),
        Content(problem.safe),
        Content(problem.next),
    )
    return Content("\n").join(list(lines))


def _list(title: str, sentences: tuple[str, ...] | list[str]) -> Content:
    lines = [Content.styled(title, "bold"), *(Content(f"- {each}") for each in sentences)]
    return Content("\n").join(lines)
