"""Events for programs elsewhere, in the formats of `formats.FORMATS`."""
