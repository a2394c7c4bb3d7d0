import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

# What leaves a row on the trail and changes nothing that a form shows.
HARMLESS = ("printed", "exported", "identity_opened", "action_set")


class StakeholderComplaint(models.Model):
    """Two people who save at once: the second is told what the first one changed.

    The trail counts the versions. A change by hand says which one it was made on; the
    form does so by itself (``edit_version.esm.js``). Whoever saves at the same moment
    collides on the head of the trail, is tried again and then sees the other's row.
    """

    _inherit = "stakeholder.complaint"

    edit_version = fields.Integer("Version", compute="_compute_edit_version")

    @api.depends("trail_seq")
    def _compute_edit_version(self):
        for complaint in self:
            complaint.edit_version = complaint.trail_seq

    def _check_version(self, vals):
        """``vals`` without the version; raises where somebody else was faster."""
        seen = vals.get("edit_version")
        vals = {name: value for name, value in vals.items() if name != "edit_version"}
        if all(self._is_chatter(name) for name in vals):
            return vals
        if seen is None:
            raise UserError(
                self.env._(
                    "%s: this change does not say which version it was made on, so "
                    "it might undo somebody else's. Open the record and change it "
                    "there.",
                    ", ".join(self.mapped("name")),
                )
            )
        # sudo: what was changed since is told to whoever may write here
        newer = self.env["stakeholder.complaint.trail"].sudo()
        newer = newer.search(
            [
                ("complaint_id", "in", self.ids),
                ("seq", ">", seen),
                ("event", "not in", HARMLESS),
            ]
        )
        if newer:
            self._refuse_overwriting(newer)
        return vals

    def _refuse_overwriting(self, rows):
        names = {
            name for row in rows for name in json.loads(row.data).get("fields", [])
        }
        labels = [
            self._fields[name]._description_string(self.env)
            for name in sorted(names)
            if name in self._fields
        ]
        raise UserError(
            self.env._(
                "%(number)s was changed by %(people)s at %(time)s while you had it "
                "open: %(fields)s. Nothing of yours was saved. Copy what you wrote, "
                "reload the record and enter it there.",
                number=", ".join(self.mapped("name")),
                people=", ".join(dict.fromkeys(rows.mapped("actor_login"))),
                time=format_datetime(self.env, max(rows.mapped("at"))),
                fields=", ".join(labels) or rows[-1:].event_label,
            )
        )
