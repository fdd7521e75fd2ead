"""Made-up agreements to write down."""

from __future__ import annotations

from datetime import date

import msgspec

from coachtui.documents.fill import fill
from coachtui.documents.shipped import load
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
from coachtui.domain.answering import accept_all, comment, decide
from coachtui.domain.signing import sign
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
