from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .stakeholder_option import PARTY_CLASSES

# Recipients have a record and a rule of their own; staff follow the employment.
OWN_CLASSES = [entry for entry in PARTY_CLASSES if entry[0] in ("unit", "external")]
# Clause U3.2: the levels of the other side; the list ends in 等, so that there is one
# for everybody else, by the title that stands on the contact.
LEVELS = [
    ("committee", "Town Party Committee"),
    ("director", "Director or Above"),
    ("head", "Department Head"),
    ("clerk", "Liaison Clerk"),
    ("cadre", "Community Cadre"),
    ("other", "Other Level, by Title"),
]
# Clause U3.2: our own tiers.
TIERS = [
    ("council", "Council Member"),
    ("director_general", "Director-General or Deputy"),
    ("department", "Service Department, Project Department, Office"),
    ("supervisor", "Senior Supervisor"),
    ("onsite", "On-site Social Worker or Lead"),
]
# Read where they are asked for, and not with every contact that anybody reads.
SELDOM = "stakeholder"


class ResPartner(models.Model):
    """Who a contact is to the centre, and where it stands with it (G1, G3, U1.1, O1).

    Each centre has its own view of one contact; a contact that is nobody to the centre
    stays as it was.
    """

    _inherit = "res.partner"

    # who it is
    stakeholder_class = fields.Selection(
        OWN_CLASSES,
        "Class of Party",
        company_dependent=True,
        index="btree_not_null",
        help="Commissioning unit: a government office, enterprise or institution that "
        "buys and uses the service and supervises or guides the centre. External "
        "stakeholder: neither unit nor recipient, but of influence on the centre, such "
        "as sponsor, partner or media.",
    )
    stakeholder_party_class = fields.Selection(
        PARTY_CLASSES, "Party", compute="_compute_stakeholder_party_class"
    )
    stakeholder_is_staff = fields.Boolean(
        "Is Staff",
        compute="_compute_stakeholder_is_staff",
        search="_search_stakeholder_is_staff",
    )
    stakeholder_user_id = fields.Many2one(
        "res.users",
        "Responsible for the Relation",
        company_dependent=True,
        domain=[("share", "=", False)],
    )
    # where it comes from
    stakeholder_source = fields.Selection(
        [
            ("party", "The party made contact"),
            ("centre", "The centre made contact"),
            ("referral", "Referral"),
        ],
        "Source",
        company_dependent=True,
        prefetch=SELDOM,
    )
    stakeholder_referral_by = fields.Char(
        "Referred By", company_dependent=True, prefetch=SELDOM
    )
    stakeholder_referral_type = fields.Selection(
        [("formal", "Formal"), ("informal", "Informal")],
        "Kind of Referral",
        company_dependent=True,
        prefetch=SELDOM,
    )
    # what it can give (O1)
    stakeholder_gives_people = fields.Boolean(
        "People", company_dependent=True, prefetch=SELDOM
    )
    stakeholder_gives_goods = fields.Boolean(
        "Goods", company_dependent=True, prefetch=SELDOM
    )
    stakeholder_gives_money = fields.Boolean(
        "Money", company_dependent=True, prefetch=SELDOM
    )
    stakeholder_gives_technology = fields.Boolean(
        "Technology", company_dependent=True, prefetch=SELDOM
    )
    # where we stand
    stakeholder_prospect = fields.Selection(
        [("yes", "Prospect or wish of cooperation"), ("none", "None")],
        "Prospect",
        company_dependent=True,
    )
    stakeholder_date_prospect = fields.Date(
        "Prospect Seen On",
        company_dependent=True,
        help="The care of a potential party is owed from the day it was entered here, "
        "or from this one where it is earlier.",
    )
    stakeholder_agreement_ids = fields.One2many(
        "stakeholder.agreement", "partner_id", "Agreements"
    )
    # people on both sides
    stakeholder_level = fields.Selection(LEVELS, "Counterpart Level")
    stakeholder_tier = fields.Selection(TIERS, "Tier in the Centre")
    stakeholder_care_note = fields.Text(
        "Handle with Care",
        company_dependent=True,
        prefetch=SELDOM,
        groups="stakeholder_relations.stakeholder_group_worker",
        help="What has to be treated carefully when meeting this party.",
    )

    # ------------------------------------------------------------
    # CLASS
    # ------------------------------------------------------------

    @api.depends("stakeholder_class", "parent_id", "stakeholder_is_staff")
    @api.depends_context("company", "uid")
    def _compute_stakeholder_party_class(self):
        """An own class wins; a unit's people show the unit's.

        Of persons the closer circle, as for what is recorded with them.
        """
        recipients = self.filtered(
            lambda one: not (one.is_company and one.stakeholder_class)
        )._stakeholder_readable_recipients()
        for partner in self:
            if partner in recipients:
                partner.stakeholder_party_class = "recipient"
            else:
                partner.stakeholder_party_class = (
                    partner.stakeholder_class
                    or (partner.stakeholder_is_staff and "staff")
                    or (partner.parent_id.stakeholder_class)
                )

    def _stakeholder_readable_recipients(self):
        """The partners whose being a recipient the user may know (X6)."""
        Recipient = self.env["stakeholder.recipient"]
        if not (self.ids and Recipient.has_access("read")):
            return self.browse()
        own = Domain("partner_id", "in", self.ids)
        own &= Domain("company_id", "=", self.env.company.id)
        found = Recipient._search(own)
        # The links alone: nothing else of a recipient is wanted here.
        partner = SQL.identifier(found.table, "partner_id")
        ids = {id_ for (id_,) in self.env.execute_query(found.select(partner))}
        return self.browse(ids)

    @api.depends_context("company")
    def _compute_stakeholder_is_staff(self):
        staff = self._stakeholder_staff(Domain("work_contact_id", "in", self.ids))
        for partner in self:
            partner.stakeholder_is_staff = partner._origin in staff

    def _search_stakeholder_is_staff(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        wanted = (operator == "in") == (True in value)
        found = Domain("id", "in", self._stakeholder_staff(Domain.TRUE).ids)
        return found if wanted else ~found

    @api.model
    def _stakeholder_staff(self, domain):
        """The contacts of those employed today: nobody keeps it twice (I1)."""
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        leaving = Domain("departure_date", "=", False)
        leaving |= Domain("departure_date", ">=", today)
        own = Domain("company_id", "in", [False, self.env.company.id])
        # sudo: that somebody works here is no secret; the employee record is
        employees = self.env["hr.employee"].sudo().search(domain & own & leaving)
        return employees.work_contact_id.sudo(False)

    def stakeholder_open_agreements(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_agreement_action"
        )
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.id}
        return action
