"""Which answers no page shows again: a partner may be looking over the person's shoulder."""

from threshold.assessment.battery import Battery, Situation

ABOUT_A_PARTNER = frozenset({"form.alone", "form.has_partner", "couple.no_contact_order"})
"""Fields that are about a partner, or decide whether somebody is asked about one."""


def asked_alone(battery: Battery) -> frozenset[str]:
    """The instruments asked only of who is alone; that they were asked is not to be seen either."""
    return frozenset(step.pack for step in battery.steps if Situation.ALONE in step.only_if)
