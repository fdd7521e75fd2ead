"""A row of a spreadsheet as a new client, with engagement and agreement where it tells of them.

Here belongs reading the rows. Who of them is there already is told in ``adding``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from msgspec.structs import replace

from coachtui.documents.problems import quoted
from coachtui.documents.spreadsheet import Row, Table
from coachtui.domain.agreement import ClauseState, How
from coachtui.domain.client import Client, ClientState, code_for
from coachtui.domain.engagement import Engagement
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord, with_engagement
from coachtui.errors import CoachError, InvalidValue
from coachtui.language import Language, _
from coachtui.services import engagements, recording, templates
from coachtui.services.entry import entered
from coachtui.services.importing import cells
from coachtui.services.importing.columns import Column, Columns, Consent, Meaning, columns
from coachtui.services.recording import SignedBefore

_CLIENT = (Column.PHONE, Column.REMARK, Column.GUARDIAN)
_ENGAGEMENT = (Column.PLANNED, Column.CADENCE, Column.MINUTES, Column.SPONSOR)
_OF_THE_ENGAGEMENT = (*_ENGAGEMENT, Column.START, Column.END, Column.PAID)

_OF_THE_AGREEMENT = (Column.PAPER, Column.SIGNED_AT, Column.SIGNED_HOW, Column.TEMPLATE)

NOBODY = "0" * 32
"""The id of a record that is built to see whether it can be."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone who can be added; ``line`` is that of the file."""

    line: int
    client: Client
    engagement: Engagement | None
    agreement: SignedBefore | None

    def record(self, practice: Practice, today: date, record_id: str, code: str) -> ClientRecord:
        """The new record under that id and code.

        Raises:
            CoachError: what is known of the agreement does not make one.
        """
        record = ClientRecord(id=record_id, client=replace(self.client, code=code))
        if self.engagement:
            record = with_engagement(record, self.engagement)
        if self.agreement:
            record = recording.recorded(practice, record, self.agreement, today)
        return record


@dataclass(frozen=True, slots=True)
class Refused:
    """A line of which no client can be made, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Assumed:
    """What holds where the file says nothing."""

    template: str = "core"
    others_declined: bool = False
    values: Mapping[str, str] = field(default_factory=dict)


NOTHING = Assumed()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet that was read. What stands in columns of ``kept`` went into remarks."""

    newcomers: tuple[Newcomer, ...]
    refused: tuple[Refused, ...]
    kept: tuple[str, ...]


def read_sheet(
    table: Table,
    practice: Practice,
    today: date,
    assumed: Assumed = NOTHING,
    left_out: Collection[str] = (),
) -> Sheet:
    """Everybody in ``table``, as far as each line can be read; columns ``left_out`` are passed over.

    Raises:
        NoTable: the header tells too little, or one thing twice.
    """
    known = columns(table.header, left_out)
    reading = _Reading(table.header, known, practice, today, assumed)
    newcomers: list[Newcomer] = []
    too_long = _("has more cells than there are headers")
    refused = [Refused(line, too_long) for line in table.too_long]
    for row in table.rows:
        try:
            newcomers.append(reading.newcomer(row))
        except InvalidValue as error:
            refused.append(Refused(row.line, reading.told(error, row)))
        except CoachError as error:
            refused.append(Refused(row.line, str(error)))
    refused.sort(key=lambda each: each.line)
    kept = tuple(title for title in known.unknown if title in reading.kept)
    return Sheet(tuple(newcomers), tuple(refused), kept)


class _Reading:
    """Reads rows under one header.

    ``headers`` has the file's names for fields that errors name, ``kept`` the headers of what went
    into a remark.
    """

    def __init__(
        self,
        header: tuple[str, ...],
        known: Columns,
        practice: Practice,
        today: date,
        assumed: Assumed,
    ) -> None:
        self._header, self._columns = header, known
        self.kept: set[str] = set()
        self._practice, self._today, self._assumed = practice, today, assumed
        named = {each: self._called(each) for each in known.known}
        self.headers = {
            f"{value}.{each}": title
            for each, title in named.items()
            if isinstance(each, Column)
            for value in ("client", "engagement", "agreement", "signature")
        }
        parts = [named[each] for each in (Column.FIRST_NAME, Column.LAST_NAME) if each in named]
        self.headers.setdefault("client.name", ", ".join(parts))
        self.headers |= {
            each.clause: title for each, title in named.items() if isinstance(each, Consent)
        }

    def newcomer(self, row: Row) -> Newcomer:
        """Who stands in ``row``.

        Raises:
            InvalidValue: a cell holds what it cannot hold.
            CoachError: what is told of the agreement does not make one.
        """
        said = {
            meaning: cell
            for meaning, place in self._columns.known.items()
            if (cell := row.cells[place])
        }
        signed = self._day(said, Column.SIGNED)
        unknown = {
            title: cell
            for title, place in self._columns.unknown.items()
            if (cell := row.cells[place])
        }
        engagement = self._engagement(said, signed)
        client = self._client(said, engagement.start if engagement else signed)
        agreement = None
        if signed:
            agreement = self._agreement(said, unknown, signed, client.language)
            unknown = {title: unknown[title] for title in unknown.keys() - agreement.values.keys()}
        else:
            self._refuse_what_is_of_no_agreement(said)
        client = self._with_remark(client, unknown)
        newcomer = Newcomer(row.line, client, engagement, agreement)
        newcomer.record(self._practice, self._today, NOBODY, code_for(1))
        return newcomer

    def told(self, error: InvalidValue, row: Row) -> str:
        """What is wrong in ``row``: the column by its own name, why, and what stands there, cut short."""
        column = self.headers.get(error.field, error.field)
        cell = row.cells[self._header.index(column)] if column in self._header else ""
        reason = _("{reason}; it says “{cell}”") if cell else "{reason}"
        return f"{column}: {reason.format(reason=error.reason, cell=quoted(cell))}"

    def _refuse_what_is_of_no_agreement(self, said: Mapping[Meaning, str]) -> None:
        for meaning in said:
            if meaning in _OF_THE_AGREEMENT or isinstance(meaning, Consent):
                message = _("tells of an agreement, and nothing says when it was signed")
                raise InvalidValue(self._called(meaning), message)

    def _called(self, meaning: Meaning) -> str:
        return self._columns.header(meaning, self._header)

    def _day(self, said: Mapping[Meaning, str], column: Meaning) -> date | None:
        return cells.day(self._called(column), said[column]) if column in said else None

    def _client(self, said: Mapping[Meaning, str], begun: date | None) -> Client:
        fields: dict[str, Any] = {each: said[each] for each in _CLIENT if each in said}
        fields["name"] = self._name(said)
        if Column.EMAIL in said:
            fields["email"] = cells.email(self._called(Column.EMAIL), said[Column.EMAIL])
        fields["since"] = self._day(said, Column.SINCE) or begun or self._today
        if Column.LANGUAGE in said:
            fields["language"] = cells.language(
                self._called(Column.LANGUAGE), said[Column.LANGUAGE]
            )
        if Column.STATE in said:
            fields["state"] = cells.state(self._called(Column.STATE), said[Column.STATE])
        blank = Client(
            code=code_for(1),
            name="-",
            since=self._today,
            language=self._practice.language,
            state=ClientState.ACTIVE,
        )
        return entered(blank, fields)

    def _with_remark(self, client: Client, unknown: Mapping[str, str]) -> Client:
        """``client`` with what nobody knows the meaning of below the remark, under its headers."""
        if not unknown:
            return client
        self.kept |= unknown.keys()
        rest = [f"{title}: {unknown[title]}" for title in self._columns.unknown if title in unknown]
        return entered(client, {"remark": "\n\n".join([*filter(None, [client.remark]), *rest])})

    def _name(self, said: Mapping[Meaning, str]) -> str:
        parts = (said.get(each, "") for each in (Column.FIRST_NAME, Column.LAST_NAME))
        return said.get(Column.NAME) or " ".join(filter(None, parts))

    def _engagement(self, said: Mapping[Meaning, str], signed: date | None) -> Engagement | None:
        if not (signed or said.keys() & set(_OF_THE_ENGAGEMENT)):
            return None
        start = self._day(said, Column.START) or self._day(said, Column.SINCE) or signed
        fields: dict[str, Any] = {each: said[each] for each in _ENGAGEMENT if each in said}
        fields["start"] = start or self._today
        fields["end"] = self._day(said, Column.END)
        for column, read in (
            (Column.PLANNED, cells.count),
            (Column.MINUTES, cells.count),
            (Column.CADENCE, cells.weeks),
        ):
            if column in said:
                fields[column] = read(said[column])
        if Column.PAID in said:
            fields["paid"] = cells.paid(self._called(Column.PAID), said[Column.PAID])
        return entered(engagements.blank(self._today), fields)

    def _agreement(
        self,
        said: Mapping[Meaning, str],
        unknown: Mapping[str, str],
        signed: date,
        language: Language,
    ) -> SignedBefore:
        """What was signed; a column that is called as a variable of the template is its value."""
        how = How.PAPER
        if Column.SIGNED_HOW in said:
            how = cells.how(self._called(Column.SIGNED_HOW), said[Column.SIGNED_HOW])
        chosen = said.get(Column.TEMPLATE, self._assumed.template)
        variables = templates.load(chosen, language).variables
        own = {title: cell for title, cell in unknown.items() if title in variables}
        return SignedBefore(
            on=signed,
            template=chosen,
            values={**self._assumed.values, **own},
            answers=dict(self._answers(said, signed)),
            others_declined=self._assumed.others_declined,
            how=how,
            place=said.get(Column.SIGNED_AT, ""),
            paper=said.get(Column.PAPER, ""),
        )

    def _answers(
        self, said: Mapping[Meaning, str], signed: date
    ) -> Iterator[tuple[str, tuple[ClauseState, date]]]:
        for meaning, cell in said.items():
            if not isinstance(meaning, Consent):
                continue
            if meaning.dated:
                if meaning._replace(dated=False) not in said:
                    raise InvalidValue(self._called(meaning), _("has a day without a yes or a no"))
            else:
                given = cells.yes(self._called(meaning), cell)
                on = self._day(said, meaning._replace(dated=True)) or signed
                state = ClauseState.ACCEPTED if given else ClauseState.DECLINED
                yield meaning.clause, (state, on)
