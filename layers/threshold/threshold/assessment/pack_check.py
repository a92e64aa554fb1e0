"""What must hold within a pack besides its shape: each check yields (path, rule) for each fault."""

from collections.abc import Iterator

from threshold.assessment.pack import Completeness, Condition, Op, Pack, Score

Fault = tuple[str, str]


def faults(pack: Pack) -> Iterator[Fault]:
    """Every fault of the pack, as the path in its file and the rule that is broken."""
    yield from _items(pack)
    yield from _conditions(pack)
    yield from _scores(pack)
    yield from _outcome(pack)
    yield from _texts(pack)


def _items(pack: Pack) -> Iterator[Fault]:
    ids = [item.id for item in pack.items]
    if len(set(ids)) < len(ids):
        yield "items", "an id stands twice"
    for item in pack.items:
        if item.answers not in pack.choices:
            yield f"items.{item.id}.answers", "names no list of choices"
        if item.scored and item.asked_when and pack.completeness is Completeness.ALL_REQUIRED:
            yield f"items.{item.id}.asked_when", "a scored item of ALL_REQUIRED is always asked"
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
    yield from _final("positive.answers", pack.positive.answers, earlier)
    for result in pack.results:
        yield from _final(f"results.{result.id}.when", result.when, earlier)


def _final(path: str, condition: Condition | None, items: set[str]) -> Iterator[Fault]:
    if condition and not items.issuperset(condition.items):
        yield path, "names an item the pack does not have"


def _scores(pack: Pack) -> Iterator[Fault]:
    scored = {item.id for item in pack.items if item.scored}
    for score in pack.scores:
        path = f"scores.{score.id}"
        if not scored.issuperset(score.items):
            yield f"{path}.items", "names an item that is not scored"
        elif (score.low, score.high) != _reach(pack, score):
            yield path, "low and high are not what its items can reach"


def _reach(pack: Pack, score: Score) -> tuple[int, int]:
    lists = {item.id: pack.choices.get(item.answers, ()) for item in pack.items}
    points = [[option.score for option in lists[item]] or [0] for item in score.items]
    parts = len(points) if score.op is Op.MEAN else 1
    return sum(map(min, points)) // parts, sum(map(max, points)) // parts


def _outcome(pack: Pack) -> Iterator[Fault]:
    total = next((score for score in pack.scores if score.id == "total"), None)
    if total is None and (pack.bands or pack.positive.total_at_least is not None):
        yield "scores", "bands or a cut-off need a score called total"
    if (pack.positive.total_at_least is None) == (pack.positive.answers is None):
        yield "positive", "rests on a total or on answers, one of them"
    if pack.bands and pack.results:
        yield "results", "a pack has bands or results, not both"
    if total and total.op is Op.MEAN and pack.bands:
        yield "bands", "part whole totals, not means"
    elif total and pack.bands:
        edges = [total.low - 1, *(band.high for band in pack.bands)]
        starts = [band.low for band in pack.bands]
        if starts != [edge + 1 for edge in edges[:-1]] or edges[-1] != total.high:
            yield "bands", "do not part the range of the total without gap or overlap"
    if [result.when is None for result in pack.results] != _only_last(len(pack.results)):
        yield "results", "all but the last have a condition"


def _only_last(count: int) -> list[bool]:
    return [position == count - 1 for position in range(count)]


def _texts(pack: Pack) -> Iterator[Fault]:
    if set(pack.languages) != (set(pack.texts) if pack.rights.text_shipped else set()):
        yield "languages", "are not those of the texts that are shipped"
    lengths = {name: len(options) for name, options in pack.choices.items()}
    for language, text in pack.texts.items():
        if set(text.items) != {item.id for item in pack.items}:
            yield f"texts.{language}.items", "are not the items of the pack"
        if {name: len(options) for name, options in text.choices.items()} != lengths:
            yield f"texts.{language}.choices", "are not the choices of the pack"
