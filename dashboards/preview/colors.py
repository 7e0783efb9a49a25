"""Colours: Grafana's named colours and schemes, and the tokens of the light and the dark theme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

# Six of a hue, light to dark. Grafana's dark theme uses the first five, its light theme the last five.
HUES: Final = {
    "red": ("#FFA6B0", "#FF7383", "#F2495C", "#E02F44", "#C4162A", "#AD0317"),
    "orange": ("#FFCB7D", "#FFB357", "#FF9830", "#FF780A", "#FA6400", "#E55400"),
    "yellow": ("#FFF899", "#FFEE52", "#FADE2A", "#F2CC0C", "#E0B400", "#CC9D00"),
    "green": ("#C8F2C2", "#96D98D", "#73BF69", "#56A64B", "#37872D", "#19730E"),
    "blue": ("#C0D8FF", "#8AB8FF", "#5794F2", "#3274D9", "#1F60C4", "#1250B0"),
    "purple": ("#DEB6F2", "#CA95E5", "#B877D9", "#A352CC", "#8F3BB8", "#7C2EA3"),
}
SHADES: Final = ("super-light-", "light-", "", "semi-dark-", "dark-")
PALETTE: Final = (
    *("green", "semi-dark-yellow", "light-blue", "semi-dark-orange", "red", "blue", "purple"),
    *("#705DA0", "dark-green", "yellow", "#447EBC", "#C15C17", "#890F02", "#0A437C", "#6D1F62"),
    *("#584477", "#B7DBAB", "#F4D598", "#70DBED", "#F9BA8F", "#F29191", "#82B5D8"),
)
CONTINUOUS: Final = {
    "continuous-GrYlRd": ("green", "yellow", "red"),
    "continuous-RdYlGr": ("red", "yellow", "green"),
    "continuous-BlYlRd": ("dark-blue", "super-light-yellow", "dark-red"),
    "continuous-YlRd": ("super-light-yellow", "dark-red"),
    "continuous-BlPu": ("dark-blue", "dark-purple"),
    "continuous-YlBl": ("super-light-yellow", "dark-blue"),
    "continuous-blues": ("panel", "dark-blue"),
    "continuous-reds": ("panel", "dark-red"),
    "continuous-greens": ("panel", "dark-green"),
    "continuous-purples": ("panel", "dark-purple"),
}
MODES: Final = {"thresholds", "palette-classic", "palette-classic-by-name", "fixed", "shades", *CONTINUOUS}

INK: Final = "#14181d"

_HEX: Final = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$")
_RGB: Final = re.compile(r"rgba?\([\d., %]+\)$")


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours that charts are drawn with; the page's style sheet has the same."""

    name: str
    text: str
    muted: str
    line: str
    panel: str
    page: str

    @property
    def dark(self) -> bool:
        """Whether it is the dark one."""
        return self.name == "dark"


LIGHT: Final = Theme("light", "#1c2530", "#5b6672", "#e3e7ec", "#ffffff", "#f4f6f8")
DARK: Final = Theme("dark", "#e3e7ee", "#98a3b3", "#2b333f", "#181d25", "#0f1318")


def known(color: str) -> bool:
    """Whether a colour's name or value can be shown."""
    return bool(_HEX.match(color) or _RGB.match(color)) or color in _NAMED


def css(color: str, theme: Theme) -> str:
    """A colour for CSS. An unknown one is the text's colour; `known` is what the tests ask."""
    if _HEX.match(color) or _RGB.match(color):
        return color
    tokens = {"text": theme.text, "panel": theme.panel, "transparent": "transparent", "white": "#fff", "black": "#000"}
    if color in tokens:
        return tokens[color]
    hue, shade = _NAMED.get(color, ("", 0))
    return HUES[hue][shade + (not theme.dark)] if hue else theme.text


def series(number: int, theme: Theme) -> str:
    """The classic palette's colour of the series with this number."""
    return css(PALETTE[number % len(PALETTE)], theme)


def continuous(scheme: str, share: float, theme: Theme) -> str:
    """The colour at `share` (0 to 1) of a continuous scheme."""
    stops = [_rgb(css(name, theme)) for name in CONTINUOUS[scheme]]
    at = min(max(share, 0.0), 1.0) * (len(stops) - 1)
    left, right = list(pairwise(stops))[min(int(at), len(stops) - 2)]
    part = at - min(int(at), len(stops) - 2)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(left, right, strict=True))


def readable_on(background: str) -> str:
    """Black or white, whichever has the greater contrast on this colour."""
    if not _HEX.match(background) or len(background) != 7:
        return "inherit"
    light = _luminance(background)
    return INK if (light + 0.05) / (_luminance(INK) + 0.05) >= 1.05 / (light + 0.05) else "#ffffff"


def _luminance(color: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = (part / 255 for part in _rgb(color))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


_NAMED: Final = {
    **dict.fromkeys(("text", "panel", "transparent", "white", "black"), ("", 0)),
    **{shade + hue: (hue, number) for hue in HUES for number, shade in enumerate(SHADES)},
}
