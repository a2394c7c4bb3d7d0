import importlib.util
import re
from pathlib import Path

from odoo.tests import tagged

from .common import MODULE, StakeholderCase

SCRIPT = Path(__file__).parents[1] / "migrations/19.0.1.3.0/post-acknowledgement.py"
ADDED = re.compile(r"<p [^>]*\.(?:street|email|wechat)\">.*?</p>\s*", re.DOTALL)


@tagged("post_install", "-at_install")
class TestAcknowledgementWays(StakeholderCase):
    """Every way to the centre stands in the acknowledgement (C2.1)."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("zh_CN")
        ways = {"street": "Centre Road 1", "zip": "523000", "wechat": "centre-account"}
        self.policy.write({**ways, "email": "centre@centre.example"})
        self.template = self.env.ref(
            f"{MODULE}.mail_template_complaint_acknowledgement"
        )

    def _letter(self):
        letters = self.as_user(self.env["stakeholder.complaint.letter"], "officer")
        case = {"complaint_id": self.assigned().id, "kind": "acknowledgement"}
        return letters.create(case).text

    def _named(self, text):
        ways = ("0769-12345678", "523000", "Centre Road 1", "centre@", "centre-account")
        return [way for way in ways if way in text]

    # C2.1
    def test_all_ways_are_named_in_chinese(self):
        text = self._letter()
        self.assertEqual(len(self._named(text)), 5)
        self.assertIn("微信公众号", text)

    def _without(self):
        """As it was shipped before."""
        for code in ("en_US", "zh_CN"):
            own = self.template.with_context(lang=code)
            own.body_html = ADDED.sub("", str(own.body_html))
        self.assertEqual(self._named(self._letter()), ["0769-12345678"])

    def _migrate(self):
        self.env.flush_all()
        spec = importlib.util.spec_from_file_location("acknowledgement", SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.2.0")
        self.env.invalidate_all()

    # C2.1: an update brings them, once
    def test_an_update_brings_them_where_nobody_edited(self):
        self._without()
        self._migrate()
        text = self._letter()
        self.assertEqual(len(self._named(text)), 5)
        self.assertIn("微信公众号", text)
        self._migrate()
        self.assertEqual(self._letter().count("centre-account"), 1)

    # what a centre wrote stays
    def test_an_update_leaves_what_was_edited(self):
        self._without()
        self.template.with_user(self.users["admin"]).sudo().subject = "Our own words"
        self._migrate()
        self.assertEqual(self._named(self._letter()), ["0769-12345678"])
