"""What staff see, and which role sees what."""
