"""What the event that opens an intake says of it, so that measures need to read nothing else."""

LANGUAGE = "language"
"""What the person speaks: a BCP 47 tag."""
STATE = "state"
"""Where they are: two letters."""
PAID_BY = "paid_by"
"""The id of a payer of the program, or else how the person wishes to pay."""
