"""Tables as editors have them: CSV and Excel files, in and out."""
