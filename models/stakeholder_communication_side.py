from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class StakeholderCommunication(models.Model):
    """A talk with staff is read by both sides and their managers (I2, X6).

    The other side and its manager stand in columns of their own. Ours may be several:
    kept for talks with staff alone, so that the question stays a small one.
    """

    _inherit = "stakeholder.communication"

    side_user_ids = fields.Many2many(
        "res.users",
        "stakeholder_communication_side_rel",
        string="Read on Our Side",
        readonly=True,
        copy=False,
    )
    is_on_side = fields.Boolean(
        "On Our Side", compute="_compute_is_on_side", search="_search_is_on_side"
    )

    # So that whoever asks for their talks does not look through all contacts.
    _staff_idx = models.Index("(partner_id) WHERE kind = 'staff'")

    @api.depends("side_user_ids")
    @api.depends_context("uid")
    def _compute_is_on_side(self):
        for talk in self:
            # sudo: asked by the rule that decides who reads
            talk.is_on_side = self.env.user in talk.sudo().side_user_ids

    def _search_is_on_side(self, operator, value):
        """Asked once a query; a path to many would be asked of every record."""
        if operator not in ("in", "not in"):
            return NotImplemented
        side = self._fields["side_user_ids"]
        mine = SQL(
            "(SELECT %s FROM %s WHERE %s = %s)",
            *(SQL.identifier(name) for name in (side.column1, side.relation)),
            *(SQL.identifier(side.column2), self.env.uid),
        )
        positive = (operator == "in") == (True in value)
        return Domain("id", "in" if positive else "not in", mine)

    def _work_out_side(self):
        """Who was there on our side, with their managers, as far as they work here."""
        # sudo: who may read is worked out for everybody, whoever writes
        own = self.sudo()
        talks = own.filtered(lambda one: one.kind == "staff")
        staff = own.env["hr.employee"].search(
            Domain("work_contact_id", "in", talks.our_ids.ids)
        )
        gone = talks.our_ids.user_ids.filtered("stakeholder_has_left")
        for talk in own:
            people = talk.our_ids if talk in talks else talk.our_ids.browse()
            employees = staff.filtered(
                lambda one, people=people, company=talk.company_id: (
                    one.work_contact_id in people and one.company_id == company
                )
            )
            readers = people.user_ids - gone
            for employee in employees:
                readers |= self._manager_of(employee)
            if readers != talk.side_user_ids:
                talk.side_user_ids = readers

    @api.model
    def _follow_side(self, contacts):
        """Somebody of ours got another manager or log-in, or left."""
        # sudo: readers follow whoever changed what they come from
        talks = self.sudo().search(
            Domain("kind", "=", "staff") & Domain("our_ids", "in", contacts.ids)
        )
        talks._work_out_side()
