"""A server as a centre runs it: ``python process_server.py --workers 2 …``"""

import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
