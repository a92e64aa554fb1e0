"""From the queue to a seat that fits: who is next, which seat, held for how long."""
