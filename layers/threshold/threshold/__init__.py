"""Threshold: from "I need help" to a seat in a virtual intensive outpatient program."""

__version__ = "0.1.0"
