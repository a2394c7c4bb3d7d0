from .common import MODULE
from .test_communication import CommunicationCase

OUTSIDERS = ("clerk", "auditor", "admin")


class CommunicationSecrecyCase(CommunicationCase):
    """Two departments with a head each, and a worker beside the worker."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.env["hr.department"].create({"name": "Service"})
        cls.project = cls.env["hr.department"].create({"name": "Project"})
        cls.second = cls._user("second", f"{MODULE}.stakeholder_group_worker")
        cls.boss = cls._user("boss", f"{MODULE}.stakeholder_group_worker")
        cls.users |= {"second": cls.second, "boss": cls.boss}

    def setUp(self):
        super().setUp()
        self.boss_employee = self.employee("boss")
        self.service.manager_id = self.boss_employee
        self.worker_employee = self.employee("worker", department_id=self.service.id)
        self.employee("officer", department_id=self.service.id)

    def _readers(self, talk):
        roles = ("worker", "second", "boss", "officer", "supervisor", "director")
        return {
            user for user in (*roles, "council", *OUTSIDERS) if self._may(talk, user)
        }

    def _may(self, talk, user):
        own = self.as_user(talk, user)
        return own.has_access("read") and bool(own._filtered_access("read"))
