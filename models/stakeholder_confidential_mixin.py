from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.plain_text import plain


class StakeholderConfidentialMixin(models.AbstractModel):
    """Who may read a confidential record, and that nothing leaves it by mail.

    Grant: ``reader_ids`` in a group rule. Denial: ``denied_ids`` in a global rule that
    no further group can widen. Both are stored; a model says in ``_reader_users`` and
    ``_denied_partners`` where they come from, and gives both fields a relation of its
    own. Clauses C5.1, C5.2, C5.4.
    """

    _name = "stakeholder.confidential.mixin"
    _description = "Confidential Record"

    reader_ids = fields.Many2many(
        "res.users",
        "stakeholder_confidential_reader_rel",
        string="May Read",
        compute="_compute_reader_ids",
        store=True,
        copy=False,
    )
    denied_ids = fields.Many2many(
        "res.users",
        "stakeholder_confidential_denied_rel",
        string="Shut Out",
        compute="_compute_denied_ids",
        store=True,
        copy=False,
    )

    # ------------------------------------------------------------
    # TO BE ANSWERED BY EACH MODEL
    # ------------------------------------------------------------

    def _reader_users(self):
        """The users on this one case, whatever their groups."""
        return self.env["res.users"]

    def _denied_partners(self):
        """{partner: True to shut out those they manage too} for this one record."""
        return {}

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    def _compute_reader_ids(self):
        alike = {}
        for record in self:
            alike.setdefault(record._reader_users(), []).append(record)
        # One look for all that have the same readers.
        for users, records in alike.items():
            self.browse().concat(*records).reader_ids = users

    def _compute_denied_ids(self):
        denied = {record: record._denied_partners() for record in self}
        partners = self.env["res.partner"].union(
            *(partner for found in denied.values() for partner in found)
        )
        managed = self.env["hr.employee"]._stakeholder_managed_users(partners)
        employed = self.env["hr.employee"]._stakeholder_users_of(partners)
        for record, found in denied.items():
            users = self.env["res.users"]
            for partner, with_managed in found.items():
                # sudo: contacts do not show archived users to everybody
                users |= partner.sudo().with_context(active_test=False).user_ids
                users |= employed[partner.id]
                if with_managed:
                    users |= managed[partner.id]
            record.denied_ids = users

    @api.model
    def _follow_organisation(self):
        """Follow a change of manager, user or department through all models."""
        self._follow_log_ins()
        for name in self._inherited_by():
            # sudo: secrecy has to follow whoever changed the organisation
            model = self.env[name].sudo()
            model.search(model._managed_domain())._follow_in("reader_ids")
        self.env["stakeholder.complaint.receipt"]._follow_organisation()

    @api.model
    def _follow_log_ins(self):
        """Shut out whoever was named before they could log in, and the like."""
        for name in self._inherited_by():
            # sudo: secrecy has to follow whoever made the log-in
            model = self.env[name].sudo()
            model.search(model._named_domain())._follow_in("denied_ids")

    def _follow_in(self, name):
        """Work out ``name`` anew as a field that follows.

        No change of a record that its trail would tell, and no hindrance where closed.
        """
        self.env.add_to_compute(self._fields[name], self)
        self._recompute_recordset([name])

    @api.model
    def _inherited_by(self):
        return [
            name
            for name in self.pool.descendants([self._name], "_inherit")
            if not self.pool[name]._abstract
        ]

    @api.model
    def _named_domain(self):
        """The records that name somebody who is to be shut out."""
        return []

    @api.model
    def _managed_domain(self):
        """The records that those above somebody may read."""
        return [(0, "=", 1)]

    def onchange(self, values, field_names, fields_spec):
        """An unsaved form tells nobody who reads the record it would belong to."""
        hidden = ("reader_ids", "denied_ids")
        spec = {name: fields_spec[name] for name in fields_spec if name not in hidden}
        return super().onchange(values, field_names, spec)

    # ------------------------------------------------------------
    # NOTHING LEAVES BY MAIL
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # Whoever registers does not follow what they registered.
        quiet = self.with_context(mail_create_nosubscribe=True)
        return super(StakeholderConfidentialMixin, quiet).create(vals_list)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows: a follower keeps reading after losing access."""
        return True

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        return True

    def _message_auto_subscribe(self, updated_values, followers_existing_policy="skip"):
        return True

    def message_post(self, *, partner_ids=None, **kwargs):
        self._check_may_be_told(partner_ids)
        if type(kwargs.get("body")) is str:
            kwargs["body"] = plain(kwargs["body"])
        return super().message_post(partner_ids=partner_ids, **kwargs)

    def message_notify(self, *, partner_ids=False, **kwargs):
        self._check_may_be_told(partner_ids)
        return super().message_notify(partner_ids=partner_ids, **kwargs)

    def _check_may_be_told(self, partner_ids):
        """Only users who may read the record may be mentioned in it."""
        for partner in self.env["res.partner"].browse(partner_ids or ()):
            # sudo: whether a partner has a log-in is asked for the refusal only
            users = partner.sudo().user_ids
            if not users or not all(self._may_read(user) for user in users):
                raise AccessError(
                    self.env._(
                        "%(person)s may not read %(record)s and cannot be mentioned "
                        "there. Ask the person in charge to add them to the team.",
                        person=partner.display_name,
                        record=", ".join(self.mapped("display_name")),
                    )
                )

    def _may_read(self, user):
        """Whether ``user`` reads every record of ``self`` at this moment."""
        return len(user._stakeholder_readable(self)) == len(self)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(
            message, msg_vals=msg_vals, **kwargs
        )
        return [{**one, "notif": "inbox"} for one in recipients if one.get("uid")]

    def _message_update_content(self, message, /, *args, **kwargs):
        raise AccessError(
            self.env._(
                "A note on %s stays as it was written. Add a further one.",
                ", ".join(self.mapped("display_name")),
            )
        )
