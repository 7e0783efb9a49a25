"""Alerts about kommuner and a-kasser: a figure that crosses its target, little headroom, and the week's message.

A shell around `core.alerts`, for whoever has the measures.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final, Protocol

from schemas.regions import akasser, kommuner
from streams.adapters.alert_rows import Message, figures, weekly
from streams.adapters.breach_rows import BreachRows, Stamp
from streams.agents.alert_desk import Desk
from streams.agents.alert_memory import Answers, Key, Memory, Waiting
from streams.agents.measure_state import Told as Measured
from streams.core.alerts import RANG, Receiver, Told, Verdict, verdict
from streams.core.brud import Brud
from streams.core.calendar import month_end, month_of, to_date
from streams.core.catalogue import Catalogue
from streams.core.codes import STATUSSER, code
from streams.core.figur import Figure
from streams.core.identity import breach_id
from streams.rules.alert_texts import headroom, headroom_back, measured, week

#: Keys of headroom messages, which share the breach_id of the breach they warn of.
_LUFT: Final = "LUFT|"
_COUNTS: Final = ("varsler", "forfalder", "foreloebige", "konstaterede", "nye", "udsatte")
_NONE: Final = "subject = toString(kode) AND person_id = ''"


class Alerting(Protocol):
    """What the measure agent calls; see `MeasureAlerts`."""

    def restore(self, known: Iterable[Figure], broken: Iterable[Brud]) -> None:
        """This was told before."""

    def take(self, told: Measured, stamp: Stamp) -> None:
        """This has changed."""


class Silent:
    """Nobody is alerted."""

    def restore(self, known: Iterable[Figure], broken: Iterable[Brud]) -> None:
        """Nothing to remember."""

    def take(self, told: Measured, stamp: Stamp) -> None:
        """Nothing is told."""


class MeasureAlerts:
    """`everything` False: the first business date with figures is the baseline, and alerts nobody."""

    def __init__(self, desk: Desk, rows: BreachRows, answers: Answers, law: Catalogue, *, everything: bool) -> None:
        self._desk, self._rows, self._answers, self._everything = desk, rows, answers, everything
        self._versions = {(r.head.rule_id, r.head.version): i for i, r in enumerate(law.rules)}
        self._memory = Memory()
        self._standing: dict[Key, Brud] = {}
        self._room: dict[tuple[str, int], int] = {}
        self._weeks: dict[Receiver, int] = {}
        self._first: int | None = None

    def restore(self, known: Iterable[Figure], broken: Iterable[Brud]) -> None:
        """Remember what was told in an earlier life."""
        store = self._desk.store
        self._memory = Memory()
        recent = store.recent(_NONE)
        luft = [last._replace(breach_id=_LUFT + last.breach_id) for last in recent if last.art == "LUFT"]
        self._memory.restore(store.numbers(_NONE), [last for last in recent if last.art != "LUFT"] + luft)
        self._standing = {self._key(b): b for b in broken}
        live = [f for f in known if f.live and f.headroom is not None]
        self._room = {(f.indicator_id, f.code): self._room_of(f, f.period_end) for f in live}
        self._room |= {(last.rule_id, last.receiver.kode): last.told.status for last in luft}
        self._weeks, self._first = store.latest("UGE"), store.first_figures()

    def take(self, told: Measured, stamp: Stamp) -> None:
        """Alert of what has changed; look again at what was held; send the week's messages when they are due."""
        day = stamp.as_of
        first = self._first = day if self._first is None else self._first
        if self._everything or day > first:
            for b in told.brud:
                self._judge(self._key(b), self._known(b), b, stamp)
            for f in told.figures:
                if f.live and f.headroom is not None:
                    self._headroom(f, stamp)
            for key in list(self._memory.waiting):
                self._judge(key, self._memory.waiting[key].known, self._standing.get(key), stamp)
            self._week(day, first, stamp)
        else:
            self._room |= {(f.indicator_id, f.code): self._room_of(f, day) for f in told.figures if f.live}
        self._standing |= {self._key(b): b for b in told.brud}
        self._memory.over(day)
        self._desk.send(self._desk.collected())

    @staticmethod
    def _key(b: Brud) -> Key:
        name = breach_id(b.rule_id, b.scope, str(b.code), to_date(b.anker).isoformat())
        return Receiver(b.scope, b.code), name

    def _known(self, b: Brud) -> int:
        before = self._standing.get(self._key(b))
        return code(STATUSSER, before.status) if before else 0

    def _judge(self, key: Key, known: int, b: Brud | None, stamp: Stamp) -> None:
        """Tell, hold or leave a row of a kommune or a-kasse."""
        self._memory.waiting.pop(key, None)
        if b is None:
            return
        now, told = code(STATUSSER, b.status), self._memory.told.get(key)
        before = told.status if told else known
        said = verdict(known, now, told, self._answers.of(key), stamp.as_of)
        if said is Verdict.HOLD:
            self._memory.waiting[key] = Waiting(str(b.code), before)
            self._standing[key] = b
        elif said is Verdict.TELL:
            self._tell(key, before, now, b, stamp)

    def _tell(self, key: Key, before: int, now: int, b: Brud, stamp: Stamp, luft: int | None = None) -> None:
        """Write it out, if rule and policy let it through."""
        wording, art = self._desk.wording, "LUFT" if key[1].startswith(_LUFT) else "PLIGT"
        policy = wording.policy(key[0], stamp.as_of)
        version = self._versions.get((b.rule_id, b.rule_version), -1)
        if not (policy.wants(before, now, art) and wording.is_told(version, stamp.as_of)):
            return
        self._memory.told[key] = Told(now, RANG[now] > RANG[before], stamp.as_of)
        (row,) = figures(self._rows, [b], stamp)
        self._desk.put(
            self._memory,
            key[0],
            row,
            art=art,
            alvor=policy.severity(now, art),
            tekst=self._text(art, row, luft),
            before=before,
            luft=luft,
        )

    def _text(self, art: str, row: Message, luft: int | None) -> str:
        text = self._desk.wording.texts[row["rule_id"]]
        if art != "LUFT":
            return measured(text, row)
        if row["status"] == "OPFYLDT" or luft is None:
            return headroom_back(text)
        return headroom(text, luft, row["due_on"], row["as_of"])

    def _room_of(self, f: Figure, day: int) -> int:
        """VARSEL where headroom is little, OPFYLDT where there is enough."""
        under = f.headroom is not None and f.headroom < self._limit(f, day)
        return code(STATUSSER, "VARSEL" if under else "OPFYLDT")

    def _limit(self, f: Figure, day: int) -> int:
        return self._desk.wording.policy(Receiver(f.scope, f.code), day).luft_under

    def _headroom(self, f: Figure, stamp: Stamp) -> None:
        coming, now, place = month_end(month_of(stamp.as_of)), self._room_of(f, stamp.as_of), (f.indicator_id, f.code)
        version = next(v for (rule, v), _ in reversed(self._versions.items()) if rule == f.indicator_id)
        status, row = STATUSSER[now], (f.indicator_id, f.scope, f.code, version, coming)
        b = Brud(*row, status, stamp.as_of, None, f.avg12, f.threshold)
        receiver, name = self._key(b)
        key = receiver, _LUFT + name
        told, known = self._memory.told.get(key), self._room.get(place, 0)
        # What is held comes again by itself: every date has a nowcast of its own.
        if verdict(known, now, told, self._answers.of((receiver, name)), stamp.as_of) is Verdict.TELL:
            self._room[place] = now
            self._tell(key, told.status if told else known, now, b, stamp, f.headroom)

    def _week(self, day: int, first: int, stamp: Stamp) -> None:
        """The week's messages of those whose weekday has come since their last."""
        everyone = [*(Receiver("kommune", k) for k in kommuner()), *(Receiver("akasse", a) for a in akasser())]
        due = [r for r in everyone if self._weeks.get(r, first if not self._everything else -1) < self._monday(r, day)]
        if not due:
            return
        found = self._desk.store.week(day)
        for receiver in due:
            self._weeks[receiver] = day
            if receiver in found:
                self._put_week(receiver, found[receiver], stamp)

    def _monday(self, receiver: Receiver, day: int) -> int:
        """The last of the receiver's weekdays on or before the day; -1 for who wants no such message."""
        ugedag = self._desk.wording.policy(receiver, day).ugedag
        return -1 if ugedag is None else day - (to_date(day).weekday() - ugedag) % 7

    def _put_week(self, receiver: Receiver, counted: list[dict[str, Any]], stamp: Stamp) -> None:
        wording, row = self._desk.wording, weekly(receiver, stamp)
        totals = {name: sum(one[name] for one in counted) for name in _COUNTS}
        number = (to_date(stamp.as_of) - timedelta(7)).isocalendar().week
        self._desk.put(
            self._memory,
            receiver,
            row,
            art="UGE",
            alvor=wording.policy(receiver, stamp.as_of).severity(0, "UGE"),
            tekst=week(number, totals),
            uge=[_ugetal(one, wording.texts[one["rule_id"]].titel) for one in counted],
        )


def _ugetal(counted: Message, titel: str) -> Message:
    """One rule's figures, as the contract has them."""
    return {"titel": titel} | {name: value for name, value in counted.items() if name != "udsatte"}
