"""A new agreement: which template and title, what is still asked, and how few keys all of it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui.domain.agreement import Agreement, AgreementState
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, clients
from coachtui.services.opening import Vault
from coachtui.tui.screens.agreement_form import AgreementForm
from coachtui.tui.screens.base import Box
from coachtui.tui.screens.drafts import DraftsScreen
from coachtui.tui.screens.questions_form import QuestionsForm
from coachtui.tui.screens.review import ReviewScreen
from tests.conftest import DAY
from tests.tui.conftest import Opened, on, put, shown


def made(vault: Vault, record: ClientRecord) -> Agreement:
    return agreements.current(vault.load(record.id))


async def test_fourteen_clauses_are_made_reviewed_signed_and_exported_in_22_keys(
    opened: Opened,
    vault: Vault,
    aase: ClientRecord,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Where the export goes unless another folder is typed.
    monkeypatch.setenv("HOME", str(tmp_path))
    keys = ["v", "ctrl+s", *["space"] * 13, "y", "s", "ctrl+s", "x", "ctrl+s"]
    assert len(keys) <= 22
    async with opened() as pilot:
        await pilot.press(*keys)
    agreement = made(vault, aase)
    assert len(agreement.clauses) == 14
    assert agreement.state is AgreementState.SIGNED
    assert "Åse Ødegård" in (tmp_path / "K-001.md").read_text()


async def test_the_document_has_the_title_that_was_chosen_and_the_next_one_too(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    bo = clients.add(vault, {"name": "Bo Test"}, DAY)
    async with opened() as pilot:
        await pilot.press("v", "tab", "tab", "right", "ctrl+s")
        assert made(vault, aase).title == "Avtale"
        await pilot.press("escape", "down", "v", "ctrl+s")
    assert made(vault, bo).title == "Avtale"


async def test_the_titles_are_those_of_the_language(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "tab", "right")
        assert "Coaching agreement" in shown(pilot)
        await pilot.press("tab", "right", "right", "ctrl+s")
    assert (made(vault, aase).title, made(vault, aase).language) == ("Contract", "en")


async def test_what_nobody_knows_is_asked_once_and_then_the_review_begins(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "right", "ctrl+s")
        assert isinstance(pilot.app.screen, QuestionsForm)
        await put(pilot, "fee", "1200")
        await put(pilot, "sessions_planned", "12")
        await put(pilot, "end_date", "1.12.2026")
        await put(pilot, "sponsor", "Eventyr AS")
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, ReviewScreen)
    record = vault.load(aase.id)
    texts = "\n".join(each.text for each in made(vault, aase).clauses)
    for words in ("1200\xa0kr", "desember 2026", "Eventyr AS"):
        assert words in texts
    assert record.engagement
    assert record.engagement.sponsor == "Eventyr AS"
    assert vault.drafts() == ()


@pytest.mark.parametrize(("field", "text"), [("fee", "mye"), ("end_date", "snart")])
async def test_a_wrong_answer_is_said_at_its_field_and_the_others_stay(
    opened: Opened, vault: Vault, aase: ClientRecord, field: str, text: str
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "right", "ctrl+s")
        await put(pilot, "goals", "sove bedre")
        await put(pilot, field, text)
        await pilot.press("ctrl+s")
        form = pilot.app.screen
        assert isinstance(form, QuestionsForm)
        assert "must be" in shown(pilot)
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == f"field-{field}"
        assert form.values["goals"] == "sove bedre"
    assert vault.load(aase.id) == aase


async def test_a_question_stands_above_the_field_that_has_the_cursor(
    opened: Opened, aase: ClientRecord
) -> None:
    async with opened(size=(60, 20)) as pilot:
        await pilot.press("v", "right", "ctrl+s")
        await pilot.pause()
        assert "Klientens mål ved starten" in shown(pilot)
        await pilot.press("shift+tab")
        await pilot.pause()
        assert "Den som sier fra til klientene" in shown(pilot)


async def test_answers_half_typed_are_gone_on_with_after_a_start(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "right", "ctrl+s")
        await put(pilot, "goals", "sove")
        await pilot.press("ctrl+q")
    async with opened() as pilot:
        assert isinstance(pilot.app.screen, DraftsScreen)
        await pilot.press("enter")
        form = await on(pilot, QuestionsForm)
        assert form.values["goals"] == "sove"
        await pilot.press("ctrl+s")
    assert made(vault, aase).values["goals"] == "sove"
    assert vault.drafts() == ()


async def test_everything_can_be_asked_although_nothing_is_missing(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "tab", "tab", "tab", "right", "ctrl+s")
        await put(pilot, "reply_time", "fem dager")
        await pilot.press("ctrl+s")
    assert "fem dager" in made(vault, aase).clause("between").text
    assert vault.practice().terms["nb.reply_time"] == "fem dager"


async def test_leaving_the_questions_makes_nothing(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "right", "ctrl+s", "escape")
        assert isinstance(pilot.app.screen, AgreementForm)
    assert vault.load(aase.id) == aase


async def test_a_draft_is_made_anew_from_another_template(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    agreements.begin(vault, aase.id, DAY)
    async with opened() as pilot:
        await pilot.press("v", "space", "R", "right", "ctrl+s", "ctrl+s")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert "/35 answered" in shown(pilot)
    assert made(vault, aase).template == "full"


@pytest.mark.parametrize("steps", [3, 6, 7, 10])
async def test_the_question_in_hand_is_in_view_however_fast_one_gets_there(
    opened: Opened, vault: Vault, aase: ClientRecord, steps: int
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "right", "ctrl+s")
        form = pilot.app.screen
        assert isinstance(form, QuestionsForm)
        for _step in range(steps):
            form.focus_next()
        await pilot.pause()
        assert in_view(form)
        row = next(row for row in form.rows if row in form.focused.ancestors)
        assert row.field.label.split()[0] in shown(pilot)


def in_view(form: QuestionsForm) -> bool:
    """Whether the field in hand stands above the help at the bottom of the form."""
    field, bottom = form.focused, form.query_one("#help").region.y
    assert field is not None
    return form.query_one(Box).region.y < field.region.y < bottom
