from odoo import models
from odoo.tools import frozendict

MEETING = "calendar.event"
RECORD = "stakeholder_relations.stakeholder_communication_meeting_action"
WRITERS = [
    "stakeholder_relations.stakeholder_group_worker",
    "stakeholder_relations.stakeholder_group_council",
]


class IrActionsActions(models.Model):
    """A meeting of the calendar offers to record it, where that app is there.

    Bound when it is asked for: the calendar may come later than this module, and go.
    """

    _inherit = "ir.actions.actions"

    def _get_bindings(self, model_name):
        bindings = super()._get_bindings(model_name)
        action = model_name == MEETING and self.env.ref(
            RECORD, raise_if_not_found=False
        )
        if not action:
            return bindings
        # sudo: its name, as core reads those that it binds
        own = action.sudo().read(["name"])[0]
        own |= {"binding_view_types": "form", "group_ids": WRITERS}
        return frozendict(
            {**bindings, "action": (frozendict(own), *bindings.get("action", ()))}
        )
