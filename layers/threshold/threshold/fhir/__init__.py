"""FHIR R4 at the edge: instruments, answers and scores as other systems exchange them.

Plain JSON objects in and out. This is how Threshold speaks to others, not how it thinks: nothing
in the rules knows of it.
"""
