import io
import resource
import subprocess
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from freezegun import freeze_time
from pypdf import PdfReader

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

MODULE = "stakeholder_relations"
ROLES = ("worker", "officer", "supervisor", "director", "council", "auditor", "admin")
CANARY = "canary-4711"
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


class StakeholderCase(TransactionCase):
    """A centre with one log-in for each role, on a quiet Tuesday."""

    # 10:00 in Dongguan
    now = datetime(2026, 11, 24, 2, 0, 0)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": False})
        cls.users = {"clerk": cls._user("clerk")}
        for role in ROLES:
            group = f"{MODULE}.stakeholder_group_{role}"
            cls.users[role] = cls._user(role, group)
        cls.policy = cls.env.ref(f"{MODULE}.stakeholder_policy_2018")
        cls.policy.write(
            {
                "director_user_id": cls.users["director"].id,
                "council_user_id": cls.users["council"].id,
                "phone": "0769-12345678",
            }
        )
        cls.calendar = cls.env.ref(f"{MODULE}.resource_calendar_china")
        cls.way_in = cls.env.ref(f"{MODULE}.stakeholder_option_way_in_phone")
        cls.Complaint = cls.env["stakeholder.complaint"]

    @classmethod
    def _user(cls, login, groups="base.group_user", **values):
        return new_test_user(
            cls.env,
            login=f"t_{login}",
            groups=f"base.group_user,{groups}",
            name=f"Test {login}",
            email=f"{login}@centre.example",
            tz=values.pop("tz", "Asia/Shanghai"),
            lang="en_US",
            **values,
        )

    def setUp(self):
        super().setUp()
        self._clock = None
        self.addCleanup(self._stop_clock)
        self.at(self.now)

    def at(self, moment):
        """Move the clock to ``moment`` (naive UTC) for the rest of the test."""
        self._stop_clock()
        self._clock = freeze_time(moment)
        self._clock.start()

    def _stop_clock(self):
        if self._clock:
            self._clock.stop()
            self._clock = None

    @classmethod
    def _values(cls, **values):
        return {
            "collection": "phone",
            "party_class": "recipient",
            "way_in_id": cls.way_in.id,
            "statement": "The worker did not come.",
            "complainant_name": f"Liu {CANARY}",
            "complainant_contact": f"{CANARY}@home.example",
            "complainant_email": f"{CANARY}@home.example",
            **values,
        }

    def register(self, user="clerk", **values):
        """A complaint handed in by ``user``, read as superuser."""
        complaints = self.env["stakeholder.complaint"].with_user(self.users[user])
        receipt = complaints._take_in([self._values(**values)])
        return receipt.sudo().complaint_id

    def assigned(self, handler="officer", **values):
        complaint = self.register(**values)
        self.edit(complaint, "director", user_id=self.users[handler].id)
        return complaint

    def answered(self, **values):
        """Acknowledged and answered on the day of receipt."""
        complaint = self.assigned(**values)
        own = self.as_user(complaint, "officer")
        own._acknowledge(complaint.date_received, "We look into it.")
        own._answer(complaint.date_received, "This is what we found.", True)
        return complaint

    def closed(self, **values):
        complaint = self.answered(**values)
        self.edit(complaint, "director", **self.settled())
        self.as_user(complaint, "director").action_close()
        return complaint

    def edit(self, complaint, user, **values):
        """Save ``values`` as the form does: with the version it was opened on."""
        own = self.as_user(complaint, user)
        own.write({**values, "edit_version": own.edit_version})
        return own

    def turn(self, complaint, user, kind, **values):
        """Take a turn of the course in its window, as ``user``."""
        wizard = (
            self.as_user(self.env["stakeholder.complaint.turn"], user)
            .with_context(default_complaint_id=complaint.id, default_kind=kind)
            .create(values)
        )
        wizard.action_confirm()

    def settled(self, **values):
        """What has to stand in a complaint before it is closed."""
        return {
            "director_opinion": "Agreed.",
            "reaction": "satisfied",
            "finding": "founded",
            "cause_id": self.env.ref(f"{MODULE}.stakeholder_option_cause_procedure").id,
            "lesson": "Visits are confirmed the day before.",
            **values,
        }

    def as_user(self, records, user):
        """``records`` as seen by ``user`` (role or user), nothing cached."""
        self.env.flush_all()
        self.env.invalidate_all()
        return records.sudo(False).with_user(self.users.get(user, user))

    def _reads(self, records, user):
        own = self.as_user(records, user)
        return bool(own.search([("id", "in", own.ids)]))

    def partner(self, role):
        return self.users[role].partner_id

    def employee(self, role, manager=None, **values):
        return self.env["hr.employee"].create(
            {
                "name": self.users[role].name,
                "user_id": self.users[role].id,
                "parent_id": manager.id if manager else False,
                **values,
            }
        )

    def name_respondents(self, complaint, *roles):
        complaint.write(
            {"respondent_ids": [Command.set([self.partner(role).id for role in roles])]}
        )

    def run_job(self):
        """The reminder job, in one transaction."""
        with patch.object(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, processed=0, **kwargs: cron.env.flush_all() or 60.0,
        ):
            self.env["stakeholder.notice"]._cron_notify()

    def local(self, year, month, day, hour=10, minute=0):
        """A moment of the wall clock in Dongguan, as naive UTC."""
        return datetime(year, month, day, hour, minute) - timedelta(hours=8)


def chromium_pdf(html):
    """``html`` as Chromium prints it: true sizes, as a patched wkhtmltopdf."""
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder, "form.html"), Path(folder, "form.pdf")
        page.write_text(html)
        subprocess.run(
            [
                *("chromium", "--headless", "--no-sandbox", "--disable-gpu"),
                *("--no-pdf-header-footer", f"--print-to-pdf={pdf}", str(page)),
            ],
            check=True,
            capture_output=True,
            # The server limits its own memory; a browser needs more.
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, UNLIMITED),
        )
        return PdfReader(io.BytesIO(pdf.read_bytes()))


def each_date(first, last):
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


__all__ = [
    "CANARY",
    "MODULE",
    "StakeholderCase",
    "chromium_pdf",
    "date",
    "each_date",
]
