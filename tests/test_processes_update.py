from pathlib import Path

from .process_common import ProcessCase
from .upgrade_invariants import differences, look

CASES = 5000
FILL = """
import sys
sys.path.insert(0, {folder!r})
import process_worker
process_worker.fill(env.registry, {cases})
env["stakeholder.notice"]._cron_notify()
env["stakeholder.trail.seal"]._cron_seal()
m = "stakeholder_relations."
cron = env.ref(m + "ir_cron_stakeholder_notice_notify")
cron.write({{"interval_number": 7, "interval_type": "days", "active": False}})
template = env.ref(m + "mail_template_complaint_answer")
template.with_context(lang="zh_CN").subject = "Own words"
env.ref(m + "stakeholder_consent_rule_company").domain_force = "[(1, '=', 1)]"
env.ref(m + "stakeholder_option_way_in_phone").with_context(lang="zh_CN").name = "Own"
env["stakeholder.policy"].search([], limit=1).response_days = 6
env["stakeholder.retention"].search([], limit=1).months = 7
env.cr.commit()
"""


class TestProcessesUpdate(ProcessCase):
    def test_five_thousand_cases_are_as_they_were_after_two_updates(self):
        # P24: rows, deadlines, trail, numbers, what the centre edited; nothing resent
        folder = str(Path(__file__).parent)
        self._odoo("shell", script=FILL.format(folder=folder, cases=CASES))
        before, columns = look(self.database)
        self.assertEqual(before["deadlines"].total(), CASES)
        self.assertGreaterEqual(before["rows of stakeholder_notice"].total(), CASES)
        self.assertGreater(before["mails"].total(), 0)
        for number in (1, 2):
            self._odoo("-u", "stakeholder_relations", "--stop-after-init")
            after, _columns = look(self.database, columns)
            with self.subTest(update=number):
                self.assertEqual(differences(before, after), {})
        job = 'env["stakeholder.notice"]._cron_notify(); env.cr.commit()'
        self._odoo("shell", script=job)
        after, _columns = look(self.database, columns)
        self.assertEqual(differences(before, after), {})
