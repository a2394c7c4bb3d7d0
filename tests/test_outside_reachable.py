from lxml import html

from odoo import http
from odoo.tests import new_test_user, tagged

from .public_common import PublicCase

CONTROLS = (
    "//main//input[not(@type='hidden')]|//main//textarea|//main//select|//main//button"
)
# What the keyboard reaches by itself.
NATIVE = {"a", "button", "input", "textarea", "select", "summary", "label"}


@tagged("post_install", "-at_install")
class TestOutsideReachable(PublicCase):
    """Pages for those who use a keyboard alone, or have them read out."""

    def check(self, response, name):
        page = html.fromstring(response.content)
        with self.subTest(name):
            self.assertEqual(response.status_code, 200)
            self.assertEqual(page.get("lang"), "zh-CN")
            self.assertNotIn(page.findtext(".//title").strip(), ("", "Odoo"))
            heads = page.xpath("//main//*[self::h1 or self::h2 or self::h3]")
            self.assertEqual([one.tag for one in heads].count("h1"), 1)
            self.assertEqual(heads[0].tag, "h1")
            ids = page.xpath("//main//@id")
            self.assertEqual(len(ids), len(set(ids)))
            for control in page.xpath(CONTROLS):
                self._named(page, control)
            self._in_order(page)

    def _named(self, page, control):
        """Each control says what it is for, and is reached in its place."""
        words = control.text_content().strip()
        if control.tag != "button":
            labels = page.xpath(f"//label[@for='{control.get('id')}']")
            labels += control.xpath("ancestor::label")
            words = "".join(one.text_content() for one in labels).strip()
        self.assertTrue(words, html.tostring(control))

    def _in_order(self, page):
        """No other order than that of the page; nothing for the mouse alone."""
        for element in page.xpath("//main//*[@tabindex]"):
            self.assertEqual(element.get("tabindex"), "0")
        for element in page.xpath("//main//*[@onclick or @role='button']"):
            self.assertIn(element.tag, NATIVE)
        for form in page.xpath("//main//form"):
            self.assertTrue(form.xpath(".//button[@type='submit']"))

    def test_the_public_page_and_the_receipt(self):
        self.check(self.visit(), "page")
        self.check(self.visit("/opinion/receipt"), "code")
        self.check(self.visit("/opinion/privacy"), "privacy")
        sent = self.send()
        self.check(sent, "sent")
        code = self.code_of(sent)
        self.hand_over()
        complaint = self.last().complaint_id
        self.as_user(complaint, "director")._answer(
            complaint.date_received, "It will be on time.", True
        )
        self.check(self.with_code(code), "receipt")
        self.check(self.with_code(code, "/opinion/receipt/reply"), "problem")

    def test_the_portal(self):
        new_test_user(self.env, "p_one", groups="base.group_portal", lang="zh_CN")
        self.authenticate("p_one", "p_one")
        self.check(self.url_open("/my/opinions"), "empty list")
        self.check(self.url_open("/my/opinions/new"), "form")
        token = http.Request.csrf_token(self)
        sent = {"csrf_token": token, "nature": "complaint", "statement": "Late."}
        sent["party_class"] = "recipient"
        self.check(
            self.url_open("/my/opinions/new", data={**sent, "nature": ""}), "bad"
        )
        self.check(self.url_open("/my/opinions/new", data=sent), "sent")
        self.hand_over()
        row, complaint = self.last(), self.last().complaint_id
        self.as_user(complaint, "director")._answer(
            complaint.date_received, "It will be on time.", True
        )
        self.check(self.url_open("/my/opinions"), "list")
        self.check(self.url_open(f"/my/opinions/{row.id}"), "one")

    def test_the_day_is_that_of_the_centre(self):
        # C3.1: sent at seven in the morning, it came that day and not the day before
        self.send()
        row = self.last()
        row.received_at = self.local(2026, 11, 24, 7)
        self.assertEqual(row._shown()["received"], "2026-11-24")
        self.hand_over()
        complaint = self.last().complaint_id
        self.assertEqual(str(complaint.date_received), "2026-11-24")
        self.assertEqual(str(complaint.date_statement), "2026-11-24")
        self.assertEqual(str(complaint.date_form), "2026-11-24")
