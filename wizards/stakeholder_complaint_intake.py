from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import email_split

from ..models.stakeholder_complaint import COLLECTIONS, FORM_TYPES, NATURES
from ..models.stakeholder_option import PARTY_CLASSES, offered

# A way in (C2.1) usually says which box of the form to tick (C2.2).
COLLECTION_OF_WAY_IN = {
    "forum": "meeting",
    "form": "written",
    "oral": "oral",
    "phone": "phone",
    "post": "written",
    "email": "written",
    "wechat": "wechat",
}
COMPLAINT_NATURES = ("complaint", "appeal", "dissatisfied")
# What goes over to the complaint as it stands.
PASSED_ON = (
    "form_type",
    "nature",
    "date_form",
    "collection",
    "party_class",
    "complainant_name",
    "complainant_contact",
    "received_at",
    "topic",
    "statement",
    "date_statement",
    "is_confidential",
    "alleges_harm",
)


class StakeholderComplaintIntake(models.TransientModel):
    """The paper form on screen for whoever receives an opinion or complaint (C3.2).

    Saving hands it over and deletes what was typed here; the receipt remains.
    """

    _name = "stakeholder.complaint.intake"
    _description = "Hand In an Opinion or Complaint"

    nature = fields.Selection(NATURES, required=True, default="complaint")
    form_type = fields.Selection(
        FORM_TYPES,
        required=True,
        compute="_compute_form_type",
        store=True,
        precompute=True,
        readonly=False,
    )
    date_form = fields.Date("Date of the Form", default=fields.Date.context_today)
    way_in_id = fields.Many2one(
        "stakeholder.option",
        domain=offered("way_in"),
        required=True,
    )
    collection = fields.Selection(
        COLLECTIONS,
        "Collection Method",
        required=True,
        compute="_compute_collection",
        store=True,
        precompute=True,
        readonly=False,
    )
    party_class = fields.Selection(PARTY_CLASSES, "Complainant's Class", required=True)
    complainant_name = fields.Char("Name", help="May be left empty.")
    complainant_contact = fields.Char("Contact", help="May be left empty.")
    received_at = fields.Datetime(
        "Received", required=True, default=fields.Datetime.now
    )
    topic = fields.Char()
    subject_id = fields.Many2one(
        "stakeholder.option",
        domain=offered("subject"),
    )
    statement = fields.Text(required=True)
    date_statement = fields.Date(
        "Date of the Statement", default=fields.Date.context_today
    )
    is_confidential = fields.Boolean("Strictly Confidential")
    respondent_ids = fields.Many2many(
        "res.partner",
        "stakeholder_complaint_intake_respondent_rel",
        string="Persons Complained About",
    )
    withheld_ids = fields.Many2many(
        "res.partner",
        "stakeholder_complaint_intake_withheld_rel",
        string="Not to Be Disclosed To",
    )
    place_id = fields.Many2one(
        "res.partner",
        "Unit or Service It Is About",
        domain="[('stakeholder_class', 'in', ('unit', 'external'))]",
    )
    alleges_harm = fields.Boolean("Harm to a Recipient Alleged")
    origin_id = fields.Many2one("stakeholder.complaint", "Continues", readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    @api.onchange("party_class")
    def _onchange_party_class(self):
        for name in ("way_in_id", "subject_id"):
            self[name] = self[name]._fits(self.party_class)

    @api.constrains("way_in_id", "subject_id")
    def _check_entries(self):
        self.env["stakeholder.option"]._check_fits(self, "way_in_id", "subject_id")

    @api.depends("nature")
    def _compute_form_type(self):
        for intake in self:
            is_complaint = intake.nature in COMPLAINT_NATURES
            intake.form_type = "complaint" if is_complaint else "suggestion"

    @api.depends("way_in_id")
    def _compute_collection(self):
        for intake in self:
            proposed = COLLECTION_OF_WAY_IN.get(intake.way_in_id.code)
            intake.collection = proposed or intake.collection

    @api.constrains("origin_id")
    def _check_reader(self):
        """Not even the number of a case is told to whoever may not read it."""
        self.origin_id.sudo(False).check_access("read")

    def action_hand_over(self):
        """Into the hands of the person in charge; opens the receipt."""
        self.ensure_one()
        if not (self.statement or "").strip():
            raise UserError(
                self.env._("Write down what was said before handing it over.")
            )
        receipt = self.env["stakeholder.complaint"]._take_in([self._values()])
        # The words and the name stay in the record alone.
        self.sudo().unlink()
        return {
            "type": "ir.actions.act_window",
            "res_model": receipt._name,
            "res_id": receipt.id,
            "view_mode": "form",
            "target": "current",
        }

    def _values(self):
        origin = self.origin_id
        if origin:
            origin.check_access("read")
        respondents = self.respondent_ids | origin.respondent_ids
        withheld = self.withheld_ids | origin.withheld_ids
        emails = email_split(self.complainant_contact or "")
        return {
            **{name: self[name] for name in PASSED_ON},
            "complainant_email": emails[0] if emails else False,
            "way_in_id": self.way_in_id.id,
            "subject_id": self.subject_id.id,
            "place_id": self.place_id.id,
            "origin_id": self.origin_id.id,
            # What goes on is as secret, and as grave, as what it continues (C5).
            "respondent_ids": [Command.set(respondents.ids)],
            "withheld_ids": [Command.set(withheld.ids)],
            "is_confidential": self.is_confidential or origin.is_confidential,
            "alleges_harm": self.alleges_harm or origin.alleges_harm,
            "attachment_ids": self.attachment_ids.ids,
            "company_id": self.env.company.id,
        }
