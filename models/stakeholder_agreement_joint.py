from odoo import api, fields, models
from odoo.exceptions import ValidationError


class StakeholderAgreement(models.Model):
    """Joint building with an external stakeholder: from the proposal to this agreement.

    Proposed, negotiated, agreed (O3): the draft that is proposed is the agreement that
    is signed or given by word of mouth in the end (O2).
    """

    _inherit = "stakeholder.agreement"

    is_joint = fields.Boolean(
        "Joint Building",
        help="Set up together with an external stakeholder: proposed, negotiated, "
        "agreed.",
    )
    joint_stage = fields.Selection(
        [
            ("proposal", "Proposed"),
            ("negotiating", "Negotiating"),
            ("agreed", "Cooperation Agreed"),
        ],
        "Joint Building Stage",
        compute="_compute_joint_stage",
        store=True,
        readonly=False,
        tracking=True,
    )

    @api.depends("is_joint", "state")
    def _compute_joint_stage(self):
        for agreement in self:
            if not agreement.is_joint:
                agreement.joint_stage = False
            elif agreement.state == "signed":
                agreement.joint_stage = "agreed"
            elif not agreement.joint_stage or agreement.joint_stage == "agreed":
                agreement.joint_stage = "proposal"

    @api.constrains("joint_stage", "state", "partner_id")
    def _check_joint_building(self):
        for agreement in self.filtered("is_joint"):
            party = agreement.with_company(agreement.company_id).partner_id
            if party.stakeholder_class != "external":
                raise ValidationError(
                    self.env._(
                        "%s: joint building is done with external stakeholders.",
                        agreement.name,
                    )
                )
            if (agreement.joint_stage == "agreed") != (agreement.state == "signed"):
                raise ValidationError(
                    self.env._(
                        "%s: agreed is what is signed. Press “Signed”, also when it "
                        "was agreed by word of mouth.",
                        agreement.name,
                    )
                )

    def action_negotiate(self):
        """They took the proposal up."""
        self.write({"joint_stage": "negotiating"})
