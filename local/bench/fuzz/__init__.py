"""Answers of payers, damaged on purpose: what the reader must never make of them."""
