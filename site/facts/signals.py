"""Told whenever facts were added, changed or deleted."""

from django.dispatch import Signal

# `keys`: the translation keys of the pages that they tell of.
facts_changed = Signal()
