"""What a SOAP answer says, gathered while it is parsed; nothing else of it is kept."""

_DEEPEST = 40
"""No CORE envelope nests deeper than eight."""
_ANSWER = "coreenveloperealtimeresponse"


class SoapReader:
    """Handlers for a parser of XML: the children of the CORE answer, or the codes of a fault."""

    class Refused(Exception):
        """The document declares a type, or nests deeper than any envelope."""

    def __init__(self) -> None:
        self.is_envelope = False
        self.is_ambiguous = False
        self._path: list[str] = []
        self._fields: dict[str, str] = {}
        self._faults: list[str] = []
        self._heard: list[str] = []

    def doctype(self, *_: object) -> None:
        """Refuse a document type declaration: it is where entities come from."""
        raise self.Refused

    def start(self, name: str, _: object) -> None:
        """Enter an element."""
        local = name.rpartition(":")[2].lower()
        if not self._path:
            self.is_envelope = local == "envelope"
        self._path.append(local)
        if len(self._path) > _DEEPEST:
            raise self.Refused
        # Elements within a field leave open which text is the field's.
        self.is_ambiguous |= self._path[-3:-2] == [_ANSWER]
        self._heard = []

    def text(self, said: str) -> None:
        """Hear some of an element's text."""
        self._heard.append(said)

    def end(self, _: str) -> None:
        """Leave an element, keeping its text where it is one that counts."""
        name, above = self._path.pop(), self._path[-1:]
        said = "".join(self._heard)
        self._heard = []
        if above == [_ANSWER]:
            self.is_ambiguous |= name in self._fields
            self._fields[name] = said
        elif "fault" in self._path and name in {"value", "faultcode"}:
            self._faults.append(said)

    def fields(self) -> dict[str, str]:
        """The answer's fields, or those of an envelope error where the answer is a fault."""
        if self._fields or not self._faults:
            return self._fields
        return {"payloadtype": "CoreEnvelopeError", "errorcode": _error_code(self._faults)}


def _error_code(faults: list[str]) -> str:
    """CORE's word for a fault (SOAP 1.2 5.4.6, SOAP 1.1 4.4.1, WS-Security 1.1 12)."""
    codes = {fault.strip().rpartition(":")[2].lower() for fault in faults}
    if codes & {"failedauthentication", "invalidsecuritytoken", "failedcheck"}:
        return "UnAuthorized"
    return "Receiver" if codes & {"receiver", "server"} else "Sender"
