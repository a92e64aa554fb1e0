"""Answers nothing yet."""


def handler(event: object, context: object) -> dict[str, object]:
    return {}
