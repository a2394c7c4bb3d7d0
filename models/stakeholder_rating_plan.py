import logging

from psycopg2 import IntegrityError, OperationalError

from odoo import api, models
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

BATCH = 200
SUPERVISOR_GROUP = "stakeholder_relations.stakeholder_group_supervisor"
# Who is asked about what (U3.2), and whom else where nobody of that level is known.
COUNTERPARTS = {
    "worker": (("clerk", "head"), ("cadre",), ("director",), ("committee",)),
    "service": (("head",), ("director",), ("cadre",), ("clerk",), ("committee",)),
    "centre": (("director",), ("committee",), ("head",), ("cadre",), ("clerk",)),
}


class StakeholderRating(models.Model):
    """Every year each active unit is asked about worker, service and centre."""

    _inherit = "stakeholder.rating"

    @api.model
    def _cron_plan(self):
        """Lapse what is over, and ask whom nobody has asked this year.

        Each batch is committed with its mails, so that a run can end at any point; what
        two runs would both make, the unique index lets in once.
        """
        for company in self.env["res.company"].search([]):  # pylint: disable=no-search-all
            ratings = self.with_company(company)
            ratings._expire()
            if not ratings._plan():
                return
        self.env["ir.cron"]._commit_progress(remaining=0)

    @api.model
    def _plan(self):
        """Ask the units of this centre; False when the job's time is up."""
        today = self._notice_today(self.env.company)
        units = self.env["res.partner"].search(self._round_domain())
        # sudo: how far the job has come is its own affair
        failing = self.env.company.sudo().stakeholder_unasked or []
        # Those nobody asked yet come first: a run that goes on does not begin anew.
        # Those that could not be asked last time come last: they hold up no other.
        asked = self._asked_units(str(today.year))
        units = units.sorted(lambda unit: (unit.id in failing, unit in asked))
        for ids in split_every(BATCH, units.ids):
            self._ask_all(units.browse(ids), str(today.year))
            if not self.env["ir.cron"]._stakeholder_batch_done(len(ids)):
                return False
            self.env.invalidate_all(flush=False)
        return True

    @api.model
    def _asked_units(self, year):
        groups = self._read_group(
            [("company_id", "=", self.env.company.id), ("year", "=", year)],
            ["partner_id"],
        )
        return self.env["res.partner"].union(*(unit for (unit,) in groups))

    @api.model
    def _ask_all(self, units, year):
        """Ask all of ``units``, or each that can be asked on its own."""
        failed = set()
        if not self._ask_once(units, year):
            failed = {one.id for one in units if not self._ask_once(one, year)}
        # sudo: how far the job has come is its own affair
        company = self.env.company.sudo()
        known = set(company.stakeholder_unasked or [])
        if (now := known - set(units.ids) | failed) != known:
            company._stakeholder_mark(sorted(now), "stakeholder_unasked")

    @api.model
    def _ask_once(self, units, year):
        """Ask ``units`` what they were not asked yet; all of them or none (False)."""
        try:
            with self.env.cr.savepoint():
                ratings = self.create(self._missing(units, year))
                ratings._open_forms()
                ratings._mail()
                self.env.flush_all()
        except (IntegrityError, OperationalError):
            # Another run asks the same units at this moment: the next one looks again.
            _logger.info("rating forms of units %s are made elsewhere", units.ids)
            self.env.invalidate_all(flush=False)
        except Exception:  # pylint: disable=broad-except
            _logger.info("no rating forms for units %s", units.ids, exc_info=True)
            self.env.invalidate_all(flush=False)
            return False
        return True

    @api.model
    def _missing(self, units, year):
        """[values of the ratings not there yet], in a few queries for all units."""
        company = self.env.company
        asked = {
            (one.partner_id, one.kind, one.rater_id)
            for one in self.search(
                [
                    ("company_id", "=", company.id),
                    ("year", "=", year),
                    ("partner_id", "in", units.ids),
                ]
            )
        }
        people = units.child_ids.filtered(
            lambda one: one.type == "contact" and one.partner_share
        ).grouped("parent_id")
        chasers = self._chasers(units)
        return [
            {
                "kind": kind,
                "partner_id": unit.id,
                "rater_id": rater.id,
                "rated_user_id": unit.stakeholder_user_id.id
                if kind == "worker"
                else False,
                "responsible_id": chasers[unit][kind].id,
                "company_id": company.id,
                "year": year,
            }
            for unit in units
            for kind in COUNTERPARTS
            if kind != "worker" or unit.stakeholder_user_id
            for rater in self._raters(unit, kind, people.get(unit, units.browse()))
            if (unit, kind, rater) not in asked
        ]

    @api.model
    def _raters(self, unit, kind, people):
        """Everybody of the first level that has anybody; else the unit itself."""
        for levels in COUNTERPARTS[kind]:
            found = people.filtered(
                lambda one, levels=levels: one.stakeholder_level in levels
            )
            if found:
                return found
        return unit

    @api.model
    def _chasers(self, units):
        """{unit: {kind: who sees that the form comes back}}; never who is rated."""
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        director = policy._directors()[:1]
        managers = units.stakeholder_user_id._stakeholder_managers()
        result = {}
        for unit in units:
            own = unit.stakeholder_user_id
            above = managers.get(own.id, own.browse()).filtered(
                lambda user: user.has_group(SUPERVISOR_GROUP)
            )
            responsible = own or director
            result[unit] = {
                "worker": above[:1] or director,
                "service": responsible,
                "centre": responsible,
            }
        return result
