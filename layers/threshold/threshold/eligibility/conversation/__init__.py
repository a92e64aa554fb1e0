"""The conversation with a payer: what is asked next, and what all its answers come to."""
