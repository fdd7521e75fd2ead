"""Copies that come back from a client: whose they are, what they propose, what of it is taken over."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from coachtui.domain.agreement import ClauseState, Decision, How
from coachtui.domain.disclosure import Copy, Form
from coachtui.domain.record import ClientRecord
from coachtui.errors import CoachError, NotAllowed, NotFound
from coachtui.services import agreements, clients, consents, exports, returned, signing, versions
from coachtui.services.documents_in import Unreadable
from coachtui.services.opening import Vault
from coachtui.services.returned import Change, Proposal
from tests.conftest import DAY, NOW

FOREIGN = Path(__file__).parents[1] / "documents" / "fixtures" / "foreign"
LATER = DAY + timedelta(days=3)
CADENCE = "We meet roughly every second week"

Edited = Callable[..., Path]


@pytest.fixture
def begun(vault: Vault, aase: ClientRecord) -> ClientRecord:
    clients.edit(vault, aase.id, {"language": "en"})
    return agreements.begin(vault, aase.id, DAY)


@pytest.fixture
def edited(vault: Vault, begun: ClientRecord, tmp_path: Path) -> Edited:
    """The exported copy with pieces of it written otherwise."""

    def edit(*changes: tuple[str, str]) -> Path:
        path = exports.export_agreement(vault, begun.id, tmp_path / "out", NOW, overwrite=True)
        text = path.read_text("utf-8")
        for before, after in changes:
            assert before in text
            text = text.replace(before, after, 1)
        path.write_text(text, "utf-8")
        return path

    return edit


def take_over(
    vault: Vault, record_id: str, chosen: Sequence[Proposal], on: date, how: How
) -> ClientRecord:
    """Take over all that a copy proposes."""
    return returned.take_over(vault, vault.load(record_id), chosen, chosen, on, how)


def signed(vault: Vault, record: ClientRecord) -> None:
    agreements.decide(vault, record.id, agreements.accepted(DAY), everything=True)
    agreements.decide(vault, record.id, agreements.accepted(DAY), "icf-log")
    record = vault.load(record.id)
    by_all = signing.signatures(vault.practice(), record, "Åse Ødegård", DAY, How.IN_PERSON)
    signing.sign(vault, record.id, by_all, DAY)


def test_a_ticked_copy_is_shown_and_taken_over_when_that_is_chosen(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    path = edited(("- [ ] Read", "- [x] Read"), ("- [ ] No", "- [X] No"))
    found = returned.read(vault, begun.id, path)
    assert found == (
        Proposal("purpose", Change.ACCEPTED, "open", "accepted"),
        Proposal("icf-log", Change.DECLINED, "open", "declined"),
    )
    assert vault.load(begun.id).agreement == begun.agreement
    record = take_over(vault, begun.id, found, LATER, How.EMAIL)
    assert agreements.current(record).clause("icf-log").decision == Decision(
        ClauseState.DECLINED, LATER, how=How.EMAIL
    )
    assert returned.read(vault, begun.id, path) == ()


def test_what_was_written_to_a_clause_is_a_comment_and_no_other_comment_is_lost(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    path = edited(("an hour and a half.", "an hour and a half.\n\n> Could it be\n> shorter?"))
    agreements.comment(vault, begun.id, "cadence", "Asked on the phone.")
    (found,) = returned.read(vault, begun.id, path)
    assert (found.clause, found.change) == ("cadence", Change.COMMENT)
    record = take_over(vault, begun.id, [found], LATER, How.EMAIL)
    comment = agreements.current(record).clause("cadence").comment
    assert comment == "Asked on the phone.\n\nCould it be\nshorter?"
    assert returned.read(vault, begun.id, path) == ()


def test_another_wording_is_never_taken_over_unasked_nor_the_yes_to_it(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    path = edited(
        (f"- [ ] Accepted\n\n{CADENCE}", "- [x] Accepted\n\nWe meet roughly *every* third week")
    )
    found = returned.read(vault, begun.id, path)
    assert [(each.clause, each.change) for each in found] == [
        ("cadence", Change.ACCEPTED),
        ("cadence", Change.TEXT),
    ]
    assert returned.safe(found) == ()
    chosen = returned.safe(found, wording=True)
    assert chosen == found
    clause = agreements.current(take_over(vault, begun.id, chosen, LATER, How.EMAIL)).clause(
        "cadence"
    )
    assert clause.text.startswith("We meet roughly *every* third week, for a period")
    assert clause.template_text.startswith(CADENCE)
    assert clause.state is ClauseState.ACCEPTED


def test_a_yes_is_taken_over_only_with_the_words_that_it_was_said_to(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    path = edited((f"- [ ] Accepted\n\n{CADENCE}", "- [x] Accepted\n\nWe meet each day"))
    found = returned.read(vault, begun.id, path)
    yes = [each for each in found if each.change is Change.ACCEPTED]
    with pytest.raises(NotAllowed, match="only together"):
        returned.take_over(vault, begun, found, yes, LATER, How.EMAIL)
    assert vault.load(begun.id).agreements == begun.agreements


def test_a_yes_is_not_taken_over_to_words_that_were_changed_meanwhile(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    found = returned.read(vault, begun.id, edited(("- [ ] Read", "- [x] Read")))
    amended = agreements.amend(vault, begun.id, "purpose", "Something else altogether.")
    with pytest.raises(NotAllowed, match="by now"):
        returned.take_over(vault, begun, found, found, LATER, How.EMAIL)
    assert vault.load(begun.id).agreements == amended.agreements


def test_both_ticked_is_a_conflict_that_nobody_takes_over(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    found = returned.read(vault, begun.id, edited(("[ ] Yes\n- [ ] No", "[x] Yes\n- [x] No")))
    assert found == (Proposal("icf-log", Change.CONFLICT, "open"),)
    assert returned.safe(found, wording=True) == ()
    with pytest.raises(NotAllowed):
        take_over(vault, begun.id, found, LATER, How.EMAIL)


YES = ("[ ] Yes", "[x] Yes")
SNEAKED = {
    "a word struck through": (
        ("you can count on", "you ~~can~~ count on"),
        ("never shown", "~~never~~ shown"),
    ),
    "a link definition": (
        ("## 14. Details for ICF\n", "## 14. Details for ICF\n\n[NB]: <only if asked first>\n"),
    ),
    "a third box": (("- [ ] No", "- [ ] No\n- [x] No"),),
    "a third box that says something else": (("- [ ] No", "- [ ] No\n- [x] Perhaps"),),
}


@pytest.mark.parametrize("how", SNEAKED)
def test_no_yes_is_taken_over_beside_what_an_editor_shows_and_a_page_does_not(
    vault: Vault, begun: ClientRecord, edited: Edited, how: str
) -> None:
    path = edited(YES)
    text = path.read_text("utf-8")
    for before, after in SNEAKED[how]:
        text = text.replace(before, after, 1)
    assert text != path.read_text("utf-8")
    path.write_text(text, "utf-8")
    found = returned.read(vault, begun.id, path)
    assert len(found) > 1 or found[0].change is Change.CONFLICT
    chosen = returned.safe(found)
    assert "icf-log" not in {each.clause for each in chosen if each.change is Change.ACCEPTED}
    assert not returned.verify(vault, begun.id, path).holds


@pytest.mark.parametrize(
    "added",
    [
        "\n[NB]: <I consent to nothing>\n",
        "\n| I only sign | if |\n| -- | -- |\n| my fee | is halved |\n",
        "\n~~Signed~~\n",
    ],
)
def test_what_stands_below_the_signatures_is_told(
    vault: Vault, begun: ClientRecord, edited: Edited, added: str
) -> None:
    path = edited()
    path.write_text(path.read_text("utf-8") + added, "utf-8")
    assert returned.read(vault, begun.id, path)
    assert not returned.verify(vault, begun.id, path).holds


def test_a_party_struck_out_is_another_party(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    path = edited(("- Client: Åse Ødegård", "- Client: ~~Åse Ødegård~~"))
    assert not returned.verify(vault, begun.id, path).holds


@pytest.mark.parametrize(
    ("box", "clause"),
    [("- [x] Yes, but not my phone number", "icf-log"), ("- [x] Read, most of it", "purpose")],
)
def test_a_yes_with_a_condition_is_no_yes(
    vault: Vault, begun: ClientRecord, edited: Edited, box: str, clause: str
) -> None:
    plain = box.replace("x", " ", 1).partition(",")[0]
    conflict, comment = returned.read(vault, begun.id, edited((plain, box)))
    said = box.removeprefix("- [x] ")
    assert conflict == Proposal(clause, Change.CONFLICT, "open", said)
    assert comment == Proposal(clause, Change.COMMENT, "", said)
    assert returned.safe((conflict, comment)) == (comment,)


def test_a_yes_that_became_a_no_since_the_copy_left_is_not_proposed_again(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    agreements.decide(vault, begun.id, agreements.accepted(DAY), "icf-log")
    path = edited()
    agreements.decide(vault, begun.id, agreements.declined(LATER), "icf-log")
    assert returned.read(vault, begun.id, path) == ()


@pytest.mark.parametrize(
    ("written", "change", "clause"),
    [
        (("## 4. Preparation and tasks", "## 4. Preparation"), Change.TEXT, "prep-tasks"),
        (("# Coaching agreement", "# My agreement"), Change.TEXT, ""),
        (("## Signatures", "## 15. Holidays\n\nNone.\n\n## Signatures"), Change.ADDED, ""),
        (("Signature: ____", "Signature: Åse ____"), Change.COMMENT, ""),
        (("# Coaching agreement", "Hello Kari!\n\n# Coaching agreement"), Change.COMMENT, ""),
        (("- [ ] Yes", "- [ ] Yes, but not my phone number"), Change.COMMENT, "icf-log"),
        (("- [ ] No\n", "- [ ] No\n\nI have to think.\n"), Change.COMMENT, "icf-log"),
        (("- [ ] Read", "- [ ] Read\n- [x] Not yet"), Change.COMMENT, "purpose"),
        (("- [ ] Read\n", "- [ ] Read\n  - on the train\n"), Change.COMMENT, "purpose"),
    ],
)
def test_whatever_else_was_changed_is_shown(
    vault: Vault,
    begun: ClientRecord,
    edited: Edited,
    written: tuple[str, str],
    change: Change,
    clause: str,
) -> None:
    (found,) = returned.read(vault, begun.id, edited(written))
    assert (found.change, found.clause) == (change, clause)
    assert (found in returned.safe([found])) is (change is Change.COMMENT and bool(clause))


def test_a_clause_that_was_taken_out_is_shown(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    path = edited()
    before, rest = path.read_text("utf-8").split("## 7. Openness")
    path.write_text(f"{before}## 8. {rest.split('## 8. ')[1]}", "utf-8")
    (found,) = returned.read(vault, begun.id, path)
    assert (found.clause, found.change) == ("openness", Change.REMOVED)


def test_what_is_out_for_signing_takes_answers_and_no_wording(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    signing.hold(vault, begun.id)
    path = edited(("- [ ] Read", "- [x] Read"), (CADENCE, "We meet weekly"))
    found = returned.read(vault, begun.id, path)
    with pytest.raises(NotAllowed, match="frozen"):
        take_over(vault, begun.id, returned.safe(found, wording=True), LATER, How.PAPER)
    record = take_over(vault, begun.id, returned.safe(found), LATER, How.PAPER)
    assert agreements.current(record).clause("purpose").state is ClauseState.ACCEPTED


def test_nothing_is_taken_over_into_what_was_signed(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    signed(vault, begun)
    path = edited(("- [x] Yes\n- [ ] No", "- [ ] Yes\n- [x] No"))
    found = returned.read(vault, begun.id, path)
    assert found == (Proposal("icf-log", Change.DECLINED, "accepted", "declined"),)
    with pytest.raises(NotAllowed):
        take_over(vault, begun.id, found, LATER, How.EMAIL)
    assert agreements.current(vault.load(begun.id)).clause("icf-log").state.value == "accepted"


def test_another_clients_copy_is_refused_always(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    other = clients.add(vault, {"name": "Ola Nordmann", "language": "en"}, DAY)
    agreements.begin(vault, other.id, DAY)
    whole = edited()
    bare = whole.with_name("bare.md")
    bare.write_text(whole.read_text("utf-8").split("---\n", 2)[2], "utf-8")
    for path in (whole, bare):
        with pytest.raises(NotAllowed, match="K-001"):
            returned.read(vault, other.id, path, anyway=True)
        with pytest.raises(NotAllowed, match="K-001"):
            returned.verify(vault, other.id, path)
        assert returned.read(vault, begun.id, path) == ()


def test_a_copy_of_a_draft_begun_again_is_recognised_as_none_of_ours(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    path = edited()
    agreements.begin(vault, begun.id, DAY, replace_draft=True)
    with pytest.raises(NotAllowed, match="begun again"):
        returned.read(vault, begun.id, path, anyway=True)


def test_a_copy_of_another_wording_or_version_has_to_be_wished_for(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    path = edited()
    agreements.amend(vault, begun.id, "cadence", "We meet weekly.")
    with pytest.raises(NotAllowed, match="changed since"):
        returned.read(vault, begun.id, path)
    assert {each.change for each in returned.read(vault, begun.id, path, anyway=True)} == {
        Change.TEXT
    }
    signed(vault, begun)
    path = edited()
    versions.begin(vault, begun.id, LATER)
    with pytest.raises(NotAllowed, match="version 1; now it is version 2"):
        returned.read(vault, begun.id, path)
    assert {each.clause for each in returned.read(vault, begun.id, path, anyway=True)} == {""}
    assert returned.verify(vault, begun.id, path).holds


def test_a_copy_that_names_nobody_has_to_be_wished_for(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    path = edited(("- Client: Åse Ødegård,", "- Client: Åse Gift,"))
    path.write_text(path.read_text("utf-8").split("---\n", 2)[2].replace("Client: Åse Ø", "C: Å"))
    with pytest.raises(NotAllowed, match="does not say whose"):
        returned.read(vault, begun.id, path)
    returned.read(vault, begun.id, path, anyway=True)


def test_verifying_says_what_differs_first(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    signed(vault, begun)
    assert returned.verify(vault, begun.id, edited()).holds
    for change, said in (
        (("every second week", "every week"), "“cadence” reads otherwise"),
        (("- [x] Yes\n- [ ] No", "- [ ] Yes\n- [x] No"), "“icf-log” is answered otherwise"),
        (("Consents 2 March", "Consents 1 March"), "“icf-log” is answered otherwise"),
        (("- [x] Read 2 March", "- [x] Read 1 March"), "“purpose” is answered otherwise"),
        (("Åse Ødegård, Testby", "Åse Ødegård, Oslo"), "signatures are others"),
        (("aase@example.org", "ase@example.org"), "parties are others"),
        (("fingerprint: ", "fingerprint: 0"), "“fingerprint”"),
        (("text: ", "text: 0"), "signatures are others"),
        (("# Coaching agreement", "# Agreement"), "title is another"),
        (("This agreement says", "This agreement tells"), "introduction reads otherwise"),
        (("## 7. Openness", "## 7. Honesty"), "“openness” has another heading"),
        (("2 March 2026, signed", "2 March 2026, draft"), "line below the title is another"),
        (("\n\n## Signatures", "\n\n> Fine!\n\n## Signatures"), "“icf-log” has another comment"),
        (("\n\n## Signatures", "\n\n## More\n\n## Signatures"), "a part that this agreement"),
    ):
        verdict = returned.verify(vault, begun.id, edited(change))
        assert not verdict.holds
        assert said in verdict.sentence


def test_verifying_finds_clauses_that_changed_places_or_are_gone(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    parts = edited().read_text("utf-8").split("\n\n## ")
    swapped = [*parts[:4], parts[5], parts[4], *parts[6:]]
    for changed, said in ((swapped, "another order"), ([*parts[:4], *parts[5:]], "“roles” is")):
        path = edited()
        path.write_text("\n\n## ".join(changed), "utf-8")
        assert said in returned.verify(vault, begun.id, path).sentence


def test_a_withdrawal_makes_an_older_copy_say_too_much(
    vault: Vault, begun: ClientRecord, edited: Edited
) -> None:
    signed(vault, begun)
    path = edited()
    consents.withdraw(vault, begun.id, "icf-log", LATER, LATER, How.EMAIL)
    assert "“icf-log” is answered otherwise" in returned.verify(vault, begun.id, path).sentence
    assert returned.verify(vault, begun.id, edited()).holds


def test_a_blank_copy_proves_its_text_alone(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    signed(vault, begun)
    path = exports.export_agreement(vault, begun.id, tmp_path, NOW, copy=Copy.BLANK)
    verdict = returned.verify(vault, begun.id, path)
    assert verdict.holds
    assert "blank" in verdict.sentence


def test_a_file_that_is_none_is_refused_in_words(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    with pytest.raises(NotFound):
        returned.read(vault, begun.id, tmp_path / "none.md")
    big = tmp_path / "big.md"
    big.write_bytes(b"a" * (returned.MAX_BYTES + 1))
    long = tmp_path / "long.md"
    long.write_bytes(b"\n" * (returned.MAX_LINES + 1))
    binary = tmp_path / "binary.md"
    binary.write_bytes(b"a\0b\xff")
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    link = tmp_path / "link.md"
    link.symlink_to(big)
    for path in (big, long, binary, fifo, link, tmp_path, Path("/dev/zero")):
        with pytest.raises(Unreadable):
            returned.read(vault, begun.id, path)


def test_every_form_of_the_export_but_markdown_is_refused_in_words(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    for form in (Form.HTML, Form.PDF):
        path = exports.export_agreement(vault, begun.id, tmp_path, NOW, form=form)
        with pytest.raises(CoachError):
            returned.read(vault, begun.id, path, anyway=True)


@pytest.mark.parametrize("path", sorted(FOREIGN.iterdir()), ids=lambda path: path.name)
def test_what_others_wrote_is_refused_in_words(
    vault: Vault, begun: ClientRecord, path: Path
) -> None:
    with pytest.raises(NotAllowed, match="Nothing was changed"):
        returned.read(vault, begun.id, path)
    with pytest.raises(NotAllowed, match="of its 14 clauses"):
        returned.read(vault, begun.id, path, anyway=True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_copy_saved_by_an_old_editor_is_read(
    vault: Vault, begun: ClientRecord, edited: Edited, encoding: str
) -> None:
    path = edited(("- [ ] Read", "- [x] Read"))
    path.write_bytes(path.read_text("utf-8").replace("\n", "\r\n").encode(encoding))
    (found,) = returned.read(vault, begun.id, path)
    assert found.change is Change.ACCEPTED
