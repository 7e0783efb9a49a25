"""The picture of a duty: when it began, was warned of and fell due, and every registration on its day.

Places across are per cent of the width and places down are pixels, so that words keep their size on a phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Final, NamedTuple

from dashboards.preview.danish import MONTHS
from dashboards.preview.model import Json
from dashboards.preview.why.markup import day
from schemas.words import ROLES, SPELLS

TOP: Final = 40
LANE: Final = 40
BAR: Final = 12
AXIS: Final = 26
TICKS: Final = 6
EARLIER: Final = 120  # days before the anchor that are shown of what began before it


class Scale(NamedTuple):
    """Days to per cent of the width."""

    first: int
    last: int

    def x(self, at: int) -> float:
        """Where a day lies; days outside lie on the edge."""
        return round(1.5 + 97 * (min(max(at, self.first), self.last) - self.first) / (self.last - self.first), 2)

    def holds(self, at: int) -> bool:
        """Whether the day is in the picture."""
        return self.first <= at <= self.last


def timeline(trace: Json) -> str:
    """The picture as SVG; a screen reader hears its summary, and the tree says the rest."""
    scale = _scale(trace)
    lanes = [*_lanes(trace, scale)]
    bottom = TOP + LANE * len(lanes)
    inner = [*_ticks(scale, bottom), *_moments(trace, scale, bottom), *_placed(lanes)]
    svg = (
        f'<svg class="fv-time" width="100%" height="{bottom + AXIS}" role="img" aria-label="{escape(_summary(trace))}">'
        f"{''.join(inner)}</svg>"
    )
    return f"<figure>{svg}<figcaption>{_legend(trace, scale)}</figcaption></figure>"


def _placed(lanes: list[str]) -> Iterator[str]:
    """Each lane beneath the one before."""
    for number, lane in enumerate(lanes):
        yield f'<svg y="{TOP + LANE * number}" width="100%" height="{LANE}">{lane}</svg>'


def _at(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _scale(trace: Json) -> Scale:
    verdict, spell = trace["verdict"], trace["spell"]
    anchor = _at(verdict["anchor_on"])
    seen = [_at(fact["date"]) for fact in trace["facts"] if fact["counts"]]
    early = [anchor, *seen, *([_at(spell["start"])] if spell else [])]
    first = min(max(each, anchor - EARLIER) for each in early)
    last = max(_at(verdict["due_on"]), _at(trace["as_of"]), *(_at(verdict[n]) for n in ("resolved_on",) if verdict[n]))
    room = max(7, (last - first) // 40)
    return Scale(first - room, last + room)


def _lanes(trace: Json, scale: Scale) -> Iterator[str]:
    verdict, spell = trace["verdict"], trace["spell"]
    if spell:
        end = _at(trace["as_of"]) if spell["open"] else _at(spell["last_paid"])
        title = f"{SPELLS[spell['kind']]} fra {day(spell['start'])}"
        yield _title(title) + _bar(scale, _at(spell["start"]), end, "fv-t-spell", title)
    anchor, due = _at(verdict["anchor_on"]), _at(verdict["due_on"])
    title = f"Pligten: {day(verdict['anchor_on'])} – {day(verdict['due_on'])}"
    warned = max(anchor, due - (_warning(trace) or 0))
    warning = _bar(scale, warned, due, "fv-t-warn", f"Varsel fra {_day(warned)}") if warned < due else ""
    yield _title(title) + _bar(scale, anchor, due, "fv-t-duty", title) + warning
    for role, (counted, _) in ROLES.items():
        some = [fact for fact in trace["facts"] if fact["role"] == role]
        if some:
            number = sum(fact["counts"] for fact in some)
            yield _title(f"{counted}: {number} af {len(some)}") + "".join(_mark(scale, fact) for fact in some)


def _warning(trace: Json) -> int | None:
    days = trace["parameters"].get("varsel_dage", {}).get("value")
    return days if isinstance(days, int) else None


def _day(at: int) -> str:
    return day(date.fromordinal(at).isoformat())


def _title(words: str) -> str:
    return f'<text x="1.5%" y="12" class="fv-t-title">{escape(words)}</text>'


def _bar(scale: Scale, first: int, last: int, css: str, words: str) -> str:
    left, right = scale.x(first), scale.x(last)
    return (
        f'<rect x="{left}%" y="18" width="{max(right - left, 0.4):.2f}%" height="{BAR}" rx="3" class="{css}">'
        f"<title>{escape(words)}</title></rect>"
    )


def _mark(scale: Scale, fact: Json) -> str:
    """A registration: a bar where it has lasted, else a dot; hollow where it did not count."""
    at, css = _at(fact["date"]), "fv-t-yes" if fact["counts"] else "fv-t-not"
    until = f" – {day(fact['end'])}" if fact["end"] else ""
    words = f"{day(fact['date'])}{until} {fact['what']}: {fact['text']}"
    if fact["end"] and _at(fact["end"]) > at:
        overlaps = _at(fact["end"]) >= scale.first and at <= scale.last
        return _bar(scale, at, _at(fact["end"]), css, words) if overlaps else ""
    if not scale.holds(at):
        return ""
    return f'<circle cx="{scale.x(at)}%" cy="24" r="5.5" class="{css}"><title>{escape(words)}</title></circle>'


def _moments(trace: Json, scale: Scale, bottom: int) -> Iterator[str]:
    """The due date and the date that is asked about, across all lanes."""
    named = (("due_on", "Frist", 12, "fv-t-due"), ("as_of", "Opgjort", 28, "fv-t-now"))
    for name, word, y, css in named:
        told = trace["verdict"].get(name) or trace[name]
        x = scale.x(_at(told))
        anchor = "start" if x < 20 else "end" if x > 80 else "middle"
        yield f'<line x1="{x}%" x2="{x}%" y1="{y + 4}" y2="{bottom}" class="{css}"/>'
        yield f'<text x="{x}%" y="{y}" text-anchor="{anchor}" class="{css}-w">{word} {escape(day(told))}</text>'


def _ticks(scale: Scale, bottom: int) -> Iterator[str]:
    """Firsts of months, at most so many that their names have room on a phone."""
    at = date.fromordinal(scale.first).replace(day=1)
    months = (scale.last - scale.first) / 30.44
    step = next(each for each in (1, 2, 3, 6, 12, 24, 60, 600) if months / each <= TICKS)
    number = at.year * 12 + at.month - 1
    number += -number % step
    while (day_ := date(number // 12, number % 12 + 1, 1).toordinal()) <= scale.last:
        if scale.holds(day_) and 4 < (x := scale.x(day_)) < 96:
            name = f"{MONTHS[number % 12]} {number // 12 % 100:02}" if step < 12 else str(number // 12)
            yield f'<line x1="{x}%" x2="{x}%" y1="{TOP}" y2="{bottom}" class="fv-t-tick"/>'
            yield f'<text x="{x}%" y="{bottom + 16}" text-anchor="middle" class="fv-t-axis">{name}</text>'
        number += step


def _summary(trace: Json) -> str:
    verdict, counted = trace["verdict"], sum(fact["counts"] for fact in trace["facts"])
    return (
        f"Tidslinje: pligten løber fra {day(verdict['anchor_on'])} til fristen {day(verdict['due_on'])}; "
        f"{counted} af {len(trace['facts'])} registreringer tæller; opgjort {day(trace['as_of'])}."
    )


def _legend(trace: Json, scale: Scale) -> str:
    counted = {fact["counts"] for fact in trace["facts"]}
    keys = [("fv-k-duty", "pligten")]
    keys += [("fv-k-yes", "tæller")] if True in counted else []
    keys += [("fv-k-not", "tæller ikke")] if False in counted else []
    if _warning(trace):
        keys.append(("fv-k-warn", "varsel"))
    hidden = sum(not _seen(fact, scale) for fact in trace["facts"])
    told = "".join(f'<span class="fv-key {css}">{word}</span>' for css, word in keys)
    return told + (f"<span>{hidden} uden for billedet</span>" if hidden else "")


def _seen(fact: Json, scale: Scale) -> bool:
    end = _at(fact["end"]) if fact["end"] else _at(fact["date"])
    return end >= scale.first and _at(fact["date"]) <= scale.last
