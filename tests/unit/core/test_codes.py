"""Vocabularies: comparing codes is comparing names."""

from __future__ import annotations

import pytest

from streams.core import codes

VOCABULARIES = [
    *(codes.YDELSER, codes.VISITATIONER, codes.SAMTALETYPER, codes.FORMER, codes.SAMTALESTATUSSER, codes.AKTOERER),
    *(codes.DELTAGELSER, codes.TILBUDSTYPER, codes.TILBUDSTATUSSER, codes.BORGERSTATUSSER, codes.BESKAEFTIGELSER),
]


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda words: words[0])
def test_codes_are_in_alphabetical_order(vocabulary: tuple[str, ...]) -> None:
    assert [codes.code(vocabulary, word) for word in sorted(vocabulary)] == list(range(len(vocabulary)))


def test_an_unknown_word_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="'MAASKE' is not one of JA, NEJ, UKENDT"):
        codes.code(codes.DELTAGELSER, "MAASKE")


def test_a_mask_has_a_bit_for_each_word_once() -> None:
    assert codes.mask(codes.DELTAGELSER, ("UKENDT", "JA", "JA")) == 0b101
    assert codes.mask(codes.DELTAGELSER, ()) == 0
