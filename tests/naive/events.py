"""Section C: events that are breaches in themselves, one instance per person and date."""

from dataclasses import dataclass
from datetime import date

from tests.naive.calendar import add_months, days
from tests.naive.clocks import consumed, dagpengeperioder
from tests.naive.facts import PersonFacts, Tilbud
from tests.naive.forloeb import kontaktforloeb
from tests.naive.instances import Instance, person_instance
from tests.naive.qualifying import samtaler_in, started

AFTER_THREE_MONTHS = 93
SHORT_PRAKTIK, LONG_PRAKTIK, NYTTEINDSATS = 28, 91, 91


def event_instances(person: PersonFacts) -> list[Instance]:
    """Every instance of section C as of the person's as-of date, also those without a row."""
    return [*_akasse_absences(person), *_wrong_forms(person), *_long_tilbud(person)]


def _on_day(person: PersonFacts, rule_id: str, dato: date, responsible: str) -> Instance:
    return person_instance(person, rule_id, dato, dato, "KONSTATERET", opened_on=dato, responsible=responsible)


def _akasse_absences(person: PersonFacts) -> list[Instance]:
    """FS-AKASSE: the a-kasse stayed away from a fællessamtale that the citizen wanted it at."""
    perioder = dagpengeperioder(person)
    dates = {
        samtale.dato
        for samtale in person.samtaler
        if samtale.samtaletype == "FAELLESSAMTALE"
        and samtale.status == "AFHOLDT"
        and samtale.akasse_deltog == "NEJ"
        and not samtale.akasse_fravalgt
        and date(2020, 1, 1) <= samtale.dato <= date(2023, 12, 31)
        and consumed(perioder, samtale.dato) >= AFTER_THREE_MONTHS
    }
    return [_on_day(person, "FS-AKASSE", dato, "AKASSE") for dato in sorted(dates)]


def _wrong_forms(person: PersonFacts) -> list[Instance]:
    """SAM-FORM: a samtale by video or telephone in the first six months."""
    dates = {
        samtale.dato
        for forloeb in kontaktforloeb(person)
        if forloeb.ydelse in ("DAGPENGE", "KONTANTHJAELP")
        for samtale in samtaler_in(person, forloeb)
        if samtale.form in ("VIDEO", "TELEFON")
        and samtale.dato < add_months(forloeb.start, 6)
        and date(2022, 1, 1) <= samtale.dato <= date(2023, 12, 31)
    }
    return [_on_day(person, "SAM-FORM", dato, "KOMMUNE") for dato in sorted(dates)]


@dataclass(frozen=True)
class LengthRule:
    """A tilbud of `tilbudstype` may last `short` days for those ready for work, `long` days for others."""

    rule_id: str
    tilbudstype: str
    short: int
    long: int
    valid_to: date = date.max


LENGTH_RULES = (
    LengthRule("TIL-PRAKTIK", "VIRKSOMHEDSPRAKTIK", SHORT_PRAKTIK, LONG_PRAKTIK),
    LengthRule("TIL-NYTTE", "NYTTEINDSATS", NYTTEINDSATS, NYTTEINDSATS, date(2024, 12, 31)),
)


def _long_tilbud(person: PersonFacts) -> list[Instance]:
    """TIL-PRAKTIK and TIL-NYTTE: of several that start on a day, the one that ends last."""
    instances = []
    for rule in LENGTH_RULES:
        for startdato, slutdato in sorted(_last_slutdato(person, rule).items()):
            limit = _limit(person, rule, startdato)
            if limit is not None:
                instances.append(_length_instance(person, rule, startdato, slutdato, limit))
    return instances


def _last_slutdato(person: PersonFacts, rule: LengthRule) -> dict[date, date]:
    """Per startdato the latest slutdato; no slutdato is the latest of all (date.max)."""
    lasting: dict[date, date] = {}
    for tilbud in person.tilbud:
        if _watched(tilbud, rule):
            slutdato = tilbud.slutdato or date.max
            lasting[tilbud.startdato] = max(slutdato, lasting.get(tilbud.startdato, date.min))
    return lasting


def _watched(tilbud: Tilbud, rule: LengthRule) -> bool:
    valid = date(2020, 1, 1) <= tilbud.startdato <= rule.valid_to
    return valid and started(tilbud) and tilbud.tilbudstype == rule.tilbudstype


def _limit(person: PersonFacts, rule: LengthRule, startdato: date) -> int | None:
    """The limit in days for who the person was on `startdato`; None outside any kontaktforløb."""
    current = [forloeb for forloeb in kontaktforloeb(person) if forloeb.member(startdato)]
    if not current:
        return None
    ready = any(forloeb.ydelse == "DAGPENGE" or forloeb.visitation == "JOBPARAT" for forloeb in current)
    return rule.short if ready else rule.long


def _length_instance(person: PersonFacts, rule: LengthRule, start: date, slut: date, limit: int) -> Instance:
    due = start + days(limit - 1)
    return person_instance(
        person,
        rule.rule_id,
        start,
        due,
        _length_status(slut, due, person.as_of),
        opened_on=due + days(1),
        resolved_on=slut,
        value=(min(slut, person.as_of) - start).days + 1,
        threshold=limit,
    )


def _length_status(slut: date, due: date, as_of: date) -> str | None:
    if slut <= due:
        return "OPFYLDT"
    if as_of <= due:
        return None
    return "KONSTATERET" if slut > as_of else "AFHJULPET"
