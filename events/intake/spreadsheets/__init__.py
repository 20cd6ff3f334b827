"""Events as a table that editors fill in: out, and back in with a dry run first."""
