from odoo import api, fields, models


class StakeholderCommunication(models.Model):
    """Who reads it, in own columns: the writer, whoever is responsible, the head (X6).

    With a unit: its responsible user, the head of the writer's department, and by
    further rules the department and the management. A talk with staff: the two sides
    and the manager. A contact with a recipient: the case team, nobody else.
    """

    _inherit = "stakeholder.communication"

    user_id = fields.Many2one(
        "res.users",
        "Written By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_readers",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    party_user_id = fields.Many2one(
        "res.users",
        "Responsible There",
        compute="_compute_readers",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    head_user_id = fields.Many2one(
        "res.users",
        "Head",
        compute="_compute_readers",
        store=True,
        precompute=True,
        index="btree_not_null",
    )

    @api.depends("user_id", "partner_id", "kind", "company_id")
    def _compute_readers(self):
        # sudo: the organisation and the case are read to give access, not shown
        own = self.sudo()
        employees = self.env["hr.employee"].sudo()
        users = own.user_id | own.partner_id.user_ids
        by_user = employees.search([("user_id", "in", users.ids)]).grouped("user_id")
        recipients = self._recipients_by_party()
        for record in own:
            writer = by_user.get(record.user_id, employees)[:1]
            record.department_id = writer.department_id
            if record.kind == "recipient":
                case = recipients.get((record.partner_id, record.company_id))
                record.party_user_id = case and case.user_id
                record.head_user_id = case and case.supervisor_id
            elif record.kind == "staff":
                other = by_user.get(record.partner_id.user_ids[:1], employees)[:1]
                record.party_user_id = record.partner_id.user_ids[:1]
                record.head_user_id = other.parent_id.user_id
            else:
                party = record.with_company(record.company_id).partner_id
                record.party_user_id = party.stakeholder_user_id
                record.head_user_id = writer.department_id.manager_id.user_id

    def _recipients_by_party(self):
        # sudo: whose case it is decides who reads
        found = (
            self.env["stakeholder.recipient"]
            .sudo()
            .search([("partner_id", "in", self.partner_id.ids)])
        )
        return {(one.partner_id, one.company_id): one for one in found}

    @api.model_create_multi
    def create(self, vals_list):
        # Nobody writes in another's name.
        if not self.env.su:
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        records = super().create(vals_list)
        records._hold_files()
        return records

    def write(self, vals):
        if not self.env.su and "user_id" in vals:
            vals = {name: value for name, value in vals.items() if name != "user_id"}
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._hold_files()
        return result

    def _hold_files(self):
        """Files are read by whoever reads the record; nobody slips in another's."""
        for record in self.filtered("attachment_ids"):
            loose = record.attachment_ids.filtered(
                lambda one, record=record: (
                    (one.res_model, one.res_id) != (record._name, record.id)
                )
            )
            loose.check_access("write")
            loose.write({"res_model": self._name, "res_id": record.id})

    # ------------------------------------------------------------
    # ITS PROMISES
    # ------------------------------------------------------------

    reader_ids = fields.Many2many(
        "res.users", string="May Read", compute="_compute_reader_ids"
    )
    denied_ids = fields.Many2many(
        "res.users", string="Shut Out", compute="_compute_denied_ids"
    )

    @api.depends("user_id", "party_user_id", "head_user_id")
    def _compute_reader_ids(self):
        """Named people alone; a promise made here is read by them (X6)."""
        for record in self:
            users = record.user_id | record.party_user_id | record.head_user_id
            record.reader_ids = users

    def _compute_denied_ids(self):
        self.denied_ids = False

    def _action_readers(self):
        """Who reads a promise made here, beside whoever has to keep it."""
        readers = self.reader_ids
        if self.kind == "party":
            policy = self.env["stakeholder.policy"]._current(self.company_id)
            readers |= policy._directors()
        return readers

    def _action_added(self, action):
        self.check_access("write")
