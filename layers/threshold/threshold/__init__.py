"""Threshold: from "I need help" to a seat in a virtual intensive outpatient program."""
