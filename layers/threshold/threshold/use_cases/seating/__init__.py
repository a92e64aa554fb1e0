"""From accepted to a seat that was taken."""
