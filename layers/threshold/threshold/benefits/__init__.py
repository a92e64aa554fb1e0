"""Verification of benefits: what is known of a plan and from whom, what to ask, what it costs."""
