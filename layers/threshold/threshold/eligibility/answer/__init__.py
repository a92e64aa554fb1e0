"""A payer's answer: the coverage it states, or why it states none."""
