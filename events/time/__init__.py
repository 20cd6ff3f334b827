"""Days and rules of dates, civil and Javanese: reckoned without a database."""
