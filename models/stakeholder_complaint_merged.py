from odoo import fields, models
from odoo.exceptions import UserError

from .stakeholder_complaint import ENDED


class StakeholderComplaint(models.Model):
    """Handed in twice: one goes on, for both complainants (C3.1, C5.3)."""

    _inherit = "stakeholder.complaint"

    merged_into_id = fields.Many2one(
        "stakeholder.complaint",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    duplicate_ids = fields.One2many(
        "stakeholder.complaint", "merged_into_id", "Merged into This One"
    )

    def _merge_into(self, main):
        """Handed in twice: this one ends in ``main``, with the earlier receipt.

        Words, files and name stay where they are.
        """
        (self | main)._check_decider()
        if self == main or (self | main).filtered(lambda one: one.state in ENDED):
            raise UserError(
                self.env._(
                    "%s: choose another one that is still open to merge it into.",
                    self.name,
                )
            )
        if carried := self._carried_into(main):
            main._step("changed", carried)
        main._step("merged_in", {"date_noticed": False, "needs_follow_up": True})
        vals = {"state": "merged", "merged_into_id": main.id}
        self._step("merged", {**vals, "date_closed": self._today()})
        self.env["stakeholder.trail.seal"]._seal(self, "close")

    def _carried_into(self, main):
        """What ``main`` takes over: merging makes no case lighter than it was.

        Whom the complainant shut out of this one is shut out there; harm is handled,
        and a unit is answered and handled within its term.
        """
        carried = {}
        for name in ("respondent_ids", "withheld_ids"):
            if missing := self[name] - main[name]:
                carried[name] = [(4, one.id) for one in missing]
        for name in ("is_confidential", "alleges_harm"):
            if self[name] and not main[name]:
                carried[name] = True
        if self.place_id and not main.place_id:
            carried["place_id"] = self.place_id.id
        if self.party_class == "unit" != main.party_class:
            carried["party_class"] = "unit"
        if self.received_at < main.received_at:
            carried["received_at"] = self.received_at
        return carried

    def _with_duplicates(self):
        """This one and all that ended in it, however often they were merged."""
        # sudo: what was merged into it counts, whoever reads the parts
        found = fresh = self.sudo()
        while fresh := fresh.duplicate_ids - found:
            found |= fresh
        return found

    def _course_told(self):
        """The case whose course whoever handed this one in is told (C3.1).

        Where it ended in another one, that one; not if its complainant asked for
        secrecy: what is written to them is for them alone (C5.2, C5.4).
        """
        course = self
        while course.merged_into_id:
            course = course.merged_into_id
        return self if course.is_confidential or course.withheld_ids else course
