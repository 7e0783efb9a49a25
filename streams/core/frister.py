"""Kind `frist`: deadlines counted from a kontaktforloeb [03 A]."""

from __future__ import annotations

from typing import Any

from streams.core import axes
from streams.core.calendar import NO_DATE, add_months, month_end, month_of
from streams.core.codes import BORGERSTATUSSER, SAMTALESTATUSSER, code
from streams.core.compiled import HAENDELSE, SAMTALER, START, START_OG_TILBUD_SLUT, TILBUD, Rules
from streams.core.facts import Records
from streams.core.jit import jit
from streams.core.out import INGEN, Out, add, emit, may_change, resolved_on, status_of
from streams.core.person import Person, Scratch, akasse_at, er_startet, has, kommune_at, taeller_tilbud

AFHOLDT = code(SAMTALESTATUSSER, "AFHOLDT")
FRITAGELSE = code(BORGERSTATUSSER, "FRITAGELSE")


@jit
def frister(p: Person, rules: Rules, places: axes.Places, wide: int, s: Scratch, out: Out) -> None:
    """All instances of all deadline rules; a breach_id belongs to the first kontaktforloeb that gives it."""
    claimed = 0
    for f in range(len(p.kontaktforloeb)):
        forloeb = p.kontaktforloeb[f]
        for r in range(len(rules.frist)):
            rule = rules.frist[r]
            if not (has(rule.ydelser, forloeb.ydelse) and has(rule.visitationer, forloeb.visitation)):
                continue
            for a in range(anchors(p, forloeb, rule, rules.taellende[0], s)):
                anchor, is_end = s.ankre[a, 0], s.ankre[a, 1] == 1
                if not rule.fra <= anchor <= rule.til or _is_claimed(s.krav, claimed, r, anchor):
                    continue
                s.krav[claimed, 0], s.krav[claimed, 1] = r, anchor
                claimed += 1
                _instance(p, forloeb, rule, rules, anchor, is_end, places, wide, out)


@jit
def _is_claimed(keys: Any, claimed: int, rule: int, anchor: int) -> bool:
    for i in range(claimed):
        if keys[i, 0] == rule and keys[i, 1] == anchor:
            return True
    return False


@jit
def anchors(p: Person, forloeb: Any, rule: Any, taellende: Any, s: Scratch) -> int:
    """Write the rule's anchor dates for this forloeb to s.ankre, each with 1 where tilbud ended; returns how many."""
    if rule.anker == START:
        return _anchor(forloeb.start, False, s, 0)
    if rule.anker == HAENDELSE:
        return _anchor(_event_anchor(p.borgerstatus, forloeb.start, rule), False, s, 0)
    count = _interval_ends(p, forloeb, rule, taellende, s)
    if rule.anker == START_OG_TILBUD_SLUT and (count == 0 or s.ankre[0, 0] != forloeb.start):
        return _anchor(forloeb.start, False, s, count)
    return count


@jit
def _anchor(day: int, is_end: bool, s: Scratch, count: int) -> int:
    """Note one more anchor; returns how many there are."""
    s.ankre[count, 0], s.ankre[count, 1] = day, is_end
    return count + 1


@jit
def _event_anchor(b: Records, start: int, rule: Any) -> int:
    """The latest such event near the start, else the start."""
    anchor = NO_DATE
    for i in range(len(b)):
        if b[i].kind == rule.haendelse and abs(b[i].dag - start) <= rule.haendelse_dage:
            anchor = b[i].dag
    return start if anchor == NO_DATE else anchor


@jit
def _interval_ends(p: Person, forloeb: Any, rule: Any, taellende: Any, s: Scratch) -> int:
    """The ends before T of the merged intervals of the forloeb's started tilbud that count."""
    count, end = 0, -1
    for i in range(len(p.tilbud)):
        tilbud = p.tilbud[i]
        if not (inside(tilbud.dag, forloeb) and _taeller(tilbud, rule, taellende, forloeb.ydelse)):
            continue
        if end != NO_DATE and tilbud.dag > end + 1:
            count = _closed(end, p.t, s, count)
            end = tilbud.til
        elif tilbud.til > end:
            end = tilbud.til
    return _closed(end, p.t, s, count)


@jit
def _closed(end: int, t: int, s: Scratch, count: int) -> int:
    """Note an interval's end when it lies before T."""
    return _anchor(end, True, s, count) if 0 < end < t else count


@jit
def inside(day: int, forloeb: Any) -> bool:
    """Whether a fact of that day lies in the forloeb; what lies after T is not there to be asked about."""
    return day >= forloeb.start and (forloeb.aktivt == 1 or day <= forloeb.slut)


@jit
def _instance(
    p: Person,
    forloeb: Any,
    rule: Any,
    rules: Rules,
    anchor: int,
    is_end: bool,
    places: axes.Places,
    wide: int,
    out: Out,
) -> None:
    """One duty: due date, count, status, row, share of its a-kasse, and when it will change by itself."""
    due = add_months(anchor, rule.frist_maaneder) + rule.frist_dage
    due = suspended(rules.suspensioner, anchor, due)
    if rule.fritagelse:
        due = _moved(p.borgerstatus, due)
    if rule.undskylder and _exempt(p.borgerstatus, due):
        return
    count, done = _counted(p, forloeb, rule, rules, anchor, is_end)
    is_open = forloeb.aktivt == 1
    status = status_of(done, due, p.t, is_open, rule.varsel_dage, forloeb.slut, forloeb.slut >= due)
    if status != INGEN:
        akasse = akasse_at(p, due)
        row = emit(out, rule, anchor, due, status, due + 1, resolved_on(status, done), kommune_at(p, due), akasse)
        row.value, row.threshold = count, rule.antal
    may_change(out, due - rule.varsel_dage, p.t)
    may_change(out, due, p.t)
    may_change(out, due + 1, p.t)
    if rule.andel >= 0 and forloeb.slut >= due:
        _andel(p, rules.andel[rule.andel], due, done <= due, places, wide, out)


@jit
def suspended(suspensioner: Records, anchor: int, due: int) -> int:
    """The due date when suspended days after the anchor are not counted."""
    for i in range(len(suspensioner)):
        first = max(suspensioner[i].fra, anchor + 1)
        if first <= due and first <= suspensioner[i].til:
            due += suspensioner[i].til - first + 1
    return due


@jit
def _moved(b: Records, due: int) -> int:
    """The due date moved out of the FRITAGELSE intervals, again and again; one without an end moves nothing."""
    moved = True
    while moved:
        moved = False
        for i in range(len(b)):
            if b[i].kind == FRITAGELSE and b[i].til != NO_DATE and b[i].dag <= due <= b[i].til:
                due = b[i].til + 1
                moved = True
    return due


@jit
def _exempt(b: Records, day: int) -> bool:
    """Whether the person has a FRITAGELSE on the day; one without an end goes on."""
    for i in range(len(b)):
        if b[i].kind == FRITAGELSE and b[i].dag <= day <= b[i].til:
            return True
    return False


@jit
def _counted(p: Person, forloeb: Any, rule: Any, rules: Rules, anchor: int, is_end: bool) -> tuple[int, int]:
    """How many facts qualify, and the date of the k-th (NO_DATE when there are fewer)."""
    if rule.taeller == SAMTALER:
        return _samtaler(p, forloeb, rule, anchor)
    if rule.taeller == TILBUD:
        return _tilbud(p, forloeb, rule, rules.taellende[0], anchor, is_end)
    return _haendelser(p, forloeb, rule, anchor)


@jit
def samtaler_from(forloeb: Any, rule: Any, anchor: int) -> int:
    """The first day on which a samtale counts for this instance."""
    first = anchor if rule.efter_anker else forloeb.start
    if rule.efter_maaneder >= 0:
        first = max(first, add_months(forloeb.start, rule.efter_maaneder) + 1)
    return first


@jit
def taeller_samtale(samtale: Any, forloeb: Any, rule: Any, first: int) -> bool:
    """Whether a samtale counts for an instance in this forloeb."""
    return (
        samtale.status == AFHOLDT
        and samtale.dag >= first
        and has(rule.typer, samtale.samtaletype)
        and has(rule.aktoerer, samtale.aktoer)
        and inside(samtale.dag, forloeb)
    )


@jit
def _taeller(tilbud: Any, rule: Any, taellende: Any, ydelse: int) -> bool:
    """Whether a tilbud is started, and one of those that count in this rule."""
    if rule.tilbudstyper == 0:
        return taeller_tilbud(tilbud, taellende, ydelse)
    return er_startet(tilbud, taellende) and has(rule.tilbudstyper, tilbud.tilbudstype)


@jit
def taeller_tilbud_her(tilbud: Any, forloeb: Any, rule: Any, taellende: Any, anchor: int, is_end: bool) -> bool:
    """Whether a tilbud counts for an instance in this forloeb; `is_end`: it is anchored where tilbud ended."""
    first = anchor + 1 if rule.efter_anker and is_end else forloeb.start
    return tilbud.dag >= first and inside(tilbud.dag, forloeb) and _taeller(tilbud, rule, taellende, forloeb.ydelse)


@jit
def taeller_haendelse(event: Any, forloeb: Any, rule: Any, anchor: int) -> bool:
    """Whether a borgerstatus counts for an instance in this forloeb."""
    last = NO_DATE if forloeb.aktivt else forloeb.slut
    return event.kind == rule.kind and anchor - rule.dage_foer <= event.dag <= last


@jit
def _samtaler(p: Person, forloeb: Any, rule: Any, anchor: int) -> tuple[int, int]:
    first = samtaler_from(forloeb, rule, anchor)
    count, done = 0, NO_DATE
    for i in range(len(p.samtaler)):
        samtale = p.samtaler[i]
        if taeller_samtale(samtale, forloeb, rule, first):
            count += 1
            if count == rule.antal:
                done = samtale.dag
    return count, done


@jit
def _tilbud(p: Person, forloeb: Any, rule: Any, taellende: Any, anchor: int, is_end: bool) -> tuple[int, int]:
    count, done = 0, NO_DATE
    for i in range(len(p.tilbud)):
        tilbud = p.tilbud[i]
        if taeller_tilbud_her(tilbud, forloeb, rule, taellende, anchor, is_end):
            count += 1
            if count == rule.antal:
                done = tilbud.dag
    return count, done


@jit
def _haendelser(p: Person, forloeb: Any, rule: Any, anchor: int) -> tuple[int, int]:
    count, done = 0, NO_DATE
    for i in range(len(p.borgerstatus)):
        event = p.borgerstatus[i]
        if taeller_haendelse(event, forloeb, rule, anchor):
            count += 1
            if count == rule.antal:
                done = event.dag
    return count, done


@jit
def _andel(p: Person, andel: Any, due: int, met: bool, places: axes.Places, wide: int, out: Out) -> None:
    """Count the instance in its a-kasse's share at each month-end whose window holds the due date [03 E]."""
    akasse = akasse_at(p, due)
    if akasse < 0 or due > p.t:
        return
    place = places.akasse_place[akasse]
    month = month_of(due)
    while add_months(month_end(month), -andel.vindue_maaneder) < due:
        may_change(out, month_end(month), p.t)
        if month_end(month) > p.t:
            break
        _count_andel(andel, place, wide, axes.month_column(month), met, out)
        month += 1
    if add_months(p.t, -andel.vindue_maaneder) < due:
        _count_andel(andel, place, wide, axes.NU, met, out)
        may_change(out, add_months(due, andel.vindue_maaneder), p.t)
        may_change(out, add_months(due, andel.vindue_maaneder) + 1, p.t)


@jit
def _count_andel(andel: Any, place: int, wide: int, column: int, met: bool, out: Out) -> None:
    add(out, axes.plads(andel.naevner, wide, place, column), 1)
    if met:
        add(out, axes.plads(andel.taeller, wide, place, column), 1)
