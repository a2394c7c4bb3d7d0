from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.form_dates import FORM_LANG

TEMPLATE = "stakeholder_relations.mail_template_rating"
ACTIVITY = "stakeholder_relations.mail_activity_type_rating"
# Units and their forms are Chinese whoever is at work.


class StakeholderRating(models.Model):
    """How a form goes out and comes back: by link, on paper, by interview."""

    _inherit = "stakeholder.rating"

    # ------------------------------------------------------------
    # OUT
    # ------------------------------------------------------------

    def _open_forms(self):
        """Give each its own form, open from today for as long as the policy says."""
        # sudo: forms are the survey app's; who asks is checked before
        ratings = self.sudo()
        for company, own in ratings.grouped("company_id").items():
            policy = self.env["stakeholder.policy"]._current(company)
            today = policy.calendar_id._stakeholder_today()
            expiry = today + timedelta(days=policy.rating_days)
            own.write(
                {
                    "state": "sent",
                    "date_expiry": expiry,
                    "date_sent": today,
                    "date_noticed": False,
                }
            )
            deadline = own._end_of(expiry, policy.calendar_id.tz)
            own.user_input_id.write({"deadline": deadline})
            without = own.filtered(lambda one: not one.user_input_id)
            without._make_forms("link", deadline=deadline)
            for rating in without.filtered(lambda one: not one.responsible_id):
                unit = rating.with_company(company).partner_id
                responsible = unit.stakeholder_user_id - rating.rated_user_id
                rating.responsible_id = responsible or policy._directors()[:1]

    @api.model
    def _end_of(self, day, tz):
        """The last moment of ``day`` at the centre, in UTC."""
        midnight = datetime.combine(day + timedelta(days=1), time.min)
        local = timezone(tz or "Asia/Shanghai").localize(midnight)
        return local.astimezone(utc).replace(tzinfo=None) - timedelta(seconds=1)

    def _make_forms(self, source, **values):
        """One form of the survey app for each, by kind in batch."""
        Answer = self.env["survey.user_input"].sudo()
        lang = self.env["res.lang"]._get_data(code=FORM_LANG).id
        for kind, ratings in self.grouped("kind").items():
            survey = self.env["survey.survey"]._stakeholder_form(kind)
            questions = survey._prepare_user_input_predefined_questions()
            forms = Answer.create(
                [
                    {
                        "survey_id": survey.id,
                        "partner_id": rating.rater_id.id,
                        "email": rating.rater_id.email,
                        "invite_token": Answer._generate_invite_token(),
                        "lang_id": lang,
                        "predefined_question_ids": [fields.Command.set(questions.ids)],
                        "stakeholder_rating_id": rating.id,
                        "stakeholder_source": source,
                        **values,
                    }
                    for rating in ratings
                ]
            )
            if source != "link":
                return forms
            for rating, form in zip(ratings, forms, strict=True):
                rating.user_input_id = form
        return Answer

    def _mail(self):
        """Ask by e-mail where there is an address; returns those that were asked."""
        ratings = self._send_link(TEMPLATE)
        if ratings:
            ratings.write({"date_mailed": ratings[0].date_sent})
        return ratings

    def _send_link(self, template):
        """Mail the link where there is an address; returns those it went to.

        The mail hangs on no record: its link is for the counterpart alone.
        """
        # sudo: the link is written into the mail, not shown to whoever sends it
        ratings = self.sudo().filtered("rater_id.email")
        if not ratings:
            return ratings
        template = self.env.ref(template).sudo()
        bodies = template._render_field("body_html", ratings.ids, compute_lang=True)
        subjects = template._render_field("subject", ratings.ids, compute_lang=True)
        self.env["mail.mail"].sudo().create(
            [
                {
                    "subject": subjects[rating.id],
                    "body_html": bodies[rating.id],
                    "email_from": rating.company_id.email_formatted
                    or self.env.user.email_formatted,
                    "email_to": rating.rater_id.email_formatted,
                    "auto_delete": True,
                }
                for rating in ratings
            ]
        )
        return ratings

    def action_send(self):
        """Ask (again): the term begins anew, a link that lapsed opens again."""
        self._check_may_handle()
        self._open_forms()
        mailed = self._mail()
        rest = self - mailed
        message = self.env._("%s forms were sent by e-mail.", len(mailed))
        if rest:
            message += " " + self.env._(
                "No e-mail address: %s. Print the form; it carries the link as a code.",
                ", ".join(sorted(set(rest.rater_id.mapped("display_name")))),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if rest else "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # ------------------------------------------------------------
    # TYPED IN
    # ------------------------------------------------------------

    def action_type_paper(self):
        return self._ask_date("paper")

    def action_type_interview(self):
        if self.kind == "worker":
            raise UserError(
                self.env._(
                    "%s: an interview counts for the service and the centre, not for "
                    "the worker.",
                    self.display_name,
                )
            )
        return self._ask_date("interview")

    def _ask_date(self, source):
        """The window that asks on which day the form was filled in."""
        self.ensure_one()
        self._check_may_handle()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "stakeholder.rating.typing",
            "view_mode": "form",
            "target": "new",
            "context": {"default_rating_id": self.id, "default_source": source},
        }

    def _type_in(self, source, day):
        """Open the same page for an employee; it says who typed it in, from what.

        ``day``: the date on the form, or of the interview.
        """
        self.ensure_one()
        self._check_may_handle()
        # sudo: forms are the survey app's; who types is checked before
        rating = self.sudo()
        form = self.env["survey.user_input"].sudo().search(
            [
                ("stakeholder_rating_id", "=", self.id),
                ("stakeholder_source", "=", source),
                ("partner_id", "=", self.env.user.partner_id.id),
                ("state", "!=", "done"),
            ],
            limit=1,
        ) or rating._make_forms(
            source,
            partner_id=self.env.user.partner_id.id,
            email=self.env.user.email,
            stakeholder_keyed_by_id=self.env.uid,
        )
        form.stakeholder_date = day
        return {
            "type": "ir.actions.act_url",
            "url": form.get_start_url(),
            "target": "new",
        }

    # ------------------------------------------------------------
    # BACK
    # ------------------------------------------------------------

    def _take(self, form):
        """Copy what ``form`` says; the other forms of the same rating close."""
        self.ensure_one()
        answers = form._stakeholder_answers()
        most = sum(one["max"] for one in answers if one["max"])
        reached = sum(one["score"] for one in answers if one["max"])
        today = self._notice_today(self.company_id)
        self.write(
            {
                "state": "answered",
                "source": form.stakeholder_source,
                "keyed_by_id": form.stakeholder_keyed_by_id.id,
                "date_answered": form.stakeholder_date or today,
                "date_keyed": form.stakeholder_keyed_by_id and today,
                "answers": answers,
                "is_scored": bool(most),
                # Without a score it stays empty: averages of lists leave it out.
                **({"score": round(100 * max(reached, 0) / most, 2)} if most else {}),
            }
        )
        others = form.search(
            [("stakeholder_rating_id", "=", self.id), ("id", "!=", form.id)]
        )
        others.deadline = fields.Datetime.now() - timedelta(seconds=1)
        self.activity_unlink([ACTIVITY])

    @api.model
    def _expire(self):
        """Those whose last day has passed; paper is still taken."""
        over = self.search(
            [
                ("state", "=", "sent"),
                ("company_id", "=", self.env.company.id),
                ("date_expiry", "<", self._notice_today(self.env.company)),
            ]
        )
        # What somebody answers or another run lapses at this moment waits.
        open_ = over.try_lock_for_update(allow_referencing=True)
        open_.write({"state": "expired"})
