from datetime import timedelta

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .stakeholder_communication import LISTS

# Clocks of telephones differ; nobody writes down tomorrow.
TOLERANCE = timedelta(minutes=10)


class StakeholderCommunication(models.Model):
    """What cannot be true of a contact, told before anything is written."""

    _inherit = "stakeholder.communication"

    @api.constrains(*LISTS)
    def _check_entries(self):
        self.env["stakeholder.option"]._check_fits(self, *LISTS)

    def _validate_fields(self, field_names, excluded_names=()):
        """No fields, no checks: core asks so of every single new record once more."""
        if not field_names:
            return None
        return super()._validate_fields(field_names, excluded_names)

    @api.model
    def _check_time(self, row, columns, now):
        if row["at"] and row["at"] <= now + TOLERANCE:
            return
        # sudo: to name the party in the refusal
        party = self.env["res.partner"].sudo().browse(columns["partner_id"])
        if not row["at"]:
            raise ValidationError(
                self.env._("%s: say when it took place.", party.display_name)
            )
        raise ValidationError(
            self.env._(
                "%s: a communication is recorded after it took place. Choose a "
                "time that has passed.",
                party.display_name,
            )
        )

    @api.model
    def _check_people(self, row, columns, their_ids):
        if their_ids and row["our_ids"]:
            return
        # sudo: to name the party in the refusal
        party = self.env["res.partner"].sudo().browse(columns["partner_id"])
        if not their_ids:
            raise ValidationError(
                self.env._(
                    "%s: nobody is named on the other side. Choose whom you met, or "
                    "add the person.",
                    party.display_name,
                )
            )
        raise ValidationError(
            self.env._(
                "%s: nobody is named on our side. Choose who was there.",
                party.display_name,
            )
        )

    @api.model
    def _check_one_party(self, row, columns, their_ids, parties):
        """People of two units are refused; returns those who belong to none.

        ``parties``: {partner id: its party} of all who are named.
        """
        loose = []
        for id_ in their_ids:
            other = parties[id_]
            if columns["partner_id"] in (id_, other.id):
                continue
            person, party = other.browse(id_), other.browse(columns["partner_id"])
            if other.stakeholder_class:
                self._refuse_two_parties(person, other, party)
            loose.append((row["company_id"], person, party))
        return loose

    @api.model
    def _check_own_parties(self, loose):
        """Nor two recipients, or one of ours, in a record that others read (X6, I2).

        Of recipients those the writer may know of: a refusal tells who is one.
        """
        if not loose:
            return
        companies, people, _parties = zip(*loose, strict=True)
        ids = [person.id for person in people]
        own = Domain("company_id", "in", [*set(companies), False])
        recipients = self._known_recipients(own & Domain("partner_id", "in", ids))
        # sudo: who works here is known to everybody
        staff = self.env["hr.employee"].sudo()
        staff = staff.search(own & Domain("work_contact_id", "in", ids))
        known = recipients.partner_id | staff.work_contact_id
        for _company_id, person, party in loose:
            if person in known:
                self._refuse_two_parties(person, person, party)

    @api.model
    def _refuse_two_parties(self, person, other, party):
        if other == person:
            raise ValidationError(
                self.env._(
                    "%(person)s and %(party)s are two parties: two records. Make one "
                    "for each, and name colleagues of ours on our side.",
                    person=person.name,
                    party=party.display_name,
                )
            )
        raise ValidationError(
            self.env._(
                "%(person)s belongs to %(other)s, not to %(party)s: people of two "
                "units are two records. Make one for each.",
                person=person.name,
                other=other.display_name,
                party=party.display_name,
            )
        )
