import json

from odoo import api, fields, models

# What leaves a row on the trail and changes nothing that a form shows.
HARMLESS = ("printed", "exported", "identity_opened", "action_set")


class StakeholderComplaint(models.Model):
    """The trail counts the versions, and knows who changed what.

    Whoever saves at the same moment collides on its head, is tried again and then sees
    the other's row.
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
            self._refuse_unversioned()
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
            names = {
                name for row in newer for name in json.loads(row.data).get("fields", [])
            }
            self._refuse_overwriting(
                ", ".join(dict.fromkeys(newer.mapped("actor_login"))),
                max(newer.mapped("at")),
                sorted(names),
                newer[-1:].event_label,
            )
        return vals
