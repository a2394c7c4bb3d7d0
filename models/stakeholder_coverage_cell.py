from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .stakeholder_coverage import MOST

# More than this nobody reads in a window; the list behind it shows them all.
SHOWN = 8


class StakeholderCoverage(models.AbstractModel):
    """One cell looked into: what counts, what is planned, and how to settle it."""

    _inherit = "stakeholder.coverage"

    # ------------------------------------------------------------
    # FOR THE WINDOW
    # ------------------------------------------------------------

    @api.model
    def get_cell(self, key, day):
        """What counts for a cell and what is planned; as far as one may read it.

        ``key``: [line, party, first day, festival] and ``day``, as ``get_matrix`` gives
        them.
        """
        one = self._owed_of(key, day)
        counted, met = self._met(one)
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        return {
            "party": one.party.display_name,
            "line": one.line.name,
            "note": one.line.note or "",
            # U3.2: cited where contact is day to day
            "has_mechanism": one.line.period == "day",
            "mechanism": self._mechanism(one.party),
            "festival": one.festival.name or "",
            "from": format_date(self.env, one.window.first),
            "until": format_date(self.env, one.window.last),
            "done": one.done,
            "required": one.required,
            "remaining": one.remaining,
            "is_over": one.window.last < today,
            "is_verification": one.line.what == "verification",
            "model": met._name,
            "met": [self._met_row(record) for record in met[:SHOWN]],
            "hidden": len(counted) - len(met),
            "planned": self._planned_rows(one),
        }

    @api.model
    def _met_row(self, record):
        """One contact or confirmation that counts, in a line."""
        is_talk = record._name == "stakeholder.communication"
        return {
            "id": record.id,
            "date": format_date(self.env, record.date),
            "who": record.our_people if is_talk else record.user_id.name,
            "whom": record.their_people or "" if is_talk else "",
            "what": record.summary if is_talk else record.changes or "",
        }

    @api.model
    def _planned_rows(self, one):
        # sudo: who has it in the diary for when is no secret, what they wrote is
        planned = self._due_of(one).sudo()._planned().sorted("date_deadline")
        return [
            {
                "id": activity.id,
                "user": activity.user_id.name,
                "date": format_date(self.env, activity.date_deadline),
                "is_mine": activity.user_id == self.env.user,
            }
            for activity in planned
        ]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.model
    def action_met(self, key, day):
        """The list of what counts."""
        one = self._owed_of(key, day)
        _counted, met = self._met(one)
        return {
            "type": "ir.actions.act_window",
            "name": f"{one.party.display_name} · {one.line.name}",
            "res_model": met._name,
            "views": [[False, "list"], [False, "form"]][
                : 1 if one.line.what == "verification" else 2
            ],
            "domain": [("id", "in", met.ids)],
            "context": self._record_context(one),
        }

    @api.model
    def action_record(self, key, day):
        """It took place: the record of it, filled in as far as is known."""
        one = self._owed_of(key, day)
        if one.line.what == "verification":
            return one.party.sudo(False).action_stakeholder_verify()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a Contact"),
            "res_model": "stakeholder.communication",
            "views": [[False, "form"]],
            "context": self._record_context(one),
        }

    @api.model
    def action_plan(self, key, day):
        """Choose a day and a person; what is owed is kept until it took place."""
        one = self._owed_of(key, day)
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        if one.window.last < today:
            raise UserError(
                self.env._(
                    "%(party)s: the time for “%(line)s” ended on %(date)s. Plan it in "
                    "the period that runs now.",
                    party=one.party.display_name,
                    line=one.line.name,
                    date=format_date(self.env, one.window.last),
                )
            )
        if not one.remaining:
            # Nothing is owed: a visit more is an activity of the party.
            return self._plan_on(one.party.sudo(False), one, today)
        due = self._due_of(one)
        if not due:
            # sudo: rows follow from the lines; this one is planned before its time
            due = self.env["stakeholder.contact.due"].sudo()
            due = due._add(due._rows_values([one])).sudo(False)
        return due.action_plan()

    @api.model
    def _plan_on(self, party, one, today):
        due = self.env["stakeholder.contact.due"]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Put in the Diary"),
            "res_model": "mail.activity.schedule",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "active_model": party._name,
                "active_ids": party.ids,
                "default_activity_type_id": due._planned_type().id,
                "default_summary": one.line.name,
                "default_activity_user_id": self.env.uid,
                "default_date_deadline": str(today),
            },
        }

    # ------------------------------------------------------------
    # WHICH CELL IT IS
    # ------------------------------------------------------------

    @api.model
    def _owed_of(self, key, day):
        """The Owed of a cell, counted anew; refused to whoever may not see it."""
        # Of communications everybody reads the talks with themselves (I2).
        self.env["stakeholder.communication.sheet"].check_access("read")
        line_id, party_id, first, festival_id = key
        party = self.env["res.partner"].browse(party_id)
        party.check_access("read")
        wanted = (line_id, party_id, fields.Date.to_date(first), festival_id)
        # sudo: how often a unit was met is no secret to whoever sees the unit
        cadence = self.env["stakeholder.cadence"].sudo()
        moment = fields.Date.to_date(day)
        for one in cadence._coverage(party.sudo(), moment, most=MOST):
            if one.key == wanted:
                return one
        raise UserError(
            self.env._(
                "%s: this is not asked any more; its agreement or the line has "
                "changed. Open the coverage again.",
                party.display_name,
            )
        )

    @api.model
    def _met(self, one):
        """(all records that count, those of them the reader may read), new first."""
        met = one.line._met_by(one).sudo(False)
        if not met.has_access("read"):
            return met, met.browse()
        return met, met._filtered_access("read")

    @api.model
    def _due_of(self, one):
        due = self.env["stakeholder.contact.due"]
        rows = due._rows(one.party).filtered(lambda row: row._is_row_of(one))
        return rows.sorted(lambda row: row.date_start != one.window.first)[:1]

    @api.model
    def _record_context(self, one):
        return one.line._contact_of(one.party, one.festival)
