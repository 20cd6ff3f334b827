"""The accent colour of an embed: chosen by a partner, made legible by us. Pure, without Django."""

import re
from dataclasses import dataclass

# WCAG 2.2 AA, text of any size.
LEAST_CONTRAST = 4.5
LIGHT_GROUND, DARK_GROUND = "#ffffff", "#18221e"
# The site's own colours, each with the shade for dark ground that the design gives it.
NAMED = {
    "sogan": ("#8a3f12", "#eeb381"),
    "forest": ("#1c5740", "#8fd0ae"),
    "sea": ("#075a7a", "#86c8e4"),
    "teak": ("#74491f", "#d9b48a"),
    "ink": ("#14211b", "#eef2ea"),
}
USUAL = "sogan"
STEPS = 64


@dataclass(frozen=True)
class Accent:
    """What was asked for, and what is shown on white and on dark ground, as ``#rrggbb``."""

    asked: str
    light: str
    dark: str
    name: str = ""

    @classmethod
    def of(cls, text):
        """The accent of a name or of six hexadecimal digits, with or without #; None for anything else."""
        if text in NAMED:
            light, dark = NAMED[text]
            return cls(light, light, dark, text)
        match = re.fullmatch(r"#?([0-9a-fA-F]{6})", text, re.ASCII)
        if not match:
            return None
        asked = f"#{match[1].lower()}"
        for name, (light, dark) in NAMED.items():
            if asked == light:
                return cls(asked, light, dark, name)
        return cls(asked, legible(asked, LIGHT_GROUND), legible(asked, DARK_GROUND))

    @property
    def code(self):
        """What an address calls it: its name, else its six digits."""
        return self.name or self.asked[1:]

    @property
    def asked_contrast(self):
        """Contrast of the colour asked for with white."""
        return contrast(self.asked, LIGHT_GROUND)

    @property
    def is_repaired(self):
        return self.light != self.asked

    @property
    def on_light(self):
        """The colour of text on a ground of this accent, where all around is white."""
        return LIGHT_GROUND

    @property
    def on_dark(self):
        return DARK_GROUND

    @property
    def stylesheet(self):
        """CSS that puts the accent into our frames, by the same selectors as static/embed/embed.css."""
        light = f"--we-accent:{self.light};--we-on-accent:{self.on_light};--we-link:{self.light}"
        dark = f"--we-accent:{self.dark};--we-on-accent:{self.on_dark};--we-link:{self.dark}"
        return (
            f".we{{{light}}}\n"
            f'@media (prefers-color-scheme:dark){{.we:not([data-theme="light"]){{{dark}}}}}\n'
            f'.we[data-theme="dark"]{{{dark}}}\n'
        )


def legible(colour, ground):
    """`colour` itself where it is legible on `ground`, else the nearest shade towards black or white that is."""
    end = "#000000" if luminance(ground) > 0.5 else "#ffffff"
    shades = (mix(colour, end, step / STEPS) for step in range(STEPS + 1))
    return next(shade for shade in shades if contrast(shade, ground) >= LEAST_CONTRAST)


def mix(colour, other, share):
    """`colour` with a share (0 to 1) of `other`, in sRGB."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def contrast(one, other):
    """Contrast of two colours by WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    """Relative luminance by WCAG 2.2, 0 to 1."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour):
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
