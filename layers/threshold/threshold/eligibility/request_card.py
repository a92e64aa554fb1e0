"""A question for a person: what a 270 asks, and by what the patient is to be found."""

from collections.abc import Iterator

from threshold.eligibility.request import EligibilityRequest, Usage

_USAGE = {Usage.TEST: "a test", Usage.PRODUCTION: "for real"}


def explain_request(request: EligibilityRequest) -> str:
    """The card of a question. Of the patient it names what was sent, and never the value."""
    return "\n".join(_lines(request)) + "\n"


def _lines(request: EligibilityRequest) -> Iterator[str]:
    payer, provider, dependent = request.payer, request.provider, request.dependent
    yield f"A question (270), {_USAGE[request.usage]}: it asks, and says nothing of coverage"
    yield ""
    yield f"  To: {payer.name}, payer id {payer.id}"
    yield f"  From: {provider.name}, NPI {provider.npi}"
    yield f"  About: {f'a dependent ({dependent.relationship})' if dependent else 'the subscriber'}"
    yield f"  Found by: {', '.join(_found_by(request))}"
    yield f"  Asks for: service types {', '.join(request.service_types)}"
    yield f"  On: {request.service_date or request.created_at.date()}"
    yield f"  Trace: {request.trace_id}, control number {request.control_number}"


def _found_by(request: EligibilityRequest) -> Iterator[str]:
    """What identifies the patient and, through them, the subscriber."""
    people = (("", request.subscriber), ("dependent's ", request.dependent))
    for whose, person in people:
        if person is None:
            continue
        if person.member_id:
            yield f"{whose}member id"
        yield f"{whose}name"
        if person.birth_date:
            yield f"{whose}birth date"
        if person.sex:
            yield f"{whose}sex"
