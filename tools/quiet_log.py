"""What somebody wrote stays out of the server's log when a query fails."""

import logging

OURS = "stakeholder"


class WithoutRows(logging.Filter):
    """Core logs a failed query with all values, even one that is tried again.

    Two people who save at once are enough. Which tables and which error is kept.
    """

    def filter(self, record):
        if record.levelno >= logging.ERROR and OURS in record.getMessage():
            *_others, error = record.args or (None,)
            code = getattr(error, "pgcode", None)
            record.msg = "query on a table of public relations failed: %s %s"
            record.args = (type(error).__name__, code)
            record.exc_info = record.exc_text = None
        return True


def install():
    logger = logging.getLogger("odoo.sql_db")
    if not any(isinstance(one, WithoutRows) for one in logger.filters):
        logger.addFilter(WithoutRows())
