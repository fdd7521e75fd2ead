"""What leaves and what comes back: the three forms, and a copy that is read in again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coachtui.domain.agreement import ClauseState, How
from coachtui.domain.disclosure import Copy
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, exports
from coachtui.services.opening import Vault
from coachtui.services.returned import Change
from coachtui.tui.screens.proposals import ProposalScreen, ProposalsScreen
from coachtui.tui.screens.returned import ReadForm
from coachtui.tui.screens.review import ReviewScreen
from coachtui.tui.widgets.row_list import RowList
from tests.conftest import DAY, NOW
from tests.tui.conftest import Opened, put, shown


@pytest.fixture
def begun(vault: Vault, aase: ClientRecord) -> ClientRecord:
    return agreements.begin(vault, aase.id, DAY)


# -- out


@pytest.mark.parametrize(
    ("rights", "name", "begins"),
    [(0, "K-001.md", b"---"), (1, "K-001.html", b"<!"), (2, "K-001.pdf", b"%PDF")],
)
async def test_an_agreement_leaves_in_the_form_that_was_chosen(
    opened: Opened, begun: ClientRecord, tmp_path: Path, rights: int, name: str, begins: bytes
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "x")
        await put(pilot, "folder", str(tmp_path))
        await pilot.press("tab", *["right"] * rights, "ctrl+s")
        assert isinstance(pilot.app.screen, ReviewScreen)
    assert (tmp_path / name).read_bytes().startswith(begins)


async def test_a_blank_copy_is_chosen_and_a_signed_one_only_offered_once_there_is_one(
    opened: Opened, vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    agreements.decide(vault, begun.id, agreements.accepted(DAY), everything=True)
    async with opened(size=(120, 30)) as pilot:
        await pilot.press("v", "x")
        assert "filled in" in shown(pilot)
        assert "○ signed" not in shown(pilot)
        await put(pilot, "folder", str(tmp_path))
        await pilot.press("tab", "tab", "left", "ctrl+s")
    assert "- [x]" not in (tmp_path / "K-001.md").read_text()


# -- and back


@pytest.fixture
def copy(vault: Vault, begun: ClientRecord, tmp_path: Path) -> Path:
    """A copy on which the client accepted two terms, one of them in other words."""
    path = exports.export_agreement(vault, begun.id, tmp_path, NOW, copy=Copy.FILLED)
    text = path.read_text()
    roles, openness = text.index("clause: roles"), text.index("clause: prep-tasks")
    text = text[:openness] + text[openness:].replace("[ ]", "[x]", 1)
    text = text[:roles] + text[roles:].replace("prosessen", "hele prosessen", 1)
    text = text[:roles] + text[roles:].replace("[ ]", "[x]", 1)
    path.write_text(text)
    return path


async def read_in(pilot: Pilot[None], path: Path) -> None:
    await pilot.press("v", "i")
    assert isinstance(pilot.app.screen, ReadForm)
    await put(pilot, "file", str(path))
    await pilot.press("ctrl+s")


async def test_answers_are_chosen_and_wording_is_not(
    opened: Opened, vault: Vault, begun: ClientRecord, copy: Path
) -> None:
    async with opened(size=(120, 30)) as pilot:
        await read_in(pilot, copy)
        assert isinstance(pilot.app.screen, ProposalsScreen)
        assert "1 of 3 chosen" in shown(pilot)
        assert vault.load(begun.id).agreements == begun.agreements
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, ReviewScreen)
    agreement = agreements.current(vault.load(begun.id))
    taken = agreement.clause("prep-tasks").decision
    assert taken
    assert (taken.state, taken.how) == (ClauseState.ACCEPTED, How.EMAIL)
    assert agreement.clause("roles") == agreements.current(begun).clause("roles")


async def test_where_nothing_is_lost_leaving_asks_nothing(
    opened: Opened, vault: Vault, begun: ClientRecord, copy: Path
) -> None:
    async with opened(size=(120, 30)) as pilot:
        await read_in(pilot, copy)
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
        await pilot.press("x")
        await put(pilot, "folder", "/elsewhere")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ReviewScreen)


async def go_to(pilot: Pilot[None], clause: str, change: Change) -> None:
    """Put the cursor on what the copy proposes there."""
    rows = pilot.app.screen.query_one(RowList)
    places = [(each.clause, each.change) for each in rows.items]
    await pilot.press("g", *["down"] * places.index((clause, change)))


async def test_a_yes_to_another_wording_goes_only_together_with_it(
    opened: Opened, vault: Vault, begun: ClientRecord, copy: Path
) -> None:
    async with opened(size=(120, 30)) as pilot:
        await read_in(pilot, copy)
        await go_to(pilot, "roles", Change.ACCEPTED)
        await pilot.press("space")
        assert "3 of 3 chosen" in shown(pilot)
        await go_to(pilot, "roles", Change.TEXT)
        await pilot.press("space")
        assert "1 of 3 chosen" in shown(pilot)
        await pilot.press("space")
        assert "2 of 3 chosen" in shown(pilot)
        await go_to(pilot, "roles", Change.ACCEPTED)
        await pilot.press("space", "ctrl+s")
    clause = agreements.current(vault.load(begun.id)).clause("roles")
    assert "hele prosessen" in clause.text
    assert clause.amended
    assert clause.state is ClauseState.ACCEPTED


async def test_enter_shows_what_stands_and_what_is_proposed(
    opened: Opened, begun: ClientRecord, copy: Path
) -> None:
    async with opened(size=(120, 30)) as pilot:
        await read_in(pilot, copy)
        await go_to(pilot, "roles", Change.TEXT)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ProposalScreen)
        assert "{+hele+} prosessen" in shown(pilot)
        await pilot.press("enter")
        await go_to(pilot, "prep-tasks", Change.ACCEPTED)
        await pilot.press("enter")
        assert "[-open-]{+accepted+}" in shown(pilot)


async def test_what_was_taken_over_is_undone_like_every_other_answer(
    opened: Opened, vault: Vault, begun: ClientRecord, copy: Path
) -> None:
    async with opened() as pilot:
        await read_in(pilot, copy)
        await pilot.press("ctrl+s", "u")
    assert vault.load(begun.id).agreements == begun.agreements


async def test_a_copy_that_says_nothing_else_or_is_no_copy_is_told_in_the_form(
    opened: Opened, vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    same = exports.export_agreement(vault, begun.id, tmp_path, NOW)
    other = tmp_path / "notes.md"
    other.write_text("# Handleliste\n\n- melk\n")
    async with opened() as pilot:
        await read_in(pilot, same)
        assert "nothing to take over" in shown(pilot)
        await put(pilot, "file", str(other))
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, ReadForm)
        await put(pilot, "file", str(tmp_path / "missing.md"))
        await pilot.press("ctrl+s")
        assert "There is no file" in shown(pilot)
