"""What must hold within a pack besides its shape: each check yields (path, rule) for each fault."""

from collections.abc import Iterator

from threshold.assessment.pack import Completeness, Condition, Item, Op, Pack, Score
from threshold.assessment.rights import Text

Fault = tuple[str, str]


def faults(pack: Pack) -> Iterator[Fault]:
    """Every fault of the pack, as the path in its file and the rule that is broken."""
    yield from _items(pack)
    yield from _choices(pack)
    yield from _conditions(pack)
    yield from _scores(pack)
    yield from _outcome(pack)
    yield from _bands(pack)
    yield from _rights(pack)
    for language, text in pack.texts.items():
        yield from text_faults(pack, language, text)


def _items(pack: Pack) -> Iterator[Fault]:
    ids = [item.id for item in pack.items]
    if len(set(ids)) < len(ids):
        yield "items", "an id stands twice"
    for item in pack.items:
        if item.up_to is None and item.answers not in pack.choices:
            yield f"items.{item.id}.answers", "names no list of choices"
        if item.up_to is not None and (item.answers or item.up_to < 1):
            yield f"items.{item.id}.up_to", "is 1 or more, of an item without a list of choices"
        if item.reversed is not any(one.says == "no" and one.score for one in pack.options(item)):
            yield f"items.{item.id}.reversed", "is to be said where, and only where, a no scores"
        whole = pack.completeness is not Completeness.SKIP_LOGIC
        if item.scored and item.asked_when and whole:
            yield f"items.{item.id}.asked_when", "a scored item is always asked but by SKIP_LOGIC"


def _choices(pack: Pack) -> Iterator[Fault]:
    for name, options in pack.choices.items():
        if len({option.score for option in options}) < len(options):
            yield f"choices.{name}", "two options share a score"
        if any(option.score < 0 for option in options):
            yield f"choices.{name}", "a score is below 0"


def _conditions(pack: Pack) -> Iterator[Fault]:
    earlier: set[str] = set()
    for item in pack.items:
        for condition in item.asked_when:
            if not earlier.issuperset(condition.items):
                yield f"items.{item.id}.asked_when", "names an item that does not come before"
        earlier.add(item.id)
    for path, condition in _all_conditions(pack):
        if not earlier.issuperset(condition.items):
            yield path, "names an item the pack does not have"
        figures = (condition.sum_at_least, condition.sum_at_most, condition.count_at_least)
        if sum(figure is not None for figure in figures) != 1:
            yield path, "has one of sum_at_least, sum_at_most and count_at_least"
        if condition.sum_at_most is not None and not path.startswith("flags."):
            yield path, "sum_at_most is for flags: missing answers would make it hold"


def _all_conditions(pack: Pack) -> Iterator[tuple[str, Condition]]:
    for item in pack.items:
        yield from ((f"items.{item.id}.asked_when", one) for one in item.asked_when)
    for flag in pack.flags:
        yield from ((f"flags.{flag.id}.when", one) for one in flag.when)
    yield from (("step_up", one) for one in pack.step_up)
    yield from ((f"results.{one.id}.when", one.when) for one in pack.results if one.when)
    if pack.positive.answers:
        yield "positive.answers", pack.positive.answers


def _scores(pack: Pack) -> Iterator[Fault]:
    scored = {item.id for item in pack.items if item.scored}
    for score in pack.scores:
        path = f"scores.{score.id}"
        if not scored.issuperset(score.items):
            yield f"{path}.items", "names an item that is not scored"
        elif (score.low, score.high) != _reach(pack, score):
            yield path, "low and high are not what its items can reach"
    if (pack.completeness is Completeness.PRORATE) is not (pack.prorate is not None):
        yield "prorate", "goes with the completeness PRORATE"
    elif pack.prorate and not scored.issuperset(pack.prorate.never):
        yield "prorate.never", "names an item that is not scored"


def _reach(pack: Pack, score: Score) -> tuple[int, int]:
    points = [_points(pack, item) for item in pack.items if item.id in score.items]
    parts = len(points) if score.op is Op.MEAN else 1
    return sum(map(min, points)) // parts, sum(map(max, points)) // parts


def _points(pack: Pack, item: Item) -> list[int]:
    return [option.score for option in pack.options(item)] or [0, item.up_to or 0]


def _outcome(pack: Pack) -> Iterator[Fault]:
    has_total = any(score.id == "total" for score in pack.scores)
    if not has_total and (pack.bands or pack.positive.total_at_least is not None):
        yield "scores", "bands or a cut-off need a score called total"
    if pack.positive.total_at_least is not None and pack.positive.answers is not None:
        yield "positive", "rests on a total or on answers, not on both"
    if pack.positive.total_at_least is None and pack.positive.by_sex:
        yield "positive.by_sex", "goes with total_at_least"
    if pack.bands and pack.results:
        yield "results", "a pack has bands or results, not both"
    if [result.when is None for result in pack.results] != _only_last(len(pack.results)):
        yield "results", "all but the last have a condition"


def _only_last(count: int) -> list[bool]:
    return [position == count - 1 for position in range(count)]


def _bands(pack: Pack) -> Iterator[Fault]:
    total = next((score for score in pack.scores if score.id == "total"), None)
    if pack.step_up and not pack.bands:
        yield "step_up", "goes with bands"
    if total and total.op is Op.MEAN and pack.bands:
        yield "bands", "part whole totals, not means"
    elif total and pack.bands:
        edges = [total.low - 1, *(band.high for band in pack.bands)]
        starts = [band.low for band in pack.bands]
        if starts != [edge + 1 for edge in edges[:-1]] or edges[-1] != total.high:
            yield "bands", "do not part the range of the total without gap or overlap"


def _rights(pack: Pack) -> Iterator[Fault]:
    if pack.rights.verified is not (pack.rights.checked_on is not None):
        yield "rights.checked_on", "is the day of what is verified, and of nothing else"
    if set(pack.languages) != (set(pack.texts) if pack.rights.text_shipped else set()):
        yield "languages", "are not those of the texts that are shipped"


def text_faults(pack: Pack, language: str, text: Text) -> Iterator[Fault]:
    """Every fault of a wording of the pack."""
    lengths = {name: len(options) for name, options in pack.choices.items()}
    if set(text.items) != {item.id for item in pack.items}:
        yield f"texts.{language}.items", "are not the items of the pack"
    if {name: len(options) for name, options in text.choices.items()} != lengths:
        yield f"texts.{language}.choices", "are not the choices of the pack"
