"""The same question in other words: a request that tells the payer nothing it was not told."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from threshold.eligibility.conversation.model import Wording
from threshold.eligibility.names import plain
from threshold.eligibility.request import EligibilityRequest, Subscriber

_TO_SPACE = str.maketrans({"-": " ", "'": None})


def reworded(
    request: EligibilityRequest, wording: Wording, other_payer_id: str | None
) -> EligibilityRequest:
    """The request in other words; the request itself where they change nothing.

    other_payer_id: another id of the same payer, None where it has none.
    """
    if wording is Wording.OTHER_PAYER_ID:
        payer = replace(request.payer, id=other_payer_id or request.payer.id)
        return replace(request, payer=payer)
    return _WAYS[wording](request)


def _as_it_is(request: EligibilityRequest) -> EligibilityRequest:
    return request


def _plain_names(request: EligibilityRequest) -> EligibilityRequest:
    person = request.subscriber
    if not set("-'") & set(plain(person.last_name + person.first_name)):
        return request
    last, first = (
        plain(name).translate(_TO_SPACE) for name in (person.last_name, person.first_name)
    )
    return replace(request, subscriber=replace(person, last_name=last, first_name=first))


def _names_swapped(request: EligibilityRequest) -> EligibilityRequest:
    person = request.subscriber
    swapped = replace(person, last_name=person.first_name, first_name=person.last_name)
    return replace(request, subscriber=swapped)


def _without_sex(request: EligibilityRequest) -> EligibilityRequest:
    return replace(request, subscriber=replace(request.subscriber, sex=None))


def _patient_as_subscriber(request: EligibilityRequest) -> EligibilityRequest:
    patient = request.dependent
    if patient is None:
        return request
    subscriber = Subscriber(
        last_name=patient.last_name,
        first_name=patient.first_name,
        member_id=patient.member_id or request.subscriber.member_id,
        birth_date=patient.birth_date,
        sex=patient.sex,
    )
    return replace(request, subscriber=subscriber, dependent=None)


_WAYS: Mapping[Wording, Callable[[EligibilityRequest], EligibilityRequest]] = {
    Wording.AS_GIVEN: _as_it_is,
    Wording.AGAIN: _as_it_is,
    Wording.PLAIN_NAMES: _plain_names,
    Wording.NAMES_SWAPPED: _names_swapped,
    Wording.WITHOUT_SEX: _without_sex,
    Wording.PATIENT_AS_SUBSCRIBER: _patient_as_subscriber,
}
