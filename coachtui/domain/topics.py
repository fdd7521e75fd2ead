"""The topics of a coaching agreement: those that none should lack, and those of a complete one.

A topic is dealt with by the clause that has its id, or by one that says it covers it.
"""

from __future__ import annotations

from coachtui.domain.agreement import Agreement, Clause, ClauseKind
from coachtui.domain.value import Value
from coachtui.language import N_

_I, _T, _C = ClauseKind.INFORMATION, ClauseKind.TERM, ClauseKind.CONSENT


class Topic(Value, frozen=True):
    """One topic: its id, the kind of clause it usually is, and in a few words what it is about.

    ``conditional`` is one that only some agreements have anything to say about.
    """

    id: str
    kind: ClauseKind
    gist: str
    conditional: bool = False


CORE = (
    Topic("purpose", _I, N_("what coaching is meant to do, without a promise")),
    Topic("client-agenda", _T, N_("the client's wishes decide what the meetings are about")),
    Topic("roles", _T, N_("who answers for the process, and who for the content")),
    Topic("prep-tasks", _T, N_("coming prepared, and tasks between the meetings")),
    Topic("own-result", _T, N_("the client's own answers and responsibility")),
    Topic("challenge", _I, N_("questions that may challenge")),
    Topic("openness", _I, N_("being open with each other")),
    Topic("support", _T, N_("the coach's attention and support")),
    Topic("cadence", _T, N_("how often, and how long each time")),
    Topic("between", _T, N_("contact between the meetings")),
    Topic("evaluation", _T, N_("evaluating together")),
    Topic("confidentiality", _T, N_("what the coach keeps secret, also afterwards")),
    Topic("ethics-code", _T, N_("which ethical guidelines apply")),
    Topic("icf-log", _C, N_("details given to ICF")),
)
"""The fourteen topics of the core agreement, in its order."""

FULL = (
    Topic("goals", _T, N_("the goals at the start")),
    Topic("format", _T, N_("where or by which means you meet, and in which language")),
    Topic("fees", _T, N_("the price, and how and when it is paid")),
    Topic("package", _T, N_("how many meetings, and until when"), conditional=True),
    Topic("cancel", _T, N_("cancelling, by either of you")),
    Topic("late-noshow", _T, N_("coming late, or not at all")),
    Topic("withdrawal-right", _I, N_("a consumer's right to withdraw"), conditional=True),
    Topic("not-therapy", _T, N_("what coaching is not")),
    Topic("secrecy-limits", _T, N_("when secrecy yields")),
    Topic("end", _T, N_("how either of you can stop")),
    Topic("data-protection", _I, N_("which data are kept, why, and the client's rights")),
    Topic("records", _T, N_("notes: where, how long, how they are destroyed")),
    Topic("sensitive-data", _C, N_("notes on health and the like")),
    Topic("recording", _C, N_("sound or video of a meeting")),
    Topic("ai-use", _C, N_("whether any AI tool touches the notes")),
    Topic("supervision", _C, N_("talking with a supervisor, without the name")),
    Topic("reference", _C, N_("using the client's name, words or logo")),
    Topic("sponsor", _T, N_("what someone who pays is told"), conditional=True),
    Topic("conflicts", _T, N_("other ties of the coach")),
    Topic("materials", _T, N_("what worksheets may be used for")),
    Topic("liability", _T, N_("what the coach is liable for")),
    Topic("complaints", _I, N_("where to complain")),
    Topic("changes", _T, N_("how the agreement is changed")),
    Topic("law", _T, N_("which law applies")),
    Topic("continuity", _C, N_("what happens if the coach falls ill or dies"), conditional=True),
    Topic("group-secrecy", _T, N_("secrecy among the participants of a group"), conditional=True),
)
"""What a complete agreement has beside the core; parties and signatures are no clauses."""

KINDS = {topic.id: topic.kind for topic in (*CORE, *FULL)}
"""What a clause on each topic usually is."""


def dealing_with(agreement: Agreement, topic: str) -> Clause | None:
    """The clause that deals with ``topic``: the one of that name, else one that covers it."""
    by_name = (clause for clause in agreement.clauses if clause.id == topic)
    covering = (clause for clause in agreement.clauses if topic in clause.covers)
    return next(by_name, None) or next(covering, None)
