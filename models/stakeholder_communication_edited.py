from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .stakeholder_communication_people import PEOPLE_FIELDS
from .stakeholder_party_mixin import ACCESS_FIELDS


class StakeholderCommunication(models.Model):
    """What follows when one is edited, or when its people are completed (U3.2)."""

    _inherit = "stakeholder.communication"

    def _as_rows(self):
        """The records in the form that ``_worked_out`` takes."""
        return [
            {
                **row,
                "at": talk.at,
                "our_ids": talk.our_ids.ids,
                "their_ids": talk.their_ids.ids,
                "channel_id": talk.channel_id.id,
            }
            # Archived since, too: they were there.
            for talk, row in zip(
                self.with_context(active_test=False), self._party_rows(), strict=True
            )
        ]

    def _refresh(self, names):
        """{record: what follows an edit}; snapshots only of people or day edited."""
        are_new = bool(names & {"partner_id", "our_ids", "their_ids"})
        columns, found = self._worked_out(self._as_rows(), are_new), {}
        for talk, values in zip(self, columns, strict=True):
            keep = {"partner_id", "kind", "filing", *ACCESS_FIELDS}
            if not names & PEOPLE_FIELDS:
                values = {name: values[name] for name in keep}
            elif set(values.pop("their_ids")) != set(
                talk.with_context(active_test=False).their_ids.ids
            ):
                raise UserError(
                    self.env._(
                        "%s: nobody is named on the other side. Choose whom you met, "
                        "or add the person.",
                        talk.partner_id.display_name,
                    )
                )
            found[talk] = values
        return found

    @api.model
    def _fill_in(self, partners):
        """A level or tier given later counts for records that had none (U3.2).

        What was signed stays as it was that day.
        """
        # sudo: whoever completes a contact completes what follows from it
        talks = self.sudo()
        draft = Domain("state", "=", "draft")
        sides = {
            "their_ids": ("their_levels", "their_people"),
            "our_ids": ("our_tiers", "our_people"),
        }
        for people, (bits, names) in sides.items():
            own = draft & Domain(bits, "=", 0) & Domain(people, "in", partners.ids)
            bare = talks.search(own)
            for talk, values in bare._refresh({"at"}).items():
                talk.write({bits: values[bits], names: values[names]})
            bare._recheck_owed(bare.partner_id, bare.company_id)
