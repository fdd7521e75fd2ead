"""Forms on a real vault: what they save, beside another login, and where an export may go."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, clients, engagements, practice
from coachtui.services.opening import Vault
from coachtui.tui.screens.export_form import ExportForm
from coachtui.tui.screens.forms import ClientForm, EngagementForm, PracticeForm
from coachtui.tui.screens.sign_form import SignForm, draft_of_signatures
from coachtui.tui.widgets.text import TextInput
from tests.conftest import DAY
from tests.tui.conftest import Opened
from tests.tui.stand_in import text_of


async def test_a_client_form_saves_what_was_changed_in_it_and_nothing_else(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(ClientForm(aase.client, aase.id))
        clients.edit(vault, aase.id, {"phone": "222"})
        pilot.app.screen.query_one("#field-email", TextInput).value = "new@example.org"
        await pilot.press("ctrl+s")
        await pilot.pause()
    known = vault.load(aase.id).client
    assert (known.name, known.email, known.phone) == ("Åse Ødegård", "new@example.org", "222")


async def test_an_engagement_form_saves_what_was_changed_in_it_and_nothing_else(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    record = engagements.add(vault, aase.id, {"minutes": 60}, DAY)
    (before,) = record.engagements
    async with opened() as pilot:
        await pilot.app.push_screen(EngagementForm(record, before))
        engagements.edit(vault, aase.id, before.id, {"minutes": 45})
        pilot.app.screen.query_one("#field-sponsor", TextInput).value = "Testverk"
        await pilot.press("ctrl+s")
        await pilot.pause()
    (after,) = vault.load(aase.id).engagements
    assert (after.minutes, after.sponsor) == (45, "Testverk")


async def test_the_practice_form_saves_what_was_changed_in_it_and_nothing_else(
    opened: Opened, vault: Vault
) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(PracticeForm(vault.practice()))
        practice.edit(vault, {"phone": "222"})
        pilot.app.screen.query_one("#field-place", TextInput).value = "Nyby"
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert (vault.practice().phone, vault.practice().place) == ("222", "Nyby")


async def test_an_export_to_the_home_of_nobody_is_refused_at_its_field(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    record = agreements.begin(vault, aase.id, DAY)
    async with opened() as pilot:
        await pilot.app.push_screen(ExportForm(record))
        pilot.app.screen.query_one("#field-folder", TextInput).value = "~no-such-user/there"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ExportForm)
        assert "Folder begins with “~”" in text_of(pilot.app)
    assert vault.load(aase.id).disclosures == ()


@pytest.mark.parametrize("name", ["[b]bold[b]", "[@click=app.quit]x[@click=app.quit]"])
async def test_an_exported_file_is_named_as_it_is_called(
    opened: Opened, vault: Vault, aase: ClientRecord, tmp_path: Path, name: str
) -> None:
    record = agreements.begin(vault, aase.id, DAY)
    async with opened(size=(200, 24)) as pilot:
        await pilot.app.push_screen(ExportForm(record))
        pilot.app.screen.query_one("#field-folder", TextInput).value = str(tmp_path / name)
        await pilot.press("ctrl+s")
        await pilot.pause()
        (told,) = pilot.app._notifications
        assert told.markup is False
        assert told.message.endswith(f"{name}/K-001.md")


async def test_signing_says_from_the_first_field_on_that_it_is_for_good(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    record = agreements.begin(vault, aase.id, DAY)
    async with opened() as pilot:
        await pilot.app.push_screen(SignForm(record, vault.practice(), draft_of_signatures(record)))
        await pilot.pause()
        assert "cannot be undone" in text_of(pilot.app)


async def test_what_is_wrong_with_a_field_is_said_until_it_is_changed(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(ClientForm(aase.client, aase.id))
        await pilot.press("ctrl+u", "ctrl+s")
        assert "Name must not be empty" in text_of(pilot.app)
        await pilot.press("B")
        assert "Name must not be empty" not in text_of(pilot.app)


async def test_a_remark_is_written_on_where_it_ends(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    clients.edit(vault, aase.id, {"remark": "One line"})
    async with opened() as pilot:
        await pilot.app.push_screen(ClientForm(vault.load(aase.id).client, aase.id))
        await pilot.press(*["tab"] * 6, "s", "ctrl+s")
    assert vault.load(aase.id).client.remark == "One lines"
