from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from .stakeholder_complaint_trail import canonical, digest

# What of a trace its figure rests on and nobody changes afterwards; the words of an
# opinion are kept by its own trail.
FINGERPRINTED = {
    "stakeholder.communication": (
        *("partner_id", "kind", "date", "state", "channel_id", "form", "summary"),
        *("our_tiers", "their_levels", "our_people", "their_people"),
        *("said", "work_summary", "signed_by_id", "date_filed"),
    ),
    "stakeholder.verification": ("partner_id", "date", "user_id", "snapshot"),
    "stakeholder.recognition": (
        *("partner_id", "kind", "date", "direction", "name", "means_id", "note"),
    ),
    "stakeholder.rating": (
        *("partner_id", "kind", "year", "state", "is_scored", "score", "answers"),
        *("rated_user_id", "rater_id", "source"),
    ),
    "stakeholder.complaint": (
        *("place_id", "state", "date_received", "is_handover_late"),
        *("date_response_due", "date_response_done"),
        *("date_result_first", "date_handled"),
    ),
}
CARD = (
    *("name", "partner_id", "kind", "date_from", "date_to", "user_id", "score"),
    *("is_judged", "result", "missed_count", "comment", "signed_by_id"),
    "date_signed",
)
LINE = (
    *("indicator_id", "weight", "target", "figure", "has_figure", "verdict", "n"),
    *("reason", "missing", "traces"),
)
BATCH = 1000


def plain(value):
    """A value as it is sealed: the same before and after it was stored."""
    if isinstance(value, float):
        return f"{value:.6f}"
    return value


class StakeholderScorecardLine(models.Model):
    """The fingerprints of the traces, taken when the scorecard is signed."""

    _inherit = "stakeholder.scorecard.line"

    changed = fields.Char(
        "Changed since Signing", compute="_compute_changed", help="Of its traces."
    )

    @api.model
    def _fingerprints(self, model, domain):
        """{id as text: digest} of the traces that ``domain`` finds now."""
        names = FINGERPRINTED[model]
        # sudo: only a digest of what is read leaves here
        records = self.env[model].sudo().with_context(prefetch_fields=False)
        ids = records.search(Domain(domain), order="id").ids
        found = {}
        for part in split_every(BATCH, ids):
            for row in records.browse(part).read(list(names), load=None):
                facts = {name: plain(row[name]) for name in names}
                found[str(row["id"])] = digest(canonical(facts))
        return found

    def _keep_traces(self, measure):
        """Keep what was counted: the question, and the answer by fingerprints."""
        model, domain = measure.traces or (None, [])
        traces = False
        if model:
            traces = {
                "model": model,
                "domain": [self._as_text(term) for term in domain],
                "digests": self._fingerprints(model, domain),
            }
        # sudo: nobody reads or writes this by hand
        self.sudo().write({"traces": traces})

    @api.model
    def _as_text(self, term):
        if isinstance(term, str):
            return term
        name, operator, value = term
        if isinstance(value, (list, tuple, set, frozenset)) or hasattr(value, "_ids"):
            return [name, operator, list(value)]
        if hasattr(value, "isoformat"):
            return [name, operator, value.isoformat()]
        return [name, operator, value]

    @api.depends("traces")
    @api.depends_context("lang")
    def _compute_changed(self):
        for line in self:
            # sudo: how many differ is told, not which
            own = line.sudo()
            gone, new, other = own._differences()
            words = []
            if other:
                words.append(self.env._("%s changed", len(other)))
            if gone:
                words.append(self.env._("%s removed", len(gone)))
            if new:
                words.append(self.env._("%s added", len(new)))
            if words and own.traces["model"] == "stakeholder.complaint":
                # A number would tell about one of them.
                words = [self.env._("no longer what was counted")]
            line.changed = ", ".join(words)

    def _differences(self):
        """(removed, added, changed) ids since signing; nothing of a draft."""
        traces = self.traces
        if not traces:
            return [], [], []
        before = traces["digests"]
        now = self._fingerprints(traces["model"], traces["domain"])
        return (
            sorted(before.keys() - now.keys()),
            sorted(now.keys() - before.keys()),
            sorted(
                one for one in before.keys() & now.keys() if before[one] != now[one]
            ),
        )


class StakeholderScorecard(models.Model):
    """One fingerprint of the whole, printed on the paper that is signed."""

    _inherit = "stakeholder.scorecard"

    alarm = fields.Text("Changed since It Was Signed", compute="_compute_alarm")

    def _fingerprint(self):
        """Of what the scorecard says, its lines and the fingerprints of traces."""
        self.ensure_one()
        self.env.flush_all()
        self.line_ids.invalidate_recordset(LINE)
        self.invalidate_recordset(CARD)
        # sudo: the fingerprints of traces are shown to nobody
        own = self.sudo()
        [card] = own.read(CARD, load=None)
        lines = own.line_ids.sorted("id").read(LINE, load=None)
        facts = [{name: plain(card[name]) for name in CARD}]
        facts += [{name: plain(line[name]) for name in LINE} for line in lines]
        return digest(canonical(facts))

    @api.depends("state", "seal")
    @api.depends_context("lang")
    def _compute_alarm(self):
        """What no longer is as it was signed; a trace, or the scorecard itself."""
        for card in self:
            words = []
            if card.state == "signed":
                if card.seal != card._fingerprint():
                    words.append(
                        self.env._("This scorecard itself is not what was signed.")
                    )
                words += [
                    f"{line.indicator_id.name}: {line.changed}"
                    for line in card.line_ids
                    if line.changed
                ]
            card.alarm = "\n".join(words)
