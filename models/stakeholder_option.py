from odoo import api, fields, models
from odoo.fields import Domain

# Clause G1; what each class is, in the guideline's words, is the help of the field.
PARTY_CLASSES = [
    ("recipient", "Service Recipient"),
    ("unit", "Commissioning Unit"),
    ("staff", "Internal Staff"),
    ("external", "External Stakeholder"),
]


def offered(kind, of_class=False):
    """The domain of a field: what the list ``kind`` offers today (X7).

    ``of_class``: only what is for every class, or for the one in ``party_class``.
    """
    only = "('party_class', 'in', [party_class, False]), " if of_class else ""
    return (
        f"[('kind', '=', '{kind}'), {only}"
        "'|', ('date_from', '=', False), ('date_from', '<=', 'today'), "
        "'|', ('date_to', '=', False), ('date_to', '>=', 'today')]"
    )


class StakeholderOption(models.Model):
    """An entry of one of the guideline's open lists, with its period (X7)."""

    _name = "stakeholder.option"
    _description = "List Entry"
    _order = "kind, sequence, id"

    kind = fields.Selection(
        [
            ("way_in", "Way In"),
            ("subject", "Subject of an Opinion"),
            ("cause", "Cause Found"),
            ("jargon", "Word to Avoid in Letters"),
        ],
        required=True,
        index=True,
    )
    note = fields.Char(
        "Note or Plain Word",
        translate=True,
        help="For words to avoid: the plain word. For channels: what they are for.",
    )
    code = fields.Char(help="Fixed name of an entry that came with the module.")
    name = fields.Char("Entry", required=True, translate=True)
    sequence = fields.Integer(default=50)
    party_class = fields.Selection(
        PARTY_CLASSES, "Only for", help="Empty: for every class of party."
    )
    date_from = fields.Date("Valid From")
    date_to = fields.Date("Valid Until")

    _code_uniq = models.UniqueIndex(
        "(kind, code) WHERE code IS NOT NULL",
        "An entry with this code exists in the list already.",
    )
    _period_check = models.Constraint(
        "CHECK(date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "The entry would end before it begins. Correct its period.",
    )

    def _is_of(self, kind, party_class):
        """Whether the entry stands in that list, for that class or for all."""
        return self.kind == kind and self.party_class in (False, party_class)

    @api.model
    def _valid_domain(self, day):
        """Entries in force on ``day``; the last day counts."""
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", day)
        return begun & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
