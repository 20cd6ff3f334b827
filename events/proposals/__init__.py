"""Events that anybody may propose: the public form, and what editors do with what comes in."""
