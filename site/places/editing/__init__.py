"""Notices in the admin: the list, the form in three steps, ending one with a button."""
