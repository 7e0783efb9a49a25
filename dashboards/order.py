"""The order in which an operator meets the pages: the navigation's, and that of everything that lists them."""

from typing import Final

ORDER: Final = tuple(
    f"fokusvagt-{name}"
    for name in (
        *("overblik", "kommune", "sammenligning", "afgang", "akasse", "tilsyn", "revision", "taelleri"),
        *("regler", "skygge", "datakvalitet", "drift"),
    )
)
