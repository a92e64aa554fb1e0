"""Takes out of the dependencies what no function uses: each megabyte costs cold start.

python3 prune.py LAYER: keeps the descriptions of the AWS services used, and the licences beside
the packages.
"""

import shutil
import sys
from pathlib import Path

SERVICES = {
    *("cloudwatch", "dynamodb", "events", "kms", "secretsmanager", "sesv2", "sns", "sqs", "sts"),
}
COUNTRY = "united_states"
LICENCES = ("LICENSE*", "NOTICE*", "licenses/*")
READS_ITS_OWN_METADATA = ("holidays-",)
NEVER_IMPORTED = ("bin", "aws_lambda_powertools/event_handler/openapi/swagger_ui")


def keep_services(data: Path) -> None:
    """Leave the services used, and the files about no service in particular."""
    for entry in data.iterdir():
        if entry.is_dir() and entry.name not in SERVICES:
            shutil.rmtree(entry)


def keep_licences(packages: Path, licences: Path) -> None:
    """Move each distribution's licences aside; drop the rest of its metadata, which few look at."""
    for metadata in packages.glob("*.dist-info"):
        folder = licences / metadata.stem
        folder.mkdir(parents=True)
        for pattern in LICENCES:
            for file in metadata.glob(pattern):
                shutil.move(file, folder)
        if not metadata.name.startswith(READS_ITS_OWN_METADATA):
            shutil.rmtree(metadata)


def keep_country(holidays: Path) -> None:
    """Leave the holidays of one country; the package loads all of them for any one."""
    for module in holidays.glob("countries/*.py"):
        if module.stem == "__init__":
            module.write_text("")
        elif module.stem != COUNTRY:
            module.unlink()
    for folder in ("financial", "locale"):
        shutil.rmtree(holidays / folder, ignore_errors=True)


def prune(layer: Path) -> None:
    """Prune the packages in LAYER/python."""
    packages = layer / "python"
    keep_services(packages / "botocore/data")
    keep_country(packages / "holidays")
    keep_licences(packages, layer / "licences")
    for name in NEVER_IMPORTED:
        shutil.rmtree(packages / name)
    for stub in packages.rglob("*.pyi"):
        stub.unlink()


if __name__ == "__main__":
    prune(Path(sys.argv[1]))
