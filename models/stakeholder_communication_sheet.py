from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.periods import period
from .stakeholder_duty_mixin import DAY_LIMIT

OFFICER = "stakeholder_relations.stakeholder_group_officer"


class StakeholderCommunicationSheet(models.Model):
    """The everyday contacts with one unit in one month, signed once (U3.3).

    Before it is signed it shows what there is; signing closes each line.
    """

    _name = "stakeholder.communication.sheet"
    _description = "Monthly Communication Sheet"
    _order = "month DESC, id DESC"

    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Unit",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("stakeholder_class", "!=", False)],
    )
    month = fields.Date(required=True)
    addendum = fields.Integer(
        "Addendum No.",
        readonly=True,
        copy=False,
        aggregator=None,
        help="What was recorded after the sheet of the month was signed.",
    )
    party_user_id = fields.Many2one(
        "res.users", "Responsible", readonly=True, index=True
    )
    note = fields.Text("Remarks on Review")
    state = fields.Selection(
        [("draft", "Not Signed"), ("signed", "Signature Given")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    signed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_signed = fields.Date("Date of Signature", readonly=True, copy=False)

    _month_uniq = models.UniqueIndex(
        "(company_id, partner_id, month, addendum)",
        "There is a sheet of this unit and month already. Open that one.",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("partner_id", "month", "addendum")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for sheet in self:
            words = [sheet.partner_id.name, sheet.month and f"{sheet.month:%Y-%m}"]
            if sheet.addendum:
                words.append(self.env._("(Addendum %s)", sheet.addendum))
            sheet.display_name = " ".join(filter(None, words))

    # ------------------------------------------------------------
    # CREATE AND WRITE
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            day = fields.Date.to_date(vals.get("month"))
            if day:
                vals["month"] = day.replace(day=1)
            if not self.env.su:
                vals |= {"state": "draft", "signed_by_id": False, "date_signed": False}
        sheets = super().create(self._numbered(vals_list))
        sheets._follow_responsible()
        return sheets

    def write(self, vals):
        if not self.env.su:
            if set(vals) - {"note"}:
                raise AccessError(
                    self.env._("Of a monthly sheet only the remarks are written.")
                )
            for sheet in self.filtered(lambda one: one.state == "signed"):
                raise UserError(
                    self.env._("%s is signed and stays.", sheet.display_name)
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unsigned_only(self):
        for sheet in self.filtered(lambda one: one.state == "signed"):
            raise UserError(self.env._("%s is signed and stays.", sheet.display_name))

    def _follow_responsible(self):
        """The on-site lead of the unit reads and signs."""
        for sheet in self:
            # sudo: worked out, not typed
            unit = sheet.sudo().with_company(sheet.company_id).partner_id
            sheet.sudo().party_user_id = unit.stakeholder_user_id

    # ------------------------------------------------------------
    # SIGNING
    # ------------------------------------------------------------

    def action_sign(self):
        for sheet in self:
            sheet._check_may_sign()
            lines = sheet._all_lines()
            if not lines:
                raise UserError(
                    self.env._(
                        "%s has no contact on it: there is nothing to sign. Delete it.",
                        sheet.display_name,
                    )
                )
            today = lines[0]._today()
            if today <= period("month", sheet.month).last:
                raise UserError(
                    self.env._(
                        "%s: the month is not over yet. Sign it afterwards.",
                        sheet.display_name,
                    )
                )
            for line in lines:
                line._close(today, sheet)
            # sudo: the course is closed to typing
            sheet.sudo().write(
                {
                    "state": "signed",
                    "signed_by_id": self.env.uid,
                    "date_signed": today,
                }
            )

    def _check_may_sign(self):
        self.check_access("read")
        if self.state == "signed":
            raise UserError(self.env._("%s is signed already.", self.display_name))
        user = self.env.user
        if user != self.party_user_id and not user.has_group(OFFICER):
            raise AccessError(
                self.env._(
                    "%s is signed by whoever is responsible for the unit, or by a "
                    "department officer.",
                    self.display_name,
                )
            )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def action_collect(self):
        """The sheets of all months that are over, as far as one reads the contacts."""
        today = self.env["stakeholder.communication"]._centre_today()
        sheets = self._collect(self._open_domain(today))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_communication_sheet_action"
        )
        return {**action, "domain": [("id", "in", sheets.ids)], "context": {}}

    @api.model
    def _open_domain(self, today):
        """Contacts of months gone by that are on no signed sheet."""
        return (
            Domain("company_id", "=", self.env.company.id)
            & Domain("date", "<", period("month", today).first)
            & Domain("filing", "=", "monthly")
            & Domain("state", "=", "draft")
        )

    @api.model
    def _collect(self, domain):
        """The sheets of the contacts in ``domain``; missing ones are made."""
        wanted = self._months_of(domain)
        if not wanted:
            return self.browse()
        # sudo: one sheet a month waits for its signature, whoever made it first
        known = self.sudo().search(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "in", [partner_id for partner_id, _month in wanted]),
                ("month", ">=", min(month for _partner_id, month in wanted)),
                ("state", "=", "draft"),
            ]
        )
        by_key = {(one.partner_id.id, one.month): one for one in known}
        missing = [key for key in wanted if key not in by_key]
        new = self._make(missing) if missing else self.browse()
        found = known.filtered(lambda one: (one.partner_id.id, one.month) in wanted)
        return new | found.sudo(False)._filtered_access("read")

    @api.model
    def _months_of(self, domain):
        """[(id of the party, month)] of the contacts in ``domain``."""
        groups = self.env["stakeholder.communication"]._read_group(
            domain, ["partner_id", "date:month"]
        )
        return [(party.id, fields.Date.to_date(month)) for party, month in groups]

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """Months that are over and not signed, for whoever is responsible."""
        today = self.env["stakeholder.communication"]._centre_today()
        groups = self.env["stakeholder.communication"]._read_group(
            self._open_domain(today) & Domain("party_user_id", "in", users.ids),
            ["partner_id", "date:month", "party_user_id"],
            order="date:month",
            limit=limit,
        )
        what = self.env._("Review and sign the contacts of %s")
        return [
            {
                "model": "res.partner",
                "id": partner.id,
                "title": partner.display_name,
                "what": what % f"{month:%Y-%m}",
                "date": fields.Date.to_date(month) + relativedelta(months=1),
                "kind": "communication",
                "user_id": user.id,
                "button": {
                    "name": "stakeholder_open_sheets",
                    "label": self.env._("Review and Sign"),
                },
                # The sheet may not be there yet: the button finds or makes it.
                "is_direct": True,
            }
            for partner, month, user in groups
        ]
