"""A Consent to a text of ours: which, in which version, by whom, when and for what."""

from collections.abc import Iterator
from urllib.parse import unquote

from threshold.fhir.codes import OURS
from threshold.fhir.elements import Element, UnusableResource, coded
from threshold.fhir.entries import Entries
from threshold.fhir.statements import Path, Said

POLICY = f"{OURS}consent:"
"""Before a text's kind and version, as the policy that the Consent is to."""
COVERS = f"{OURS}consent-covers"
TEXT_SHA_256 = f"{OURS}consent-text-sha256"
"""An Attachment has SHA-1 alone, which no longer proves which text it was."""
SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
_SCOPES = frozenset({"patient-privacy", "treatment"})


def consents(patient: Element, entries: Entries) -> Iterator[Said]:
    """Every Consent to a text of ours. One to another text allows nothing here, and is not read.

    Raises:
        UnusableResource: one that is not in force, of somebody else, or not by one person.
    """
    ours = [one for one in entries.of_kind("Consent") if _policies(one)]
    for number, consent in enumerate(ours):
        entries.check_subject(consent, "patient", patient)
        yield from _consent(consent, ("consents", number))


def _policies(consent: Element) -> list[Element]:
    policies = consent.elements("policy")
    return [one for one in policies if (one.text("uri") or "").startswith(POLICY)]


def _consent(consent: Element, path: Path) -> Iterator[Said]:
    if consent.text("status") != "active":
        raise UnusableResource(consent.at("status"), "is not active")
    if coded(consent.one("scope"), SCOPE) not in _SCOPES:
        raise UnusableResource(consent.at("scope"), "is not patient-privacy or treatment")
    if consent.fields.get("provision"):
        raise UnusableResource(consent.at("provision"), "limits the consent, which is not read")
    policies, performers = _policies(consent), list(consent.elements("performer"))
    if len(policies) > 1 or len(performers) > 1:
        raise UnusableResource(consent.place, "must be to one text, and signed by one person")
    policy = policies[0]
    kind, _, version = (policy.text("uri") or "").removeprefix(POLICY).partition(":")
    yield Said(path, None, consent.place)
    yield Said((*path, "kind"), kind, policy.at("uri"))
    yield Said((*path, "version"), unquote(version), policy.at("uri"))
    for signer in performers:
        yield Said((*path, "signed_name"), signer.text("display"), signer.at("display"))
    yield Said((*path, "signed_at"), consent.text("dateTime"), consent.at("dateTime"))
    if attachment := consent.one("sourceAttachment"):
        yield Said((*path, "language"), attachment.text("language"), attachment.at("language"))
    yield from _extended(consent, path)


def _extended(consent: Element, path: Path) -> Iterator[Said]:
    extensions = list(consent.elements("extension"))
    uses = [one for one in extensions if one.text("url") == COVERS]
    for number, one in enumerate(uses):
        code = one.text("valueCode")
        if code is None:
            raise UnusableResource(one.place, "has no valueCode")
        yield Said((*path, "covers", number), code, one.at("valueCode"))
    for one in extensions:
        if one.text("url") == TEXT_SHA_256:
            place = one.at("valueString")
            yield Said((*path, "text_sha256"), one.text("valueString"), place)
