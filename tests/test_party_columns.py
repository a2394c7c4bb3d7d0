from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestPartyColumns(StakeholderCase):
    """What each centre keeps of a contact, read with every contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.partner"].create({"name": "Somebody"})

    # G3: what a centre presumes of new contacts counts at once, for itself alone
    def test_a_default_of_a_centre_is_read_at_once(self):
        other = self.env["res.company"].create({"name": "Another Centre"})
        contact = self.as_user(self.other, "worker")

        def read():
            self.env.invalidate_all()
            return contact.stakeholder_source, self.other.with_company(
                other
            ).stakeholder_source

        self.assertEqual(read(), (False, False))
        Default = self.env["ir.default"]
        for source in ("party", "centre"):
            Default.set(
                *("res.partner", "stakeholder_source", source),
                company_id=self.env.company.id,
            )
            self.assertEqual(read(), (source, False))

    # X6: whoever may not read a column gets it by no order or filter either
    def test_a_column_of_the_staff_orders_nothing_for_others(self):
        self.other.stakeholder_care_note = "Be careful"
        self.assertTrue(self.as_user(self.other, "worker").stakeholder_care_note)
        outsider = self.as_user(self.other, "clerk")
        for ask in (
            lambda: outsider.stakeholder_care_note,
            lambda: outsider.search([("stakeholder_care_note", "=", "Be careful")]),
            lambda: outsider.search([], order="stakeholder_care_note"),
        ):
            with self.assertRaises(AccessError):
                ask()
