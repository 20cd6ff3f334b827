"""Facts as a table: out, and in again by way of a dry run."""
