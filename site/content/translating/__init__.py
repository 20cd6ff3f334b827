"""One truth in three languages: what a page shares with its translations, and what a human translated."""
