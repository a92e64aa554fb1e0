"""`threshold x12 write`."""

import sys
from collections.abc import Iterator

from threshold.cli.documents import read_json
from threshold.cli.errors import UnusableInput, fault_at
from threshold.eligibility.request_json import request_from_json
from threshold.eligibility.request_rules import UnusableRequest
from threshold.eligibility.write_270 import write_270


def write(file: str) -> Iterator[str]:
    """The 270 of the request in a file, to the letter; on a terminal with a segment a line.

    Raises:
        UnusableInput: the file is not a request that can be sent.
    """
    try:
        request = request_from_json(read_json(file))
        yield write_270(request, line_breaks=sys.stdout.isatty())
    except UnusableRequest as error:
        faults = (fault_at(fault.pointer, fault.rule) for fault in error.faults)
        raise UnusableInput(*faults) from None
