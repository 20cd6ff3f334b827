"""Photos and files: where they lie, what is made of them, and what of them is told."""
