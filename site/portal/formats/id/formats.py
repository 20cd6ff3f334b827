"""Indonesian, where it differs from what Django ships."""

TIME_FORMAT = "H.i"
FIRST_DAY_OF_WEEK = 1
