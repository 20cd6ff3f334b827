"""Going out to foreign addresses without being led into our own network."""
