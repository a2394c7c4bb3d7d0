from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache

PEOPLE = {"director_user_id", "council_user_id"}


class StakeholderPolicy(models.Model):
    """Who is in charge today: people change at once, terms stay as they were (X7)."""

    _inherit = "stakeholder.policy"

    is_applied = fields.Boolean(
        readonly=True, copy=False, help="The open cases follow its people."
    )

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        self._people_changed()
        return policies

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"date_from", "company_id", *PEOPLE}:
            # sudo: whether it was followed is the machine's to know
            self.sudo().is_applied = False
            self._people_changed()
        return result

    def unlink(self):
        companies = self._stakeholder_centres()
        result = super().unlink()
        self.env.registry.clear_cache()
        # sudo: the readers of a case follow, whoever changed the policy
        self.env["stakeholder.complaint"].sudo()._follow_head(companies)
        return result

    @api.model
    def _in_charge(self, company):
        """The policy whose people decide at ``company`` today."""
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        # sudo: whoever is at work may know who is in charge
        return self.sudo().browse(self._in_charge_id(company.id, today))

    @api.model
    @ormcache("company_id", "today")
    def _in_charge_id(self, company_id, today):
        """Asked for every case, so kept until a policy or a day changes."""
        company = self.env["res.company"].browse(company_id)
        return self._current(company, today).id

    @api.model
    def _people_changed(self):
        self.env.registry.clear_cache()
        self._follow_people()

    @api.model
    def _follow_people(self):
        """Let open cases follow the policies that came into force."""
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        # sudo: the readers of a case follow, whoever changed the policy
        begun = self.sudo().search(
            Domain("date_from", "<=", today) & Domain("is_applied", "=", False)
        )
        if begun:
            begun.write({"is_applied": True})
            complaints = self.env["stakeholder.complaint"].sudo()
            complaints._follow_head(begun._stakeholder_centres())

    def _stakeholder_centres(self):
        """The centres these are for; one without a centre is for all."""
        if all(policy.company_id for policy in self):
            return self.company_id
        # sudo: all centres follow, whichever ones the user works for
        own = self.env["res.company"].sudo()
        return own.search([])  # pylint: disable=no-search-all
