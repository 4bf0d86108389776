"""tinwatch that looks at how collecting goes five times a second; the arguments are tinwatch's."""

import tinwatch.covering
from tinwatch.cli import main

tinwatch.covering.STEP = 0.2
main()
