"""How events come in: other offices' calendars, proposals, tables; each as a draft or a plan first."""
