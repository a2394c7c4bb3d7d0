import hashlib
import hmac
import secrets

from odoo import api, fields, models

from .stakeholder_complaint_trail import canonical


class StakeholderTrailSalt(models.Model):
    """The secret of one case, without which no digest on its trail can be guessed at.

    A digest proves what was written; it also outlives the words, and a short text or a
    name could be found by trying. The salt lies apart and goes with the words: from
    then on the digest says nothing, and the chain stays whole.
    """

    _name = "stakeholder.trail.salt"
    _description = "Salt of a Trail"
    _log_access = False
    _rec_name = "complaint_id"

    complaint_id = fields.Integer(required=True, readonly=True)
    salt = fields.Char(required=True, readonly=True)

    _complaint_uniq = models.UniqueIndex("(complaint_id)")

    @api.model
    def _digests(self, complaints, content):
        """{complaint id: keyed digest of ``content`` (anything JSON can hold)}."""
        text = canonical(content).encode(errors="surrogatepass")
        return {
            id_: hmac.new(salt.encode(), text, hashlib.sha256).hexdigest()
            for id_, salt in self._salts(complaints).items()
        }

    @api.model
    def _salts(self, complaints):
        """{complaint id: its salt}, made where there is none yet."""
        # sudo: nobody reads a salt; whoever takes a step leaves a digest
        own = self.sudo()
        domain = [("complaint_id", "in", complaints.ids)]
        known = {one.complaint_id: one.salt for one in own.search(domain)}
        new = {id_: secrets.token_hex(16) for id_ in complaints.ids if id_ not in known}
        if new:
            # Two sessions at once: the second is tried again by the server.
            self.env.cr.execute_values(
                "INSERT INTO stakeholder_trail_salt (complaint_id, salt) VALUES %s "
                "ON CONFLICT (complaint_id) DO NOTHING",
                list(new.items()),
            )
        return known | new

    @api.model
    def _destroy(self, complaints):
        # sudo: the one thing that removes a salt is erasing the words
        self.sudo().search([("complaint_id", "in", complaints.ids)]).unlink()
