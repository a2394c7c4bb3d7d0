import os

import psycopg2

from .process_common import SIGKILL, ProcessCase

FILL = """
env["mail.thread"].message_process(
    "stakeholder.intake", b"To: x@y.example\\r\\nFrom: a@b.example\\r\\n\\r\\nwords"
)
env["stakeholder.policy"].search([]).is_receipt_mailed = False
env["stakeholder.intake"]._cron_hand_over()
complaints = env["stakeholder.complaint"].search([])
assert len(complaints) == 1
env["ir.filters"].create({"name": "f", "model_id": "stakeholder.complaint"})
env["ir.filters"].create(
    {
        "name": "g",
        "model_id": "res.partner",
        "domain": "[('stakeholder_class', '=', 'unit')]",
    }
)
saved = env["ir.exports"].create(
    {"name": "e", "resource": "stakeholder.communication"}
)
env["ir.exports.line"].create({"name": "summary", "export_id": saved.id})
other = env["ir.exports"].create({"name": "o", "resource": "res.partner"})
env["ir.exports.line"].create({"name": "stakeholder_class", "export_id": other.id})
env["ir.attachment"].create(
    {"name": "a.txt", "raw": b"x", "res_model": "stakeholder.complaint"}
)
link = "<a href='/mail/view?model=stakeholder.complaint&amp;res_id=1'>1</a>"
env["mail.mail"].create({"email_to": "a@b.example", "body_html": link})
env["bus.bus"]._sendone("all", "note", {"model": "stakeholder.complaint"})
user = env["res.users"].create({"name": "kept", "login": "kept"})
user.partner_id.stakeholder_class = "external"
env["ir.model.data"].create(
    {
        "module": "stakeholder_relations",
        "name": "kept",
        "model": "res.users",
        "res_id": user.id,
    }
)
env["stakeholder.policy"].search([], limit=1).director_user_id = user
env["ir.config_parameter"].set_param("stakeholder_relations.notice_last_run", "x")
module = env["ir.module.module"].search([("name", "=", "stakeholder_relations")])
try:
    module.button_immediate_uninstall()
    print("NOT REFUSED")
except Exception as error:
    env.cr.rollback()
    print("REFUSED", type(error).__name__)
complaints = env["stakeholder.complaint"].search([])
complaints._log_export()
env.cr.commit()
module.button_immediate_uninstall()
"""
ERASE = """
import pathlib, shutil
from odoo.tools import config

env["ir.config_parameter"].set_param("ir_attachment.location", "file")
env["stakeholder.policy"].search([]).director_user_id = env.ref("base.user_admin")
receipt = env["stakeholder.complaint"]._take_in(
    [{"statement": "x", "collection": "oral", "party_class": "recipient"}]
)
case = receipt.complaint_id
for name in ("one", "two"):
    env["ir.attachment"].create(
        {
            "name": name,
            "raw": b"erase-0815 " + name.encode() * 9000,
            "res_model": case._name,
            "res_id": case.id,
        }
    )
env.cr.commit()
store = pathlib.Path(config.filestore(env.cr.dbname))


def found():
    files = [one for one in store.rglob("*") if one.is_file()]
    return sum(b"erase-0815" in one.read_bytes() for one in files)


before = found()
env.cr.execute("UPDATE stakeholder_complaint SET state = 'closed'")
env.invalidate_all()
case._erase("words")
env.cr.commit()
print("FOUND", before, found())
shutil.rmtree(store)
"""
NAMED = "%stakeholder%"
# What may be left of ours: nothing.
LEFT = {
    "tables": "SELECT table_name FROM information_schema.tables "
    "WHERE table_name LIKE 'stakeholder%'",
    "columns": "SELECT table_name || '.' || column_name FROM "
    "information_schema.columns WHERE column_name LIKE 'stakeholder%'",
    "functions": "SELECT proname FROM pg_proc WHERE proname LIKE 'stakeholder%'",
    "models": "SELECT model FROM ir_model WHERE model LIKE 'stakeholder.%'",
    "fields": "SELECT name FROM ir_model_fields WHERE name LIKE 'stakeholder_%'",
    "data": "SELECT name FROM ir_model_data WHERE module = 'stakeholder_relations'",
    "filters": "SELECT name FROM ir_filters WHERE model_id LIKE 'stakeholder.%'",
    "parameters": "SELECT key FROM ir_config_parameter "
    "WHERE key LIKE 'stakeholder_relations%'",
    "sequences": "SELECT code FROM ir_sequence WHERE code LIKE 'stakeholder.%'",
    "attachments": "SELECT name FROM ir_attachment WHERE res_model LIKE "
    "'stakeholder.%' OR url LIKE '/stakeholder_relations/%'",
    "messages": "SELECT subject FROM mail_message WHERE model LIKE 'stakeholder.%'",
    "activities": "SELECT summary FROM mail_activity "
    "WHERE res_model LIKE 'stakeholder.%'",
    "jobs": "SELECT cron_name FROM ir_cron WHERE cron_name LIKE 'Public Relations%'",
    "aliases": "SELECT alias_name FROM mail_alias WHERE alias_name = 'yijian'",
    "views": "SELECT key FROM ir_ui_view WHERE key LIKE 'stakeholder_relations.%'",
}


class TestProcessesOutside(ProcessCase):
    worker = "process_outside.py"

    def test_the_same_mail_twice_at_once_is_one(self):
        # P15: 10 × 2 deliveries at once, 10 complaints, no exception
        found = self._scenario("mail")
        self.assertEqual(found["codes"], [0] * 20)
        self.assertEqual(found["states"], [["handed_over", 10]])
        self.assertEqual(found["complaints"], [[10, 10]])

    def test_handing_over_killed_anywhere_loses_and_doubles_nothing(self):
        # P8: 3 × 9 mails, killed in the first, second and third batch
        results, complaints, linked = self._scenario("kill")
        self.assertEqual(results, [[SIGKILL, 0]] * 3)
        self.assertEqual(complaints, [[27]])
        self.assertEqual(linked, [[27]])

    def test_the_bytes_of_what_is_erased_go_at_once(self):
        # P22: from the filestore too, not only from the table
        output = self._run(
            *("-m", "odoo", "shell", "--no-http"),
            *("-c", os.environ["STAKEHOLDER_ODOO_CONF"], "-d", self.database),
            script=ERASE,
        )
        self.assertIn("FOUND 2 0", output)

    def test_uninstalled_after_export_leaves_nothing(self):
        # P24: refused, exported, then 0 rows, columns, filters, parameters … of ours
        output = self._run(
            *("-m", "odoo", "shell", "--no-http"),
            *("-c", os.environ["STAKEHOLDER_ODOO_CONF"], "-d", self.database),
            script=FILL,
        )
        self.assertIn("REFUSED UserError", output)
        connection = psycopg2.connect(dbname=self.database)
        self.addCleanup(connection.close)
        with connection.cursor() as cursor:
            self.assertEqual(self._anywhere(cursor), {})
            for what, query in LEFT.items():
                cursor.execute(query)
                with self.subTest(what):
                    self.assertEqual(cursor.fetchall(), [])

    def _anywhere(self, cursor):
        """{table: rows in which we are named}; that there is such a module may be."""
        cursor.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [NAMED]
            )
            if count := cursor.fetchone()[0]:
                found[table] = count
        cursor.execute(
            "SELECT count(*) FROM ir_model_data WHERE module = 'base' AND model IN "
            "('ir.module.module', 'ir.module.category') AND name ILIKE %s",
            [NAMED],
        )
        listed = {"ir_model_data": cursor.fetchone()[0]}
        for table in ("ir_module_module", "ir_module_category"):
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text ILIKE %s", [NAMED]
            )
            listed[table] = cursor.fetchone()[0]
        self.assertEqual(listed["ir_module_module"], 1)
        return {
            table: count for table, count in found.items() if count != listed.get(table)
        }

    def test_forty_at_once_are_not_more_than_five(self):
        # P19, P20: over processes and after they ended
        self.assertEqual(self._scenario("throttle"), [5, 0])
