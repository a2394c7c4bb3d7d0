from odoo.tests import tagged

from .access_common import CASES, AccessCase

CANARY_LATER = "canary-open later"


@tagged("post_install", "-at_install")
class TestAccessWindows(AccessCase):
    """P1: windows, unsaved forms and receipts tell nothing of a case."""

    def _hit(self, state, found):
        return self.canary(state) if found else ""

    # channel 7: what was added later is the sender's and the handler's
    def test_addendum_is_not_for_those_who_see_number_and_state(self):
        case = self.cases["open"]
        place = self.env["res.partner"].create(
            {"name": "Site", "stakeholder_user_id": self.actors["worker"].id}
        )
        case._write_technical({"place_id": place.id})
        receipt = self.env["stakeholder.complaint.receipt"].search(
            [("complaint_id", "=", case.id)]
        )
        own = self.as_user(receipt, "registrar")
        own._add(f"{self.canary('open')} later")
        self.assertIn(CANARY_LATER, str(self.as_user(receipt, "registrar").read()))
        number_only = self.as_user(receipt, "worker")
        self.assertEqual(number_only.read(["name"])[0]["name"], case.name)
        self.assertNotIn(CANARY_LATER, str(number_only.read()))
        self.assertFalse(self._oracle(number_only))

    def _oracle(self, receipt):
        try:
            return receipt.search_count([("addendum", "ilike", CANARY_LATER)])
        except Exception:
            return 0

    # windows on a case are for whoever may read it
    def test_windows_tell_nothing_about_a_case(self):
        today = self.now.date()
        windows = {
            "letter": {"kind": "answer", "date": today, "date_result_due": today},
            "turn": {"kind": "dissatisfied", "date": today},
            "identity.wizard": {"reason": "curious"},
        }
        for window, values in windows.items():
            model = f"stakeholder.complaint.{window}"

            def show(actor, state, case, model=model, values=values):
                own = self.as_user(self.env[model], actor)
                made = own.create({**values, "complaint_id": case.id})
                told = made.read(["text", "channel"] if "text" in made else [])
                return self.canary(state), told

            self.probe(show)

    def test_windows_tell_nothing_before_saving(self):
        spec = {"complaint_id": {}, "kind": {}, "text": {}, "channel": {}}

        def show(actor, state, case):
            own = self.as_user(self.env["stakeholder.complaint.letter"], actor)
            values = {
                "complaint_id": case.id,
                "kind": "answer",
                "date": "2026-11-24",
                "date_result_due": "2026-11-24",
            }
            told = own.onchange(values, ["complaint_id"], spec)["value"]
            return self._hit(state, told.get("channel") or told.get("text"))

        self.probe(show)

    def test_unsaved_action_does_not_tell_who_is_on_the_case(self):
        spec = {"reader_ids": {}, "denied_ids": {}, "checker_id": {}}
        own = self.as_user(self.env["stakeholder.action"], "worker")
        plain = own.onchange({}, [], spec)
        for state in CASES:
            told = own.onchange({"complaint_id": self.cases[state].id}, [], spec)
            self.assertEqual(told["value"], plain["value"], state)

    def test_unsaved_window_opens_no_identity(self):
        own = self.as_user(self.env["stakeholder.complaint.identity.wizard"], "officer")
        values = {"complaint_id": self.cases["open"].id, "reason": "to call back"}
        window = own.create(values)
        spec = {"complainant_name": {}, "complainant_contact": {}}
        for record in (own, window):
            told = record.onchange({**values, "is_open": True}, ["is_open"], spec)
            self.assertNotIn("canary", str(told))
        window.action_open()
        self.assertIn("canary-open name", str(window.read()))

    def test_explained_deadline_is_whoever_s_asked(self):
        own = self.as_user(self.cases["open"], "officer")
        window = own.action_explain_response()
        record = self.env[window["res_model"]].browse(window["res_id"])
        self.assertTrue(self.as_user(record, "officer").line_ids.read())
        for actor in ("employee", "worker", "system"):
            for records in (record, record.line_ids):
                with self.assertRefused():
                    self.as_user(records, actor).read()
