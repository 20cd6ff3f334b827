"""Moving the whole database between SQLite and PostgreSQL (`manage.py move_database`)."""
