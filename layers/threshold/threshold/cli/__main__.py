"""`python -m threshold.cli`: the same as `threshold`."""

import sys

from threshold.cli import main

sys.exit(main())
