"""From the parsed command line to the function that does it, imported only now."""

import os
from argparse import Namespace
from collections.abc import Iterable


def score(asked: Namespace) -> Iterable[str]:
    """`threshold score PACK FILE`."""
    from threshold.cli.scoring import score

    return score(asked.pack, asked.file)


def packs(_asked: Namespace) -> Iterable[str]:
    """`threshold packs`."""
    from threshold.cli.scoring import packs

    return packs()


def triage(asked: Namespace) -> Iterable[str]:
    """`threshold triage FILE`."""
    from threshold.cli.triage import triage

    return triage(asked.file, asked.program)


def replay(asked: Namespace) -> Iterable[str]:
    """`threshold replay --rules NEW FILE...`."""
    from threshold.cli.replay import replay

    return replay(asked.files, asked.rules, asked.program)


def x12_read(asked: Namespace) -> Iterable[str]:
    """`threshold x12 read FILE`."""
    from threshold.cli.x12_answers import read

    return read(asked.file)


def x12_write(asked: Namespace) -> Iterable[str]:
    """`threshold x12 write FILE`."""
    from threshold.cli.x12_request import write

    return write(asked.file)


def x12_explain(asked: Namespace) -> Iterable[str]:
    """`threshold x12 explain FILE`."""
    from threshold.cli.x12_answers import explain

    return explain(asked.file)


def x12_replay(asked: Namespace) -> Iterable[str]:
    """`threshold x12 replay OLD FILES...`."""
    from threshold.cli.x12_answers import replay

    return replay(asked.old, asked.files, asked.as_of)


def x12_benefits(asked: Namespace) -> Iterable[str]:
    """`threshold x12 benefits FILE`."""
    from threshold.benefits.fields import Care
    from threshold.cli.x12_benefits import benefits

    return benefits(asked.file, Care(asked.care), asked.program)


def fhir_read(asked: Namespace) -> Iterable[str]:
    """`threshold fhir read FILE`."""
    from threshold.cli.fhir import read

    return read(asked.file)


def fhir_write(asked: Namespace) -> Iterable[str]:
    """`threshold fhir write FILE`."""
    from threshold.cli.fhir import write

    return write(asked.file)


def fhir_questionnaire(asked: Namespace) -> Iterable[str]:
    """`threshold fhir questionnaire NAME`."""
    from threshold.cli.fhir import questionnaire

    return questionnaire(asked.name)


def fhir_seat(asked: Namespace) -> Iterable[str]:
    """`threshold fhir seat INTAKE`."""
    from threshold.cli.access import access
    from threshold.cli.fhir import seat

    return seat(access(asked.api_url, asked.outputs, asked.role, os.environ), asked.intake)


def benefits(asked: Namespace) -> Iterable[str]:
    """`threshold benefits INTAKE`."""
    from threshold.cli.access import access
    from threshold.cli.benefits import benefits

    reached = access(asked.api_url, asked.outputs, asked.role, os.environ)
    return benefits(reached, asked.intake, as_json=asked.json)


def audit(asked: Namespace) -> Iterable[str]:
    """`threshold audit INTAKE`."""
    from threshold.cli.access import access
    from threshold.cli.audit import audit

    reached = access(asked.api_url, asked.outputs, asked.role, os.environ, "auditor")
    return audit(reached, asked.intake, as_json=asked.json)


def worklist(asked: Namespace) -> Iterable[str]:
    """`threshold worklist NAME`."""
    from threshold.cli.access import access
    from threshold.cli.worklist import worklist

    reached = access(asked.api_url, asked.outputs, asked.role, os.environ)
    return worklist(reached, asked.name, asked.limit, as_json=asked.json)


def roster_check(asked: Namespace) -> Iterable[str]:
    """`threshold roster check FILES...`."""
    from threshold.cli.roster import check

    return check(asked.files, asked.program, asked.most_in_group)


def roster_import(asked: Namespace) -> Iterable[str]:
    """`threshold roster import FILES...`."""
    from threshold.cli.access import access
    from threshold.cli.roster import put

    reached = access(asked.api_url, asked.outputs, asked.role, os.environ)
    return put(reached, asked.files, dry_run=asked.dry_run, close_missing=asked.close_missing)


def roster_show(asked: Namespace) -> Iterable[str]:
    """`threshold roster show`."""
    from threshold.cli.access import access
    from threshold.cli.roster import show

    reached = access(asked.api_url, asked.outputs, asked.role, os.environ)
    return show(reached, asked.format, asked.part, asked.zone)
