"""The desk's month: how many asked what, how fast they were answered, and what the pages still do not say."""
