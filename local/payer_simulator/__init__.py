"""Our own insurer: answers 270s over the transports that payers mandate, with all that hurts.

It shares no code with the package it tests: where the two disagree, one of them is wrong.
"""
