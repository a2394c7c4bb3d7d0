from odoo import api, models

# Of each side: the people, and what they are counted by.
SIDES = {"our_ids": "stakeholder_tier", "their_ids": "stakeholder_level"}


class StakeholderCommunication(models.Model):
    """A contact of people without tier or level counts for nothing, and says so (U3.2).

    Where the table of who meets whom asks for such contacts: a warning, no refusal.
    """

    _inherit = "stakeholder.communication"

    @api.depends("kind", "our_ids.stakeholder_tier", "their_ids.stakeholder_level")
    @api.depends_context("uid")
    def _compute_warning(self):
        result = super()._compute_warning()
        for talk in self._asked_to_meet():
            lines = [talk.warning, *talk._uncounted_in_words()]
            talk.warning = "\n".join(filter(None, lines))
        return result

    def _asked_to_meet(self):
        """Those with a party of a class that the table of U3.2 has lines for."""
        about = self.filtered(lambda one: one.kind == "party" and one.partner_id)
        found = self.browse()
        for company, talks in about.grouped("company_id").items():
            # sudo: which lines there are is no secret to whoever records a contact
            lines = self.env["stakeholder.cadence"].sudo()
            lines = lines._valid_on(self._centre_today(), company)
            meetings = lines.filtered(lambda one: one.what == "contact")
            classes = set(meetings.mapped("party_class"))
            found |= talks.filtered(
                lambda one, classes=classes: (
                    one.partner_id.stakeholder_party_class in classes
                )
            )
        return found

    def _uncounted_in_words(self):
        """A line for each side that nobody is counted of, and what to do."""
        # sudo: names, tiers and levels of contacts stand on the record by design
        own, lines = self.sudo(), []
        for side, counted_by in SIDES.items():
            people = own[side]
            if side == "their_ids" and not people and not own.partner_id.is_company:
                people = own.partner_id
            if people and not any(people.mapped(counted_by)):
                names = ", ".join(one.name or "" for one in people)
                lines.append(self._nobody_counts_in_words(side, names))
        return lines

    def _nobody_counts_in_words(self, side, names):
        if side == "our_ids":
            return self.env._(
                "%s: none of ours has a tier, so this counts for no line of who meets "
                "whom. “Tier in the Centre” is set by a department officer, under "
                "Parties, Our Contact People.",
                names,
            )
        return self.env._(
            "%s: none of theirs has a level, so this counts for no line of who meets "
            "whom. Set “Counterpart Level” on the contact, under Public Relations.",
            names,
        )
