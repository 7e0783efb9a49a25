"""One block of persons, from their lives to their facts: the order in which chance is drawn is told here.

A `Block` keeps beside its facts the lives that they tell of, for whoever compares the simulation with what is
published: why a spell ended, or that a gap is a sanction, is no field of any fact.
"""

from __future__ import annotations

from dataclasses import dataclass

from streams.simulation import arbejde, moeder, samtaler, sanktioner, statusser, tilbud, ydelser
from streams.simulation.columns import Cols, FactBatch
from streams.simulation.people import People, World, generator, people
from streams.simulation.registrering import finished


@dataclass(frozen=True)
class Block:
    """Persons, their sanctions (person, spell, start, dage, antal, slags) and facts, one batch for each type."""

    people: People
    sanktioner: Cols
    batches: tuple[FactBatch, ...]


def block(country: World, number: int, persons: int) -> Block:
    """Block `number` of a country in which only persons below `persons` are told of."""
    folk = people(country, number)
    rng = generator(country.seed, "fakta", number)
    paid = ydelser.paid_months(country, folk, rng)
    cuts = sanktioner.decided(country, folk, rng)
    drafts = {
        "ydelse": ydelser.facts(country, folk, sanktioner.paid_out(paid, cuts), rng),
        "samtale": moeder.facts(country, folk, samtaler.planned(country, folk, paid, rng), rng),
        "tilbud": tilbud.facts(country, folk, tilbud.planned(country, folk, rng), rng),
        "borgerstatus": statusser.facts(country, folk, rng),
        "beskaeftigelse": arbejde.facts(country, folk, paid, rng),
    }
    batches = tuple(finished(country, folk, kind, draft, persons, rng) for kind, draft in drafts.items())
    return Block(folk, cuts, batches)
