"""Logs and metrics. Ids, kinds and places only: never what a person said, nor an error's text."""

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

logger = Logger(log_uncaught_exceptions=False)
metrics = Metrics(namespace="Threshold")


def begin() -> None:
    """Forget the intake that was worked on before; its id is not this work's."""
    logger.set_correlation_id(None)


def count(name: str) -> None:
    """Count one of something."""
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)


def log_failure(error: BaseException) -> None:
    """Log an error by its kind and the place it came from; its text could hold a value."""
    logger.error("failed", extra={"error": type(error).__name__, "where": place_of(error)})


def place_of(error: BaseException) -> str:
    """The function and line that an error came from."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    return f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}" if place else "unknown"
