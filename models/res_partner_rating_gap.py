from odoo import api, fields, models
from odoo.fields import Domain

from .stakeholder_rating_plan import COUNTERPARTS


class ResPartner(models.Model):
    """Which active units were not asked to rate this year, and why (U4.6-U4.8)."""

    _inherit = "res.partner"

    stakeholder_rating_gap = fields.Text(
        "Why No Rating Form",
        compute="_compute_stakeholder_rating_gap",
        search="_search_stakeholder_rating_gap",
        groups="stakeholder_relations.stakeholder_group_worker",
    )

    @api.depends("stakeholder_user_id", "child_ids.stakeholder_level")
    @api.depends_context("company", "lang")
    def _compute_stakeholder_rating_gap(self):
        open_ = self.filtered_domain(self._stakeholder_rating_gap_domain())
        kinds = self._stakeholder_asked_kinds(open_)
        # sudo: how far the job has come is its own affair
        failing = self.env.company.sudo().stakeholder_unasked or []
        self.stakeholder_rating_gap = False
        for unit in open_:
            lines = unit._stakeholder_why_unasked(kinds.get(unit, set()), failing)
            unit.stakeholder_rating_gap = "\n".join(lines)

    def _stakeholder_why_unasked(self, asked, failing):
        """Why one unit that was asked ``asked`` misses a form, and what mends it."""
        self.ensure_one()
        lines = []
        if "worker" not in asked and not self.stakeholder_user_id:
            lines.append(
                self.env._(
                    "Nobody is responsible for it, so no worker can be rated. Enter "
                    "who is."
                )
            )
        # sudo: whether somebody of ours stands among its people is asked, not who
        people = self.sudo() | self.sudo().child_ids
        ours = people.filtered(lambda one: not one.partner_share)
        if ours and not asked:
            lines.append(
                self.env._(
                    "%s has a log-in of the centre: units rate us, we do not. Enter "
                    "another person of the unit with a counterpart level.",
                    ", ".join(ours.mapped("name")),
                )
            )
        elif self.id in failing:
            lines.append(
                self.env._(
                    "The form could not be made; it is tried again every night. The "
                    "administrator finds the reason in the server's log."
                )
            )
        return lines or [self.env._("It is asked by the next nightly run.")]

    @api.model
    def _search_stakeholder_rating_gap(self, operator, value):
        """Whether there is a gap at all: ``('…', '!=', False)``."""
        if operator not in ("in", "not in") or set(value) != {False}:
            return NotImplemented
        gap = self._stakeholder_rating_gap_domain()
        return gap if operator == "not in" else ~gap

    @api.model
    def _stakeholder_rating_gap_domain(self):
        """Active units that miss a form of this year, once their time has come."""
        asked = self.env["stakeholder.rating"]._round_domain()
        if asked.is_false():
            return asked
        complete = [
            unit.id
            for unit, kinds in self._stakeholder_asked_kinds().items()
            if kinds >= COUNTERPARTS.keys()
        ]
        return asked & Domain("id", "not in", complete)

    @api.model
    def _stakeholder_asked_kinds(self, units=None):
        """{unit: the kinds of forms it has this year}, in one query."""
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("year", "=", str(today.year))
        if units is not None:
            domain &= Domain("partner_id", "in", units.ids)
        # sudo: that there is a form is asked, nothing of what it says
        groups = self.env["stakeholder.rating"].sudo()
        found = {}
        for unit, kind in groups._read_group(domain, ["partner_id", "kind"]):
            found.setdefault(unit.sudo(False), set()).add(kind)
        return found
