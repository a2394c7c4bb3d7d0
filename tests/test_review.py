from odoo.exceptions import AccessError

from .common import CANARY, StakeholderCase, chromium_pdf

REPORT_POSTER = "stakeholder_relations.report_poster"


class TestReview(StakeholderCase):
    def report(self, role, year="2026"):
        window = self.env["stakeholder.review"].with_user(self.users[role])
        window = window.create({"year": year})
        report = self.env["report.stakeholder_relations.report_review"]
        return report.with_user(self.users[role])._get_report_values(window.ids)

    def test_counts_without_small_groups(self):
        # C7: from whom, about what, by which way, in time, founded, causes, changes
        for number in range(13):
            self.register(
                party_class="recipient"
                if number < 7
                else "external"
                if number < 12
                else "unit"
            )
        [review] = self.report("auditor")["reviews"]
        self.assertEqual(review["total"], 13)
        tables = dict(review["tables"])
        self.assertEqual(len(tables), 9)
        # one unit: hidden, and the next smallest with it; neither of them by name
        rows = next(iter(tables.values()))
        self.assertEqual([count for _name, count in rows], [7, None])
        names = dict(
            self.Complaint._fields["party_class"]._description_selection(
                self.env(context={"lang": "zh_CN"})
            )
        )
        self.assertEqual([name for name, _count in rows][0], names["recipient"])
        self.assertNotIn(rows[-1][0], names.values())
        self.assertNotIn(CANARY, str(review))

    # C5.1 (channel 23): two small groups of one each are no more than their total says
    def test_small_groups_are_not_reckoned_from_the_total(self):
        for nature, count in (("complaint", 7), ("suggestion", 6)):
            for _number in range(count):
                self.register(nature=nature)
        for nature in ("appeal", "satisfied"):
            self.register(nature=nature)
        [review] = self.report("council")["reviews"]
        self.assertEqual(review["total"], 15)
        _title, rows = review["tables"][1]
        values = [count for _name, count in rows]
        # what is left is 8, of three groups or more
        self.assertEqual(values, [7, None])

    def test_too_few_say_nothing(self):
        for _number in range(4):
            self.register()
        [review] = self.report("council")["reviews"]
        self.assertIsNone(review["total"])
        self.assertFalse(review["tables"])

    def test_for_those_who_answer_for_it(self):
        for role in ("clerk", "worker", "officer", "supervisor", "admin"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.report(role)

    def test_prints_in_chinese(self):
        for _number in range(6):
            self.register()
        window = self.env["stakeholder.review"].with_user(self.users["director"])
        window = window.create({"year": "2026"})
        html = self.env["ir.actions.report"].with_user(self.users["director"])
        html = html._render_qweb_html("stakeholder_relations.report_review", window.ids)
        self.assertIn("2026年意见／投诉年度检讨", html[0].decode().replace(" ", ""))

    def test_poster(self):
        # C1: for the suggestion box, with a code that leads to the page
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("stakeholder_relations.report_poster", self.policy.ids)[
                0
            ]
            .decode()
        )
        self.assertIn("/opinion", html)
        self.assertIn("data:image/png;base64,", html)
        self.assertIn("0769-12345678", html)
        self.policy.write(
            {"street": "广东省东莞市示范镇城大道15号", "wechat": "示范社工"}
        )
        self.policy.email = "service@centre.example"
        report = self.env["ir.actions.report"]
        html = report._render_qweb_html(REPORT_POSTER, self.policy.ids)[0].decode()
        self.assertEqual(len(chromium_pdf(html).pages), 1)
