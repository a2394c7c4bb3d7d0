from datetime import date
from unittest.mock import patch

from odoo.tests import tagged

from .test_rating_plan import PlanCase


@tagged("post_install", "-at_install")
class TestRatingGap(PlanCase):
    """Units that cannot be asked to rate are shown, with the reason (U4.6)."""

    # U4.6: one that cannot be asked holds up no other, comes last, and says why
    def test_units_that_cannot_be_asked(self):
        bad, nobody = self._unit("Bureau"), self._unit("Street office", user=None)
        self.users["clerk"].partner_id.write(
            {"parent_id": bad.id, "stakeholder_level": "head"}
        )
        insider = self.users["council"].partner_id
        insider.write({"stakeholder_class": "unit"})
        self.env["stakeholder.agreement"].create(
            {
                "name": "Service",
                "partner_id": insider.id,
                "date_start": date(2026, 1, 1),
                "date_end": date(2026, 12, 31),
                "state": "signed",
                "date_signed": date(2026, 1, 1),
            }
        )
        self._run()
        self.assertTrue(self._asked() and self._asked(bad) and self._asked(nobody))
        self.assertFalse(self._asked(insider))
        self.assertEqual(self.env.company.stakeholder_unasked, insider.ids)
        gaps = self._gaps()
        self.assertEqual(gaps.keys(), {"Street office", insider.name})
        self.assertIn("Nobody is responsible", gaps["Street office"])
        self.assertIn("log-in of the centre", gaps[insider.name])
        # the next run looks at it last
        order = []
        ask = type(self.Rating)._ask_all
        with patch.object(
            type(self.Rating),
            "_ask_all",
            lambda own, units, year: order.extend(units) or ask(own, units, year),
        ):
            self._unit("New one")
            self._run()
        self.assertEqual(order[-1], insider)
        self.assertEqual(order[0].name, "New one")
        nobody.stakeholder_user_id = self.users["worker"]
        insider.stakeholder_class = False
        self._run()
        self.assertFalse(self._gaps())

    def test_no_gap_before_the_month(self):
        self.at(self.local(2026, 10, 31, 23, 59))
        self.assertFalse(self._gaps())
