"""The edge of the configuration: YAML checked whole, every fault named by path and line."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    UrlConstraints,
    ValidationError,
    model_validator,
)

from threshold.codec import canonical, decode
from threshold.intake.places import STATES
from threshold.intake.submission import Track
from threshold.npi import is_npi
from threshold.program.billing_form import BillingForm
from threshold.program.billing_form import faults as faults_of_billing
from threshold.program.model import Program
from threshold.program.openings import TimeOfWeek
from threshold.program.referrals import Direction
from threshold.program.rule_changes import Fault as FaultOfChange
from threshold.program.rule_changes import RuleChange, Signature
from threshold.program.rule_changes import faults as faults_of_changes


class Misconfigured(Exception):
    """The configuration cannot be used. `faults` has one line each: path, line, rule."""

    def __init__(self, file: str, faults: list[str]) -> None:
        super().__init__("\n".join([f"{file}: {len(faults)} fault(s)", *faults]))
        self.faults = faults


def _rule(check: bool, message: str) -> None:
    if not check:
        raise ValueError(message)


def _state(value: str) -> str:
    _rule(value in STATES, "must be the two letters of a state or territory")
    return value


def _npi(value: str) -> str:
    _rule(is_npi(value), "must be an NPI: ten digits with a right check digit")
    return value


def _zone(value: str) -> str:
    _rule(value in available_timezones(), "must be an IANA time zone")
    return value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Text = Annotated[str, Field(min_length=1, max_length=80)]
Phone = Annotated[str, Field(pattern=r"^\+1[0-9]{10}$")]
PayerId = Annotated[str, Field(pattern=r"^[A-Z0-9]{2,15}$")]
Sentence = Annotated[str, Field(min_length=1, max_length=200)]
X12Id = Annotated[str, Field(pattern=r"^[A-Z0-9]{2,15}$")]
SecretName = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
Https = Annotated[HttpUrl, UrlConstraints(allowed_schemes=["https"])]
Instrument = Literal[
    "phq-2", "gad-2", "audit-c", "audit", "drug-use", "dast-10", "pc-ptsd-5", "pcl-5", "peg",
    "hark", "bam", "withdrawal", "psychosis-mania", "violence", "medical", "overdose", "eating",
    "cognition", "pregnancy",
]  # fmt: skip
PlanType = Literal["PPO", "EPO", "HMO", "POS", "indemnity", "medicaid", "medicare"]
MentalHealthType = Literal["MH", "A4", "A6", "A8", "BB", "BC", "CF", "CH"]
SubstanceUseType = Literal["AI", "AJ", "AK", "CJ"]
LineOfBusiness = Literal["commercial", "medicare_advantage", "medicare", "medicaid"]


class _Provider(_Strict):
    name: Annotated[str, Field(pattern=r"^[A-Z0-9 .,&'/-]{1,60}$")]
    npi: Annotated[str, AfterValidator(_npi)]
    originator_id: Annotated[str, Field(pattern=r"^[A-Z0-9]{10}$")]


class _Rests(_Strict):
    after_failures: Annotated[int, Field(ge=1, le=1000)] = 5
    first_seconds: Annotated[int, Field(ge=1, le=3600)] = 30
    longest_seconds: Annotated[int, Field(ge=1, le=3600)] = 900


class _Transport(_Strict):
    url: Https
    sender_id: X12Id
    receiver_id: X12Id
    kind: Literal["core_mime", "core_soap", "clearinghouse_json", "x12_https"] = "core_mime"
    credentials: SecretName | None = None
    client_certificate: SecretName | None = None
    ca_file: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+\.pem$")] | None = None
    at_once: Annotated[int, Field(ge=1, le=100)] | None = None
    rests: _Rests = _Rests()
    production: bool

    @model_validator(mode="after")
    def _signs_in(self) -> Self:
        certified = self.kind == "x12_https" and self.client_certificate is not None
        _rule(certified or self.credentials is not None, "credentials: required for this kind")
        return self


class _ServiceTypes(_Strict):
    """Only codes that the reader takes for an answer, each in the list where it belongs."""

    mental_health: list[MentalHealthType] = ["MH", "CF"]
    substance_use: list[SubstanceUseType] = ["AI", "CJ"]


class _Payer(_Strict):
    id: PayerId
    name: Annotated[str, Field(pattern=r"^[A-Z0-9 .,&'/-]{1,60}$")]
    aliases: list[Text] = []
    other_ids: list[PayerId] = []
    service_types: _ServiceTypes = _ServiceTypes()
    phone: Phone | None = None
    address: Sentence | None = None
    transport: _Transport


class _Plan(_Strict):
    type: PlanType
    line_of_business: LineOfBusiness = "commercial"
    confidence: Annotated[list[Literal["strong", "medium", "weak"]], Field(min_length=1)]
    then: Literal["accept", "review"]


class _Verification(_Strict):
    retry_after_seconds: Annotated[
        list[Annotated[int, Field(ge=1, le=43_200)]], Field(min_length=1, max_length=18)
    ]
    substance_use_consents: list[Text] = []


class _OfficeHours(_Strict):
    en: Text
    es: Text


class _Consents(_Strict):
    privacy_email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", max_length=80)]
    notice_in_effect: date
    video_platform: Text
    drug_testing: bool = False


class _NotCovered(_Strict):
    payer: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,15}$")]
    begins: date = Field(alias="from")
    until: date | None = None
    source: Sentence
    names: list[Text] = []

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _rule(self.until is None or self.begins <= self.until, "until is before from")
        return self


class _Opening(_Strict):
    track: Annotated[Track, Field(strict=False)]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    times: Annotated[
        list[Annotated[TimeOfWeek, Field(strict=False)]], Field(min_length=1, max_length=3)
    ]
    next_start: date | None = None
    waiting_weeks: Annotated[int, Field(ge=1, le=52)] | None = None


class _Referral(_Strict):
    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    name: Text
    phone: Phone
    url: Annotated[HttpUrl, UrlConstraints(allowed_schemes=["https"])] | None = None
    directions: Annotated[
        list[Annotated[Direction, Field(strict=False)]], Field(min_length=1, max_length=3)
    ]
    states: list[Annotated[str, AfterValidator(_state)]] = []
    languages: list[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]] = []


class _RuleChange(_Strict):
    switched_off: bool = False
    deadline: Annotated[
        dict[Literal["minutes", "hours", "business_days"], Annotated[int, Field(ge=1, le=500)]],
        Field(min_length=1, max_length=1),
    ] = {}


class _Signature(_Strict):
    change: Text
    name: Text
    role: Text
    signed_on: date


class _LicensedText(_Strict):
    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+\.json$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Licence(_Strict):
    pack: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    evidence: Sentence
    texts: dict[Literal["en", "es"], _LicensedText] = {}


class _Program(_Strict):
    version: Text
    name: Text
    phone: Phone
    time_zone: Annotated[str, AfterValidator(_zone)]
    office_hours: _OfficeHours
    closing_hour: Annotated[int, Field(ge=9, le=23)] = 17
    provider: _Provider
    states: Annotated[list[Annotated[str, AfterValidator(_state)]], Field(min_length=1)]
    hours_per_week: Annotated[int, Field(ge=9, le=19)]
    instruments: list[Instrument] = []
    thresholds: dict[str, int] = {}
    rules: dict[str, _RuleChange] = {}
    signed: list[_Signature] = []
    virtual_iop_not_covered: list[_NotCovered] = []
    licences: list[_Licence] = []
    openings: list[_Opening] = []
    referrals: list[_Referral] = []
    plans: Annotated[list[_Plan], Field(min_length=1)]
    verification: _Verification
    consents: _Consents
    billing: BillingForm = BillingForm()
    payers: Annotated[list[_Payer], Field(min_length=1)]


def read_program(path: Path) -> Program:
    """The configuration in a YAML file.

    Raises:
        Misconfigured: it is not YAML, or fields are missing, unknown or against their rules;
            every fault is listed with its path and line.
    """
    text = path.read_text(encoding="utf-8")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        document = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise Misconfigured(path.name, [f"line {line}: not YAML"]) from None
    if root and (twice := _twice(root)):
        raise Misconfigured(path.name, twice)
    try:
        checked = _Program.model_validate(document)
    except ValidationError as error:
        faults = [_fault(root, fault["loc"], fault["msg"]) for fault in error.errors()]
        raise Misconfigured(path.name, faults) from None
    plain = checked.model_dump(mode="json", exclude_none=True)
    digest = hashlib.sha256(canonical(plain).encode()).hexdigest()
    faults = _repeats([(payer["id"], *payer["other_ids"]) for payer in plain["payers"]])
    faults += _repeated_referrals([one["id"] for one in plain["referrals"]])
    faults += [_fault(root, loc, rule) for loc, rule in _rule_faults(checked)]
    if faults:
        raise Misconfigured(path.name, faults)
    return decode(Program, plain | {"digest": digest})


def _rule_faults(checked: _Program) -> list[FaultOfChange]:
    rules = {
        rule: RuleChange(one.switched_off, dict(one.deadline.items()))
        for rule, one in checked.rules.items()
    }
    signed = [Signature(**one.model_dump()) for one in checked.signed]
    payers = frozenset(payer.id for payer in checked.payers)
    return [
        *faults_of_changes(checked.thresholds, rules, signed),
        *faults_of_billing(checked.billing, checked.hours_per_week, payers),
    ]


def _repeats(ids: list[tuple[str, ...]]) -> list[str]:
    """A payer's ids are its own: no other payer's, and none said twice."""
    return [
        f"payers[{place}].id: stands twice"
        for place, own in enumerate(ids)
        if len(set(own)) < len(own) or any(set(own) & set(other) for other in ids[:place])
    ]


def _repeated_referrals(ids: list[str]) -> list[str]:
    return [
        f"referrals[{place}].id: stands twice"
        for place, own in enumerate(ids)
        if own in ids[:place]
    ]


def _fault(root: yaml.Node | None, loc: tuple[int | str, ...], message: str) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    rule = message.removeprefix("Value error, ")
    return f"{path.removeprefix('.') or 'the file'} (line {_line(root, loc)}): {rule}"


def _line(node: yaml.Node | None, loc: tuple[int | str, ...]) -> int:
    """The line of the deepest part of a path that the file has."""
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            inner = next((v for k, v in node.value if k.value == str(part)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            inner = node.value[part] if part < len(node.value) else None
        else:
            inner = None
        if inner is None:
            break
        node = inner
    return int(node.start_mark.line) + 1 if node else 1


def _twice(node: yaml.Node) -> list[str]:
    """YAML lets the last of two equal keys win in silence; a configuration may not."""
    if isinstance(node, yaml.SequenceNode):
        return [fault for part in node.value for fault in _twice(part)]
    if not isinstance(node, yaml.MappingNode):
        return []
    keys = [key.value for key, _ in node.value]
    own = [
        f"{key.value} (line {key.start_mark.line + 1}): stands twice"
        for place, (key, _) in enumerate(node.value)
        if key.value in keys[:place]
    ]
    return own + [fault for _, part in node.value for fault in _twice(part)]
