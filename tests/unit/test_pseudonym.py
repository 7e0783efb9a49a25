"""CPR numbers become pseudonyms, or are masked; nothing else is."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.adapters.pseudonym import Key, MissingKey, Pseudonyms, UnusableKeys, keyring, mask_bytes, mask_text

cpr = st.from_regex(r"\A(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{2}-?[0-9]{4}\Z")


def test_the_pseudonym_is_the_contracts_hmac() -> None:
    expected = hmac.new(b"hemmelig", b"0101901234", hashlib.sha256).digest()[:16].hex()
    assert Pseudonyms("hemmelig").of("0101901234") == expected
    assert Pseudonyms(b"hemmelig").of("010190-1234") == expected


@pytest.mark.parametrize("text", ["", "010190", "010190 1234", "0101-901234", "01019012345", "０１０１９０1234"])
def test_what_is_no_cpr_number_has_no_pseudonym(text: str) -> None:
    assert Pseudonyms("hemmelig").of(text) is None


@pytest.mark.parametrize("key", [None, "", b""])
def test_without_a_key_the_error_says_which_setting(key: str | bytes | None) -> None:
    with pytest.raises(MissingKey, match="FOKUSVAGT_PSEUDONYM_KEY"):
        Pseudonyms(key).of("0101901234")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('{"person_id":"0101901234"}', '{"person_id":"**********"}'),
        ('{"person_id":"010190-1234"}', '{"person_id":"******-****"}'),
        ('{"person_id":"9999999999"}', '{"person_id":"**********"}'),
        ('{"fact_id":"x0101901234y"}', '{"fact_id":"x**********y"}'),
        ('{"cpr":101901234,"x":1}', '{"cpr":*********,"x":1}'),
        ('{"sammenlagt_med_cpr":101901234}', '{"sammenlagt_med_cpr":*********}'),
        ('{"cpr" : "01 01 90", "x":1}', '{"cpr" : "** ** **", "x":1}'),
        (r'{"person_id":"\u0030101901234"}', '{"person_id":"**********"}'),
        ("123456789012345", "***************"),
    ],
)
def test_cpr_digits_are_masked(text: str, masked: str) -> None:
    assert mask_text(text.encode()).decode() == masked


@pytest.mark.parametrize(
    "text",
    [
        '{"person_id":"p0000012345","registered_at":"2024-02-03T09:00:00.123456Z"}',
        '{"person_id":"0123456789abcdef0101901234abcdef"}',
        '{"fact_id":"123456789","kommune":101,"version":17}',
    ],
)
def test_pseudonyms_and_times_are_left_alone(text: str) -> None:
    assert mask_text(text.encode()).decode() == text


@given(st.text(max_size=30), cpr, st.text(max_size=30))
def test_no_text_keeps_a_cpr_number_that_stands_in_it(before: str, number: str, after: str) -> None:
    assert number not in mask_text(f"{before}{number}{after}".encode()).decode()


@given(st.binary(max_size=30), cpr, st.binary(max_size=30))
def test_no_bytes_keep_a_cpr_number_that_stands_in_them(before: bytes, number: str, after: bytes) -> None:
    data = before + number.encode() + after
    assert number.encode() not in mask_bytes(data)
    assert len(mask_bytes(data)) == len(data)


def test_the_first_key_is_in_use_and_the_others_were() -> None:
    both = Pseudonyms("k2:ny\nk1:gammel\n")
    new, old = Pseudonyms("ny").of("0101901234"), Pseudonyms("gammel").of("0101901234")
    assert both.of("010190-1234") == new
    assert new is not None
    assert both.carried_over(new) == (old,)


def test_who_was_met_is_carried_over_once_and_nobody_else() -> None:
    both, stranger = Pseudonyms("k2:ny\nk1:gammel"), Pseudonyms("ny").of("0202901234")
    found = both.of("0101901234")
    assert found is not None
    assert stranger is not None
    assert both.carried_over(stranger) == ()
    assert len(both.carried_over(found)) == 1
    assert both.of("0101901234") == found
    assert both.carried_over(found) == ()


def test_with_one_key_nobody_is_carried_over() -> None:
    alone = Pseudonyms("k1:gammel")
    assert alone.of("0101901234") == Pseudonyms("gammel").of("0101901234")
    assert not alone.retired
    assert alone.carried_over(alone.of("0101901234") or "") == ()


def test_a_key_without_an_id_is_the_whole_line() -> None:
    assert keyring("en: nøgle") == (Key("", "en: nøgle".encode()),)
    assert [key.key_id for key in keyring("k2:ny\ngammel")] == ["k2", ""]


@pytest.mark.parametrize("text", ["k1:a\nk1:b", "a\nb", "k1:a\nk2:a", "k1:a\na"])
def test_keys_that_cannot_be_told_apart_are_refused_without_telling_them(text: str) -> None:
    with pytest.raises(UnusableKeys, match="names a key twice") as error:
        Pseudonyms(text)
    assert ":a" not in str(error.value)
