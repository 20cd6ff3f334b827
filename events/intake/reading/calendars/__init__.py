"""Calendars (iCalendar files), read."""
