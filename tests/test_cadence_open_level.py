import importlib.util
from pathlib import Path

from odoo.tests import Form, tagged

from .cadence_common import CadenceCase

MIGRATION = "migrations/19.0.1.3.0/post-cadence_table.py"
# The table as the guideline has it: who, which level, how often or the remark.
TABLE = {
    "council": ("理事会成员", "镇街党委、局长或以上级别"),
    "director_general": ("总干事、副总干事", "镇街党委、局长、部门负责人级别"),
    "department": (
        "服务部、项目部、办公室",
        "镇街局长、部门负责人级别、用人单位对接办事员、社区干部等",
    ),
    "supervisor": ("上级督导", "按实际需要陪同走访"),
    "onsite": (
        "驻点社工/负责人",
        "日常对接办事员及领导",
        "日常对接，具体详见与用人单位的沟通机制",
    ),
}


@tagged("post_install", "-at_install")
class TestCadenceOpenLevel(CadenceCase):
    """The levels of the table end in 等; its wording is the guideline's (U3.2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = cls.env["res.partner"].create(
            {
                "name": "股长甲",
                "parent_id": cls.unit.id,
                "function": "股长",
                "stakeholder_level": "other",
            }
        )

    # U3.2: letter for letter
    def test_the_table_reads_as_the_guideline(self):
        for name, words in TABLE.items():
            line = self._line(f"unit_{name}").with_context(lang="zh_CN")
            for word in words:
                self.assertIn(word, f"{line.name}\n{line.note or ''}")

    # U3.2: the third row takes any level of theirs, the others do not
    def test_others_count_where_the_list_is_open(self):
        self._meet("officer", their_ids=self.chief.ids)
        self._meet("worker", their_ids=self.chief.ids)
        self.assertEqual(self._of("unit_department"), (1, 1))
        self.assertEqual(self._of("unit_onsite"), (0, 1))
        # the centre opens another row as it likes
        self._line("unit_onsite").with_user(self.users["admin"]).with_other = True
        self.assertEqual(self._of("unit_onsite"), (1, 1))

    # X3: on the paper stands the title, not that it is another one
    def test_the_title_stands_on_the_record(self):
        talk = self._meet("worker", their_ids=self.chief.ids)
        self.assertEqual(talk.their_people, "股长甲（股长）")
        self.chief.function = False
        talk = self._meet("worker", their_ids=self.chief.ids, form="phone")
        self.assertEqual(talk.their_people, "股长甲（其他（写明职务））")
        form = Form(self.as_user(self.chief, "worker"))
        form.function = "副股长"
        self.assertEqual(form.save().function, "副股长")

    # X7: what a centre has not touched follows the guideline, its own words stay
    def test_tables_of_before_follow(self):
        path = Path(__file__).parent.parent / MIGRATION
        spec = importlib.util.spec_from_file_location("cadence_table", path)
        migration = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(migration)
        onsite, department = self._line("unit_onsite"), self._line("unit_department")
        for note, note_zh, expected in (
            (migration.NOTE, migration.NOTE_ZH, TABLE["onsite"][2]),
            (migration.NOTE, "我们自己的说明", "我们自己的说明"),
            ("Own words", migration.NOTE_ZH, migration.NOTE_ZH),
        ):
            words = {"en_US": note, "zh_CN": note_zh}
            onsite.update_field_translations("note", words)
            department.with_other = False
            self.env.flush_all()
            migration.migrate(self.env.cr, "19.0.1.2.0")
            self.env.invalidate_all()
            self.assertEqual(onsite.with_context(lang="zh_CN").note, expected)
            self.assertTrue(department.with_other)
        department.write({"with_other": False, "with_cadre": False})
        self.env.flush_all()
        migration.migrate(self.env.cr, "19.0.1.2.0")
        self.env.invalidate_all()
        self.assertFalse(department.with_other)

    # X8 U3.2: the unit's own mechanism, where the guideline cites it
    def test_the_mechanism_is_linked_where_it_is_cited(self):
        link = "https://centre.example/mechanism.pdf"
        self.unit.stakeholder_mechanism = link
        for user, shown in (("worker", link), ("council", "")):
            coverage = self.as_user(self.env["stakeholder.coverage"], user)
            coverage = coverage.with_context(lang="zh_CN")
            matrix = coverage.get_matrix({"search": "School"})
            [row] = matrix["rows"]
            self.assertEqual(row["mechanism"], shown)
            cells = {
                name: coverage.get_cell(
                    row["cells"][self._line(name).id][0]["key"], matrix["day"]
                )
                for name in ("unit_onsite", "unit_council")
            }
            self.assertEqual(cells["unit_onsite"]["mechanism"], shown)
            self.assertTrue(cells["unit_onsite"]["has_mechanism"])
            self.assertEqual(cells["unit_onsite"]["note"], TABLE["onsite"][2])
            self.assertFalse(cells["unit_council"]["has_mechanism"])
