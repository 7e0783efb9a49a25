"""The map of tiles: every kommune once, and neighbours near one another."""

from __future__ import annotations

from collections import Counter

from dashboards.panels.tiles import Tile, tiles
from schemas.regions import kommuner

PLACES = {tile.kode: tile for tile in tiles()}
NEIGHBOURS = (
    *((101, 147), (751, 746), (851, 840), (461, 420), (265, 350), (621, 607), (219, 210), (657, 756), (813, 860)),
    *((370, 390), (779, 791), (630, 766), (580, 540), (410, 430), (376, 360), (101, 185), (561, 573), (787, 773)),
)


def apart(a: Tile, b: Tile) -> int:
    return max(abs(a.row - b.row), abs(a.column - b.column))


def test_every_kommune_has_one_tile_and_no_two_share_a_place_or_a_name() -> None:
    assert sorted(tile.kode for tile in tiles()) == sorted(kommuner())
    assert len({(tile.row, tile.column) for tile in tiles()}) == 98
    assert len({tile.kort for tile in tiles()}) == 98
    assert all(2 <= len(tile.kort) <= 4 for tile in tiles())


def test_neighbours_are_near() -> None:
    assert [(a, b) for a, b in NEIGHBOURS if apart(PLACES[a], PLACES[b]) > 2] == []


def test_a_region_hangs_together_but_for_its_islands() -> None:
    for region in {each.region for each in kommuner().values()}:
        here = [PLACES[kode] for kode, each in kommuner().items() if each.region == region]
        alone = [t.kode for t in here if not any(t is not other and apart(t, other) == 1 for other in here)]
        assert alone in ([], [400]), region  # Bornholm is far from the rest of its region


def test_the_map_lies_as_denmark_does() -> None:
    north = {kode for kode, each in kommuner().items() if each.region == "Nordjylland"}
    assert max(PLACES[kode].row for kode in north) <= 2
    assert PLACES[400].column == max(tile.column for tile in tiles())
    assert PLACES[360].row > PLACES[217].row
    assert Counter(PLACES[kode].column < 8 for kode in (561, 751, 461)) == {True: 3}
