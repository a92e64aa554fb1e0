"""Eligibility: what a payer is asked (X12 270) and what it answers (X12 271, 999, TA1).

`write_270` writes a request, `reader.read` reads an answer to coverage, `answer_json.as_json` and
`card.explain` print it. Everything here is a pure function on frozen dataclasses.
"""
