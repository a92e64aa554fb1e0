"""The command line: every subcommand, its arguments and what --help says of them."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from threshold import __version__
from threshold.benefits.fields import Care
from threshold.cli import commands
from threshold.cli.access import DEFAULT_ROLE
from threshold.intake.life_cycle import Worklist
from threshold.program.roster_parts import Part
from threshold.program.roster_rules import MOST_IN_GROUP

Command = Callable[[Namespace], Iterable[str]]

_ENDING = """\
Exit status: 0 done; 1 no answer (network, sign-in, output); 2 unusable input, which stderr names
by field and rule, one fault a line, and never by its value."""

_SCORE = """\
Score one instrument.

FILE is {"answers": [...] in form order, or {item: ...}, "context": {"sex": ...}}; context may be
left out. An answer is the option's score as printed on the form, "yes" or "no" as the person said
it, "declined", or null for unanswered. Total and band are null unless the status is COMPLETE."""

_TRIAGE = """\
Recommend a level of care for a submission, with every rule that fired.

FILE is a submission as POST /intakes takes it. What is missing is listed as incomplete and left
to a human; fields that triage does not rest on are not looked at. Without --program, clinicians
count as licensed in every state, and days are those of the person's time zone, else of UTC."""

_REPLAY = """\
Say which submissions would come out otherwise under another configuration.

Each FILE is a submission as for triage. Prints a line of JSON for each that would change, with the
outcome before and after, then a line that counts them. Without --program, "before" is the published
rules with clinicians licensed in every state."""

_READ = """\
Read what a payer sent: 271, 999 or TA1, any number of them, in any state.

Prints one JSON object a line, one for each transaction. A file that is not X12 gives one of kind
"unreadable", which is an answer and not a failure; so does a question (270)."""

_WRITE = """\
Write an eligibility request as a 005010X279A1 270.

FILE is JSON:
  {"payer": {"name", "id", "id_qualifier"?}, "provider": {"name", "npi"},
   "subscriber": {"last_name", "first_name", "member_id"?, "birth_date"?, "sex"?: "F" or "M"},
   "dependent"?: {"last_name", "first_name", "birth_date", "member_id"?, "sex"?,
                  "relationship": "spouse", "child" or "other"},
   "service_types"?: ["30"], "service_date"?: "YYYY-MM-DD",
   "trace_id", "originator_id", "control_number": 1, "usage"?: "T" or "P",
   "sender": {"id", "qualifier"?}, "receiver": {"id", "qualifier"?},
   "created_at": "2026-01-05T12:00:00+00:00"}
Prints the 270 and nothing else, on one line; on a terminal, a segment a line."""

_EXPLAIN = """\
Explain what a payer sent to a person: the coverage card, each line with the segments it rests on.

A file that is not X12 is explained as that; a question (270) as the question it is."""

_X12_REPLAY = """\
Read stored answers again and print what would differ from an earlier reading.

OLD is the earlier output of `threshold x12 read` for the FILES, one after the other. Prints one
JSON object a line for each field that differs: which answer, the field's JSON pointer, old and new
value. Exit status 0 if nothing differs, 1 if something does."""

_X12_BENEFITS = """\
Make a verification of benefits of what a payer sent.

Prints for each 271 the sheet (each value with its segments), the call script of only what is not
known, possible parity questions, and what an estimate would need or would have to assume. With
--program it estimates an episode at that program's rates, begun a week from now."""

_FHIR_READ = """\
Read a FHIR R4 Bundle as POST /intakes does, and print the submission that it tells of."""

_FHIR_WRITE = """\
Write a submission as a FHIR R4 Bundle that POST /intakes takes.

FILE is a submission as POST /intakes takes it as JSON. The answers count as given now."""

_FHIR_QUESTIONNAIRE = """\
Print a FHIR R4 Questionnaire.

NAME is an instrument, such as phq-9, or intake: what an intake has beside FHIR's own resources."""

_FHIR_SEAT = """\
Print the way to a seat of one intake as a FHIR R4 Bundle, as a record system reads it.

INTAKE is its id. THRESHOLD_TOKEN and THRESHOLD_API_URL are as for `threshold worklist`."""

_BENEFITS = """\
Show the verification of benefits of one intake.

INTAKE is its id. Prints the sheet with the source of each value, the call script of only what is
not known, the estimates with all they assume, and the good-faith estimate where one is due.
THRESHOLD_TOKEN and THRESHOLD_API_URL are as for `threshold worklist`."""

_AUDIT = """\
Verify the trail of one intake, and show who opened, changed and disclosed what.

INTAKE is its id. Exit status 0 means that every event is as it was written, 1 that the trail is
broken, at the event that is named, or that there was no answer. It takes an auditor or supervisor.
THRESHOLD_TOKEN and THRESHOLD_API_URL are as for `threshold worklist`."""

_PART = f"for csv, one of {', '.join(Part)}"
_CARE = f"one of {', '.join(Care)}"
_WORKLIST = f"""\
Show who waits on a worklist, the most urgent first.

NAME is one of {", ".join(Worklist)}.
THRESHOLD_TOKEN holds a Cognito ID token, THRESHOLD_API_URL the address of the API. Without
them, signs in to the local cloud that `make run` brought up."""


_ROSTER_CHECK = """\
Check a roster without asking a deployment.

FILES are YAML, or tables (CSV) of groups, clinicians, appointments and compacts, as
docs/scheduling-roster.md describes them, together all there is: whom a group names has to be in
them. Prints how many entries there are."""

_ROSTER_IMPORT = """\
Put a roster over that of a deployment, and print what changes as JSON.

FILES are as for `threshold roster check`, and may name what the deployment has already. What they
do not name stays as it is. Importing twice changes nothing. It takes admissions or a supervisor.
THRESHOLD_TOKEN and THRESHOLD_API_URL are as for `threshold worklist`."""

_ROSTER_SHOW = """\
Print the roster of a deployment, as a file that can be imported again.

Times of appointments have the offset of --zone. A table is of one part: --part says which.
THRESHOLD_TOKEN and THRESHOLD_API_URL are as for `threshold worklist`."""


def parser() -> ArgumentParser:
    """The parser. What it parses has `run`, the function in `commands` that does the work."""
    top = ArgumentParser(
        "threshold",
        description="Score instruments, triage submissions, read and write X12 and FHIR, see who "
        "waits.",
        epilog=_ENDING,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"threshold {__version__}")
    subcommands = _subcommands(top)
    score = subcommands("score", commands.score, _SCORE)
    score.add_argument("pack", metavar="PACK", help="an instrument, such as phq-9")
    _takes_file(score)
    subcommands("packs", commands.packs, "List the instruments that can be scored.")
    triage = subcommands("triage", commands.triage, _TRIAGE)
    _takes_file(triage)
    triage.add_argument(
        "--program", metavar="YAML", help="a program's configuration, such as program/program.yaml"
    )
    replay = subcommands("replay", commands.replay, _REPLAY)
    replay.add_argument("--rules", metavar="YAML", required=True, help="the configuration to try")
    replay.add_argument("--program", metavar="YAML", help="the configuration in force now")
    replay.add_argument("files", metavar="FILE", nargs="+", help="submissions")
    x12 = _subcommands(subcommands("x12", None, "Read, write and explain X12 eligibility."))
    _takes_file(x12("read", commands.x12_read, _READ))
    _takes_file(x12("write", commands.x12_write, _WRITE))
    _takes_file(x12("explain", commands.x12_explain, _EXPLAIN))
    replay = x12("replay", commands.x12_replay, _X12_REPLAY)
    replay.add_argument("old", metavar="OLD", help="the earlier output, or - for standard input")
    replay.add_argument("files", metavar="FILE", nargs="+", help="a stored answer as received")
    replay.add_argument(
        "--as-of", metavar="DAY", type=_day, help="the day of the earlier reading (today)"
    )
    made = x12("benefits", commands.x12_benefits, _X12_BENEFITS)
    _takes_file(made)
    made.add_argument("--care", type=_one_of(Care), default=Care.MENTAL_HEALTH, help=_CARE)
    made.add_argument("--program", metavar="YAML", help="a program's configuration, for its rates")
    _adds_fhir(_subcommands(subcommands("fhir", None, "Read and write intakes as FHIR R4.")))
    _adds_staff(subcommands)
    _adds_roster(_subcommands(subcommands("roster", None, "Check, import and show the roster.")))
    return top


def _adds_fhir(fhir: Callable[[str, Command | None, str], ArgumentParser]) -> None:
    _takes_file(fhir("read", commands.fhir_read, _FHIR_READ))
    _takes_file(fhir("write", commands.fhir_write, _FHIR_WRITE))
    asked = fhir("questionnaire", commands.fhir_questionnaire, _FHIR_QUESTIONNAIRE)
    asked.add_argument("name", metavar="NAME", help="an instrument, or intake")
    seat = fhir("seat", commands.fhir_seat, _FHIR_SEAT)
    seat.add_argument("intake", metavar="INTAKE", help="the intake's id")
    _signs_in(seat)


def _adds_staff(subcommands: Callable[[str, Command | None, str], ArgumentParser]) -> None:
    """The subcommands that ask the staff API."""
    worklist = subcommands("worklist", commands.worklist, _WORKLIST)
    worklist.add_argument(
        "name", metavar="NAME", type=_one_of(Worklist), help="a worklist, such as crisis"
    )
    _signs_in(worklist)
    worklist.add_argument("--limit", metavar="N", type=_count, help="no more than N rows")
    worklist.add_argument("--json", action="store_true", help="rows as JSON, one a line")
    benefits = subcommands("benefits", commands.benefits, _BENEFITS)
    benefits.add_argument("intake", metavar="INTAKE", help="the intake's id")
    _signs_in(benefits)
    benefits.add_argument("--json", action="store_true", help="as JSON, as the API gives it")
    audit = subcommands("audit", commands.audit, _AUDIT)
    audit.add_argument("intake", metavar="INTAKE", help="the intake's id")
    _signs_in(audit, "auditor")
    audit.add_argument("--json", action="store_true", help="as JSON, as the API gives it")


def _adds_roster(roster: Callable[[str, Command | None, str], ArgumentParser]) -> None:
    check = roster("check", commands.roster_check, _ROSTER_CHECK)
    check.add_argument("--program", metavar="YAML", help="a program's configuration, for payers")
    check.add_argument(
        "--most-in-group",
        metavar="N",
        type=_count,
        default=MOST_IN_GROUP,
        help="seats, 12 unless said",
    )
    put = roster("import", commands.roster_import, _ROSTER_IMPORT)
    put.add_argument("--dry-run", action="store_true", help="store nothing, only print")
    put.add_argument(
        "--close-missing", action="store_true", help="close the groups that the files do not name"
    )
    for command in (check, put):
        command.add_argument("files", metavar="FILE", nargs="+", help="a .yaml or .csv file")
    show = roster("show", commands.roster_show, _ROSTER_SHOW)
    show.add_argument("--format", choices=("yaml", "json", "csv"), default="yaml")
    show.add_argument("--part", type=_one_of(Part), default=Part.COHORTS, help=_PART)
    show.add_argument("--zone", metavar="ZONE", default="UTC", help="an IANA time zone")
    _signs_in(put)
    _signs_in(show)


def _subcommands(parent: ArgumentParser) -> Callable[[str, Command | None, str], ArgumentParser]:
    adder = parent.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, run: Command | None, text: str) -> ArgumentParser:
        made = adder.add_parser(
            name,
            help=text.partition("\n")[0],
            description=text,
            epilog=_ENDING,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        made.set_defaults(run=run)
        return made

    return add


def _takes_file(command: ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a file, or - for standard input")


def _signs_in(command: ArgumentParser, usual_role: str = DEFAULT_ROLE) -> None:
    place = command.add_mutually_exclusive_group()
    place.add_argument("--api-url", metavar="URL", help="the API, instead of THRESHOLD_API_URL")
    place.add_argument(
        "--outputs",
        metavar="JSON",
        help="sign in to the local cloud of this file (usually $STATE_DIR/outputs.json, where "
        "STATE_DIR is .local unless set)",
    )
    command.add_argument(
        "--as", dest="role", metavar="ROLE", help=f"sign in to the local cloud as ({usual_role})"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("must be a date, YYYY-MM-DD") from None


def _one_of(names: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(text: str) -> StrEnum:
        if text not in set(names):
            raise ArgumentTypeError(f"must be one of {', '.join(names)}")
        return names(text)

    return read


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise ArgumentTypeError("must be a whole number from 1")
    return int(text)
