"""Made-up agreements to write down."""

from __future__ import annotations

from datetime import date

import msgspec

from coachtui.documents.template.fill import fill
from coachtui.documents.template.shipped import load
from coachtui.domain.agreement import (
    Agreement,
    Clause,
    ClauseKind,
    ClauseState,
    Decision,
    How,
    Parties,
    Party,
    Role,
    Signature,
)
from coachtui.domain.answering import accept_all, amend, comment, decide, decide_consent
from coachtui.domain.signing import sign
from coachtui.domain.versions import next_version
from coachtui.language import Language

DAY = date(2026, 11, 24)
PARTIES = Parties(
    coach=Party(name="Kari Coach", email="kari@example.org", organisation="Coach & Co"),
    client=Party(name="Åse Ødegård", email="aase@example.org", phone="+47 900 00 000"),
)


def answer(state: ClauseState = ClauseState.ACCEPTED) -> Decision:
    return Decision(state=state, on=DAY)


def core(language: Language = "nb") -> Agreement:
    template = load("core", language)
    filled = fill(template, {})
    return Agreement(
        id="a1",
        engagement="e1",
        template=template.id,
        template_version=template.version,
        language=language,
        title=template.title,
        created=DAY,
        clauses=filled.clauses,
        introduction=filled.introduction,
    )


def short(language: Language = "nb") -> Agreement:
    """Three clauses, one of each kind."""
    clauses = (
        Clause(
            id="purpose",
            kind=ClauseKind.INFORMATION,
            title="Formål",
            text="Coaching er *målrettet*.",
        ),
        Clause(
            id="roles", kind=ClauseKind.TERM, title="Ansvar", text="Du velger:\n\n- tema\n- tempo"
        ),
        Clause(
            id="icf-log", kind=ClauseKind.CONSENT, title="Logg", text="Bare hvis du vil.\n\n- ja"
        ),
    )
    return msgspec.structs.replace(core(language), clauses=clauses, introduction="Velkommen.")


def half_reviewed(agreement: Agreement) -> Agreement:
    agreement = decide(agreement, "purpose", answer())
    agreement = decide(agreement, "roles", answer(ClauseState.DECLINED))
    return comment(agreement, "roles", "Hvem velger?\nSpør igjen.")


def signed(agreement: Agreement, consent: ClauseState = ClauseState.ACCEPTED) -> Agreement:
    agreement = accept_all(agreement, answer())
    agreement = decide(agreement, "icf-log", answer(consent))
    return sign(
        agreement,
        PARTIES,
        (
            Signature(role=Role.CLIENT, name="Åse Ødegård", on=DAY, place="Oslo"),
            Signature(role=Role.COACH, name="Kari Coach", on=DAY, how=How.ON_SCREEN),
        ),
    )


ALL_SIDES = Parties(
    coach=PARTIES.coach,
    client=PARTIES.client,
    sponsor=Party(name="Bedrift AS", email="post@example.org"),
    guardian=Party(name="Pål Verge"),
)


def with_a_history(language: Language = "nb") -> Agreement:
    """A second version in which everything happened that an agreement can show."""
    second = next_version(signed(short(language)), "a2", date(2027, 1, 4))
    second = amend(second, "purpose", "Coaching er *målrettet*, for deg.")
    second = decide(second, "purpose", Decision(ClauseState.ACCEPTED, DAY, Role.GUARDIAN))
    second = decide(second, "roles", answer(ClauseState.DECLINED))
    ways = dict(zip(Role, (How.PAPER, How.ON_SCREEN, How.E_SIGNATURE, How.EMAIL), strict=True))
    signatures = (
        Signature(role, party.name, date(2027, 1, 5), how=ways[role])
        for role, party in ALL_SIDES.by_role.items()
    )
    signatures = (
        msgspec.structs.replace(each, reference="E-123_45") if each.how is How.E_SIGNATURE else each
        for each in signatures
    )
    whole = sign(second, ALL_SIDES, signatures, "Vi prøver tempoet først.", "Perm 3, hylle 2")
    whole = msgspec.structs.replace(whole, recorded=date(2027, 1, 6))
    for state, day in ((ClauseState.WITHDRAWN, 7), (ClauseState.ACCEPTED, 8)):
        whole = decide_consent(whole, "icf-log", Decision(state, date(2027, 2, day), how=How.EMAIL))
    return decide_consent(
        whole, "icf-log", Decision(ClauseState.WITHDRAWN, date(2027, 3, 1), how=How.PAPER)
    )
