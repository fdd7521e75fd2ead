"""What the agreement check finds, and that it is silent where nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from coachtui.documents.template.shipped import load
from coachtui.domain.agreement import Agreement, AgreementState, ClauseState, Decision
from coachtui.domain.agreement_check import findings
from coachtui.domain.answering import decide, decide_consent
from coachtui.domain.engagement import Engagement
from coachtui.domain.finding import Level
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session, SessionKind, SessionState
from coachtui.domain.topics import CORE, FULL
from coachtui.language import LANGUAGES
from tests.domain.agreements import DAY, LATER, NO, answered, clause, draft, record, signed

TEXTS = {
    "between": "Write, and you have an answer within two days.",
    "confidentiality": "The coach keeps it secret, as far as the law allows.",
}


def complete() -> Agreement:
    """A signed agreement with every topic, in which nothing is wrong."""
    clauses = [
        clause(topic.id, topic.kind, text=TEXTS.get(topic.id, f"About {topic.id}."))
        for topic in (*CORE, *FULL)
    ]
    return signed(draft(*clauses))


def without(agreement: Agreement, *topics: str) -> Agreement:
    rest = tuple(each for each in agreement.clauses if each.id not in topics)
    return replace(agreement, clauses=rest)


def worded(agreement: Agreement, topic: str, text: str) -> Agreement:
    clauses = tuple(
        replace(each, text=text) if each.id == topic else each for each in agreement.clauses
    )
    return replace(agreement, clauses=clauses)


def found(agreement: Agreement, whole: ClientRecord | None = None) -> list[tuple[str, str]]:
    return [(each.rule, each.clause) for each in findings(whole or record(agreement), agreement)]


def test_a_complete_agreement_has_nothing_to_look_at() -> None:
    assert found(complete()) == []


def test_each_core_topic_is_missed_as_an_error() -> None:
    for topic in CORE:
        agreement = without(complete(), topic.id)
        (finding,) = findings(record(agreement), agreement)
        assert (finding.rule, finding.level) == ("missing-topic", Level.ERROR)
        assert f"“{topic.id}”" in finding.message


def test_what_only_a_full_agreement_has_is_one_piece_of_advice() -> None:
    agreement = without(complete(), "liability", "law")
    (finding,) = findings(record(agreement), agreement)
    assert (finding.rule, finding.level) == ("not-complete", Level.ADVICE)
    assert "liable" in finding.message
    assert "which law" in finding.message


def test_what_only_some_agreements_need_is_not_missed() -> None:
    conditional = [topic.id for topic in FULL if topic.conditional]
    assert found(without(complete(), *conditional)) == []


def test_a_clause_that_covers_a_topic_is_enough() -> None:
    agreement = without(complete(), "law")
    clauses = (*agreement.clauses[:-1], replace(agreement.clauses[-1], covers=("law",)))
    assert found(replace(agreement, clauses=clauses)) == []


WORDINGS = [
    ("between", "You may write at any hour you like.", []),
    ("between", "You may write to the coach.", ["no-reply-time"]),
    ("between", "Du får svar innen to virkedager.", []),
    ("confidentiality", "Taushetsplikten er absolutt, også etter loven.", ["absolute-secrecy"]),
    ("confidentiality", "Everything is secret, under no circumstances told.", ["absolute-secrecy"]),
    ("purpose", "We meet in {{place}}.", ["unfilled-variable"]),
]


@pytest.mark.parametrize(("topic", "text", "rules"), WORDINGS)
def test_wording_is_looked_at(topic: str, text: str, rules: list[str]) -> None:
    assert found(worded(complete(), topic, text)) == [(rule, topic) for rule in rules]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("What is said stays here.", ["no-limits-of-secrecy"]),
        ("What is said stays here, unless the law asks for it.", []),
        ("Det som sies, forblir her, om ikke loven krever noe annet.", []),
    ],
)
def test_the_limits_of_secrecy_stand_beside_it_or_in_it(text: str, rules: list[str]) -> None:
    agreement = worded(without(complete(), "secrecy-limits"), "confidentiality", text)
    told = [rule for rule, _clause in found(agreement) if rule != "not-complete"]
    assert told == rules


def test_a_no_is_legitimate_and_silence_is_not() -> None:
    agreement = answered(draft(*complete().clauses))
    assert found(decide(agreement, "recording", NO)) == [("not-signed", "")]
    assert found(decide(agreement, "recording", None)) == [("open-consent", "recording")]


def test_what_is_yet_to_be_read_or_agreed_on_is_one_piece_of_advice_until_it_is_signed() -> None:
    agreement = answered(draft(*complete().clauses))
    for topic, decision in (("purpose", None), ("between", None), ("roles", NO)):
        agreement = decide(agreement, topic, decision)
    (finding,) = findings(record(agreement), agreement)
    assert (finding.rule, finding.level, finding.clause) == ("open-clauses", Level.ADVICE, "")
    assert finding.message == "3 clauses are still to be read or agreed on."
    overridden = replace(agreement, state=AgreementState.SIGNED, override="It was late.")
    assert found(overridden) == []


def test_a_consent_withdrawn_is_not_open() -> None:
    gone = decide_consent(complete(), "icf-log", Decision(ClauseState.WITHDRAWN, LATER))
    assert found(gone) == []


@pytest.mark.parametrize("missing", ["email", "phone"])
def test_a_yes_to_the_log_needs_something_to_log(missing: str) -> None:
    agreement = complete()
    whole = record(agreement)
    whole = replace(whole, client=replace(whole.client, **{missing: ""}))
    assert found(agreement, whole) == [("log-without-contact", "icf-log")]


def engaged(agreement: Agreement, **terms: object) -> ClientRecord:
    engagement = replace(Engagement(id="e1", start=DAY), **terms)
    return replace(record(agreement), engagements=(engagement,))


def test_paid_sessions_want_a_price_and_those_for_free_do_not() -> None:
    agreement = without(complete(), "fees")
    assert found(agreement, engaged(agreement, paid=True)) == [
        ("not-complete", ""),
        ("no-fees", ""),
    ]
    (*_rest, advice) = findings(engaged(agreement), agreement)
    assert "paid" not in advice.message, "the engagement may be one that nobody said anything of"
    free = engaged(agreement, paid=False)
    assert ("no-fees", "") not in found(agreement, free)


@pytest.mark.parametrize(
    ("values", "paid", "rules"),
    [
        ({"fee": ""}, True, ["no-price"]),
        ({"fee": "", "barter": "", "sponsor": ""}, True, ["no-price"]),
        ({"fee": ""}, False, []),
        ({"fee": "1200"}, True, []),
        ({"fee": "", "sponsor": "Test Company"}, True, []),
        ({"fee": "", "barter": "a website"}, True, []),
    ],
)
def test_what_is_paid_for_is_not_said_to_be_free(
    values: dict[str, str], paid: bool, rules: list[str]
) -> None:
    agreement = replace(complete(), values=values)
    told = found(agreement, engaged(agreement, paid=paid))
    assert [rule for rule, _clause in told] == rules


def test_a_sponsor_is_told_something_and_the_agreement_says_what() -> None:
    agreement = without(complete(), "sponsor")
    whole = engaged(agreement, sponsor="Test Company")
    assert found(agreement, whole) == [("sponsor-not-mentioned", "")]
    assert found(complete(), engaged(complete(), sponsor="Test Company")) == []


@pytest.mark.parametrize(
    ("years", "paid", "level"),
    [("3", True, Level.ERROR), ("4", True, Level.ADVICE), ("5", True, None), ("1", False, None)],
)
def test_a_paid_agreement_is_kept_as_long_as_bookkeeping_asks(
    years: str, paid: bool, level: Level | None
) -> None:
    agreement = replace(complete(), values={"keep_years": years})
    told = findings(engaged(agreement, paid=paid), agreement)
    assert [(each.rule, each.level, each.clause) for each in told] == (
        [("kept-too-short", level, "records")] if level else []
    )


def with_session(kind: SessionKind, days: int) -> Callable[[Agreement], ClientRecord]:
    def whole(agreement: Agreement) -> ClientRecord:
        held = Session(
            id="s1", date=DAY + timedelta(days=days), kind=kind, state=SessionState.HELD,
            minutes=90, engagement="e1",
        )  # fmt: skip
        return replace(record(agreement), sessions=(held,))

    return whole


@pytest.mark.parametrize(
    ("whole", "rules"),
    [
        (with_session(SessionKind.SESSION, -1), ["held-before-agreed"]),
        (with_session(SessionKind.SESSION, 0), []),
        (with_session(SessionKind.INTRO, -1), []),
    ],
)
def test_coaching_begins_when_it_has_been_agreed_on(
    whole: Callable[[Agreement], ClientRecord], rules: list[str]
) -> None:
    agreement = complete()
    assert [rule for rule, _clause in found(agreement, whole(agreement))] == rules


def test_agreed_but_unsigned_is_enough_to_begin_and_half_agreed_is_not() -> None:
    agreement = answered(draft(*complete().clauses))
    begin = with_session(SessionKind.SESSION, 0)
    assert found(agreement, begin(agreement)) == [("not-signed", "")]
    half = decide(agreement, "roles", NO)
    assert found(half, begin(half)) == [("held-before-agreed", ""), ("open-clauses", "")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_core_has_the_core_topics_in_their_order(language: str) -> None:
    shipped = [(each.id, each.kind) for each in load("core", language).clauses]
    assert shipped == [(topic.id, topic.kind) for topic in CORE]
