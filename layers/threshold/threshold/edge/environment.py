"""The environment of a function, read when it is needed and checked when it is read."""

import os


class Misdeployed(Exception):
    """An environment variable that the function needs is not set. Names the variable."""


def setting(name: str) -> str:
    """The value of an environment variable.

    Raises:
        Misdeployed: it is not set, or empty.
    """
    value = os.environ.get(name)
    if not value:
        raise Misdeployed(f"the environment lacks {name}")
    return value
