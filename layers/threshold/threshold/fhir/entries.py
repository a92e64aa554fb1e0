"""The resources of a Bundle, and what refers to which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from threshold.fhir.elements import Element, UnusableResource, element

TYPES = ("collection", "transaction")
"""A collection asks for nothing; each entry of a transaction says what is asked, which is a POST.
A message's event could ask for anything, and a document's composition could say anything."""

_ANY = "resourceType id meta language text contained extension identifier"
_FIELDS = {
    "Patient": "active name telecom gender birthDate deceasedBoolean address maritalStatus "
    "multipleBirthBoolean multipleBirthInteger photo contact communication generalPractitioner "
    "managingOrganization",
    "QuestionnaireResponse": "basedOn partOf questionnaire status subject encounter authored "
    "author source item",
    "Coverage": "status type policyHolder subscriber subscriberId beneficiary dependent "
    "relationship period payor class order network costToBeneficiary subrogation contract",
    "RelatedPerson": "active patient relationship name telecom gender birthDate address photo "
    "period communication",
    "Organization": "active type name alias telecom address partOf contact endpoint",
    "Consent": "status scope category patient dateTime performer organization sourceAttachment "
    "sourceReference policy policyRule verification provision",
}
"""What is read, and what R4 has beside it that changes nothing. Not here, and so refused, is what
changes what the rest means: `Patient.link`, a date of death."""


@dataclass(frozen=True, slots=True)
class Entries:
    """The resources, and each by the names that references have for it."""

    resources: Sequence[Element]
    named: Mapping[str, Element]

    def of_kind(self, kind: str) -> list[Element]:
        """The resources of a type, in their order."""
        return [one for one in self.resources if one.text("resourceType") == kind]

    def target(self, owner: Element, reference: Element) -> Element | None:
        """The resource that a reference of `owner` leads to; None where it is not in the Bundle.

        Raises:
            UnusableResource: it is contained in `owner`, and of no use.
        """
        url = (reference.text("reference") or "").partition("/_history/")[0]
        if not url.startswith("#"):
            return self.named.get(url)
        inside = (one for one in owner.elements("contained") if one.text("id") == url[1:])
        return next((_checked(one) for one in inside), None)

    def check_subject(self, owner: Element, name: str, patient: Element) -> None:
        """Refuse a resource whose reference of this name leads to anybody but the patient."""
        reference = owner.one(name)
        if reference is not None and self.target(owner, reference) is not patient:
            raise UnusableResource(reference.place, "must refer to the Patient of the Bundle")


def entries_of(bundle: object) -> tuple[Entries, list[UnusableResource]]:
    """The resources of a Bundle that are of use, and what is wrong with the others.

    Raises:
        UnusableResource: it is no Bundle, or one of a type that is not read.
    """
    root = element("", bundle)
    if root.text("resourceType") != "Bundle":
        raise UnusableResource("resourceType", "is not Bundle")
    if root.text("type") not in TYPES:
        raise UnusableResource("type", "is not collection or transaction")
    root.refuse_modifiers()
    named: dict[str, Element] = {}
    resources: list[Element] = []
    faults: list[UnusableResource] = []
    for entry in root.elements("entry"):
        try:
            resource = _resource(entry, is_asked=root.text("type") == "transaction")
            _name(named, entry, resource)
        except UnusableResource as fault:
            faults.append(fault)
        else:
            resources.append(resource)
    return Entries(resources, named), faults


def _resource(entry: Element, *, is_asked: bool) -> Element:
    _refuse_modifiers(entry)
    resource, request = entry.one("resource"), entry.one("request")
    if resource is None:
        raise UnusableResource(entry.at("resource"), "is required")
    if is_asked and (request is None or request.text("method") != "POST"):
        raise UnusableResource(entry.at("request"), "must have the method POST")
    return _checked(resource)


def _name(named: dict[str, Element], entry: Element, resource: Element) -> None:
    local = resource.text("id")
    by_type = f"{resource.text('resourceType')}/{local}" if local else None
    for name in filter(None, {entry.text("fullUrl"), by_type}):
        if named.setdefault(name, resource) is not resource:
            raise UnusableResource(entry.place, "has the name of another entry")


def _checked(resource: Element) -> Element:
    kind = resource.text("resourceType")
    if kind not in _FIELDS:
        raise UnusableResource(resource.at("resourceType"), "is a type that is not read here")
    names = {str(name).removeprefix("_") for name in resource.fields}
    if names - set(f"{_ANY} {_FIELDS[kind]}".split()):
        raise UnusableResource(resource.place, "has a field that is not read here")
    for name, means in (("active", True), ("deceasedBoolean", False)):
        if resource.fields.get(name, means) is not means:
            raise UnusableResource(resource.at(name), f"must be {str(means).lower()} or absent")
    return resource


def _refuse_modifiers(entry: Element) -> None:
    """However deep one stands. The place is the entry's: names in between could be anything."""
    left: list[object] = [entry.fields]
    while left:
        value = left.pop()
        if isinstance(value, Mapping):
            if value.get("modifierExtension") or value.get("implicitRules"):
                raise UnusableResource(entry.place, "has a modifier that is not understood")
            left += value.values()
        elif isinstance(value, list):
            left += value
