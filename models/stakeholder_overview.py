from odoo import api, models
from odoo.exceptions import AccessError

READERS = ("director", "council")
TRACE = "stakeholder.overview.trace"
FIGURE = "stakeholder.overview.figure"
# Each has a method that names its panels: a model, a domain, and how it is drawn.
QUESTIONS = (
    "reputation",
    "environment",
    "public",
    "information",
    "decisions",
    "relations",
    "mission",
)


def what(kind):
    """The domain of what took place, by its kind."""
    return [("what", "=", kind)]


class StakeholderOverview(models.AbstractModel):
    """What public relations are for, a screen for each question (G4).

    It names the graphs; what they show is read by the reader's own rights.
    """

    _name = "stakeholder.overview"
    _description = "Management Overview"

    @api.model
    def get_screen(self, question):
        """The title, the question and the panels of one screen."""
        groups = [f"stakeholder_relations.stakeholder_group_{one}" for one in READERS]
        if not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._("The overview is for the person in charge and the council.")
            )
        if question not in QUESTIONS:
            question = QUESTIONS[0]
        panels = getattr(self, f"_{question}")()
        return {
            "question": self._words()[question],
            "empty": self.env._("Nothing to show yet."),
            "panels": [
                panel for panel in panels if self.env[panel["model"]].has_access("read")
            ],
        }

    @api.model
    def _words(self):
        return {
            "reputation": self.env._("How do others see us, and is it getting better?"),
            "environment": self.env._(
                "What moves around us, and what do we have to improve?"
            ),
            "public": self.env._("How far do we reach the public, media and partners?"),
            "information": self.env._(
                "Does word pass in and out, and by which channels?"
            ),
            "decisions": self.env._("What do the figures say for what we decide next?"),
            "relations": self.env._("Who talks with whom, and is it enough?"),
            "mission": self.env._("Do we reach what we are here for?"),
        }

    # ------------------------------------------------------------
    # PANELS
    # ------------------------------------------------------------

    @api.model
    def _figure(self, title, topic, by, measure="count", mode="bar"):
        return {
            "title": title,
            "empty": self.env._("Nothing, or fewer than five of a kind: not shown."),
            "model": FIGURE,
            "domain": [("topic", "=", topic)],
            "context": {
                "graph_groupbys": ["year", by],
                "graph_measure": measure,
                "graph_mode": mode,
                "graph_stacked": measure == "count",
                "pivot_measures": [measure],
                "pivot_row_groupby": [by],
                "pivot_column_groupby": ["year"],
            },
        }

    @api.model
    def _trace(self, title, domain, by, interval="month", mode="bar"):
        return {
            "title": title,
            "model": TRACE,
            "domain": domain,
            "context": {
                "graph_groupbys": [f"date:{interval}", *by],
                "graph_measure": "__count",
                "graph_mode": mode,
                "graph_stacked": True,
                "pivot_row_groupby": by or ["partner_id"],
                "pivot_column_groupby": ["date:year"],
            },
        }

    @api.model
    def _reputation(self):
        return [
            self._figure(
                self.env._("Ratings by units, average in %"),
                "rating",
                "rating_kind",
                "score",
            ),
            self._trace(
                self.env._("Praise and recognition received"),
                what("received"),
                ["way_id"],
                "quarter",
            ),
            self._figure(
                self.env._("Opinions: satisfied, suggestions, complaints"),
                "nature",
                "nature",
            ),
        ]

    @api.model
    def _environment(self):
        return [
            self._trace(
                self.env._("Agreements signed"),
                what("agreement"),
                ["party_class"],
                "year",
            ),
            self._figure(
                self.env._("What opinions were caused by"), "cause", "option_id"
            ),
            self._figure(
                self.env._("What we set out to improve"), "improvement", "state"
            ),
        ]

    @api.model
    def _public(self):
        outside = [*what("communication"), ("party_class", "=", "external")]
        return [
            self._trace(
                self.env._("Contacts with partners, sponsors and media"),
                outside,
                ["way_id"],
            ),
            self._figure(
                self.env._("How the public reaches us"), "way_in", "option_id"
            ),
            self._trace(
                self.env._("Recognition we gave"),
                what("given"),
                ["party_class"],
                "quarter",
            ),
        ]

    @api.model
    def _information(self):
        talks = what("communication")
        return [
            self._trace(self.env._("By channel"), talks, ["way_id"]),
            self._trace(
                self.env._("Who began: the centre or the other side"),
                talks,
                ["initiated_by"],
            ),
            self._trace(self.env._("By form of contact"), talks, ["form"]),
            self._trace(
                self.env._("Unit information confirmed"),
                what("verification"),
                [],
                "quarter",
            ),
        ]

    @api.model
    def _decisions(self):
        return [
            self._figure(self.env._("Answers in time and late"), "outcome", "outcome"),
            self._figure(self.env._("What was found"), "finding", "finding"),
            self._figure(self.env._("What opinions are about"), "subject", "option_id"),
        ]

    @api.model
    def _relations(self):
        talks = what("communication")
        return [
            self._trace(self.env._("By class of party"), talks, ["party_class"]),
            self._trace(
                self.env._("By department of ours"), talks, ["department_id"], "quarter"
            ),
            self._figure(
                self.env._("Whose opinions reach us"), "opinion_class", "party_class"
            ),
        ]

    @api.model
    def _mission(self):
        return [
            self._figure(
                self.env._("How far goals were reached"), "attainment", "attainment"
            ),
            self._figure(
                self.env._("How service to recipients ended"), "closure", "option_id"
            ),
            self._trace(
                self.env._("Taking part: invitations to the service"),
                [*what("communication"), ("way_id.code", "=", "invitation")],
                ["party_class"],
                "quarter",
            ),
        ]
