"""What a person's own page tells of looks at their safety answers: a partner may read it too."""

from zoneinfo import ZoneInfo

import pytest

from tests.builders import NOW
from threshold.intake.access import Access, Part
from threshold.intake.life_cycle import Role
from threshold.web.pages.seen import reads
from threshold.web.pages.texts import texts

ZONE = ZoneInfo("America/Chicago")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("by_break_glass", [True, False])
@pytest.mark.parametrize("parts", [(Part.RECORD,), (Part.RECORD, Part.SUBMISSION)], ids=str)
def test_a_look_at_safety_answers_reads_as_one_without_them(language, by_break_glass, parts):
    def told(*more):
        look = Access(NOW, (Role.CLINICIAN,), "cleo", (*parts, *more), by_break_glass)
        return reads([look], ZONE, texts(language))

    assert told(Part.SAFETY) == told() != ()
