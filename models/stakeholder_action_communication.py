from odoo import api, fields, models
from odoo.exceptions import UserError

from .res_partner_engagement import WORKER_GROUP
from .stakeholder_duty_mixin import DAY_LIMIT


class StakeholderAction(models.Model):
    """What was promised in a contact, and that its record gets on file (U3.3)."""

    _inherit = "stakeholder.action"

    kind = fields.Selection(
        selection_add=[("filing", "Record to Be Filed")],
        ondelete={"filing": "set default"},
    )
    communication_id = fields.Many2one(
        "stakeholder.communication",
        "From the Communication",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    sheet_id = fields.Many2one(
        "stakeholder.communication.sheet",
        "Monthly Sheet",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    ticked_in_ids = fields.Many2many(
        "stakeholder.communication",
        "stakeholder_communication_ticked_rel",
        "action_id",
        "communication_id",
        string="Done in the Contact",
        groups=WORKER_GROUP,
        readonly=True,
        copy=False,
    )

    _sheet_uniq = models.UniqueIndex(
        "(sheet_id) WHERE sheet_id IS NOT NULL AND state = 'open'"
    )

    def _source(self):
        return self.communication_id or super()._source()

    @api.model
    def _source_names(self):
        return [*super()._source_names(), "communication_id"]

    @api.model_create_multi
    def create(self, vals_list):
        """What is set in a contact was promised there, to whom it was with (U3.3).

        The form sends what stands in its lines alone, and none of their defaults.
        """
        for vals in vals_list:
            if vals.get("communication_id") and not vals.get("kind"):
                # sudo: the party of the record that it is written into
                talks = self.env["stakeholder.communication"].sudo()
                talk = talks.browse(vals["communication_id"])
                vals["kind"] = "promise"
                vals.setdefault("partner_id", talk.partner_id.id)
        return super().create(vals_list)

    def _notice_name(self):
        """Of what came out of a talk in confidence no word goes by mail (X6, I2)."""
        # sudo: whoever has to act may not read the record of the talk
        talk = self.sudo().communication_id
        if talk and talk.kind != "party":
            return talk.display_name
        return super()._notice_name()

    def _check_may_write(self, names):
        """What was promised stands in a signed record as it was worded there."""
        if "name" in names:
            # sudo: whether it is signed is asked, whoever reads it
            signed = self.sudo().communication_id.filtered("date_filed")
            for action in self.filtered(
                lambda one: one.sudo().communication_id in signed
            ):
                raise UserError(
                    self.env._(
                        "“%s” stands in a signed record and keeps its wording. Drop it "
                        "with a reason, and set another one.",
                        action.name,
                    )
                )
        return super()._check_may_write(names)

    def action_failed(self):
        """A further try comes out of the same talk; of a signed one in new words."""
        action = super().action_failed()
        # sudo: whether it is signed is asked, whoever reads it
        talk = self[:1].sudo().communication_id
        context = dict(action["context"])
        if talk.state == "filed":
            # No action comes out of it any more, and its readers are not those here.
            context.pop("default_name")
        elif talk:
            context["default_communication_id"] = talk.id
        return {**action, "context": context}

    def action_open_filing(self):
        """What is to be filed settles the task: it opens from there."""
        self.ensure_one()
        record = self.sheet_id or self.communication_id
        return record.get_formview_action()

    def action_done(self):
        self._check_filed()
        return super().action_done()

    def action_drop(self):
        self._check_filed()
        return super().action_drop()

    def _drop_filing(self, reason):
        """What the machine asked for, the machine takes back."""
        # sudo: the task may be somebody else's, whoever is at work
        pending = self.sudo().filtered(
            lambda one: one.kind == "filing" and one.state == "open"
        )
        if pending:
            pending.write({"drop_reason": reason})
            pending._settle({"state": "dropped"})

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """But for what the machine asked for, with the record it asked for (U3.3)."""
        own = self.filtered(lambda one: self.env.su and one.kind == "filing")
        agreed = self - own
        return super(StakeholderAction, agreed)._unlink_never() if agreed else None

    def _check_filed(self):
        if self.env.su:
            return
        owed = self.filtered(lambda one: one.kind == "filing")
        for action in owed.filtered("sheet_id"):
            raise UserError(
                self.env._(
                    "“%s” is settled by signing the monthly sheet. Open it and press "
                    "“Review Done, Sign”.",
                    action.name,
                )
            )
        for action in owed.filtered("communication_id"):
            raise UserError(
                self.env._(
                    "“%s” is settled by signing the record. Open the communication "
                    "and press “Sign and File”.",
                    action.name,
                )
            )

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """What is to be filed opens itself; of a month its own row stands there."""
        items, what = [], self.env._("Complete the record and sign it")
        for item in super()._day_items(users, limit):
            action = self.browse(item["id"])
            if talk := action.kind == "filing" and action.communication_id:
                item |= {"model": talk._name, "id": talk.id, "what": what}
                item["button"] = None
            elif sheet := action.sheet_id:
                # sudo: who is responsible is compared, not shown
                if sheet.sudo().party_user_id == action.user_id:
                    continue
                item |= {"model": sheet._name, "id": sheet.id, "what": action.name}
                item["button"] = None
            items.append(item)
        return items
