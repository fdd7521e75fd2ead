"""What has been typed and not been saved yet: a note, a comment on a clause or another wording of it, a form.

Each knows what it is about, so that it can be gone on with where it was begun.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from coachtui.domain.session import Session
from coachtui.domain.value import Text, Value


class NoteDraft(Value, frozen=True, tag="note"):
    """A session as it stands in the editor.

    ``record`` is the id of the client's record; ``before`` is the note as it stood when the editor
    was opened, None for a session that does not exist yet.
    """

    id: str
    record: str
    session: Session
    saved: datetime
    before: Text | None = None


class CommentDraft(Value, frozen=True, tag="comment"):
    """A comment on one clause; ``before`` is the comment that stood there when it was begun."""

    id: str
    record: str
    agreement: str
    clause: str
    saved: datetime
    text: Text = ""
    before: Text = ""


class AmendmentDraft(Value, frozen=True, tag="amendment"):
    """Another wording of one clause; ``before`` is the wording that stood there when it was begun."""

    id: str
    record: str
    agreement: str
    clause: str
    saved: datetime
    text: Text = ""
    before: Text = ""


class FormKind(StrEnum):
    """Which form it is."""

    CLIENT = "client"
    ENGAGEMENT = "engagement"
    PRACTICE = "practice"
    QUESTIONS = "questions"
    SIGNATURES = "signatures"
    WITHDRAWAL = "withdrawal"
    CONSENT = "consent"


class FormDraft(Value, frozen=True, tag="form"):
    """What was changed in a form, by the name of the field, as it was typed or picked.

    ``record`` is None in the form of a new client and of the practice. ``row`` is the id of the
    engagement that is changed, of the agreement that is signed or of the consent that is withdrawn
    or given, or id and language of the template that asks; else None.
    """

    id: str
    form: FormKind
    saved: datetime
    record: str | None = None
    row: str | None = None
    values: dict[str, Text | bool] = {}


ClauseDraft = CommentDraft | AmendmentDraft
"""What is typed about one clause of an agreement."""

Draft = NoteDraft | CommentDraft | AmendmentDraft | FormDraft
"""What lies in the folder of the drafts."""
