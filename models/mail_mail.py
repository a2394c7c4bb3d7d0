from lxml import html

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize


class MailMail(models.Model):
    """Mails that wait or failed hold words and addresses of whoever is erased (P22)."""

    _inherit = "mail.mail"

    @api.model
    def _stakeholder_forget_person(self, partners, known, email, gone):
        """Nothing more to them, nothing from them by name, no name in what waits."""
        # sudo: erasing is the one thing that removes a mail of others
        own = self.sudo()
        domain = Domain("recipient_ids", "in", partners.ids)
        if address := email_normalize(email or ""):
            domain |= Domain("email_to", "ilike", address)
            domain |= Domain("email_from", "ilike", address)
        own.search(domain).unlink()
        self.env.cr.execute(
            SQL(
                "UPDATE mail_message SET email_from = NULL, reply_to = NULL "
                "WHERE author_id IN %s",
                tuple(partners.ids),
            )
        )
        if known:
            # A word to colleagues, with a party's name in it: the rest is still wanted.
            named = Domain("body_html", "like", known) & Domain("model", "=", False)
            for mail in own.search(named):
                body = mail.body_html.replace(known, gone)
                mail.write({"body_html": body, "body": body})
        self.env.invalidate_all()

    @api.model
    def _stakeholder_forget_records(self, model, ids):
        """The lines of a reminder that tell of these; a reminder of nothing goes."""
        if not ids:
            return
        # sudo: erasing is the one thing that changes a mail of others
        told = self.sudo().search(
            Domain("model", "=", False) & Domain("body_html", "like", f"model={model}&")
        )
        paths = {f"model={model}&res_id={id_}" for id_ in ids}
        for mail in told:
            body = html.fragment_fromstring(mail.body_html, create_parent="div")
            links = body.xpath("//tr//a[contains(@href, '/mail/view?')]")
            stale = [one for one in links if one.get("href").split("?")[1] in paths]
            for link in stale:
                row = next(link.iterancestors("tr"))
                row.getparent().remove(row)
            if stale and len(stale) == len(links):
                mail.unlink()
            elif stale:
                text = html.tostring(body, encoding="unicode")
                mail.write({"body_html": text, "body": text})
