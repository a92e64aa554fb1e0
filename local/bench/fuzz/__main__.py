"""Damages answers for a while and says what the reader made of them and must not have."""

import argparse
import sys

from local.bench.fuzz.campaign import campaign


def main() -> int:
    """0 where no fault was found."""
    parser = argparse.ArgumentParser("python -m local.bench.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--first", type=int, default=0, help="the first case's number")
    asked = parser.parse_args()
    done = campaign(asked.seconds, asked.first)
    for case, faults in done.faults.items():
        print(f"case {case}: {'; '.join(faults)}")
    print(f"{done.cases:,} cases, {len(done.faults)} with a fault")
    return 1 if done.faults else 0


if __name__ == "__main__":
    sys.exit(main())
