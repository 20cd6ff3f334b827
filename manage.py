#!/usr/bin/env python
"""Run a Django command with site/ on the path."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    # A migration or a nightly run may take its time, a page may not.
    os.environ.setdefault("DATABASE_PATIENCE_S", "3600")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
