from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

PAGE = 40
# As often as a cell counts.
MOST = 99


class StakeholderCoverage(models.AbstractModel):
    """The matrix: units × lines, required, done, planned, remaining (U3.2)."""

    _name = "stakeholder.coverage"
    _description = "Coverage of Contacts"

    @api.model
    def get_matrix(self, options):
        """A page of the matrix.

        ``options``: ``party_class``, ``status``, ``day`` (ISO date or False), ``mine``,
        ``search``, ``offset``. What is shown is what the reader may read.
        """
        # Of communications everybody reads the talks with themselves (I2).
        self.env["stakeholder.communication.sheet"].check_access("read")
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        day = self._day(options, today)
        parties = self._parties(options, day)
        page = parties[options.get("offset") or 0 :][:PAGE]
        owed = self._owed(page, day, options)
        lines = self.env["stakeholder.cadence"].union(*(one.line for one in owed))
        cells = self._cells(page, owed, today)
        return {
            "day": str(day),
            "total": len(parties),
            "lines": [
                {
                    "id": line.id,
                    "name": line.name,
                    "period": line._period_label(day),
                    "note": line.note or "",
                }
                for line in lines.sorted(lambda one: (one.sequence, one.id))
            ],
            "rows": [
                {
                    "id": party.id,
                    "name": party.display_name,
                    "mechanism": self._mechanism(party),
                    "cells": {
                        line.id: cells.get((party.id, line.id), []) for line in lines
                    },
                }
                for party in page
            ],
        }

    @api.model
    def _mechanism(self, party):
        """The link to what was agreed with a unit about communication (X8), or ""."""
        own = party.sudo(False)
        field = own._fields["stakeholder_mechanism"]
        if not self.env.user.has_groups(field.groups):
            return ""
        return own.stakeholder_mechanism or ""

    @api.model
    def _owed(self, parties, day, options):
        # sudo: how often a unit was met is no secret to whoever sees the unit
        cadence = self.env["stakeholder.cadence"].sudo()
        return [
            one
            for one in cadence._coverage(parties.sudo(), day, most=MOST)
            if one.line.status == options.get("status", "active")
        ]

    @api.model
    def _cells(self, parties, owed, today):
        """{(party id, line id): its cells}."""
        planned = self._planned(parties)
        cells = {}
        for one in owed:
            cell = self._cell(one, today, planned)
            cells.setdefault((one.party.id, one.line.id), []).append(cell)
        return cells

    @api.model
    def _day(self, options, today):
        return fields.Date.to_date(options.get("day") or False) or today

    @api.model
    def _parties(self, options, day):
        """Whoever had the status that is looked at on ``day``, also if it is past."""
        domain = Domain("stakeholder_class", "=", options.get("party_class", "unit"))
        status = options.get("status", "active")
        domain &= self.env["res.partner"]._stakeholder_status_on(status, day)
        if options.get("mine"):
            domain &= Domain("stakeholder_user_id", "=", self.env.uid)
        if options.get("search"):
            domain &= Domain("complete_name", "ilike", options["search"])
        return self.env["res.partner"].search(domain, order="complete_name, id")

    @api.model
    def _planned(self, parties):
        """{(party, line, first day): how often somebody has it in the diary}."""
        # sudo: that something is planned is no secret
        rows = (
            self.env["stakeholder.contact.due"]
            .sudo()
            .search(
                Domain("partner_id", "in", parties.ids)
                & Domain("company_id", "=", self.env.company.id)
            )
        )
        return {row._key(): len(row._planned()) for row in rows}

    @api.model
    def _cell(self, one, today, planned):
        """One line of one unit: "1/2 · until …", and how it stands."""
        if one.is_free:
            state = "free"
        elif not one.remaining:
            state = "met"
        elif one.window.last < today:
            state = "missed"
        else:
            state = "planned" if planned.get(one.key) else "short"
        return {
            "done": one.done,
            "required": one.required,
            "planned": planned.get(one.key, 0),
            "remaining": one.remaining,
            "state": state,
            "until": format_date(self.env, one.window.last),
            "label": one.festival.name or "",
            "key": [
                one.line.id,
                one.party.id,
                str(one.window.first),
                one.festival.id,
            ],
        }
