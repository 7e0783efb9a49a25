"""What a rule is: plain, dated data, grouped by *kind*.

The engine knows these kinds and never a rule id; ids, figures, dates and citations come from the catalogue's
files through `streams.rules`. All dates are `datetime.date`, both ends of a validity inclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from streams.core import codes

Anchor = Literal["start", "haendelse", "tilbud_slut", "start_og_tilbud_slut"]
Regime = Literal["gaeldende", "anbefalet", "tilsyn"]
REGIMER: Final[tuple[Regime, ...]] = ("gaeldende", "tilsyn")
"""What is computed unless an installation says otherwise: the law, and what revisions compare on."""
Ansvarlig = Literal["KOMMUNE", "AKASSE"]


@dataclass(frozen=True, slots=True)
class Head:
    """What every rule version has: identity, validity (by anchor or measuring date) and who answers for it."""

    rule_id: str
    version: str
    regime: Regime
    gyldig_fra: date
    gyldig_til: date | None
    ansvarlig: Ansvarlig


@dataclass(frozen=True, slots=True)
class Samtaler:
    """k-th samtale: AFHOLDT, of these types and aktoerer, inside the forloeb.

    `efter_anker`: dato >= A is required. `efter_maaneder`: dato > add_months(start, n) is required.
    """

    typer: tuple[str, ...]
    aktoerer: tuple[str, ...]
    efter_anker: bool = False
    efter_maaneder: int | None = None


@dataclass(frozen=True, slots=True)
class Tilbud:
    """k-th started counting tilbud inside the forloeb: startdato >= start, and > A where `efter_anker` and A is an end.

    `tilbudstyper`, when there are any, are those that count in this rule, for every ydelse.
    """

    efter_anker: bool = False
    tilbudstyper: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Borgerstatus:
    """k-th borgerstatus of `kind` with dato >= A - dage_foer (and <= slut when the forloeb is ended)."""

    kind: str
    dage_foer: int = 0


@dataclass(frozen=True, slots=True)
class Frist:
    """Kind `frist` (deadlines of a kontaktforloeb).

    A: `anker` = start | haendelse (latest borgerstatus `haendelse` with dato within +-`haendelse_dage` of start, else
    start) | tilbud_slut (slut of each merged, closed interval of started counting tilbud) | start_og_tilbud_slut (both;
    should they be one day, it is the end).
    D: add_months(A, frist_maaneder) + frist_dage, without suspended days, then moved out of FRITAGELSE intervals when
    `fritagelse`. When
    `undskylder` there is no instance whose D lies in a FRITAGELSE interval, one without an end included.
    """

    head: Head
    ydelser: tuple[str, ...]
    visitationer: tuple[str, ...]
    anker: Anchor
    haendelse: str | None
    haendelse_dage: int
    frist_maaneder: int
    frist_dage: int
    fritagelse: bool
    antal: int
    taeller: Samtaler | Tilbud | Borgerstatus
    varsel_dage: int
    undskylder: bool = False


@dataclass(frozen=True, slots=True)
class ForbrugtFrist:
    """Kind `forbrugt_frist`: D = the N-th paid day (`betalte_dage`) of a dagpengeperiode, k samtaler of `typer`.

    Where `efter_betalte_dage` is not 0, a samtale counts only after the day that many paid days are reached.
    """

    head: Head
    betalte_dage: int
    antal: int
    typer: tuple[str, ...]
    varsel_dage: int
    efter_betalte_dage: int = 0


@dataclass(frozen=True, slots=True)
class UdenAkasse:
    """Kind `uden_akasse`: a samtale of `typer` AFHOLDT with consumed >= forbrug_min, a-kasse absent, not declined."""

    head: Head
    typer: tuple[str, ...]
    forbrug_min: int


@dataclass(frozen=True, slots=True)
class Samtaleform:
    """Kind `samtaleform`: a qualifying samtale of these `former` with dato < add_months(start, maaneder)."""

    head: Head
    typer: tuple[str, ...]
    former: tuple[str, ...]
    ydelser: tuple[str, ...]
    maaneder: int


@dataclass(frozen=True, slots=True)
class Varighed:
    """Kind `varighed`: a started tilbud of `tilbudstype` lasts longer than allowed.

    `kort_dage` when the person has, at startdato, a kontaktforloeb of `kort_ydelser` or with visitation
    `kort_visitationer`; else `lang_dage`; no kontaktforloeb at startdato: no instance.
    """

    head: Head
    tilbudstype: str
    kort_dage: int
    kort_ydelser: tuple[str, ...]
    kort_visitationer: tuple[str, ...]
    lang_dage: int


@dataclass(frozen=True, slots=True)
class FokusSamtaler:
    """Kind `fokus_samtaler`: fails with fewer than `antal` qualifying samtaler in `vindue_maaneder` before M.

    In breach when avg12 >= maal (with the 1e-9 tolerance).
    """

    head: Head
    ydelser: tuple[str, ...]
    anciennitet_maaneder: int
    anciennitet_betalte_dage: int
    typer: tuple[str, ...]
    antal: int
    vindue_maaneder: int
    maal: float


@dataclass(frozen=True, slots=True)
class FokusTilbud:
    """Kind `fokus_tilbud`: fails with no started counting tilbud and too few ordinary hours in the window."""

    head: Head
    ydelser: tuple[str, ...]
    anciennitet_maaneder: int
    anciennitet_betalte_dage: int
    timer: float
    vindue_maaneder: int
    maal: float


@dataclass(frozen=True, slots=True)
class Forsoergelse:
    """Kind `forsoergelse` (kommune): fuldtidspersoner / befolkning; in breach when avg12 > forventet_andel."""

    head: Head


@dataclass(frozen=True, slots=True)
class SkaerpetTilsyn:
    """Kind `skaerpet_tilsyn` (kommune): `resultatmaal` in breach, and at least `mindst` of `fokusmaal` in breach."""

    head: Head
    resultatmaal: str
    fokusmaal: tuple[str, ...]
    mindst: int


@dataclass(frozen=True, slots=True)
class AkasseAndel:
    """Kind `akasse_andel`: share of `frist_rule` instances met in time, D in the window; in breach when < maal."""

    head: Head
    frist_rule: str
    vindue_maaneder: int
    maal: float


@dataclass(frozen=True, slots=True)
class Samtalevalg:
    """Which samtaler are meant; what is left out is everything. `fravalgte`: also where the a-kasse was declined."""

    typer: tuple[str, ...] = codes.SAMTALETYPER
    statusser: tuple[str, ...] = codes.SAMTALESTATUSSER
    deltog: tuple[str, ...] = codes.DELTAGELSER
    fravalgte: bool = True


@dataclass(frozen=True, slots=True)
class SamtaleAndel:
    """Kind `samtale_andel`: of the `samtaler` with dato in the window, those that are `heraf` too.

    Counted where the fact itself says: its kommune, or its a-kasse where the a-kasse answers for the rule. Without
    target, like every kind below.
    """

    head: Head
    samtaler: Samtalevalg
    heraf: Samtalevalg
    vindue_maaneder: int


@dataclass(frozen=True, slots=True)
class SamtalerPrFuldtid:
    """Kind `samtaler_pr_fuldtid` (kommune): `samtaler` in the window per fuldtidsperson paid on `ydelser` in it."""

    head: Head
    samtaler: Samtalevalg
    ydelser: tuple[str, ...]
    vindue_maaneder: int


@dataclass(frozen=True, slots=True)
class AktiveDage:
    """Kind `aktive_dage` (kommune): of the month's (person, day)s paid on `ydelser`, those with a counting tilbud."""

    head: Head
    ydelser: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForbrugtAndel:
    """Kind `forbrugt_andel` (kommune at X): dagpengeperioder whose `betalte_dage`-th paid day X lies in the window.

    Numerator: those with a samtale of `typer` AFHOLDT from paid day number `fra_betalte_dage` to X.
    """

    head: Head
    betalte_dage: int
    fra_betalte_dage: int
    typer: tuple[str, ...]
    vindue_maaneder: int


@dataclass(frozen=True, slots=True)
class MedlemAndel:
    """Kind `medlem_andel` (kommune at M): members at M of a ydelsesforloeb of `ydelser` with enough paid days on them.

    At least `betalte_dage` distinct days in `betalt_maaneder`. Numerator: those with at least `timer` ordinary hours in
    the months whose last day lies in the window.
    """

    head: Head
    ydelser: tuple[str, ...]
    betalte_dage: int
    betalt_maaneder: int
    timer: float
    vindue_maaneder: int


@dataclass(frozen=True, slots=True)
class TaellendeTilbud:
    """Which started tilbud count: some types always, others up to a date or for some ydelser.

    `typer` always count; `oevrige` when startdato < skaeringsdato or the forloeb's ydelse is in `oevrige_ydelser`.
    """

    typer: tuple[str, ...]
    oevrige: tuple[str, ...]
    skaeringsdato: date
    oevrige_ydelser: tuple[str, ...]
    startede_statusser: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days from `fra` to `til`, both included, that do not count towards a deadline of kind `frist`."""

    fra: date
    til: date


Rule = (
    Frist
    | ForbrugtFrist
    | UdenAkasse
    | Samtaleform
    | Varighed
    | FokusSamtaler
    | FokusTilbud
    | Forsoergelse
    | SkaerpetTilsyn
    | AkasseAndel
    | SamtaleAndel
    | SamtalerPrFuldtid
    | AktiveDage
    | ForbrugtAndel
    | MedlemAndel
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All rule versions of the regimes that are switched on, ordered by (rule_id, gyldig_fra).

    `suspensioner` are those that are chosen, in order of time; they do not overlap.
    """

    rules: tuple[Rule, ...]
    taellende_tilbud: TaellendeTilbud
    suspensioner: tuple[Suspension, ...] = ()
