"""Clients, engagements, sessions and the practice by lines."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.conftest import Line


def _json(line: Line, *words: str) -> Any:
    return json.loads(line(*words, "--json").out)


def test_an_empty_practice_says_what_to_do_next(practice: Line) -> None:
    done = practice("client", "list")
    assert (done.code, done.out) == (0, "")
    assert "coachtui client add" in done.err
    assert practice("client", "list", "--json").out == "[]\n"


def test_a_client_is_a_code_or_a_part_of_a_name(one_client: Line) -> None:
    for who in ("K-001", "k-001", "åse", "ødegard", "ØDEGÅRD"):
        assert one_client("client", "show", who).out.startswith("Code          K-001\n")


def test_only_what_is_said_is_changed(one_client: Line) -> None:
    assert one_client("client", "edit", "K-001", typed="\nny@example.org\n\n").code == 0
    client = _json(one_client, "client", "show", "K-001")
    assert (client["name"], client["email"], client["phone"]) == (
        "Åse Ødegård",
        "ny@example.org",
        "+47 900 00 000",
    )
    assert one_client("client", "edit", "K-001", "--phone", typed="+47 1\n").code == 0
    assert one_client("client", "edit", "K-001", "--state", "paused", "--email", "").code == 0
    client = _json(one_client, "client", "show", "K-001")
    assert (client["email"], client["phone"], client["state"]) == ("", "+47 1", "paused")


def test_the_practice_is_shown_and_changed(practice: Line) -> None:
    words = ("practice", "edit", "--place", "Oslo", "--training-start", "18.8.2025")
    assert practice(*words, "--organisation", typed="Kanari AS\n").code == 0
    assert practice("practice", "edit", typed="\n\n+47 2\n").code == 0
    known = _json(practice, "practice", "show")
    assert known["training_start"] == "2025-08-18"
    assert (known["name"], known["phone"], known["place"]) == ("Kari Coach", "+47 2", "Oslo")
    assert known["organisation"] == "Kanari AS"
    assert "Place           Oslo" in practice("practice", "show").out


def test_engagements_are_listed_added_and_changed(one_client: Line) -> None:
    assert "engagement add" in one_client("engagement", "list", "K-001").err
    words = ("--start", "2026-01-05", "--planned", "12", "--cadence", "1", "--pro-bono")
    assert one_client("engagement", "add", "K-001", *words).code == 0
    assert one_client("engagement", "edit", "K-001", "--sponsor", typed="Kanari AS\n").code == 0
    assert one_client("engagement", "add", "K-001", "--start", "2026-06-01").code == 0
    assert one_client("engagement", "edit", "K-001", "1", "--end", "1.5.2026").code == 0
    assert one_client("engagement", "edit", "K-001", "--minutes", "60", "--planned", "").code == 0
    first, second = _json(one_client, "engagement", "list", "K-001")
    assert (first["end"], first["cadence_weeks"], first["paid"]) == ("2026-05-01", 1, False)
    assert (first["sponsor"], first["planned"], second["minutes"]) == ("Kanari AS", 12, 60)
    assert "Kanari AS" in one_client("engagement", "list", "K-001").out
    assert one_client("engagement", "edit", "K-001", "3", "--minutes", "5").code == 6


def test_a_note_takes_time_and_pay_from_the_engagement(one_client: Line) -> None:
    one_client("engagement", "add", "K-001", "--minutes", "45", "--pro-bono")
    one_client("note", "K-001", "-", typed="En.\n")
    words = ("--date", "24.11.2025", "--kind", "Three Way", "--minutes", "10", "--paid")
    one_client("note", "K-001", *words, "-", typed="To.\n")
    earlier, later = _json(one_client, "session", "list", "K-001")
    assert (later["minutes"], later["paid"], later["kind"]) == (45, False, "session")
    assert (earlier["date"], earlier["minutes"], earlier["paid"]) == ("2025-11-24", 10, True)
    assert (earlier["kind"], earlier["number"], earlier["state"]) == ("three-way", 1, "held")


def test_a_session_is_named_by_number_day_or_id(one_client: Line) -> None:
    for day in ("2026-01-05", "2026-01-19", "2026-01-19"):
        one_client("note", "K-001", "--date", day, "-", typed="Notat.")
    ids = [each["id"] for each in _json(one_client, "session", "list", "K-001")]
    for named, minutes in (("1", "11"), ("5.1.2026", "12"), (ids[0], "13")):
        assert one_client("session", "edit", "K-001", named, "--minutes", minutes).code == 0
        assert _json(one_client, "session", "list", "K-001")[0]["minutes"] == int(minutes)
    several = one_client("session", "edit", "K-001", "2026-01-19", "--minutes", "1")
    assert several.code == 2
    assert "2, 3" in several.err
    for named in ("4", "0", "2026-01-06"):
        assert one_client("session", "edit", "K-001", named, "--minutes", "1").code == 6
    assert one_client("session", "edit", "K-001", "the last", "--minutes", "1").code == 2


def test_the_list_of_sessions_shows_how_each_note_begins(one_client: Line) -> None:
    assert "coachtui note K-001" in one_client("session", "list", "K-001").err
    for note in ("# Første møte\n\nMer.", "\n- **Mål:** ro\n- mer", "---"):
        one_client("note", "K-001", "-", typed=note)
    lines = one_client("session", "list", "K-001").out.splitlines()
    assert [line[48:] for line in lines] == ["Note", "Første møte", "Mål: ro", ""]
    full = one_client("session", "list", "K-001", "--notes").out
    assert "\n# Første møte\n\nMer.\n" in full


def test_a_note_is_corrected_from_standard_input(one_client: Line) -> None:
    one_client("note", "K-001", "-", typed="Feil.")
    done = one_client("session", "edit", "K-001", "1", "-", "--state", "noshow", typed="Rett.\n")
    assert done.err == "Saved: session 1 with K-001.\n"
    (session,) = _json(one_client, "session", "list", "K-001")
    assert (session["note"], session["state"]) == ("Rett.\n", "no-show")


def test_a_session_moves_to_the_client_it_belongs_to(one_client: Line) -> None:
    one_client("client", "add", typed="Ola Test\n")
    one_client("note", "K-001", "-", typed="# Om Ola\n")
    done = one_client("session", "move", "K-001", "1", "ola")
    assert done.err == "Moved: it is session 1 with K-002 now.\n"
    assert _json(one_client, "session", "list", "K-001") == []
    assert "Om Ola" in one_client("session", "list", "K-002").out


def test_deleting_without_a_terminal_needs_a_yes(one_client: Line) -> None:
    one_client("note", "K-001", "-", typed="Notat.")
    done = one_client("session", "delete", "K-001", "1", typed="y\n")
    assert done.code == 2
    assert "--yes" in done.err
    assert one_client("session", "delete", "K-001", "1", "--yes").code == 0
    assert _json(one_client, "session", "list", "K-001") == []


def test_the_vault_tells_what_is_in_it_but_no_secret(one_client: Line) -> None:
    told = one_client("vault", "info")
    assert told.code == 0
    assert "Clients     1" in told.out
    assert "Argon2id: memory 19 MiB" in told.out
    assert "K-001" not in told.out
    assert "Ødegård" not in told.out
    known = _json(one_client, "vault", "info")
    assert (known["clients"], known["drafts"], known["damaged"]) == (1, 0, 0)


def test_global_options_stand_before_or_after_the_noun(one_client: Line, vault: Any) -> None:
    assert one_client("client", "list", "--vault", str(vault)).code == 0
    assert one_client("client", f"--vault={vault}x", "list").code == 6
