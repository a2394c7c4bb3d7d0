from lxml import etree, html

# Posted and recorded by the same user in one transaction: nothing else does that.
NOTES = """
    SELECT DISTINCT note.id, note.body
      FROM mail_message note
      JOIN stakeholder_communication talk
        ON talk.create_uid = note.create_uid AND talk.create_date = note.create_date
     WHERE note.mail_activity_type_id IS NOT NULL
"""
FEEDBACK = """
    UPDATE mail_activity activity SET feedback = NULL
      FROM stakeholder_communication talk
     WHERE activity.feedback IS NOT NULL
       AND talk.create_uid = activity.write_uid
       AND talk.create_date = activity.write_date
"""


def migrate(cr, version):
    """What was said goes out of the notes that “Done and Record” left on a contact.

    The one line of a record stood there as the feedback of the activity, for everybody
    who reads the contact.
    """
    cr.execute(NOTES)
    for note_id, body in cr.fetchall():
        said = without_feedback(body or "")
        if said != body:
            cr.execute(
                "UPDATE mail_message SET body = %s WHERE id = %s", (said, note_id)
            )
    cr.execute(FEEDBACK)


def without_feedback(body):
    """``body`` without the part that starts with the heading of the feedback.

    The heading of the planner's own note has a further class; that note stays.
    """
    if not body:
        return body
    root = html.fragment_fromstring(body, create_parent="div")
    for part in root.xpath(".//div[div[@class='fw-bold']]"):
        part.getparent().remove(part)
    inner = (etree.tostring(one, encoding="unicode", method="html") for one in root)
    return (root.text or "") + "".join(inner)
