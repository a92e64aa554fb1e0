"""`make bench`: what the system costs to start, to run and to keep, held against its limits."""
