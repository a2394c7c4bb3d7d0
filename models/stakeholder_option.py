import re

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# Clause G1; what each class is, in the guideline's words, is the help of the field.
PARTY_CLASSES = [
    ("recipient", "Service Recipient"),
    ("unit", "Commissioning Unit"),
    ("staff", "Internal Staff"),
    ("external", "External Stakeholder"),
]


def offered(kind, *narrower):
    """The domain of a field: what the list ``kind`` offers today (X7).

    Only what is for every class of party, or for the one in ``party_class``; and what
    else is equal in the record and the entry, or open in the entry: ``narrower``.
    """
    equal = "".join(f"('{name}', 'in', [{name}, False]), " for name in narrower)
    return (
        f"[('kind', '=', '{kind}'), ('party_class', 'in', [party_class, False]), "
        f"{equal}"
        "'|', ('date_from', '=', False), ('date_from', '<=', 'today'), "
        "'|', ('date_to', '=', False), ('date_to', '>=', 'today')]"
    )


def _list_of(field):
    """The list that a field with such a domain offers."""
    return re.search(r"'kind', '=', '(\w+)'", field.domain)[1]


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

    def _fits(self, party_class):
        """Those that are for this class; where it is not known, all."""
        return self.filtered(
            lambda one: not party_class or one.party_class in (False, party_class)
        )

    @api.model
    def _check_fits(self, records, *names):
        """Refuse an entry that the field does not offer: of another list, or class.

        The class is that of ``record.party_class``. What came in from outside is handed
        over as it came: a job asks nothing.
        """
        if self.env.uid == SUPERUSER_ID:
            return
        for name in names:
            kind = _list_of(records._fields[name])
            # Most entries are for all; then there is nothing to look at.
            bound = records[name].filtered(
                lambda one, kind=kind: one.party_class or one.kind != kind
            )
            for record in records if bound else ():
                (record[name] & bound)._check_fits_into(record, name, kind)

    def _check_fits_into(self, record, name, kind):
        label = record._fields[name]._description_string(self.env)
        if strange := self.filtered(lambda one: one.kind != kind):
            raise ValidationError(
                self.env._(
                    "%(record)s: “%(entry)s” is no entry of the list under "
                    "“%(field)s”. Choose one from there.",
                    record=record.display_name,
                    entry=strange[0].name,
                    field=label,
                )
            )
        if wrong := self - self._fits(record.party_class):
            raise ValidationError(
                self.env._(
                    "%(record)s: “%(entry)s” is only for another class of party "
                    "(%(class)s). Choose another entry under “%(field)s”.",
                    record=record.display_name,
                    entry=wrong[0].name,
                    field=label,
                    **{"class": wrong[0]._class_label()},
                )
            )

    def _class_label(self):
        labels = self._fields["party_class"]._description_selection(self.env)
        return dict(labels)[self.party_class]

    @api.model
    def _valid_domain(self, day):
        """Entries in force on ``day``; the last day counts."""
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", day)
        return begun & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
