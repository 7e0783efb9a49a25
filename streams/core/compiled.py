"""The catalogue as arrays: one table per rule kind, words turned into bit masks, dates into days.

Only translation lives here. A rule version is known by its place in `Catalogue.rules` (`version`), its rule id by its
place in `Compiled.rule_ids` (`regel`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core import andelstabeller, codes
from streams.core import catalogue as cat
from streams.core.andelstabeller import Slots
from streams.core.calendar import to_day
from streams.core.facts import record

START, HAENDELSE, TILBUD_SLUT, START_OG_TILBUD_SLUT = 0, 1, 2, 3
SAMTALER, TILBUD, BORGERSTATUS = 0, 1, 2

_ANKRE: Final = {
    "start": START,
    "haendelse": HAENDELSE,
    "tilbud_slut": TILBUD_SLUT,
    "start_og_tilbud_slut": START_OG_TILBUD_SLUT,
}
_HEAD: Final = [
    ("version", np.int32),
    ("regel", np.int32),
    ("fra", np.int32),
    ("til", np.int32),
    ("ansvarlig", np.int8),
]
FRIST: Final = record(
    [
        *_HEAD,
        ("ydelser", np.int32),
        ("visitationer", np.int32),
        ("anker", np.int8),
        ("haendelse", np.int8),
        ("haendelse_dage", np.int32),
        ("frist_maaneder", np.int32),
        ("frist_dage", np.int32),
        ("fritagelse", np.uint8),
        ("undskylder", np.uint8),
        ("antal", np.int32),
        ("varsel_dage", np.int32),
        ("taeller", np.int8),
        ("typer", np.int32),
        ("aktoerer", np.int32),
        ("efter_anker", np.uint8),
        ("efter_maaneder", np.int32),
        ("kind", np.int8),
        ("dage_foer", np.int32),
        ("tilbudstyper", np.int32),
        ("andel", np.int32),
    ]
)
FORBRUG: Final = record(
    [
        *_HEAD,
        ("betalte_dage", np.int32),
        ("antal", np.int32),
        ("typer", np.int32),
        ("varsel_dage", np.int32),
        ("efter_betalte_dage", np.int32),
    ]
)
UDEN_AKASSE: Final = record([*_HEAD, ("typer", np.int32), ("forbrug_min", np.int32)])
SAMTALEFORM: Final = record(
    [*_HEAD, ("typer", np.int32), ("former", np.int32), ("ydelser", np.int32), ("maaneder", np.int32)]
)
VARIGHED: Final = record(
    [
        *_HEAD,
        ("tilbudstype", np.int8),
        ("kort_dage", np.int32),
        ("kort_ydelser", np.int32),
        ("kort_visitationer", np.int32),
        ("lang_dage", np.int32),
    ]
)
FOKUS: Final = record(
    [
        *_HEAD,
        ("taeller", np.int8),
        ("ydelser", np.int32),
        ("anciennitet_maaneder", np.int32),
        ("anciennitet_betalte_dage", np.int32),
        ("typer", np.int32),
        ("antal", np.int32),
        ("timer", np.float64),
        ("vindue_maaneder", np.int32),
        ("maal_naevner", np.int32),
        ("maal_taeller", np.int32),
    ]
)
ANDEL: Final = record([("naevner", np.int32), ("taeller", np.int32), ("vindue_maaneder", np.int32)])
TAELLENDE: Final = record(
    [
        ("typer", np.int32),
        ("oevrige", np.int32),
        ("skaeringsdato", np.int32),
        ("oevrige_ydelser", np.int32),
        ("startede", np.int32),
    ]
)
SUSPENSION: Final = record([("fra", np.int32), ("til", np.int32)])

FULDTIDSDAGE: Final = 0
"""The measure slot of paid (person, day)s per kommune and month; the others are dealt out by `compiled`."""


class Rules(NamedTuple):
    """What the compiled code reads: one record array per kind."""

    frist: NDArray[np.void]
    forbrug: NDArray[np.void]
    uden_akasse: NDArray[np.void]
    samtaleform: NDArray[np.void]
    varighed: NDArray[np.void]
    fokus: NDArray[np.void]
    andel: NDArray[np.void]
    samtaletal: NDArray[np.void]
    dage: NDArray[np.void]
    forbrugt_andel: NDArray[np.void]
    medlem_andel: NDArray[np.void]
    taellende: NDArray[np.void]
    suspensioner: NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A catalogue ready to run.

    `slots` counts the measures that persons are added up to; `fokus_slots[rule_id]` and `andel_slots[head]` are the
    (denominator, numerator) slots of an indicator. `akasse_slots` are those added up by a-kasse.
    """

    catalogue: cat.Catalogue
    rule_ids: tuple[str, ...]
    rules: Rules
    slots: int
    fokus_slots: dict[str, tuple[int, int]]
    andel_slots: dict[cat.Head, tuple[int, int]]
    akasse_slots: tuple[int, ...]


def compiled(catalogue: cat.Catalogue) -> Compiled:
    """Translate a catalogue; ValueError when it uses a word that the facts do not have."""
    rule_ids = tuple(sorted({rule.head.rule_id for rule in catalogue.rules}))
    slots = Slots(FULDTIDSDAGE + 1)
    fokus = _fokus_slots(catalogue, slots)
    andele = [r for r in catalogue.rules if isinstance(r, cat.AkasseAndel)]
    andel = {r.head: (slots.next(), slots.next()) for r in andelstabeller.shares(catalogue)}
    heads = {id(r): _head(r.head, i, rule_ids) for i, r in enumerate(catalogue.rules)}

    def table(kinds: Any, dtype: np.dtype[Any], row: Any) -> NDArray[np.void]:
        rows = [heads[id(r)] + row(r) for r in catalogue.rules if isinstance(r, kinds)]
        return np.array(rows, dtype)

    frist_andel = {r.frist_rule: i for i, r in enumerate(andele)}
    rules = Rules(
        frist=table(cat.Frist, FRIST, lambda r: _frist(r, frist_andel)),
        forbrug=table(cat.ForbrugtFrist, FORBRUG, _forbrug),
        uden_akasse=table(cat.UdenAkasse, UDEN_AKASSE, lambda r: (_typer(r.typer), r.forbrug_min)),
        samtaleform=table(cat.Samtaleform, SAMTALEFORM, _samtaleform),
        varighed=table(cat.Varighed, VARIGHED, _varighed),
        fokus=table((cat.FokusSamtaler, cat.FokusTilbud), FOKUS, lambda r: _fokus(r, fokus[r.head.rule_id])),
        andel=np.array([(*andel[r.head], r.vindue_maaneder) for r in andele], ANDEL),
        **andelstabeller.tables(catalogue, andel),
        taellende=np.array([_taellende(catalogue.taellende_tilbud)], TAELLENDE),
        suspensioner=np.array([(to_day(s.fra), to_day(s.til)) for s in catalogue.suspensioner], SUSPENSION),
    )
    of_akasser = tuple(slot for head, pair in andel.items() if head.ansvarlig == "AKASSE" for slot in pair)
    return Compiled(catalogue, rule_ids, rules, slots.count, fokus, andel, of_akasser)


def _fokus_slots(catalogue: cat.Catalogue, slots: Slots) -> dict[str, tuple[int, int]]:
    """(denominator, numerator) per fokusmaal; rules with the same population through time share its slot."""
    populations: dict[str, list[Any]] = {}
    for rule in catalogue.rules:
        if isinstance(rule, cat.FokusSamtaler | cat.FokusTilbud):
            who = (rule.ydelser, rule.anciennitet_maaneder, rule.anciennitet_betalte_dage)
            known = populations.setdefault(rule.head.rule_id, [])
            if not known or known[-1][1] != who:
                known.append((rule.head.gyldig_fra, who))
    return {rule_id: (slots.population(tuple(p)), slots.next()) for rule_id, p in sorted(populations.items())}


def _head(head: cat.Head, version: int, rule_ids: tuple[str, ...]) -> tuple[int, ...]:
    return (
        version,
        rule_ids.index(head.rule_id),
        to_day(head.gyldig_fra),
        to_day(head.gyldig_til),
        codes.code(codes.ANSVARLIGE, head.ansvarlig),
    )


def _ydelser(names: tuple[str, ...]) -> int:
    return codes.mask(codes.YDELSER, names)


def _visitationer(names: tuple[str, ...]) -> int:
    return codes.mask(codes.VISITATIONER, names)


def _typer(names: tuple[str, ...]) -> int:
    return codes.mask(codes.SAMTALETYPER, names)


def _frist(rule: cat.Frist, andele: dict[str, int]) -> tuple[Any, ...]:
    haendelse = codes.code(codes.BORGERSTATUSSER, rule.haendelse) if rule.haendelse else -1
    return (
        _ydelser(rule.ydelser),
        _visitationer(rule.visitationer),
        _ANKRE[rule.anker],
        haendelse,
        rule.haendelse_dage,
        rule.frist_maaneder,
        rule.frist_dage,
        rule.fritagelse,
        rule.undskylder,
        rule.antal,
        rule.varsel_dage,
        *_taeller(rule.taeller),
        andele.get(rule.head.rule_id, -1),
    )


def _taeller(taeller: cat.Samtaler | cat.Tilbud | cat.Borgerstatus) -> tuple[int, ...]:
    """(taeller, typer, aktoerer, efter_anker, efter_maaneder, kind, dage_foer, tilbudstyper)."""
    match taeller:
        case cat.Samtaler():
            months = -1 if taeller.efter_maaneder is None else taeller.efter_maaneder
            aktoerer = codes.mask(codes.AKTOERER, taeller.aktoerer)
            return SAMTALER, _typer(taeller.typer), aktoerer, int(taeller.efter_anker), months, -1, 0, 0
        case cat.Tilbud():
            typer = codes.mask(codes.TILBUDSTYPER, taeller.tilbudstyper)
            return TILBUD, 0, 0, int(taeller.efter_anker), -1, -1, 0, typer
        case cat.Borgerstatus():
            return (
                BORGERSTATUS,
                0,
                0,
                0,
                -1,
                codes.code(codes.BORGERSTATUSSER, taeller.kind),
                taeller.dage_foer,
                0,
            )


def _forbrug(rule: cat.ForbrugtFrist) -> tuple[int, ...]:
    return rule.betalte_dage, rule.antal, _typer(rule.typer), rule.varsel_dage, rule.efter_betalte_dage


def _samtaleform(rule: cat.Samtaleform) -> tuple[int, ...]:
    return _typer(rule.typer), codes.mask(codes.FORMER, rule.former), _ydelser(rule.ydelser), rule.maaneder


def _varighed(rule: cat.Varighed) -> tuple[int, ...]:
    return (
        codes.code(codes.TILBUDSTYPER, rule.tilbudstype),
        rule.kort_dage,
        _ydelser(rule.kort_ydelser),
        _visitationer(rule.kort_visitationer),
        rule.lang_dage,
    )


def _fokus(rule: cat.FokusSamtaler | cat.FokusTilbud, slots: tuple[int, int]) -> tuple[Any, ...]:
    samtaler = isinstance(rule, cat.FokusSamtaler)
    return (
        SAMTALER if samtaler else TILBUD,
        _ydelser(rule.ydelser),
        rule.anciennitet_maaneder,
        rule.anciennitet_betalte_dage,
        _typer(rule.typer) if isinstance(rule, cat.FokusSamtaler) else 0,
        rule.antal if isinstance(rule, cat.FokusSamtaler) else 0,
        rule.timer if isinstance(rule, cat.FokusTilbud) else 0.0,
        rule.vindue_maaneder,
        *slots,
    )


def _taellende(tilbud: cat.TaellendeTilbud) -> tuple[int, ...]:
    return (
        codes.mask(codes.TILBUDSTYPER, tilbud.typer),
        codes.mask(codes.TILBUDSTYPER, tilbud.oevrige),
        to_day(tilbud.skaeringsdato),
        _ydelser(tilbud.oevrige_ydelser),
        codes.mask(codes.TILBUDSTATUSSER, tilbud.startede_statusser),
    )
