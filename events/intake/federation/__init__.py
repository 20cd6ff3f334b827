"""Other offices' calendars: read, compared with what is here, brought in."""
