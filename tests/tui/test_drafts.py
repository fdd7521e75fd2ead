"""What is typed at length and not saved is offered again, and gone on with where it was begun."""

from __future__ import annotations

import asyncio
import errno
from datetime import timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from coachtui.domain.agreement import ClauseState, How
from coachtui.domain.draft import CommentDraft, FormDraft, NoteDraft
from coachtui.domain.record import ClientRecord
from coachtui.errors import NotSaved
from coachtui.services import agreements, clients, drafts, engagements, signing
from coachtui.services.opening import Vault
from coachtui.tui import keeper
from coachtui.tui.app import CoachApp
from coachtui.tui.screens.client import ClientScreen
from coachtui.tui.screens.comment import CommentScreen
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.consent_form import ConsentForm
from coachtui.tui.screens.drafts import DraftsScreen
from coachtui.tui.screens.editor import EditorScreen
from coachtui.tui.screens.forms import ClientForm, EngagementForm, PracticeForm
from coachtui.tui.screens.review import ReviewScreen
from coachtui.tui.screens.sign_form import SignForm
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.text import SecretInput, TextInput
from tests.conftest import DAY, PASSPHRASE
from tests.tui.conftest import Opened, on, type_text, until
from tests.tui.stand_in import text_of
from tests.vault.test_refusing_disk import Refusing


async def lock_and_unlock(pilot: Pilot[None]) -> Vault:
    """Gives the vault as it is opened again."""
    app = pilot.app
    assert isinstance(app, CoachApp)
    await pilot.press("ctrl+g")
    app.screen.query_one(SecretInput).value = PASSPHRASE
    await pilot.press("enter")
    await on(pilot, DraftsScreen)
    return app.vault


async def test_a_new_client_half_typed_survives_a_lock(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("a")
        await type_text(pilot, "Bo Halvferdig")
        pilot.app.screen.query_one("#field-remark").focus()
        await type_text(pilot, "glad i fisk")
        vault = await lock_and_unlock(pilot)
        for shown in ("Client", "Bo Halvferdig"):
            assert shown in text_of(pilot.app)  # type: ignore[arg-type]
        await pilot.press("enter")
        form = await on(pilot, ClientForm)
        assert form.values["remark"] == "glad i fisk"
        await pilot.press("ctrl+s")
        (card,) = vault.cards()
        assert vault.load(card.id).client.remark == "glad i fisk"
        assert vault.drafts() == ()


async def test_quitting_over_a_form_keeps_it_and_the_next_start_offers_it(
    opened: Opened, vault: Vault
) -> None:
    async with opened() as pilot:
        await pilot.press("a")
        await type_text(pilot, "Bo Halvferdig")
        await pilot.press("ctrl+q")
    async with opened() as pilot:
        assert isinstance(pilot.app.screen, DraftsScreen)
        await pilot.press("escape", "a")
        assert pilot.app.screen.query_one("#field-name", TextInput).value == "Bo Halvferdig"


async def test_a_form_is_sealed_by_itself_while_typing(opened: Opened, vault: Vault) -> None:
    async with opened() as pilot:
        await pilot.press("a")
        await type_text(pilot, "Bo")
        # On a slow machine what is sealed first may be half of it.
        await until(
            pilot,
            lambda: (
                [each.values for each in vault.drafts() if isinstance(each, FormDraft)]
                == [{"name": "Bo"}]
            ),
        )


async def test_a_form_given_up_leaves_no_draft(opened: Opened, vault: Vault) -> None:
    async with opened() as pilot:
        await pilot.press("a")
        await type_text(pilot, "Bo")
        await pilot.app.screen.seal()  # type: ignore[attr-defined]
        assert len(vault.drafts()) == 1
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await pilot.press("n", "escape", "y")
        assert vault.drafts() == ()
        await pilot.press("a")
        assert pilot.app.screen.query_one("#field-name", TextInput).value == ""


async def test_a_resumed_form_changes_only_what_was_changed_in_it(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("e", "tab", "ctrl+u")
        await type_text(pilot, "new@example.org")
        vault = await lock_and_unlock(pilot)
        clients.edit(vault, aase.id, {"phone": "222"})
        await pilot.press("enter")
        await on(pilot, ClientForm)
        await pilot.press("ctrl+s")
        known = vault.load(aase.id).client
        assert (known.email, known.phone) == ("new@example.org", "222")
        assert vault.drafts() == ()


@pytest.mark.parametrize(
    ("keys", "form"),
    [
        (("P", "end"), PracticeForm),
        (("enter", "a", "tab", "tab", "tab"), EngagementForm),
        (("enter", "3", *["down"] * 6, "enter", "tab", "tab", "tab"), EngagementForm),
    ],
)
async def test_every_form_about_the_practice_or_a_client_is_kept(
    opened: Opened, vault: Vault, aase: ClientRecord, keys: tuple[str, ...], form: type
) -> None:
    engagements.add(vault, aase.id, {"minutes": 60}, DAY)
    async with opened() as pilot:
        await pilot.press(*keys)
        assert isinstance(pilot.app.screen, form)
        await type_text(pilot, "1")
        changes = pilot.app.screen.changes  # type: ignore[attr-defined]
        assert changes
        await lock_and_unlock(pilot)
        await pilot.press("enter")
        assert (await on(pilot, form)).changes == changes


@pytest.fixture
def begun(vault: Vault, aase: ClientRecord) -> ClientRecord:
    return agreements.begin(vault, aase.id, DAY)


async def test_a_comment_half_typed_survives_a_lock(opened: Opened, begun: ClientRecord) -> None:
    async with opened() as pilot:
        await pilot.press("v", "space", "c")
        await type_text(pilot, "hvorfor")
        vault = await lock_and_unlock(pilot)
        assert "Comment" in text_of(pilot.app)  # type: ignore[arg-type]
        await pilot.press("enter")
        await on(pilot, CommentScreen)
        assert pilot.app.screen.query_one(NoteArea).text == "hvorfor"
        pilot.app.screen.query_one(NoteArea).insert(" ikke", (0, 7))
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, ReviewScreen)
        comments = [each.comment for each in agreements.current(vault.load(begun.id)).clauses]
        assert comments[:3] == ["", "hvorfor ikke", ""]
        assert vault.drafts() == ()


@pytest.mark.parametrize(
    ("keys", "save"),
    [
        (("v", "c"), "action_keep"),
        (("v", "m"), "action_keep"),
        (("n",), "action_save"),
        (("e",), "action_save"),
    ],
)
async def test_a_draft_sealed_while_its_text_is_saved_does_not_outlive_that(
    opened: Opened, vault: Vault, begun: ClientRecord, keys: tuple[str, ...], save: str
) -> None:
    async with opened() as pilot:
        await pilot.press(*keys)
        await type_text(pilot, "x")
        screen: Any = pilot.app.screen
        # As when the time to seal is up just then, and the disk has both to do.
        await asyncio.gather(getattr(screen, save)(), screen.seal())
        await until(pilot, lambda: pilot.app.screen is not screen)
        assert vault.drafts() == ()
    assert vault.load(begun.id) != begun


async def test_a_comment_is_not_left_without_a_question(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "c", "x", "escape", "n", "ctrl+s", "c", "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
        await pilot.press("c", "z", "escape", "y")
        assert isinstance(pilot.app.screen, ReviewScreen)
    assert agreements.current(vault.load(begun.id)).clauses[0].comment == "x"
    assert vault.drafts() == ()


async def test_a_comment_changed_elsewhere_meanwhile_keeps_both_texts(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "c")
        await type_text(pilot, "here")
        clause = agreements.current(begun).clauses[0]
        agreements.comment(vault, begun.id, clause.id, "there")
        await pilot.press("ctrl+s")
    assert agreements.current(vault.load(begun.id)).clauses[0].comment == "there\n\nhere"


async def test_a_comment_whose_agreement_is_gone_is_kept_until_it_is_thrown_away(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "c")
        await type_text(pilot, "hvorfor")
        await pilot.press("ctrl+q")
    agreements.begin(vault, begun.id, DAY, replace_draft=True)
    async with opened() as pilot:
        await pilot.press("enter")
        await pilot.pause(0.1)
        await on(pilot, DraftsScreen)
        (draft,) = vault.drafts()
        assert isinstance(draft, CommentDraft)
        await pilot.press("ctrl+d", "y")
    assert vault.drafts() == ()


async def test_a_clause_chosen_from_the_list_is_the_one_that_opens(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    clause = agreements.current(begun).clauses[1]
    agreements.decide(vault, begun.id, agreements.accepted(DAY), clause.id)
    async with opened() as pilot:
        await pilot.press("enter", "2", "down", "down", "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert pilot.app.screen.clause.id == clause.id
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ClientScreen)


@pytest.mark.parametrize("failing", ["ctrl+s", ""], ids=["saving", "sealing"])
async def test_what_a_disk_refused_is_sealed_although_nobody_types_on(
    opened: Opened,
    vault: Vault,
    aase: ClientRecord,
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
) -> None:
    monkeypatch.setattr(keeper, "AGAIN", 0.02)
    async with opened() as pilot:
        await pilot.press("n")
        editor = pilot.app.screen
        assert isinstance(editor, EditorScreen)
        with pytest.MonkeyPatch.context() as disk:
            refusing = Refusing(disk, 1, errno.ENOSPC, for_good=False)
            editor.query_one(NoteArea).text = "Et helt notat"
            if failing:
                await pilot.press(failing)
            else:
                with pytest.raises(NotSaved):
                    await editor.seal()
            assert refusing.refused == 1
        await until(pilot, lambda: bool(vault.drafts()))
        (kept,) = vault.drafts()
        assert isinstance(kept, NoteDraft)
        assert kept.session.note == "Et helt notat"


async def test_signatures_half_typed_survive_a_lock(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    agreements.decide(vault, begun.id, agreements.accepted(DAY), everything=True)
    agreements.decide(vault, begun.id, agreements.declined(DAY), "icf-log")
    async with opened() as pilot:
        await pilot.press("v", "s")
        await type_text(pilot, "Aase Oedegaard")
        vault = await lock_and_unlock(pilot)
        assert "Signatures" in text_of(pilot.app)  # type: ignore[arg-type]
        await pilot.press("enter")
        form = await on(pilot, SignForm)
        assert form.query_one("#field-name-client", TextInput).value == "Aase Oedegaard"
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, ReviewScreen)
        signed = vault.load(begun.id).agreement
        assert signed
        assert signed.signatures[0].name == "Aase Oedegaard"
        assert vault.drafts() == ()


async def test_a_withdrawal_half_typed_survives_a_lock(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    agreements.decide(vault, begun.id, agreements.accepted(DAY), everything=True)
    earlier = agreements.accepted(DAY - timedelta(days=9))
    record = agreements.decide(vault, begun.id, earlier, "icf-log")
    signatures = signing.signatures(vault.practice(), record, "Åse", DAY, How.IN_PERSON)
    signing.sign(vault, begun.id, signatures, DAY)
    async with opened() as pilot:
        await pilot.press("v", "G", "w")
        await type_text(pilot, "2026-02-28")
        vault = await lock_and_unlock(pilot)
        await pilot.press("enter")
        form = await on(pilot, ConsentForm)
        assert form.query_one("#field-on", TextInput).value == "2026-02-28"
        await pilot.press("ctrl+s")
        agreement = vault.load(begun.id).agreement
        assert agreement
        (consent,) = (each for each in agreement.clauses if each.id == "icf-log")
        assert consent.state is ClauseState.WITHDRAWN
        assert vault.drafts() == ()


async def test_signatures_for_what_is_signed_by_now_are_not_offered(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    agreements.decide(vault, begun.id, agreements.accepted(DAY), everything=True)
    record = agreements.decide(vault, begun.id, agreements.accepted(DAY), "icf-log")
    async with opened() as pilot:
        await pilot.press("v", "s")
        await type_text(pilot, "Aase")
        await pilot.press("ctrl+q")
    assert len(drafts.offered(vault)) == 1
    signatures = signing.signatures(vault.practice(), record, "Åse", DAY, How.IN_PERSON)
    signing.sign(vault, begun.id, signatures, DAY)
    assert drafts.offered(vault) == ()
