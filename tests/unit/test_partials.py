"""Partial measures: what is packed for a place is what is added up for it."""

from __future__ import annotations

import numpy as np

from schemas.regions import akasser, kommuner
from streams.adapters.partials import add_up, all_places, payloads
from streams.core import axes
from streams.core.partition import Partition
from tests.support.core import law


def test_each_place_gets_its_own_slots_and_presumed_days() -> None:
    compiled, here = law(), axes.places(list(kommuner()), list(akasser()))
    partition, draw = Partition(compiled, here), np.random.default_rng(1)
    sums = partition.sums.reshape(compiled.slots, partition.wide, axes.COLUMNS)
    sums[:, :, 400:440] = draw.integers(-3, 4, (compiled.slots, partition.wide, 40))
    presumed, of_akasse = draw.integers(0, 2, partition.wide), np.arange(compiled.slots) == 1
    places = [place for place in all_places(here) if place.place in (0, 3, 21)]
    for place, payload in zip(places, payloads(partition, places, presumed, of_akasse), strict=True):
        slots, days = add_up([payload, payload], compiled.slots)
        mine = of_akasse if place.scope == "AKASSE" else ~of_akasse
        assert (slots == 2 * np.where(mine[:, None], sums[:, place.place], 0)).all()
        assert days == (0 if place.scope == "AKASSE" else 2 * presumed[place.place])
