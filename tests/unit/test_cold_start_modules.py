"""What each handler loads at a cold start, in a fresh Python that has the built layers alone.

A package that the layers lack fails here and not on AWS; one that a handler does not need, and
makes each of its cold starts pay for, fails here too.
"""

import json
import subprocess

import pytest

from local.bench.layers import FUNCTIONS, Built, build

AWS = {"botocore", "dateutil", "jmespath", "six", "urllib3"}
EVERY_HANDLER = {"threshold", "aws_lambda_powertools", "typing_extensions", *AWS}
FORM = {"pydantic", "pydantic_core", "typing_inspection"}
PAGES = {"jinja2", "markupsafe"}
LOADED = dict.fromkeys(FUNCTIONS, EVERY_HANDLER) | {
    "apply": EVERY_HANDLER | FORM,
    "form": EVERY_HANDLER | PAGES,
    "console_pages": EVERY_HANDLER | PAGES,
}

# What checks a program's configuration when a layer is built, and the terminal's command.
NOT_ON_LAMBDA = ("threshold.program.schema", "threshold.program.compile", "threshold.cli")

FROM_LAYERS = """
import json, sys
files = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
print(json.dumps(sorted({name.split(".")[0] for name, file in files.items() if "Layer/" in file})))
"""
OF_FHIR = """
import sys
print(*(name for name in sys.modules if "fhir" in name))
"""
ALL_OF_THRESHOLD = f"""
import importlib, pkgutil, threshold
for module in pkgutil.walk_packages(threshold.__path__, "threshold."):
    if not module.name.startswith({NOT_ON_LAMBDA!r}):
        importlib.import_module(module.name)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("layers"))


def run(built: Built, function: str, then: str) -> str:
    command, environment = built.command(function, then), built.environment(function)
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_handler_loads_these_packages_of_the_layers_and_no_other(built, function):
    assert set(json.loads(run(built, function, FROM_LAYERS))) == LOADED[function]


def test_only_who_sends_fhir_pays_for_it(built):
    assert run(built, "apply", OF_FHIR).split() == []


def test_whatever_a_handler_may_load_later_is_in_the_layers(built):
    run(built, "verify", ALL_OF_THRESHOLD)
