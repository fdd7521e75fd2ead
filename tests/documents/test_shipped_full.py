"""The full agreement: every topic, and sentences that read right with and without each value."""

from __future__ import annotations

import re
import textwrap

import pytest

from coachtui.documents.template.fill import WrongValue, fill, is_optional, unfilled
from coachtui.documents.template.shipped import load
from coachtui.documents.template.values import Condition, Template, whole
from coachtui.documents.template.variables import VariableType
from coachtui.documents.wording import check_wording
from coachtui.domain.agreement import Clause, ClauseKind
from coachtui.language import LANGUAGES, Language

TOPICS = {
    "purpose": "information",
    "client-agenda": "term",
    "goals": "term",
    "roles": "term",
    "prep-tasks": "term",
    "own-result": "term",
    "challenge": "information",
    "openness": "information",
    "support": "term",
    "not-therapy": "term",
    "cadence": "term",
    "format": "term",
    "between": "term",
    "evaluation": "term",
    "package": "term",
    "fees": "term",
    "cancel": "term",
    "late-noshow": "term",
    "sponsor": "term",
    "withdrawal-right": "information",
    "confidentiality": "term",
    "secrecy-limits": "term",
    "group-secrecy": "term",
    "records": "term",
    "data-protection": "information",
    "ethics-code": "term",
    "conflicts": "term",
    "materials": "term",
    "liability": "term",
    "end": "term",
    "changes": "term",
    "complaints": "information",
    "law": "term",
    "icf-log": "consent",
    "sensitive-data": "consent",
    "recording": "consent",
    "ai-use": "consent",
    "supervision": "consent",
    "reference": "consent",
    "continuity": "consent",
}
CONDITIONAL = {
    "package": "sessions_planned",
    "sponsor": "sponsor",
    "withdrawal-right": "fee",
    "group-secrecy": "participants",
    "continuity": "contingency_person",
}
VALUES = {
    "goals": "Lede uten å slite seg ut",
    "sessions_planned": "10",
    "end_date": "2027-06-30",
    "fee": "1500",
    "sponsor": "Nordlys Regnskap AS",
    "barter": "to dager med nettsider",
    "participants": "Ola, Kari og Ngozi",
    "ai_tool": "Notatro",
    "contingency_person": "Per Hansen",
}
SOME = [
    {},
    *({name: value} for name, value in VALUES.items()),
    *({other: VALUES[other] for other in VALUES if other != name} for name in VALUES),
    VALUES,
]
QUOTED = {"nb": r"«([^»]+)»", "en": r"“([^”]+)”"}
NO_CHANGES_NOTHING = {
    "nb": ("Sier du nei", "ingen (andre )?følger", "Hvis du sier ja"),
    "en": ("[Ii]f you say no", "[Nn]othing else in this agreement changes", "If you say yes"),
}
WITHDRAWN_BY = {
    "nb": "Du kan når som helst trekke samtykket tilbake ved å si fra til coachen. Da ",
    "en": "You can withdraw your consent at any time by telling the coach. ",
}
BOTH = pytest.mark.parametrize("language", LANGUAGES)
WITH_AND_WITHOUT = pytest.mark.parametrize(
    "values", SOME, ids=lambda each: "+".join(each) or "none"
)


def clauses(language: Language, values: dict[str, str]) -> dict[str, Clause]:
    return {clause.id: clause for clause in fill(load("full", language), values).clauses}


@BOTH
def test_every_topic_has_its_clause_in_order(language: Language) -> None:
    template = load("full", language)
    assert [(clause.id, str(clause.kind)) for clause in template.clauses] == list(TOPICS.items())
    assert [clause.condition for clause in template.clauses] == [
        Condition(CONDITIONAL[topic]) if topic in CONDITIONAL else None for topic in TOPICS
    ]


@BOTH
def test_what_core_says_it_says_in_the_same_words(language: Language) -> None:
    full = {clause.id: clause for clause in load("full", language).clauses}
    core = load("core", language)
    assert whole(core.introduction) == whole(load("full", language).introduction)
    for clause in core.clauses:
        if clause.id != "confidentiality":
            assert full[clause.id] == clause
    for variable in core.variables.values():
        assert load("full", language).variables[variable.name] == variable


@BOTH
def test_what_has_no_value_may_stay_empty_and_all_else_has_a_default(language: Language) -> None:
    template = load("full", language)
    empty = {name for name, variable in template.variables.items() if not variable.default}
    assert empty == set(VALUES)
    assert {name for name in template.variables if is_optional(template, name)} >= empty


@BOTH
@WITH_AND_WITHOUT
def test_it_reads_whole_with_any_values(language: Language, values: dict[str, str]) -> None:
    template = load("full", language)
    assert unfilled(template, values) == ()
    filled = fill(template, values)
    kept = [
        topic
        for topic in TOPICS
        if CONDITIONAL.get(topic, "fee") in values or topic not in CONDITIONAL
    ]
    assert [clause.id for clause in filled.clauses] == kept
    for clause in filled.clauses:
        check_wording(clause.text)
        assert not re.search(r"[{}]|<!--|\.\.|  | [.,;:]|\n\n\n", clause.text), clause.id
    said = "\n".join(clause.text for clause in filled.clauses)
    for name in ("sponsor", "goals", "barter", "participants", "ai_tool", "contingency_person"):
        shown = name in values or name not in VALUES
        assert (VALUES[name] in said) is shown, name


@BOTH
@WITH_AND_WITHOUT
def test_every_clause_that_is_pointed_to_is_there(
    language: Language, values: dict[str, str]
) -> None:
    kept = clauses(language, values)
    titles = {clause.title for clause in kept.values()}
    for clause in kept.values():
        assert set(re.findall(QUOTED[language], clause.text)) <= titles, clause.id
    pointed_to = set(re.findall(QUOTED[language], kept["confidentiality"].text))
    assert {kept["secrecy-limits"].title, kept["icf-log"].title} <= pointed_to


@BOTH
@pytest.mark.parametrize("values", [{}, VALUES], ids=["none", "all"])
def test_every_clause_can_be_read_whole_at_80_by_24(
    language: Language, values: dict[str, str]
) -> None:
    for clause in clauses(language, values).values():
        lines = [textwrap.wrap(line, 74) or [""] for line in clause.text.split("\n")]
        assert sum(map(len, lines)) <= 13, clause.id
        assert len(clause.title) <= 40, clause.id


@BOTH
def test_consents_stand_together_at_the_end_and_a_no_changes_nothing(language: Language) -> None:
    kept = list(clauses(language, VALUES).values())
    consents = [clause for clause in kept if clause.kind is ClauseKind.CONSENT]
    assert kept[-len(consents) :] == consents
    assert len(consents) == 7
    for clause in consents:
        for pattern in NO_CHANGES_NOTHING[language]:
            assert re.search(pattern, clause.text), (clause.id, pattern)
        assert WITHDRAWN_BY[language] in clause.text, clause.id


@BOTH
def test_without_a_price_nobody_is_asked_for_money(language: Language) -> None:
    free, paid = clauses(language, {}), clauses(language, VALUES)
    assert ("ingen penger" if language == "nb" else "no money") in free["fees"].text
    assert ("1500 kr" if language == "nb" else "NOK 1,500") in paid["fees"].text.replace(
        "\xa0", " "
    )
    for topic in ("cancel", "liability", "end"):
        assert len(free[topic].text) < len(paid[topic].text), topic
    charge = load("full", language).variables["cancel_charge"].default
    assert charge in paid["cancel"].text
    assert charge not in free["cancel"].text


@BOTH
def test_every_choice_comes_out_in_the_text(language: Language) -> None:
    template = load("full", language)
    chosen = [each for each in template.variables.values() if each.type is VariableType.CHOICE]
    assert len(chosen) == 6
    for variable in chosen:
        for choice in variable.choices:
            filled = fill(template, VALUES | {variable.name: choice})
            assert any(f" {choice}" in clause.text for clause in filled.clauses), choice
        with pytest.raises(WrongValue, match=variable.name):
            fill(template, VALUES | {variable.name: "37"})


@BOTH
def test_nothing_that_is_the_clients_is_remembered(language: Language) -> None:
    template: Template = load("full", language)
    remembered = {each.name for each in template.variables.values() if each.remember}
    assert remembered == {
        *("contact_channel", "reply_time", "fee", "fee_for", "fee_due"),
        *("cancel_hours", "cancel_charge", "late_minutes"),
        *("notes_months", "keep_years", "ai_tool", "contingency_person"),
    }


@BOTH
def test_the_law_is_named_where_it_sets_limits(language: Language) -> None:
    kept = clauses(language, VALUES)
    assert {"196", "226"} <= set(re.findall(r"\d+", kept["secrecy-limits"].text))
    assert "14" in kept["withdrawal-right"].text
    assert "Datatilsynet" in kept["data-protection"].text
    assert "Forbrukertilsynet" in kept["complaints"].text
