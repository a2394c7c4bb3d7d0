"""One complaint in each state, as its own people would have made them."""

from odoo.fields import Command

STATES = (
    "open",
    "confidential",
    "accused",
    "about_head",
    "not_handled",
    "closed",
    "merged",
    "reopened",
)


def cases(env, people, canary="canary"):
    """{state: complaint}, made by ``people``: {role: user}.

    Roles asked for: registrar, officer (handles each), director, council, accused,
    withheld. Each holds ``canary-<state>`` in every text a person writes.
    """
    made = {state: _take_in(env, people, state, canary) for state in STATES}
    for state, complaint in made.items():
        decider = "council" if state == "about_head" else "director"
        if state != "not_handled":
            _save(complaint, people[decider], user_id=people["officer"].id)
            _work(complaint, people, f"{canary}-{state}", decider)
    own = made["not_handled"].with_user(people["director"])
    own._set_not_handled()
    _close(made["closed"], people)
    _close(made["reopened"], people)
    own = made["reopened"].with_user(people["director"])
    own._reopen(own._today(), f"{canary}-reopened is not content")
    made["merged"].with_user(people["director"])._merge_into(
        made["open"].with_user(people["director"])
    )
    return {state: complaint.sudo() for state, complaint in made.items()}


def _take_in(env, people, state, canary):
    text = f"{canary}-{state}"
    nameless = state == "not_handled"
    values = {
        "collection": "phone",
        "party_class": "recipient",
        "topic": f"{text} topic",
        "statement": f"{text} statement",
        "complainant_name": not nameless and f"{text} name",
        "complainant_contact": not nameless and f"{text}@home.example",
        "complainant_email": not nameless and f"{text}@home.example",
        "is_confidential": state == "confidential",
    }
    if state == "accused":
        values["respondent_ids"] = [Command.set(people["accused"].partner_id.ids)]
        values["withheld_ids"] = [Command.set(people["withheld"].partner_id.ids)]
    elif state == "about_head":
        values["respondent_ids"] = [Command.set(people["director"].partner_id.ids)]
    Complaint = env["stakeholder.complaint"].with_user(people["registrar"])
    return Complaint._take_in([values]).sudo().complaint_id


def _save(complaint, user, **values):
    own = complaint.sudo(False).with_user(user)
    own.write({**values, "edit_version": own.edit_version})


def _work(complaint, people, text, decider):
    """Acknowledged, looked into, answered, not content, something to be improved."""
    own = complaint.sudo(False).with_user(people["officer"])
    today = own._today()
    own._acknowledge(today, f"{text} acknowledgement")
    env = own.env
    env["stakeholder.complaint.step"].create(
        {"complaint_id": own.id, "note": f"{text} step"}
    )
    own._answer(today, f"{text} reply", True)
    own._dissatisfied(today, f"{text} is not content")
    own._report_result(today, f"{text} outcome")
    env["stakeholder.action"].create(
        {
            "complaint_id": own.id,
            "name": f"{text} action",
            "date_due": today,
            "checker_id": people[decider].id,
        }
    )
    own.message_post(body=f"{text} note", subtype_xmlid="mail.mt_note")


def _close(complaint, people):
    env = complaint.env
    cause = env.ref("stakeholder_relations.stakeholder_option_cause_procedure")
    _save(
        complaint,
        people["director"],
        director_opinion="Agreed.",
        reaction="satisfied",
        finding="founded",
        cause_id=cause.id,
        lesson="Visits are confirmed.",
    )
    complaint.with_user(people["director"]).action_close()
