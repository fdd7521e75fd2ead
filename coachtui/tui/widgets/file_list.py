"""The file of a client: contact, engagements, consents and what has left the vault, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from coachtui.domain.agreement import Clause, ClauseState
from coachtui.domain.client import Client
from coachtui.domain.disclosure import Disclosure
from coachtui.domain.engagement import Engagement
from coachtui.domain.record import ClientRecord
from coachtui.language import N_, _
from coachtui.services import consents
from coachtui.services.wording import answer, document
from coachtui.tui import privacy
from coachtui.tui.keymap import with_keys
from coachtui.tui.privacy import Shown
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (
    Column("label", "", 10),
    Column("value", N_("{list_choose} changes or removes"), 20, grows=True),
)


class FileRow(NamedTuple):
    """One line; ``kind`` says what Enter opens, ``id`` which engagement, clause or disclosure it is."""

    kind: Literal["client", "engagement", "consent", "disclosure"]
    id: str
    label: str
    value: Shown
    style: str = ""


class FileList(RowList[FileRow]):
    """Shows the file of a record."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(COLUMNS, lambda row: f"{row.kind} {row.id}", _cell, id=id)

    def show(self, record: ClientRecord, lying: Sequence[Disclosure]) -> None:
        """Show ``record``; ``lying`` are the disclosures whose file is still on the disk."""
        self.fill(
            [
                *_contact(record.client),
                *([_engagement(each) for each in record.engagements] or [_no_engagement()]),
                *(_consent(record, each) for each in consents.consents(record)),
                *(_disclosure(each, each in lying) for each in record.disclosures),
            ]
        )


def _cell(row: FileRow, column: str) -> Cell:
    return (
        Cell(row.label, "muted")
        if column == "label"
        else Cell(privacy.said(row.value) or "–", row.style)
    )


def _contact(client: Client) -> Iterator[FileRow]:
    language = {"nb": "norsk", "en": "English"}[client.language]
    remark = " ".join(client.remark.split())
    rows: tuple[tuple[str, str, Shown], ...] = (
        ("name", _("Name"), lambda: privacy.beside_code(client.name)),
        ("email", _("E-mail"), lambda: privacy.address(client.email)),
        ("phone", _("Phone"), lambda: privacy.address(client.phone)),
        ("language", _("Language"), language),
        ("since", _("Since"), client.since.isoformat()),
        ("remark", _("Remark"), lambda: privacy.blurred(remark)),
    )
    for name, label, value in rows:
        yield FileRow("client", name, label, value)


def _engagement(engagement: Engagement) -> FileRow:
    weeks = {1: _("every week"), 2: _("every second week")}.get(
        engagement.cadence_weeks, _("every {weeks} weeks")
    )
    minutes = _("{minutes} min").format(minutes=engagement.minutes)
    parts = [
        _period(engagement),
        f"{engagement.planned} × {minutes}" if engagement.planned else minutes,
        weeks.format(weeks=engagement.cadence_weeks),
        _("paid") if engagement.paid else _("pro bono"),
    ]

    def shown() -> str:
        return ", ".join(filter(None, (*parts, privacy.address(engagement.sponsor))))

    return FileRow("engagement", engagement.id, _("Engagement"), shown)


def _no_engagement() -> FileRow:
    told = with_keys(_("None yet. {list_choose} adds the first one."))
    return FileRow("engagement", "", _("Engagement"), told, "muted")


def _period(engagement: Engagement) -> str:
    start = engagement.start.isoformat()
    if engagement.end is None:
        return _("from {day}").format(day=start)
    return f"{start} – {engagement.end.isoformat()}"


def _consent(record: ClientRecord, clause: Clause) -> FileRow:
    """What was said to a consent, when, and what was said before; what follows from it."""
    said = [
        f"{answer(clause.kind, each.state)} {each.on.isoformat()}"
        for each in reversed(clause.decisions)
    ]
    text = f"{clause.title}: {', '.join(said)}"
    if clause.earlier:
        # Only what has changed since the signing has consequences to be reminded of.
        text = " ".join((f"{text}.", *consents.effects(record, clause)))
    style = "" if clause.state is ClauseState.ACCEPTED else "muted"
    return FileRow("consent", clause.id, _("Consent"), text, style)


def _disclosure(disclosure: Disclosure, lying: bool) -> FileRow:
    day = disclosure.at.date().isoformat()
    where = disclosure.file if lying else _("removed") if disclosure.removed else _("not there")
    what = document(disclosure.what, disclosure.form)
    style = "warning" if lying else "muted"
    text = f"{day}  {what}  {where}"
    return FileRow("disclosure", disclosure.id, _("Left vault"), text, style)
