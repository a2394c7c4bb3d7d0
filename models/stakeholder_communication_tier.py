from odoo import api, fields, models
from odoo.exceptions import UserError

from .stakeholder_communication_people import PEOPLE_FIELDS

# What stands on the record of each side, by the column that is counted.
SIDES = {
    "our_tiers": ("our_ids", "stakeholder_tier", "our_people"),
    "their_levels": ("their_ids", "stakeholder_level", "their_people"),
}


class StakeholderCommunication(models.Model):
    """A contact of people without tier or level counts for nothing, and says so (U3.2).

    Where the table of who meets whom asks for such contacts: a warning, no refusal. As
    soon as the tier or level is set the writer takes it over; what was known that day
    stays as it was.
    """

    _inherit = "stakeholder.communication"

    may_take_levels = fields.Boolean(compute="_compute_may_take_levels")

    @api.depends(
        *("kind", "our_ids.stakeholder_tier", "their_ids.stakeholder_level"),
        *("our_tiers", "their_levels"),
    )
    @api.depends_context("uid")
    def _compute_warning(self):
        result = super()._compute_warning()
        asked = self._asked_to_meet()
        for talk in self & asked:
            lines = [talk.warning, *talk._uncounted_in_words()]
            talk.warning = "\n".join(filter(None, lines))
        return result

    @api.depends(
        *("state", "kind", "partner_id", "our_tiers", "their_levels"),
        *("our_ids.stakeholder_tier", "their_ids.stakeholder_level"),
    )
    @api.depends_context("uid")
    def _compute_may_take_levels(self):
        asked = self._asked_to_meet()
        for talk in self:
            is_open = talk in asked and talk._origin and talk.may_edit
            talk.may_take_levels = bool(is_open and talk._columns_to_take())

    def _asked_to_meet(self):
        """Those with a party of a class that the table of U3.2 has lines for."""
        about = self.filtered(lambda one: one.kind == "party" and one.partner_id)
        found = self.browse()
        for company, talks in about.grouped("company_id").items():
            # sudo: which lines there are is no secret to whoever records a contact
            lines = self.env["stakeholder.cadence"].sudo()
            lines = lines._valid_on(self._centre_today(), company)
            classes = lines.filtered(lambda one: one.what == "contact").mapped(
                "party_class"
            )
            found |= talks.filtered(
                lambda one, classes=classes: (
                    one.partner_id.stakeholder_party_class in classes
                )
            )
        return found

    def _people_of(self, column):
        """Those of one side; where nobody is named, the party itself, if a person."""
        people = self[SIDES[column][0]]
        if column == "their_levels" and not people and not self.partner_id.is_company:
            people = self.partner_id
        return people

    def _columns_to_take(self):
        """The sides that nobody was known of when it was written, and is by now."""
        # sudo: names, tiers and levels of contacts stand on the record by design
        own = self.sudo()
        return [
            column
            for column, (_people, name, _words) in SIDES.items()
            if not own._origin[column] and any(own._people_of(column).mapped(name))
        ]

    def _uncounted_in_words(self):
        """A line for each side that nobody is counted of, and what to do."""
        # sudo: names, tiers and levels of contacts stand on the record by design
        own, taken = self.sudo(), self._columns_to_take() if self._origin else []
        lines = []
        for column, (_people, name, _words) in SIDES.items():
            people = own._people_of(column)
            names = ", ".join(one.name or "" for one in people)
            if column in taken:
                lines.append(
                    self.env._(
                        "%s: tier or level was set after this was written. Press “Take "
                        "Over Tier and Level”, or it counts for no line of who meets "
                        "whom.",
                        names,
                    )
                )
            elif people and not any(people.mapped(name)):
                lines.append(self._no_level_in_words(column, names))
        return lines

    def _no_level_in_words(self, column, names):
        if column == "our_tiers":
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

    def action_take_levels(self):
        """Count it with the tier and level that are known by now."""
        self.check_access("write")
        if not self.env.su:
            self._check_may_write(set())
        for talk, values in self._refresh(PEOPLE_FIELDS).items():
            columns = talk._columns_to_take()
            if not columns:
                raise UserError(
                    self.env._(
                        "%s: nobody has been given a tier or level since. Set it on "
                        "the contact first.",
                        talk.display_name,
                    )
                )
            names = {*columns, *(SIDES[column][2] for column in columns)}
            # sudo: columns that are worked out, not typed
            talk.sudo().write({name: values[name] for name in names})
        self._recheck_owed(self.partner_id, self.company_id)
