"""What is asked before an agreement is made, what is proposed, and what the practice keeps of it."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from coachtui import config
from coachtui.documents.template.parsing import parse
from coachtui.domain.record import ClientRecord
from coachtui.errors import InvalidValue
from coachtui.services import agreements, engagements, questions, templates
from coachtui.services.opening import Vault
from coachtui.services.questions import Question
from coachtui.services.templates import Template
from tests.conftest import DAY


def asked(
    vault: Vault, record: ClientRecord, template: Template, everything: bool = False
) -> dict[str, Question]:
    found = questions.asked(vault.practice(), record, template, DAY, everything)
    return {each.variable.name: each for each in found}


@pytest.fixture
def full() -> Template:
    return templates.load("full", "en")


def test_a_template_whose_words_all_have_proposals_asks_nothing_unless_told_to(
    vault: Vault, aase: ClientRecord
) -> None:
    core = templates.load("core", "nb")
    assert asked(vault, aase, core) == {}
    everything = asked(vault, aase, core, everything=True)
    assert everything["reply_time"].value == "to virkedager"
    assert "session_minutes" not in everything


def test_what_practice_client_and_engagement_know_is_not_asked(
    vault: Vault, aase: ClientRecord, full: Template
) -> None:
    assert {"sponsor", "end_date", "fee"} <= asked(vault, aase, full).keys()
    record = engagements.add(vault, aase.id, {"sponsor": "Eventyr AS"}, DAY)
    assert "sponsor" not in asked(vault, record, full)


def test_an_answer_is_proposed_the_next_time_only_if_the_template_says_so(
    vault: Vault, aase: ClientRecord, full: Template
) -> None:
    answers = {"fee": "1200 NOK", "goals": "sleep"}
    questions.begin(vault, aase.id, DAY, full, answers, title="Contract")
    proposed = asked(vault, aase, full)
    assert proposed["fee"].value == "1200 NOK"
    assert proposed["goals"].value == ""
    assert questions.usual_title(vault.practice(), full) == "Contract"


def test_words_of_one_language_are_not_proposed_in_another(
    vault: Vault, aase: ClientRecord, full: Template
) -> None:
    questions.begin(vault, aase.id, DAY, full, {"reply_time": "two days"}, title="Contract")
    norwegian = templates.load("full", "nb")
    assert asked(vault, aase, norwegian)["reply_time"].value == "to virkedager"
    assert questions.usual_title(vault.practice(), norwegian) == norwegian.title


def test_a_price_is_the_same_in_both_languages_and_the_last_one_counts(
    vault: Vault, aase: ClientRecord, full: Template
) -> None:
    norwegian = templates.load("full", "nb")
    questions.begin(vault, aase.id, DAY, full, {"fee": "1200 NOK"})
    assert asked(vault, aase, norwegian)["fee"].value == "1200 NOK"
    answers = {"fee": "1300"}
    questions.begin(vault, aase.id, DAY, norwegian, answers, replace_draft=True)
    assert asked(vault, aase, full)["fee"].value == "1300"
    questions.begin(vault, aase.id, DAY, full, {"fee": ""}, replace_draft=True)
    assert asked(vault, aase, norwegian)["fee"].value == norwegian.variables["fee"].default


def test_what_another_language_kept_is_not_proposed_where_it_does_not_fit(
    vault: Vault, aase: ClientRecord, full: Template
) -> None:
    vault.update_practice(lambda practice: replace(practice, terms={"nb.fee": "etter avtale"}))
    assert asked(vault, aase, full)["fee"].value == full.variables["fee"].default


def test_what_is_answered_about_the_engagement_is_known_of_it_from_then_on(
    vault: Vault, aase: ClientRecord, full: Template
) -> None:
    answers = {"sponsor": "Eventyr AS", "sessions_planned": "12", "end_date": "24.11.2026"}
    record = questions.begin(vault, aase.id, DAY, full, answers)
    assert record.engagement is not None
    assert record.engagement.sponsor == "Eventyr AS"
    assert record.engagement.planned == 12
    assert record.engagement.end == date(2026, 11, 24)
    assert any("Eventyr AS" in each.text for each in agreements.current(record).clauses)


@pytest.mark.parametrize(
    ("name", "answer"),
    [("fee", "mye"), ("end_date", "i mai"), ("sessions_planned", "tolv"), ("fee_for", "livet")],
)
def test_an_answer_that_does_not_fit_is_named_and_nothing_is_made(
    vault: Vault, aase: ClientRecord, full: Template, name: str, answer: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        questions.begin(vault, aase.id, DAY, full, {name: answer})
    assert refused.value.field == name
    assert vault.load(aase.id) == aase


def test_a_value_that_is_needed_and_missing_is_named(vault: Vault, aase: ClientRecord) -> None:
    text = templates.source("core", "nb").replace("reply_time: to virkedager", "reply_time:")
    template = parse(text, "core.nb.md")
    found = asked(vault, aase, template)
    assert not found["reply_time"].optional
    assert list(found) == ["contact_channel", "reply_time"]


def test_the_template_is_found_again_by_what_it_is_known_by(full: Template) -> None:
    assert questions.template_of(questions.key(full)) == full


STRANGERS = """---
template: mine
language: nb
version: 1
title: Avtale
firm: Firmaet
firm.remember: yes
---

## Hvor

<!-- clause: where, kind: term -->

Dette gjelder hos {{firm}}.
"""


def test_what_a_template_of_a_stranger_remembers_is_seen_before_another_client_gets_it(
    vault: Vault, aase: ClientRecord
) -> None:
    template = parse(STRANGERS, "mine.md")
    assert asked(vault, aase, template) == {}
    terms = {"nb.firm": "Hemmelig AS"}
    vault.update_practice(lambda practice: replace(practice, terms=terms))
    question = asked(vault, aase, template)["firm"]
    assert (question.value, question.known) == ("Hemmelig AS", False)


def test_a_known_value_that_a_template_does_not_take_is_not_said_to_be_missing(
    vault: Vault, aase: ClientRecord
) -> None:
    folder = config.templates_folder()
    folder.mkdir(parents=True)
    text = STRANGERS.replace("{{firm}}", "{{place}}").replace("firm: Firmaet", "place: 1")
    text = text.replace("firm.remember: yes", "place.type: number")
    (folder / "mine.nb.md").write_text(text)
    template = templates.load("mine", "nb")
    with pytest.raises(InvalidValue, match="whole number") as refused:
        questions.begin(vault, aase.id, DAY, template, {})
    assert refused.value.field == "place"


def test_an_answer_that_a_shipped_template_remembers_needs_no_look(
    vault: Vault, aase: ClientRecord
) -> None:
    core = templates.load("core", "nb")
    questions.begin(vault, aase.id, DAY, core, {"reply_time": "tre dager"})
    assert asked(vault, aase, core) == {}
    assert asked(vault, aase, core, everything=True)["reply_time"].value == "tre dager"
