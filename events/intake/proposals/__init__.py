"""Events that anybody may propose: the public form, its limits and what is kept of a picture."""
