"""Asking and answering: a visitor asks, the information desk answers, the answer is on the visitor's private page."""
