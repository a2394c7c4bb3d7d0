from odoo.tests import tagged

from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestComplaintViewers(StakeholderCase):
    """Who sees the receipt follows the organisation; words of the clocks (C5.1, C3)."""

    def _sees(self, complaint, user):
        receipts = self.as_user(self.env["stakeholder.complaint.receipt"], user)
        return bool(receipts.search([("complaint_id", "=", complaint.id)]))

    # C5.1: a unit goes from one worker to another
    def test_the_receipt_goes_with_the_unit(self):
        unit = self.env["res.partner"].create(
            {
                "name": "School",
                "is_company": True,
                "stakeholder_class": "unit",
                "stakeholder_user_id": self.users["worker"].id,
            }
        )
        complaint = self.register(place_id=unit.id)
        self.assertTrue(self._sees(complaint, "worker"))
        unit.stakeholder_user_id = self.users["officer"]
        self.assertTrue(self._sees(complaint, "officer"))
        self.assertFalse(self._sees(complaint, "worker"))

    # C5.1: the handler gets another head
    def test_the_receipt_goes_with_the_manager(self):
        worker, supervisor = self.employee("worker"), self.employee("supervisor")
        officer = self.employee("officer", worker)
        complaint = self.assigned()
        self.assertTrue(self._sees(complaint, "worker"))
        officer.parent_id = supervisor
        self.assertTrue(self._sees(complaint, "supervisor"))
        self.assertFalse(self._sees(complaint, "worker"))

    # C3.1: a unit's first clock is that of answer and handling
    def test_the_bar_of_a_unit_says_that_it_is_handled_too(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        for party_class, label in (("unit", "回应及处理"), ("recipient", "回复")):
            complaint = self.assigned(party_class=party_class)
            own = self.as_user(complaint, "officer").with_context(lang="zh_CN")
            self.assertEqual(own.clock_bars[1]["label"], label)
            self.assertEqual(own.clock_bars[1]["detail"][:2], "截止")
