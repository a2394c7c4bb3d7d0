import re
from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CANARY, StakeholderCase, chromium_pdf

REPORT = "stakeholder_relations.report_unit"


@tagged("post_install", "-at_install")
class TestUnitReport(StakeholderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Partner = cls.env["res.partner"]
        cls.unit = Partner.create(
            {
                "name": "镇社会工作办",
                "is_company": True,
                "stakeholder_class": "unit",
                "stakeholder_care_note": CANARY,
            }
        )
        for name, level in (("小范", "clerk"), ("黎主任", "director")):
            Partner.create(
                {"name": name, "parent_id": cls.unit.id, "stakeholder_level": level}
            )
        cls.env["stakeholder.agreement"].create(
            {
                "name": "驻点服务",
                "partner_id": cls.unit.id,
                "date_start": date(2026, 1, 1),
                "date_end": date(2026, 12, 31),
                "state": "signed",
                "date_signed": date(2026, 1, 1),
            }
        )

    def _text(self, units, user="worker"):
        report = self.as_user(self.env["ir.actions.report"], user)
        html = report._render_qweb_html(REPORT, units.ids)[0].decode()
        return re.sub(
            r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.S)
        )

    # X3: unit, people with levels, agreements, special matters; in Chinese
    def test_filled_sheet(self):
        self.users["worker"].lang = "en_US"
        text = self._text(self.unit)
        for words in (
            "用人单位信息表",
            "镇社会工作办",
            "显在用人单位",
            "局长或以上级别",
            "驻点服务",
            "2026 年 12 月 31 日",
            CANARY,
        ):
            self.assertIn(words, text)
        self.assertLess(text.index("黎主任"), text.index("小范"))

    def test_blank_sheet_keeps_its_rows(self):
        report = self.as_user(self.env["ir.actions.report"], "worker")
        html = report._render_qweb_html(REPORT, [])[0].decode()
        self.assertEqual(html.count("<tr"), 3 + 1 + 5 + 1 + 3 + 1 + 4 + 1 + 1)
        self.assertNotIn("False", self._text(self.unit.browse()))
        self.assertEqual(len(chromium_pdf(html).pages), 1)

    def test_special_matters_are_for_those_who_prepare_a_meeting(self):
        with self.assertRaises(AccessError):
            self.as_user(self.unit, "clerk").read(["stakeholder_care_note"])
        self.assertNotIn(CANARY, self._text(self.unit, "clerk"))
