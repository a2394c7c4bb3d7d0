from odoo.tests import tagged

from ..tools import receipt_code
from .public_common import PublicCase


@tagged("post_install", "-at_install")
class TestPublicThrottle(PublicCase):
    def test_codes_are_long_and_kept_one_way(self):
        # P19: 20 digits are 66.4 bits; 10^4 codes, 1,000 guesses an hour for a year
        chance = 10**4 * 1000 * 24 * 365 / 10**receipt_code.DIGITS
        self.assertLessEqual(chance, 9e-10)
        code = self.code_of(self.send())
        self.env.flush_all()
        for table, columns in (
            ("stakeholder_intake", "i"),
            ("ir_config_parameter", "i"),
        ):
            self.env.cr.execute(f"SELECT {columns}::text FROM {table} i")
            found = str(self.env.cr.fetchall())
            self.assertNotIn(code, found)
            self.assertNotIn(receipt_code.in_fours(code), found)
        # never by an address
        page = self.url_open(f"/opinion/receipt?code={code}")
        self.assertIn('name="code" inputmode', page.text)

    def test_guessing_is_slowed_and_closed(self):
        # P19: 5 wrong in 10 minutes, then one a minute; 20, then closed for an hour
        code = self.code_of(self.send())
        self.policy.operations_per_hour = 1000
        for _number in range(5):
            self.assertEqual(self.with_code("0" * 20).status_code, 200)
        self.assertEqual(self.with_code("0" * 20).status_code, 429)
        # waiting: the right one is not even looked at
        self.assertEqual(self.with_code(code).status_code, 429)
        self._age(61)
        self.assertEqual(self.with_code(code).status_code, 200)
        for _number in range(15):
            self._age(61)
            self.assertEqual(self.with_code("0" * 20).status_code, 200)
        self._age(61)
        self.assertEqual(self.with_code(code).status_code, 429)
        self._age(3600)
        self.assertEqual(self.with_code(code).status_code, 200)

    def _age(self, seconds):
        """As if what was counted had happened earlier."""
        self.env.cr.execute(
            "UPDATE stakeholder_throttle SET at = at - %s * interval '1 second'",
            [seconds],
        )

    def test_so_many_an_hour_from_one_source(self):
        # P20: 5 submissions and 30 look-ups an hour
        pages = [self.send() for _number in range(6)]
        self.assertEqual([page.status_code for page in pages], [200] * 5 + [429])
        self.assertIn("The lift of the centre is broken.", pages[-1].text)
        self.assertEqual(self.intakes.search_count([]), 5)
        code = self.code_of(pages[0])
        found = [self.with_code(code).status_code for _number in range(31)]
        self.assertEqual(found, [200] * 30 + [429])

    def test_the_salt_lives_for_a_day(self):
        # P20: keys of yesterday say nothing about who it was
        self.send()
        self.env.cr.execute("SELECT count(*) FROM stakeholder_throttle_salt")
        self.assertEqual(self.env.cr.fetchone()[0], 1)
        self.env.cr.execute(
            "UPDATE stakeholder_throttle_salt SET date = date - 1;"
            "UPDATE stakeholder_throttle SET at = at - interval '25 hours'"
        )
        self.env["stakeholder.throttle"]._forget()
        for table in ("stakeholder_throttle_salt", "stakeholder_throttle"):
            self.env.cr.execute(f"SELECT count(*) FROM {table}")
            self.assertEqual(self.env.cr.fetchone()[0], 0)
