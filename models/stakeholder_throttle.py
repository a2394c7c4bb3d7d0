import hashlib
import hmac
import secrets
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_address, ip_network

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.tools import SQL

HOUR = timedelta(hours=1)
WINDOW = timedelta(minutes=10)
PAUSE = timedelta(minutes=1)
TRIES = 5


class StakeholderThrottle(models.Model):
    """What a source did lately, without saying who the source is.

    The key is an HMAC with a salt that lives for a day: afterwards nobody can tell
    which address it was. Counted in the database, in transactions of their own, so
    that it holds over workers, restarts and failed requests.
    """

    _name = "stakeholder.throttle"
    _description = "Count of Requests from Outside"
    _log_access = False
    _rec_name = "kind"

    source = fields.Char(required=True)
    kind = fields.Char(required=True)
    at = fields.Datetime(required=True)

    _source_idx = models.Index("(source, kind, at)")

    @api.model
    def _allows(self, kind, address, limit, period=HOUR):
        """Count one ``kind`` of ``address``; whether it is within ``limit``.

        First written and committed, then counted, one of a source after the other: of
        those that come at once exactly ``limit`` are let through, whichever worker
        they meet.
        """
        with self._apart() as own:
            source = own._key(address)
            with own._in_turn(f"{kind} {source}"):
                own._add(source, kind)
                own.env.cr.commit()  # pylint: disable=invalid-commit
                return own._since(source, kind, period)[0] <= limit

    @api.model
    def _note_wrong(self, address):
        with self._apart() as own:
            own._add(own._key(address), "wrong")

    @api.model
    def _may_guess(self, address, delay, block):
        """Whether ``address`` may try a code now, by its wrong ones."""
        with self._apart() as own:
            source, now = own._key(address), fields.Datetime.now()
            blocked, last = own._since(source, "wrong", 2 * HOUR)
            if blocked >= block and now - last < HOUR:
                return False
            hasty, last = own._since(source, "wrong", WINDOW)
            return hasty < delay or now - last >= PAUSE

    @api.model
    def _forget(self):
        """Yesterday's salt and what was counted with it."""
        today = fields.Date.today()
        self.env.cr.execute(
            SQL("DELETE FROM stakeholder_throttle_salt WHERE date < %s", today)
        )
        before = fields.Datetime.now() - timedelta(days=1)
        self.env.cr.execute(
            SQL("DELETE FROM stakeholder_throttle WHERE at < %s", before)
        )

    # ------------------------------------------------------------
    # BELOW THE ORM: ITS OWN CURSOR
    # ------------------------------------------------------------

    @api.model
    def _apart(self):
        return _Apart(self)

    @contextmanager
    def _in_turn(self, name):
        """Nobody else inside under ``name``, over all workers, commits included."""
        cr = self.env.cr
        cr.execute(SQL("SELECT pg_advisory_lock(hashtextextended(%s, 0))", name))
        # What was committed while it waited is seen from here on.
        cr.commit()  # pylint: disable=invalid-commit
        try:
            yield
        finally:
            cr.rollback()
            cr.execute(SQL("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name))

    def _add(self, source, kind):
        self.env.cr.execute(
            SQL(
                "INSERT INTO stakeholder_throttle (source, kind, at) "
                "VALUES (%s, %s, %s)",
                source,
                kind,
                fields.Datetime.now(),
            )
        )

    def _since(self, source, kind, period):
        """(how many within ``period``, when the last one was)."""
        self.env.cr.execute(
            SQL(
                "SELECT count(*), max(at) FROM stakeholder_throttle "
                "WHERE source = %s AND kind = %s AND at > %s",
                source,
                kind,
                fields.Datetime.now() - period,
            )
        )
        return self.env.cr.fetchone()

    def _key(self, address):
        text = self._network(address)
        return hmac.new(
            self._salt().encode(), text.encode(), hashlib.sha256
        ).hexdigest()

    @api.model
    def _network(self, address):
        """One household has a whole /64 of IPv6; anything else counts as it is."""
        try:
            version = ip_address(address).version
        except ValueError:
            return address
        return (
            str(ip_network(f"{address}/64", strict=False)) if version == 6 else address
        )

    def _salt(self):
        """Today's, made by whoever comes first."""
        today = fields.Date.today()
        found = SQL("SELECT salt FROM stakeholder_throttle_salt WHERE date = %s", today)
        for _attempt in range(TRIES):
            try:
                self.env.cr.execute(found)
                if row := self.env.cr.fetchone():
                    return row[0]
                self.env.cr.execute(
                    SQL(
                        "INSERT INTO stakeholder_throttle_salt (date, salt) "
                        "VALUES (%s, %s) ON CONFLICT DO NOTHING",
                        today,
                        secrets.token_hex(32),
                    )
                )
                self.env.cr.commit()  # pylint: disable=invalid-commit
            except OperationalError:
                # Another worker made it at the same moment.
                self.env.cr.rollback()
        raise RuntimeError("no salt for today")


class StakeholderThrottleSalt(models.Model):
    """The secret of one day; destroyed with it."""

    _name = "stakeholder.throttle.salt"
    _description = "Salt of a Day"
    _log_access = False
    _rec_name = "date"

    date = fields.Date(required=True)
    salt = fields.Char(required=True)

    _date_uniq = models.UniqueIndex("(date)")


class _Apart:
    """The model on a cursor of its own that is committed at the end."""

    def __init__(self, model):
        self.model = model

    def __enter__(self):
        self.cursor = self.model.env.registry.cursor()
        return self.model.with_env(self.model.env(cr=self.cursor))

    def __exit__(self, kind, value, traceback):
        if not kind:
            self.cursor.commit()
        self.cursor.close()
