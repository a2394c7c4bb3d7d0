from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.form_dates import FORM_LANG
from ..tools.plain_text import plain
from .stakeholder_intake_page import CAPS


class StakeholderIntake(models.Model):
    """What the receipt shows, and what is said through it (P4, C3.4, C3.6)."""

    _inherit = "stakeholder.intake"

    # ------------------------------------------------------------
    # WHAT THE RECEIPT SHOWS
    # ------------------------------------------------------------

    def _shown(self):
        """The eight things told to whoever has the code, or handed it in (P4)."""
        self.ensure_one()
        # sudo: these and no others of the case are shown
        case = self.sudo().complaint_id
        course = case._course_told()
        return {
            "number": case.name,
            "received": fields.Date.to_string(
                case.date_received or self._day_received()
            ),
            "state": self._state_in_words(case),
            "answer_due": self._is_open(course) and course.date_response_due,
            "result_due": course.state == "pending" and course.date_result_due,
            "letters": self._letters(case | course),
            "asks": case.state == "answered" and case.reaction != "satisfied",
            "may_withdraw": bool(self._consents_in_force()),
        }

    def _day_received(self):
        """The day on the calendar of the centre, not of the server."""
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        # sudo: whoever sends is nobody, and reads no calendar
        return policy.sudo().calendar_id._stakeholder_local_date(self.received_at)

    @api.model
    def _own_of(self, user, intake_id=None):
        """What ``user`` handed in by the portal; one of it, or nothing."""
        # sudo: the domain is the rule; a portal user reads no model
        own = self.sudo()
        domain = Domain("user_id", "=", user.id)
        if intake_id:
            domain &= Domain("id", "=", intake_id)
        return own.search(domain, limit=200)

    def _is_open(self, case):
        return case.state in ("new", "acknowledged")

    def _state_in_words(self, case):
        if case.state == "merged" and (course := case._course_told()) != case:
            return self.env._(
                "It is handled together with an earlier one: %s",
                self._state_in_words(course),
            )
        return {
            False: self.env._("Received; it is being handed over."),
            "new": self.env._("In the hands of the person in charge."),
            "acknowledged": self.env._("We are looking into it."),
            "answered": self.env._("Answered."),
            "pending": self.env._("Not resolved yet; the result follows."),
            "closed": self.env._("Closed."),
            "not_handled": self.env._(
                "Kept on file, but not handled: it is about personnel matters and came "
                "without a name (guideline 3.6.3). If you give your name, we handle it."
            ),
            "merged": self.env._(
                "It is handled together with an earlier one. For what came of it "
                "please call us."
            ),
        }[case.state]

    def _letters(self, cases):
        """[(date, words)] of what the centre told the complainant, the oldest first."""
        letters = []
        for case in cases:
            letters += [
                (case.date_acknowledged, case.acknowledgement),
                (case.date_answered, case.reply),
                *((one.date, one.text) for one in case.told_ids),
            ]
        return sorted((one for one in letters if all(one)), key=lambda one: one[0])

    # ------------------------------------------------------------
    # WHAT IS SAID THROUGH THE RECEIPT
    # ------------------------------------------------------------

    def _added(self, text, files=()):
        """What the page shows after ``text``: that it was taken, or why not."""
        text = plain(text).strip()
        if not text:
            return {"problem": self.env._("Please write down what is to be added.")}
        if problem := self._too_long(text):
            return {"problem": problem, "text": text}
        return {"refused": self._say(text, files), "done": "added"}

    def _say(self, text, files=()):
        """More to the matter: an addendum; before it is handed over, more words.

        All of it or nothing: no word is cut off.
        """
        self.ensure_one()
        text = plain(text).strip()
        if problem := self._too_long(text):
            raise UserError(problem)
        taken, refused = self._clean(files)
        own = self.sudo()
        if not own.complaint_id:
            own.content = {**(own.content or {}), "statement": self._with_more(text)}
            own._attach(taken)
            return refused
        part = own.create(
            {
                "company_id": own.company_id.id,
                "door": own.door if own.door != "email" else "web",
                "content": {"statement": text},
                "user_id": own.user_id.id,
            }
        )
        part._attach(taken)
        part._add_to(own.complaint_id)
        # It leads nowhere: the receipt is the first row's.
        part.user_id = False
        return refused

    def _with_more(self, text):
        # sudo: one's own words, not yet handed over
        content = self.sudo().content or {}
        return "\n\n".join(filter(None, (content.get("statement"), text)))

    def _too_long(self, text):
        """Why ``text`` does not fit, as the form says it; None where it does."""
        most = CAPS["statement"]
        if not self.sudo().complaint_id:
            # It goes below what was written first: that takes its part of the room.
            most -= len(self._with_more(text)) - len(text)
        label = self.env._("What is to be added")
        return self._length_problem(label, text, max(most, 0))

    def _judge(self, is_content, text):
        """Content with the answer, or not: the next round, with a date (C3.4).

        Returns what the page shows. What comes after it went on elsewhere is not lost:
        whoever decides gets the words as long as the case can be reopened.
        """
        self.ensure_one()
        text = plain(text).strip()
        if not is_content and not text:
            return {"problem": self.env._("Please say what is still missing.")}
        said = self.with_context(lang=FORM_LANG).env._("Not satisfied: %s", text)
        if not is_content and (problem := self._too_long(said)):
            return {"problem": problem, "text": text}
        case = self.sudo().complaint_id
        if not self._shown()["asks"]:
            return self._judge_too_late(case, is_content, said, text)
        if is_content:
            case.action_satisfied()
        else:
            case._dissatisfied(case._today(), text)
        return {"done": "judged"}

    def _judge_too_late(self, case, is_content, said, text):
        if is_content:
            words = self.env._(
                "Meanwhile it went on, and you are no longer asked about the answer. "
                "If something is to be added, please write to us again below."
            )
            return {"problem": words}
        last = case.state == "closed" and case._last_day_to_reopen()
        if last and last < case._today():
            words = self.env._(
                "It was closed meanwhile and can no longer be reopened. Please hand in "
                "a new one and name the number of this one. What you wrote is still "
                "here."
            )
            return {"problem": words, "text": text}
        self._say(said)
        return {"done": "added"}
