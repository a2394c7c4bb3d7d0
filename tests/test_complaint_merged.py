from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestComplaintMerged(StakeholderCase):
    """Merging makes no case lighter, and both complainants hear how it went on."""

    def _nameless(self, **values):
        return self.register(
            complainant_name=False,
            complainant_contact=False,
            complainant_email=False,
            **values,
        )

    def _from_page(self, **values):
        """(case, code) of what was sent by the public page and handed over."""
        intakes = self.env["stakeholder.intake"].with_user(
            self.env.ref("base.public_user")
        )
        sent = {"nature": "complaint", "party_class": "recipient", **values}
        form, problems = intakes._read_form({"statement": "It is cold.", **sent})
        self.assertFalse(problems)
        row, code, _refused = intakes._submit(self.env.company, form, [])
        row.sudo()._hand_over()
        return row.sudo().complaint_id, code

    def _shown(self, code):
        self.env.flush_all()
        self.env.invalidate_all()
        public = self.env.ref("base.public_user")
        return self.env["stakeholder.intake"].with_user(public)._by_code(code)._shown()

    # C5.3: harm, unit and place go along
    def test_what_weighs_goes_along(self):
        unit = self.env["res.partner"].create(
            {"name": "School", "is_company": True, "stakeholder_class": "unit"}
        )
        double = self.register(party_class="unit", alleges_harm=True, place_id=unit.id)
        main = self._nameless()
        self.turn(double, "director", "merge", main_id=main.id)
        self.assertTrue(main.alleges_harm)
        self.assertEqual(main.place_id, unit)
        # C3.1: a unit is answered and handled within its term
        self.assertEqual(main.party_class, "unit")
        own = self.as_user(main, "director")
        own._answer(main._today(), "We look into it.", False)
        self.assertEqual(list(main._running_clocks()), ["response", "result"])

    # C5.3: never classed so, with harm or a name in what was merged into it
    def test_a_merged_name_or_harm_is_never_set_aside(self):
        for double in (self._nameless(alleges_harm=True), self.register()):
            first, main = self._nameless(), self._nameless()
            self.turn(double, "director", "merge", main_id=first.id)
            # as cases stood that were merged before harm went along
            first.alleges_harm = False
            self.turn(first, "director", "merge", main_id=main.id)
            with self.assertRaisesRegex(UserError, double.name):
                self.turn(main, "director", "personnel", alleges_harm="no")
            self.assertEqual(main.state, "new")

    # C5.3: neither name nor harm: still set aside
    def test_merged_without_name_and_harm_is_set_aside(self):
        double, main = self._nameless(), self._nameless()
        self.turn(double, "director", "merge", main_id=main.id)
        self.turn(main, "director", "personnel", alleges_harm="no")
        self.assertEqual(main.state, "not_handled")

    # C3.1 C3.4 P4: the receipt of a merged one shows the course it ended in
    def test_the_merged_complainant_hears_the_answer(self):
        double, code = self._from_page()
        main = self.assigned()
        self.turn(double, "director", "merge", main_id=main.id)
        self.assertEqual(self._shown(code)["answer_due"], main.date_response_due)
        own = self.as_user(main, "director")
        own._answer(main._today(), "The heating is repaired.", True)
        shown = self._shown(code)
        self.assertEqual(
            [words for _date, words in shown["letters"]], ["The heating is repaired."]
        )
        self.assertIn("Answered.", shown["state"])
        # only whoever handed in the other one says whether they are content
        self.assertFalse(shown["asks"])
        self.assertEqual(shown["number"], double.name)
        own._give_notice(main._today(), "A second visit.", main.date_result_due)
        shown = self._shown(code)
        self.assertEqual(shown["result_due"], main.date_result_due)
        self.assertEqual(len(shown["letters"]), 2)

    # C5.2 C5.4: what is written to somebody who asked for secrecy is for them alone
    def test_letters_of_a_secret_case_go_to_nobody_else(self):
        worker = self.partner("worker").ids
        for secret in (
            {"is_confidential": True},
            {"withheld_ids": [Command.set(worker)]},
        ):
            double, code = self._from_page()
            main = self.assigned(**secret)
            self.turn(double, "director", "merge", main_id=main.id)
            own = self.as_user(main, "director")
            own._answer(main._today(), "The heating is repaired.", True)
            shown = self._shown(code)
            self.assertEqual(shown["letters"], [])
            self.assertFalse(shown["answer_due"] or shown["result_due"])
            self.assertIn("call us", shown["state"])
