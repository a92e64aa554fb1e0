"""Whether there is a place, and when, in words: a day, a wait, or help to find care elsewhere."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from threshold.form.draft import Draft
from threshold.form.openings import Place, places
from threshold.program.openings import openings_of
from threshold.use_cases.form_desk import FormDesk
from threshold.web.pages.dates import day_in_words
from threshold.web.pages.texts import Texts


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One track: what it is for, when it starts, at which times of the week, and what differs."""

    track: str
    when: str
    times: str
    notes: tuple[str, ...]
    soon: bool


@dataclass(frozen=True, slots=True)
class OpeningsView:
    """What is told of places. `elsewhere` names a state without licence, empty where there is one.

    places: none also where the program names no day.
    """

    elsewhere: str
    places: tuple[PlaceView, ...]


def openings_view(draft: Draft, texts: Texts, desk: FormDesk) -> OpeningsView:
    """What a person is told who said where they are, what they speak and when they can."""
    program = desk.clinic.program
    state, times = str(draft.said.get("location.state", "")), draft.said.get("form.parts", ())
    if state not in program.states:
        return OpeningsView(texts(f"field.location.state.{state}"), ())
    today = desk.now().astimezone(ZoneInfo(program.time_zone)).date()
    language = str(draft.said.get("language.spoken", draft.language))
    wanted = times if isinstance(times, tuple) else ()
    found = places(openings_of(program), language, wanted, today)
    return OpeningsView("", tuple(_view(one, texts) for one in found))


def _view(place: Place, texts: Texts) -> PlaceView:
    times = texts("openings.and").join(texts(f"openings.{one}") for one in place.times)
    notes = []
    if not place.own_language:
        tongue = f"openings.language.{place.language}"
        notes.append(texts(tongue if texts.has(tongue) else "openings.language.other"))
    if not place.own_times:
        notes.append(texts("openings.other_times"))
    return PlaceView(
        texts(f"field.need.tracks.{place.track}"),
        _when(place.starts, place.weeks, texts),
        times[:1].upper() + times[1:],
        tuple(notes),
        place.starts is not None,
    )


def _when(starts: date | None, weeks: int | None, texts: Texts) -> str:
    if starts:
        day = day_in_words(texts, starts.year, starts.month, starts.day)
        return texts(
            "openings.starts", weekday=texts(f"date.weekday.{starts.isoweekday()}"), day=day
        )
    if weeks is None:
        return texts("openings.not_set")
    return texts("openings.wait_one") if weeks == 1 else texts("openings.wait", weeks=weeks)
