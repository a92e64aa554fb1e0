"""The decision: what becomes of an intake, from its assessment and its coverage."""
