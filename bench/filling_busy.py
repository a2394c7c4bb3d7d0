"""The board once more, with an activity of its handler on every complaint."""

from harness import TODAY

LIST = """
    INSERT INTO mail_activity
        (res_model_id, res_model, res_id, activity_type_id, user_id, date_deadline,
         summary, active, automated, create_uid, create_date)
    SELECT m.id, m.model, c.id, t.res_id, c.user_id, %s + mod(c.id, 21) - 10,
           'You handle this: answer it in time', TRUE, TRUE, 1, now()
      FROM stakeholder_complaint c
      JOIN ir_model m ON m.model = 'stakeholder.complaint'
      JOIN ir_model_data t ON t.module = 'stakeholder_relations'
                          AND t.name = 'mail_activity_type_deadline'
"""


def fill(name, _size):
    from odoo.sql_db import db_connect

    with db_connect(name).cursor() as cr:
        cr.execute(LIST, [TODAY])
