from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

# Set by filing alone.
FILING = {"state", "signed_by_id", "date_filed", "addendum", "must_file"}


class StakeholderCommunication(models.Model):
    """What must be on file: after a work report and an emergency each, else monthly."""

    _inherit = "stakeholder.communication"

    state = fields.Selection(
        [("draft", "Noted"), ("filed", "Filed")],
        "Filing",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    must_file = fields.Boolean(
        "Has to Be Filed",
        compute="_compute_must_file",
        store=True,
        precompute=True,
        help="A work report and an emergency have a record of their own; everyday "
        "contacts come together in a monthly sheet.",
    )
    sheet_id = fields.Many2one(
        "stakeholder.communication.sheet",
        "Monthly Sheet",
        index="btree_not_null",
        copy=False,
        ondelete="set null",
    )
    signed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_filed = fields.Date("Filed On", readonly=True, copy=False)
    addendum = fields.Text("Added Later", readonly=True, copy=False)

    @api.depends("channel_id")
    def _compute_must_file(self):
        for record in self:
            record.must_file = record.channel_id.code in ("work_report", "emergency")

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records.filtered(lambda one: one.channel_id.code == "emergency")._owe_record()
        return records

    def write(self, vals):
        if not self.env.su:
            closed = self.filtered(lambda one: one.state == "filed")
            if closed:
                raise UserError(
                    self.env._(
                        "“%s” is filed and stays as it is. Use “Add Something”.",
                        closed[0].summary,
                    )
                )
            vals = {name: vals[name] for name in vals if name not in FILING}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_noted(self):
        for record in self.filtered(lambda one: one.state == "filed"):
            raise UserError(
                self.env._("“%s” is filed and stays on record.", record.summary)
            )

    def _owe_record(self):
        """An emergency is an open duty until its record is filed (U3.3)."""
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        # sudo: the duty follows from the contact, whoever writes it down
        self.env["stakeholder.action"].sudo().create(
            [
                {
                    "name": self.env._("File the record: %s", record.summary)[:200],
                    "kind": "filing",
                    "user_id": record.user_id.id,
                    "author_id": record.user_id.id,
                    "communication_id": record.id,
                    "partner_id": record.partner_id.id,
                    "company_id": record.company_id.id,
                    "date_due": policy.calendar_id._stakeholder_add_days(
                        record.date, policy.emergency_record_days
                    ),
                }
                for record in self
            ]
        )

    def action_file(self):
        """Signed by whoever wrote it; from now on only an addendum changes it."""
        self.check_access("write")
        for record in self:
            record._check_complete()
        self._filed()

    def _check_complete(self):
        if not (self.said or "").strip():
            raise UserError(
                self.env._("“%s”: write down what was said first.", self.summary)
            )
        is_report = self.channel_id.code == "work_report"
        if is_report and not self.attachment_ids and not (self.needs or "").strip():
            raise UserError(
                self.env._(
                    "“%s” is a work report: attach the work summary, or write it down.",
                    self.summary,
                )
            )

    def _filed(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        # sudo: filing is closed to typing
        own = self.sudo()
        own.write({"state": "filed", "signed_by_id": self.env.uid, "date_filed": today})
        owed = own.action_ids.filtered(
            lambda one: one.kind == "filing" and one.state == "open"
        )
        owed._settle({"state": "done", "date_done": today, "done_by_id": self.env.uid})

    def _add(self, text):
        """A filed record is changed by an addendum, with who and when."""
        self.check_access("read")
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        line = f"{format_date(self.env, today)} {self.env.user.name}: {text}"
        # sudo: the words themselves stay closed
        for record in self.sudo():
            record.addendum = "\n".join(filter(None, (record.addendum, line)))

    def action_collect(self):
        """The ticked everyday contacts into one sheet a unit and month (U3.3)."""
        sheets = self.env["stakeholder.communication.sheet"]
        months = self.grouped(lambda one: one.date.replace(day=1))
        for month, found in months.items():
            sheets |= sheets._collect(found.partner_id, month)
        if not sheets:
            raise UserError(
                self.env._(
                    "There is nothing to collect: only everyday contacts that are in "
                    "no sheet yet."
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_communication_sheet_action"
        )
        return {**action, "domain": [("id", "in", sheets.ids)]}

    def action_print(self):
        report = self.env.ref("stakeholder_relations.action_report_communication")
        return report.report_action(self)
