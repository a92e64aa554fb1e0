"""From accepted to a seat: who waits, the rounds in which seats are offered, and the answers."""
