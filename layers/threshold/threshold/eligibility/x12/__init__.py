"""X12 as such: separators, segments, envelopes, acknowledgements; nothing about coverage."""
