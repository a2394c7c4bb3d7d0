"""Odoo's command line, as a file that a server with workers can start again."""

import sys
from pathlib import Path

# Nothing beside this file is to be found by a name of Odoo or a library.
sys.path = [folder for folder in sys.path if folder != str(Path(__file__).parent)]

import odoo.cli  # noqa: E402

odoo.cli.main()
