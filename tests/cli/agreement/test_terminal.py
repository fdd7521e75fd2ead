"""What a person with a terminal meets: questions with proposals, colours, and one agreement alone."""

from __future__ import annotations

import json

import pexpect

from tests.cli.agreement.conftest import clause, shown
from tests.cli.conftest import PASSPHRASE, Line, Terminal, ended


def unlocked(terminal: Terminal, *words: str) -> pexpect.spawn:
    child = terminal(*words)
    child.expect_exact("Passphrase: ")
    child.sendline(PASSPHRASE)
    return child


def test_what_a_template_asks_is_asked_once_with_what_is_proposed(
    one_client: Line, terminal: Terminal
) -> None:
    child = unlocked(terminal, *("agreement", "new", "K-001", "--template", "full"))
    answers = {"Pris": "gratis", "Måneder": "12"}
    while child.expect([r"([^\r\n]+): $", pexpect.EOF]) == 0:
        question = child.match[1].lstrip("\n")
        begun = next((each for each in answers if question.startswith(each)), "")
        child.sendline(answers.get(begun, ""))
        if begun == "Pris":
            # It was no amount, which is told, and it is asked for again.
            answers[begun] = "1200"
    child.close()
    assert child.exitstatus == 0
    values = shown(one_client)["values"]
    assert (values["fee"], values["notes_months"], values["reply_time"]) == (
        *("1200", "12"),
        "to virkedager",
    )
    assert "1200" in clause(one_client, "fees")["text"].replace("\xa0", "")


def test_a_script_takes_what_was_answered_last(one_client: Line) -> None:
    one_client("client", "add", typed="Ola\n\n\n")
    words = ("agreement", "new", "K-001", "--template", "full", "--set", "fee=1250")
    assert one_client(*words).code == 0
    assert one_client("agreement", "new", "K-002", "--template", "full").code == 0
    shown_now = json.loads(one_client("agreement", "show", "K-002", "--json").out)
    assert shown_now["values"]["fee"] == "1250"


def test_a_difference_is_coloured_on_a_terminal(answered: Line, terminal: Terminal) -> None:
    answered("agreement", "amend", "K-001", "cadence", typed="Vi møtes når vi vil.\n")
    out, code = ended(unlocked(terminal, "agreement", "diff", "K-001"))
    assert code == 0
    assert "\x1b[31m[-" in out
    assert "\x1b[32m{+" in out


def test_an_amendment_is_typed_below_the_wording_there_is(draft: Line, terminal: Terminal) -> None:
    child = unlocked(terminal, "agreement", "amend", "K-001", "cadence")
    child.expect_exact("annenhver uke")
    child.expect_exact("ends it:")
    child.send("Vi møtes når vi vil.\n\x04")
    out, code = ended(child)
    assert (code, clause(draft, "cadence")["text"]) == (0, "Vi møtes når vi vil.")
    assert "Saved" in out


def test_a_review_shows_one_agreement_alone(draft: Line, terminal: Terminal) -> None:
    draft("client", "add", typed="Hemmelig Klient\n\n\n")
    child = unlocked(terminal, "agreement", "review", "K-001")
    child.expect_exact("Coaching")
    child.send("\x11")
    out, code = ended(child)
    assert code == 0
    assert "Hemmelig" not in out


def test_a_review_needs_an_agreement_and_a_terminal(one_client: Line, terminal: Terminal) -> None:
    assert ended(unlocked(terminal, "agreement", "review", "K-001"))[1] == 6
    assert one_client("agreement", "review", "K-001").code == 2
