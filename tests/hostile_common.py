import json
from functools import cached_property

from odoo.fields import Command
from odoo.tests import HttpCase

from ..models.base import ADDRESSES
from .common import MODULE
from .engagement_common import EngagementCase

# Fields in which a code stands that the machine reads, or that a rule keeps shut.
LEFT_OUT = {
    "stakeholder.engagement": {"referral_by", "plan_change_reason"},
    "stakeholder.recognition": {"source_number"},
    "stakeholder.option": {"code"},
}
PARTNER = ("name", "function", "street", "stakeholder_care_note")
TERM = {"date_start": "2026-11-01", "date_end": "2027-10-31"}


class WebClientCase(HttpCase):
    def rpc(self, model, method, args, fails=False, **kwargs):
        """The answer of the web client's own door; an error is none of a server."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        response = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        self.assertEqual(response.status_code, 200)
        answer = response.json()
        if fails:
            self.assertEqual(
                answer["error"]["data"]["name"], "odoo.exceptions.UserError"
            )
            return answer["error"]["data"]["message"]
        self.assertNotIn("error", answer, str(answer)[:600])
        return answer["result"]


class HostileCase(WebClientCase, EngagementCase):
    """One record of each kind people write in, and the doors of the web client."""

    def setUp(self):
        super().setUp()
        # A frozen clock would stop the server that answers.
        self._stop_clock()
        self.liaison = self.env["res.partner"].create(
            {"name": "Mr Clerk", "parent_id": self.unit.id}
        )

    # ------------------------------------------------------------
    # WHAT IS WRITTEN, AND WHERE
    # ------------------------------------------------------------

    @cached_property
    def targets(self):
        """[(record, fields people write in)], each open to the person in charge."""
        unit, cycle = self.unit, self.opened("unit", "director").sudo()
        goal = self.env["stakeholder.goal"].create(
            {"engagement_id": cycle.id, "name": "x", "indicator": "x"}
        )
        means = self.option_of("recognition")
        self.recipient.user_id = self.users["director"]
        records = [
            self.assigned(),
            cycle,
            goal,
            self.env["stakeholder.problem"].create(
                {"engagement_id": cycle.id, "name": "x", "severity": "high"}
            ),
            self.as_user(self.env["stakeholder.communication"], "director")
            .create(self.talk_values())
            .sudo(),
            self.env["stakeholder.agreement"].create(
                {"name": "x", "partner_id": unit.id, **TERM}
            ),
            self.env["stakeholder.action"].create(
                {
                    "name": "x",
                    "engagement_id": cycle.id,
                    "user_id": self.users["director"].id,
                    "date_due": "2026-12-18",
                }
            ),
            self.env["stakeholder.recognition"].create(
                {
                    "name": "x",
                    "partner_id": unit.id,
                    "date": "2026-11-02",
                    "means_id": means.id,
                }
            ),
            self.recipient,
            means,
            self.env["stakeholder.document"].create({"name": "x"}),
        ]
        found = [(one, self.written_in(one)) for one in records]
        return [*found, (unit, PARTNER)]

    def option_of(self, kind):
        return self.env["stakeholder.option"].search(
            [("kind", "=", kind), ("direction", "!=", "given")], limit=1
        )

    def talk_values(self):
        return {
            "partner_id": self.unit.id,
            "their_ids": [Command.set(self.liaison.ids)],
            "our_ids": [Command.set(self.users["director"].partner_id.ids)],
            "at": "2026-11-03 04:00:00",
            "summary": "x",
        }

    def written_in(self, record):
        """Every text of the model that has no machine behind it."""
        left_out = LEFT_OUT.get(record._name, set()) | ADDRESSES
        return [
            name
            for name, most in record._stakeholder_texts().items()
            if most and name not in left_out and not record._fields[name].compute
        ]

    # ------------------------------------------------------------
    # DOORS
    # ------------------------------------------------------------

    def log_in(self):
        for name in ("officer", "admin", "worker"):
            group = self.env.ref(f"{MODULE}.stakeholder_group_{name}")
            self.users["director"].group_ids = [Command.link(group.id)]
        group = self.env.ref("base.group_allow_export")
        self.users["director"].group_ids = [Command.link(group.id)]
        manager = self.env.ref("base.group_partner_manager")
        self.users["director"].group_ids = [Command.link(manager.id)]
        self.authenticate("t_director", "t_director")
