"""The page on the desk's tablet where visits and calls are noted with three taps."""
