"""The practice's own terms in the language of the screens and messages.

An agreement speaks the client's language instead, with the words of ``documents.words``.
"""

from __future__ import annotations

from datetime import date

from coachtui.domain.agreement import AgreementState, ClauseKind, ClauseState, How, Role, Tally
from coachtui.domain.client import ClientState
from coachtui.domain.session import SessionKind, SessionState
from coachtui.language import N_, _, ngettext

_TERMS: dict[object, str] = {
    ClientState.LEAD: N_("lead"),
    ClientState.ACTIVE: N_("active"),
    ClientState.PAUSED: N_("paused"),
    ClientState.ENDED: N_("ended"),
    SessionKind.INTRO: N_("intro"),
    SessionKind.SESSION: N_("session"),
    SessionKind.THREE_WAY: N_("three-way"),
    SessionKind.CLOSING: N_("closing"),
    SessionKind.CONTACT: N_("contact"),
    SessionState.PLANNED: N_("planned"),
    SessionState.HELD: N_("held"),
    SessionState.CANCELLED: N_("cancelled"),
    SessionState.NO_SHOW: N_("no-show"),
    ClauseKind.INFORMATION: N_("information"),
    ClauseKind.TERM: N_("term"),
    ClauseKind.CONSENT: N_("consent"),
    AgreementState.DRAFT: N_("draft"),
    AgreementState.AWAITING: N_("awaiting signature"),
    AgreementState.SIGNED: N_("signed"),
    AgreementState.SUPERSEDED: N_("superseded"),
    AgreementState.ENDED: N_("ended"),
    How.ON_SCREEN: N_("on screen"),
    How.IN_PERSON: N_("in person"),
    How.PAPER: N_("paper"),
    How.EMAIL: N_("e-mail"),
    How.E_SIGNATURE: N_("e-signature"),
    Role.CLIENT: N_("client"),
    Role.COACH: N_("coach"),
    Role.SPONSOR: N_("sponsor"),
    Role.GUARDIAN: N_("guardian"),
    (ClauseKind.INFORMATION, ClauseState.ACCEPTED): N_("read"),
    (ClauseKind.TERM, ClauseState.ACCEPTED): N_("accepted"),
    (ClauseKind.TERM, ClauseState.DECLINED): N_("to discuss"),
    (ClauseKind.CONSENT, ClauseState.ACCEPTED): N_("yes"),
    (ClauseKind.CONSENT, ClauseState.DECLINED): N_("no"),
    (ClauseKind.CONSENT, ClauseState.WITHDRAWN): N_("withdrawn"),
}

_DOCUMENTS = {
    ("agreement", "markdown"): N_("agreement (Markdown)"),
    ("agreement", "html"): N_("agreement (HTML)"),
    ("agreement", "pdf"): N_("agreement (PDF)"),
}

Term = ClientState | SessionKind | SessionState | ClauseKind | AgreementState | How | Role


def term(term: Term) -> str:
    """The word for a state or a kind."""
    return _(_TERMS[term])


def document(what: str, form: str) -> str:
    """The words for what left the vault; what another version wrote down stands as it is."""
    known = _DOCUMENTS.get((what, form))
    return _(known) if known else f"{what} ({form})"


def answer(kind: ClauseKind, state: ClauseState) -> str:
    """The word for what was said to a clause, which depends on its kind: read, accepted, yes."""
    if state is ClauseState.OPEN:
        return _("open")
    return _(_TERMS[kind, state])


def progress(agreement: Tally | None) -> str:
    """How far an agreement is, in a word: ``11/14``, then its state once it is no draft; a dash for none.

    ``v2 11/14`` is a version under way while an earlier one holds.
    """
    if agreement is None:
        return "–"
    if agreement.state is AgreementState.DRAFT:
        answered = f"{agreement.settled}/{agreement.total}"
        return answered if agreement.version == 1 else f"v{agreement.version} {answered}"
    if agreement.state is AgreementState.AWAITING:
        return _("to sign")
    return term(agreement.state)


def days_since(day: date | None, today: date) -> str:
    """How long ago ``day`` was, in words; a dash for never."""
    if day is None:
        return "–"
    days = (today - day).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("in {days} day", "in {days} days", -days).format(days=-days)
    return ngettext("{days} day ago", "{days} days ago", days).format(days=days)
