"""The desk in the admin: the list of questions, one question, and what may be done with it."""
