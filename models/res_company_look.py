import json
from contextlib import suppress

from psycopg2 import OperationalError

from odoo import fields, models
from odoo.tools import SQL


class ResCompany(models.Model):
    """How far the nightly look at contacts owed has come in a centre.

    A night may be too short for all parties: the next run goes on behind the last one
    looked at, and comes round to where it began. Empty: the look is over.
    """

    _inherit = "res.company"

    # {"day": of the look, "start": the id it began behind, "at": the last one}
    stakeholder_look = fields.Json("Look at Contacts Owed", prefetch=False, copy=False)
    # The units no rating form could be made for in the last run: they come last.
    stakeholder_unasked = fields.Json("Not Asked to Rate", prefetch=False, copy=False)

    def _stakeholder_begin_look(self, today):
        """The centres that are still to be looked at today; a broken look goes on."""
        day = str(today)
        marks = {company: company.stakeholder_look for company in self}
        if any(mark and mark["day"] == day for mark in marks.values()):
            return self.filtered("stakeholder_look")
        for company, mark in marks.items():
            last = mark["at"] if mark else 0
            company._stakeholder_mark({"day": day, "start": last, "at": last})
        return self

    def _stakeholder_left(self, ids):
        """Those of the sorted ``ids`` that are still to come, in their order."""
        mark = self.stakeholder_look or {"start": 0, "at": 0}
        start, last = mark["start"], mark["at"]
        behind = [one for one in ids if one > start]
        before = [one for one in ids if one <= start]
        if last > start:
            behind = [one for one in behind if one > last]
        elif last < start:
            behind, before = [], [one for one in before if one > last]
        return behind + before

    def _stakeholder_looked_at(self, last):
        if mark := self.stakeholder_look:
            self._stakeholder_mark({**mark, "at": last})

    def _stakeholder_mark(self, mark, name="stakeholder_look"):
        """Past the ORM: nobody edited the centre, its date of change stays.

        Beside another run the mark of the first one stands.
        """
        with suppress(OperationalError), self.env.cr.savepoint():
            self.env.execute_query(
                SQL(
                    "UPDATE res_company SET %s = %s::jsonb WHERE id = %s",
                    SQL.identifier(name),
                    json.dumps(mark) if mark else None,
                    self.id,
                )
            )
        self.invalidate_recordset([name], flush=False)
