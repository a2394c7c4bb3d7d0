import json
from pathlib import Path

from .process_common import ProcessCase

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
LOOK = """
import json
env.cr.execute(
    "SELECT table_name FROM information_schema.tables "
    "WHERE table_name LIKE 'stakeholder%' AND table_type = 'BASE TABLE'"
)
found = {}
for (table,) in env.cr.fetchall():
    env.cr.execute(f"SELECT count(*) FROM {table}")
    found[table] = env.cr.fetchone()[0]
for name, query in {
    "deadlines": "SELECT md5(string_agg(concat_ws(' ', name, state, received_at, "
    "date_received, date_response_due, date_result_due, date_noticed), ',' "
    "ORDER BY id)) FROM stakeholder_complaint",
    "written": "SELECT md5(string_agg(concat(write_date, write_uid), ',' ORDER BY id))"
    " FROM stakeholder_complaint",
    "trail": "SELECT md5(string_agg(digest, ',' ORDER BY id)) "
    "FROM stakeholder_complaint_trail",
    "seals": "SELECT md5(string_agg(head_digest, ',' ORDER BY id)) "
    "FROM stakeholder_trail_seal",
    "mails": "SELECT count(*) FROM mail_mail",
    "activities": "SELECT count(*) FROM mail_activity",
    "messages": "SELECT count(*) FROM mail_message WHERE model LIKE 'stakeholder.%'",
    "numbers": "SELECT md5(string_agg(concat(code, number_next), ',' ORDER BY id)) "
    "FROM ir_sequence WHERE code LIKE 'stakeholder.%'",
    "jobs": "SELECT string_agg(concat_ws(' ', cron_name, active, interval_number, "
    "interval_type), ',' ORDER BY id) FROM ir_cron WHERE cron_name IS NOT NULL",
    "templates": "SELECT md5(string_agg(subject::text || body_html::text, ',' "
    "ORDER BY id)) FROM mail_template",
    "rules": "SELECT md5(string_agg(concat(name, domain_force, active), ',' "
    "ORDER BY id)) FROM ir_rule",
    "options": "SELECT md5(string_agg(name::text, ',' ORDER BY id)) "
    "FROM stakeholder_option",
    "terms": "SELECT string_agg(concat(response_days), ',' ORDER BY id) "
    "FROM stakeholder_policy",
    "retention": "SELECT string_agg(concat(months), ',' ORDER BY id) "
    "FROM stakeholder_retention",
}.items():
    env.cr.execute(query)
    found[name] = env.cr.fetchone()[0]
print("RESULT" + json.dumps(found, default=str))
"""


class TestProcessesUpdate(ProcessCase):
    def _look(self):
        output = self._odoo("shell", script=LOOK).stdout
        [line] = [line for line in output.splitlines() if "RESULT" in line]
        return json.loads(line.partition("RESULT")[2])

    def test_five_thousand_cases_are_as_they_were_after_two_updates(self):
        # P24: rows, deadlines, trail, numbers, what the centre edited; nothing resent
        folder = str(Path(__file__).parent)
        self._odoo("shell", script=FILL.format(folder=folder, cases=CASES))
        before = self._look()
        self.assertEqual(before["stakeholder_complaint"], CASES)
        self.assertGreaterEqual(before["stakeholder_notice"], CASES)
        self.assertGreater(before["mails"], 0)
        for number in (1, 2):
            self._odoo("-u", "stakeholder_relations", "--stop-after-init")
            with self.subTest(update=number):
                self.assertEqual(self._look(), before)
        job = 'env["stakeholder.notice"]._cron_notify(); env.cr.commit()'
        self._odoo("shell", script=job)
        self.assertEqual(self._look(), before)
