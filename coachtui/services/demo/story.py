"""From a made-up person to a whole client record: periods, agreements, sessions and their notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from random import Random

import msgspec

from coachtui.documents import words
from coachtui.domain.client import Client, ClientState
from coachtui.domain.engagement import Engagement
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord, with_engagement, with_session
from coachtui.domain.session import Session, SessionKind, SessionState
from coachtui.services.demo.cast import Notes, Period, Person
from coachtui.services.demo.paper import with_paper

_LOW, _HIGH = 3, 8
"""Where on the scale of ten a period begins, and where it ends."""


class Story:
    """What happened to one person until ``today``; ``luck`` decides on days, ids and notes."""

    def __init__(
        self, person: Person, practice: Practice, today: date, luck: Random, notes: NotePiles
    ) -> None:
        self._person = person
        self._practice = practice
        self._luck = luck
        monday = today - timedelta(days=today.weekday())
        # Early in the week, so that what follows a session of last week is over today.
        self._base = monday + timedelta(days=luck.randrange(4))
        self._notes = notes

    def record(self, record_id: str, code: str) -> ClientRecord:
        """The whole record under that id and code."""
        person = self._person
        client = Client(
            code=code,
            name=person.name,
            since=self._day(person.since),
            email=person.email,
            phone=person.phone,
            language=person.language,
            state=person.state,
            remark=person.remark,
        )
        record = ClientRecord(id=record_id, client=client)
        if person.intro is not None:
            record = with_session(record, self._intro(self._day(person.intro)))
        for period in person.periods:
            record = self._with_period(record, period)
        return record

    def _day(self, weeks: int) -> date:
        """This person's day of the week, ``weeks`` weeks before this one."""
        return self._base - timedelta(weeks=weeks)

    def _new_id(self) -> str:
        return self._luck.randbytes(8).hex()

    def _intro(self, day: date) -> Session:
        note = self._notes.about("intro")
        return Session(self._new_id(), day, SessionKind.INTRO, minutes=30, paid=False, note=note)

    def _with_period(self, record: ClientRecord, period: Period) -> ClientRecord:
        engagement = Engagement(
            id=self._new_id(),
            start=self._day(period.begins),
            end=self._day(period.weeks[-1]) if period.closed else None,
            planned=period.planned,
            cadence_weeks=period.every,
            minutes=period.minutes,
            paid=period.paid,
            sponsor=period.sponsor,
        )
        record = with_engagement(record, engagement)
        record = with_paper(record, engagement, period, self._practice)
        for session in self._sessions(period, engagement):
            record = with_session(record, session)
        return record

    def _sessions(self, period: Period, engagement: Engagement) -> Iterator[Session]:
        meeting = Session(
            id="",
            date=engagement.start,
            minutes=engagement.minutes,
            paid=engagement.paid,
            engagement=engagement.id,
        )
        last = len(period.weeks)
        for number, week in enumerate(period.weeks, 1):
            yield self._meeting(meeting, period, number, self._day(week))
            if number in period.contacts:
                yield self._contact(meeting, self._day(week))
        if self._person.state is ClientState.ACTIVE and not period.closed:
            # Whatever week it would be, an appointment lies ahead: next week at the soonest.
            week = min(period.begins - last * period.every, -1)
            yield self._as(meeting, date=self._day(week), state=SessionState.PLANNED)

    def _meeting(self, meeting: Session, period: Period, number: int, day: date) -> Session:
        last = len(period.weeks)
        facts = {
            **{name: getattr(period, name) for name in ("goal", "step", "obstacle", "who", "said")},
            "score": _LOW + (_HIGH - _LOW) * (number - 1) // max(last - 1, 1),
            "due": words.day(day + timedelta(days=10), self._person.language),
        }
        kind, state, about = SessionKind.SESSION, SessionState.HELD, "session"
        if number in period.no_shows:
            state, about = SessionState.NO_SHOW, "no_show"
        elif number in period.cancelled:
            state, about = SessionState.CANCELLED, "cancelled"
        elif number == 1:
            about = "first"
        elif number == 2 and period.sponsor:
            kind, about = SessionKind.THREE_WAY, "three_way"
        elif number == last and period.closed:
            kind, about = SessionKind.CLOSING, "closing"
        note = self._notes.about(about).format(**facts)
        return self._as(meeting, date=day, kind=kind, state=state, note=note)

    def _contact(self, meeting: Session, after: date) -> Session:
        return self._as(
            meeting,
            date=after + timedelta(days=self._luck.randint(1, 3)),
            kind=SessionKind.CONTACT,
            minutes=self._luck.choice((5, 10, 15)),
            note=self._notes.about("contact"),
        )

    def _as(self, meeting: Session, **change: object) -> Session:
        return msgspec.structs.replace(meeting, id=self._new_id(), **change)


class NotePiles:
    """The notes of one language, well shuffled; none comes twice before all have come."""

    def __init__(self, notes: Notes, luck: Random) -> None:
        self._piles: dict[str, Iterator[str]] = {
            about: cycle(luck.sample(pile, len(pile)))
            for about, pile in msgspec.structs.asdict(notes).items()
        }

    def about(self, about: str) -> str:
        """The next note about ``about``, its words in braces not filled in."""
        return next(self._piles[about])
