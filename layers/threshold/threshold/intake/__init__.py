"""The intake: what a person sent, where it stands, and every event that brought it there."""
