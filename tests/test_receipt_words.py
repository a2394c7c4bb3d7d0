import re

from odoo import fields
from odoo.tests import tagged

from .public_common import PublicCase

LONG = "字" * 19_990


@tagged("post_install", "-at_install")
class TestReceiptWords(PublicCase):
    """No word that the page says it passed on is dropped (C3.2, C3.4)."""

    def _answered(self):
        code = self.code_of(self.send())
        self.hand_over()
        complaint = self.last().complaint_id
        self.edit(complaint, "director", user_id=self.users["officer"].id)
        own = self.as_user(complaint, "officer")
        own._answer(complaint.date_received, "It is repaired on Monday.", True)
        return complaint, code

    def _closed(self):
        complaint, code = self._answered()
        self.edit(complaint, "director", **self.settled())
        self.as_user(complaint, "director").action_close()
        return complaint, code

    def _judge(self, code, **values):
        page = self.with_code(code, "/opinion/receipt/content", **values).text
        self.env.invalidate_all()
        return page

    def _text_areas(self, page):
        return re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page)

    # C3.4: the page was open as the case was closed
    def test_not_content_after_closing_reaches_whoever_decides(self):
        complaint, code = self._closed()
        page = self._judge(code, content="no", text="It still leaks")
        self.assertIn("转交", page)
        self.assertEqual(complaint.state, "closed")
        note = complaint.message_ids[0].body
        self.assertIn("It still leaks", note)
        self.assertIn("不满意", note)
        self.assertEqual(complaint.activity_ids.user_id, self.users["director"])
        # and they may open it again with it
        self.turn(complaint, "director", "reopened", words="It still leaks")

    # C3.4: too late to reopen, it is said and nothing is lost
    def test_not_content_after_the_period_keeps_the_words(self):
        complaint, code = self._closed()
        day = fields.Date.subtract(complaint.date_closed, days=40)
        complaint._write_technical({"date_closed": day})
        page = self._judge(code, content="no", text="It still leaks")
        self.assertNotIn("转交", page)
        self.assertIn("It still leaks", self._text_areas(page))
        self.assertNotIn("leaks", "".join(complaint.message_ids.mapped("body")))

    # C3.4: said twice, the second words are kept as well
    def test_a_second_no_is_an_addendum(self):
        complaint, code = self._answered()
        self._judge(code, content="no", text="First reason")
        self._judge(code, content="no", text="Second reason")
        self.assertEqual(complaint.round_ids.words, "First reason")
        self.assertIn("Second reason", complaint.message_ids[0].body)

    # a yes that nobody asked for any more is not said to be passed on
    def test_content_after_closing_is_told(self):
        _complaint, code = self._closed()
        page = self._judge(code, content="yes")
        self.assertNotIn("转交", page)
        self.assertIn("不再询问", page)

    # C3.2: over the length it is refused as a whole, and stays in the form
    def test_what_does_not_fit_is_refused_not_cut(self):
        code = self.code_of(self.send(statement=LONG))
        words = "A sentence longer than that."
        page = self.with_code(code, "/opinion/receipt/reply", text=words).text
        self.assertIn("最多", page)
        self.assertIn(words, self._text_areas(page))
        self.assertEqual(self.last().content["statement"], LONG)
        page = self.with_code(code, "/opinion/receipt/reply", text="Short.").text
        self.assertIn("转交", page)
        self.assertEqual(self.last().content["statement"], f"{LONG}\n\nShort.")
        self.hand_over()
        complaint = self.last().complaint_id
        count = len(complaint.message_ids)
        page = self.with_code(code, "/opinion/receipt/reply", text=LONG + LONG).text
        self.assertIn("最多", page)
        self.env.invalidate_all()
        self.assertEqual(len(complaint.message_ids), count)

    # C3.4: nor is what is still missing cut
    def test_a_long_no_is_refused_and_stays_in_its_own_field(self):
        complaint, code = self._answered()
        page = self._judge(code, content="no", text=LONG + LONG)
        self.assertIn("最多", page)
        self.assertEqual([len(one) for one in self._text_areas(page)], [39_980, 0])
        self.assertEqual(complaint.state, "answered")
