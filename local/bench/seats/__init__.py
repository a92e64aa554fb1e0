"""How well and how fast people are placed, beside a solver that may take its time."""
