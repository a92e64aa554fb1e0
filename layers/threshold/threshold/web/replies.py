"""What a person is told next, in English or Spanish: never a score, a level or a reason."""

from threshold.intake.life_cycle import Status

CRISIS_LINE = {
    "en": "If you might hurt yourself or are in danger, call or text 988, or call 911, now.",
    "es": "Si podría hacerse daño o está en peligro, llame o envíe un mensaje al 988, "
    "o llame al 911, ahora mismo.",
}
IN_CRISIS = {
    "en": "Please call or text 988 now, or call 911. You do not have to wait for us. "
    "Someone from our team has been told and will call you as soon as they can.",
    "es": "Por favor llame o envíe un mensaje al 988 ahora, o llame al 911. No tiene que "
    "esperarnos. Nuestro equipo ya fue avisado y le llamará lo antes posible.",
}
_ASKED = {
    "en": "We need one thing from you before we can go on. Please follow the link.",
    "es": "Necesitamos una cosa de usted para poder seguir. Por favor, abra el enlace.",
}
_WITH_US = {
    "en": "We have what you sent. A person from our team will contact you "
    "in the way you said is safe.",
    "es": "Tenemos lo que envió. Una persona de nuestro equipo se comunicará con usted "
    "de la manera que usted indicó como segura.",
}
_NEXT = {
    "en": {
        Status.ACCEPTED: "We are finding a first appointment for you and will contact you soon.",
        Status.OFFERED: "We have offered you a first appointment. Please tell us if it suits you.",
        Status.SCHEDULED: "Your first appointment is set.",
        Status.REFERRED: "We will contact you about care that suits what you told us.",
        Status.NOT_SERVED: "We will contact you about places that can help where you are.",
        Status.WITHDRAWN: "You asked us to stop. You can come back at any time.",
    },
    "es": {
        Status.ACCEPTED: "Estamos buscando su primera cita y le avisaremos pronto.",
        Status.OFFERED: "Le ofrecimos una primera cita. Díganos si le conviene.",
        Status.SCHEDULED: "Su primera cita está confirmada.",
        Status.REFERRED: "Le contactaremos sobre la atención que corresponde a lo que nos contó.",
        Status.NOT_SERVED: "Le contactaremos sobre lugares que pueden ayudarle donde está.",
        Status.WITHDRAWN: "Nos pidió detenernos. Puede volver cuando quiera.",
    },
}


def next_step(status: Status, language: str) -> str:
    """What happens next, with the crisis line always. Languages without a text get English."""
    tongue = "es" if language.lower().startswith("es") else "en"
    return f"{_NEXT[tongue].get(status, _WITH_US[tongue])} {CRISIS_LINE[tongue]}"


def asked_step(language: str) -> str:
    """What a person is told of whom something is asked, on a page of its own."""
    tongue = "es" if language.lower().startswith("es") else "en"
    return f"{_ASKED[tongue]} {CRISIS_LINE[tongue]}"


def crisis_step(language: str) -> str:
    """What a person in crisis is told at once."""
    return IN_CRISIS["es" if language.lower().startswith("es") else "en"]
