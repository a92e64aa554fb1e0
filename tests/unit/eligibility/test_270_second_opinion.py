"""The 270s we write, read by two other implementations. Neither needs an exception."""

from dataclasses import replace
from datetime import date

import pytest
import x12
from x12sdk.io import X12ModelReader

from tests.unit.eligibility.eligibility_requests import JANE, JILL, JOHN, a_request
from threshold.eligibility.request import Relationship, Usage
from threshold.eligibility.write_270 import write_270

REQUESTS = {
    "subscriber": a_request(),
    "subscriber with sex": a_request(subscriber=JOHN),
    "subscriber without member id": a_request(subscriber=replace(JANE, member_id=None)),
    "subscriber without birth date": a_request(subscriber=replace(JANE, birth_date=None)),
    "sex without birth date": a_request(subscriber=replace(JOHN, birth_date=None)),
    "hyphen and apostrophe": a_request(subscriber=replace(JANE, last_name="O'Tester-Example")),
    "behavioral service types": a_request(service_types=("MH", "CF", "AI", "CJ")),
    "service date": a_request(service_date=date(2026, 1, 2)),
    "production": a_request(usage=Usage.PRODUCTION),
    "largest control number": a_request(control_number=999_999_999),
    **{
        f"dependent {relationship}": a_request(
            subscriber=JOHN, dependent=replace(JILL, relationship=relationship)
        )
        for relationship in Relationship
    },
    "dependent with an id of their own": a_request(
        subscriber=JOHN, dependent=replace(JILL, member_id="EXA00022201")
    ),
}


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_x12sdk_accepts_and_writes_the_same(request_):
    text = write_270(request_)

    with X12ModelReader(text) as reader:
        (model,) = reader.models()

    sent = [s for s in text.split("~") if s.split("*")[0] not in ("ISA", "GS", "GE", "IEA", "")]
    assert [line.rstrip("~") for line in model.x12().split("\n") if line] == sent


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_ansi_x12_finds_one_whole_270(request_):
    text = write_270(request_)

    interchange = x12.parse_x12_interchange(x12.tokenize_x12(text.encode()))
    inspection = x12.inspect_x12_interchange(interchange)

    assert inspection.transaction_set_codes == (b"270",)
    assert inspection.total_segment_count == text.count("~")
