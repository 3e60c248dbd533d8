"""`python -m adisteme`: the same as the command `adisteme`."""

import sys

from adisteme.cli import main

sys.exit(main())
