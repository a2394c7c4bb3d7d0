from odoo.tests import HttpCase, tagged

from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestTours(StakeholderCase, HttpCase):
    """In a real browser, in Chinese, on the real clock."""

    def setUp(self):
        super().setUp()
        self._stop_clock()
        for user in self.users.values():
            user.lang = "zh_CN"

    # C3.1 C3.2 C3.6 C4 X2: from the telephone call to the printed form
    def test_from_registering_to_the_printed_form(self):
        self.start_tour("/odoo", "stakeholder_complaint_hand_in", login="t_clerk")
        complaint = self.Complaint.search([("topic", "=", "约定家访未到")])
        self.assertEqual(complaint.state, "new")
        self.assertEqual(complaint.activity_ids.user_id, self.users["director"])
        mails = self.env["mail.mail"].search([])
        self.start_tour("/odoo", "stakeholder_complaint_answer", login="t_director")
        self.env.invalidate_all()
        self.assertEqual(complaint.state, "closed")
        sent = self.env["mail.mail"].search([]) - mails
        self.assertEqual(set(sent.mapped("email_to")), {"liu@home.example"})
        self.authenticate("t_director", "t_director")
        report = "stakeholder_relations.report_complaint"
        page = self.url_open(f"/report/html/{report}/{complaint.id}").text
        for words in ("约好家访", "重新约定时间", "今后提前通知", "刘女士"):
            self.assertIn(words, page)

    # U1.1 U2.6: agreement signed, unit active
    def test_agreement_signed_makes_the_unit_active(self):
        unit = self.env["res.partner"].create(
            {"name": "示范测试小学", "is_company": True, "stakeholder_class": "unit"}
        )
        self.start_tour("/odoo", "stakeholder_agreement_signed", login="t_officer")
        self.env.invalidate_all()
        self.assertEqual(unit.stakeholder_status, "active")
        self.assertEqual(unit.stakeholder_agreement_ids.state, "signed")
