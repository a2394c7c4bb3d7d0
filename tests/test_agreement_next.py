from datetime import date

from odoo.tests import tagged

from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestAgreementNext(StakeholderCase):
    """What is renewed warns of no end; what only runs beside it renews nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit = cls.env["res.partner"].create(
            {"name": "Bureau", "stakeholder_class": "unit"}
        )
        cls.ending = cls._agreement("2026", date(2026, 1, 1), date(2026, 12, 31))

    @classmethod
    def _agreement(cls, name, start, end, **values):
        return cls.env["stakeholder.agreement"].create(
            {
                "name": name,
                "partner_id": cls.unit.id,
                "user_id": cls.users["officer"].id,
                "date_start": start,
                "date_end": end,
                "state": "signed",
                "date_signed": start,
                **values,
            }
        )

    def _on_my_day(self):
        day = self.as_user(self.env["stakeholder.day"], "officer").get_day()
        shown = [one["id"] for group in day["groups"] for one in group["items"]]
        return self.ending.id in shown

    # U1.1 U5.1: the warning goes as soon as the next one is signed, and comes no more
    def test_a_renewed_one_warns_no_more(self):
        self.run_job()
        self.assertTrue(self.ending.activity_ids)
        self.assertTrue(self._on_my_day())
        draft = self._agreement(
            "2027", date(2027, 1, 1), date(2027, 12, 31), state="draft"
        )
        self.assertTrue(self.ending.activity_ids)
        self.as_user(draft, "officer").action_sign()
        self.assertFalse(self.ending.activity_ids)
        self.assertFalse(self._on_my_day())
        for day in ((2026, 12, 31), (2027, 1, 1), (2027, 1, 20)):
            self.at(self.local(*day))
            self.run_job()
            self.assertFalse(self.ending.activity_ids, day)

    # U1.1: renewed before anything was said
    def test_renewed_before_the_warning(self):
        self._agreement("2027", date(2027, 1, 1), date(2027, 12, 31))
        self.run_job()
        self.assertFalse(self.ending.activity_ids)

    # U1.1: another project that goes on longer is no renewal, the same one is
    def test_a_project_beside_it_renews_nothing(self):
        self._agreement("Other", date(2026, 5, 1), date(2027, 4, 30))
        self.run_job()
        self.assertTrue(self.ending.activity_ids)
        self._agreement("2026", date(2026, 5, 1), date(2027, 4, 30))
        self.assertFalse(self.ending.activity_ids)

    # U5.1: a renewal that is withdrawn brings warning and question back
    def test_a_renewal_that_was_none(self):
        following = self._agreement("2027", date(2027, 1, 1), date(2027, 12, 31))
        self.run_job()
        self.assertFalse(self.ending.activity_ids)
        following.withdrawn_reason = "Of another unit"
        following.action_withdraw()
        self.run_job()
        self.assertTrue(self.ending.activity_ids)
        self.at(self.local(2027, 1, 2))
        self.run_job()
        self.assertIn(
            "The agreement has ended: of what type is the end?",
            self.ending.activity_ids.mapped("summary"),
        )
        # answered by the next one
        self._agreement("2027 again", date(2027, 1, 1), date(2027, 12, 31))
        self.assertFalse(self.ending.activity_ids)

    # two centres: what another one signed renews nothing here
    def test_another_centre_renews_nothing(self):
        other = self.env["res.company"].create({"name": "Another Centre"})
        self.unit.with_company(other).stakeholder_class = "unit"
        self._agreement(
            "2027", date(2027, 1, 1), date(2027, 12, 31), company_id=other.id
        )
        self.run_job()
        self.assertTrue(self.ending.activity_ids)
