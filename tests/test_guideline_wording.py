from odoo.tests import TransactionCase, tagged

SELECTIONS = {
    # G1 P1-P7
    ("res.partner", "stakeholder_party_class"): "服务对象 用人单位 中心内部对象 "
    "其他利益相关方",
    ("stakeholder.engagement", "stage"): "初步建立联系 预估 确认服务提供 计划 执行 "
    "评估与结案 跟踪、回访",
    # G3 U3.2
    ("res.partner", "stakeholder_source"): "对象主动联系 中心主动联系 转介",
    ("res.partner", "stakeholder_tier"): "理事会成员 总干事、副总干事 "
    "服务部、项目部、办公室 上级督导 驻点社工/负责人",
    # S1 S2 S3
    ("stakeholder.recipient", "kind"): "个人 家庭 团体 组织 社区",
    ("stakeholder.recipient", "source"): "主动求助 他人转介 由社会工作者主动接触",
    ("stakeholder.willingness", "kind"): "自愿型 非自愿型 被强制接受服务",
    # C2.2 C2.3
    ("stakeholder.complaint", "collection"): "口头 书面 微信 QQ 电话 意见箱 民主会议",
    ("stakeholder.complaint", "nature"): "满意 不满意 建议 投诉 申诉",
}
LISTS = {
    # C2.1 C2.3
    "way_in": "座谈会 《意见收集及处理记录表》 口头向中心反映 致电中心 邮寄至中心 "
    "电邮至机构邮箱 中心的微信公众号 其他适用途径",
    "subject": "服务指南 服务规定 程序 决策 个别员工的行动或态度 服务管理 其他",
    # I2
    "staff_topic": "劳动关系 员工纪律 沟通 绩效 服务支持",
    # U3.3
    "channel": "工作汇报（正式） 邀请参与服务（非正式） 紧急沟通 平时非正式沟通",
    # U3.1 O3
    "maintenance": "电话回访 节日慰问 信息推送 邀请参观交流 合作共建 邀请参加重要活动 "
    "表彰激励 其他",
    # S6
    "collecting": "询问 咨询 观察 家访 利用已有资料",
}
RECIPIENT = "服务对象：是指中心承接的社工服务的服务对象"
DEFINITIONS = (
    "用人单位：是指购买和使用中心社工服务的政府部门、企事业单位等，对中心有直接或间接的"
    "监督和指导职责的单位",
    "是指除服务对象和用人单位之外的对中心的运营和发展起着影响作用的其他利益相关方或资源，"
    "如赞助或合作单位、媒体等",
)


@tagged("post_install", "-at_install")
class TestGuidelineWording(TransactionCase):
    """Lists and choices are the guideline's own, letter for letter, in its order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"lang": "zh_CN"})

    # G1 G3 S1 S2 S3 P1-P7 C2.2 C2.3 U3.2
    def test_choices(self):
        for (model, name), words in SELECTIONS.items():
            with self.subTest(model=model, name=name):
                field = self.env[model]._fields[name]
                shown = [
                    label for _code, label in field._description_selection(self.env)
                ]
                self.assertEqual(shown, words.split())

    # C2.1 C2.3 I2 U3.1 U3.3 O3 S6
    def test_lists(self):
        options = self.env["stakeholder.option"]
        for kind, words in LISTS.items():
            with self.subTest(kind=kind):
                found = options.search([("kind", "=", kind)])
                self.assertEqual(found.mapped("name"), words.split())

    # U3.3: each channel with its purpose
    def test_channels_say_what_they_are_for(self):
        channels = self.env["stakeholder.option"].search([("kind", "=", "channel")])
        self.assertIn("便于相关领导了解驻点社工服务进展情况", channels[0].note)
        self.assertEqual(channels[2].note, "及时处理紧急事件")
        self.assertTrue(all(channels.mapped("note")))

    # G1: each definition is shown where the class is chosen
    def test_definitions(self):
        field = self.env["res.partner"]._fields["stakeholder_class"]
        shown = field._description_help(self.env)
        for words in DEFINITIONS:
            self.assertIn(words, shown)
        form = self.env["stakeholder.recipient"].get_view(view_type="form")["arch"]
        self.assertIn(RECIPIENT, form)
