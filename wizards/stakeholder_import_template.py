"""What the sheets of the import template are called and may hold."""

# Sheet → columns as a centre names them; * is required. The order is that of loading:
# people and agreements name units that a sheet before may bring.
SHEETS = {
    "用人单位": ("*单位名称", "电话", "地址", "来源", "转介人", "转介方式", "特殊事项"),
    "其他利益相关方": (
        *("*名称", "电话", "地址", "来源", "转介人", "转介方式", "资源形式"),
    ),
    "对接人员": ("*单位名称", "*姓名", "职务", "对接层级", "电话"),
    "服务对象": (
        *("*姓名", "类型", "来源", "转介人", "转介方式", "求助意愿", "授权部门"),
        *("文书", "电话", "地址", "出生日期"),
    ),
    "服务协议": (
        *("*对象名称", "*项目", "编号", "*开始日期", "*结束日期", "签订日期", "形式"),
    ),
}
DATES = {"开始日期": False, "结束日期": True, "签订日期": False, "出生日期": False}
# Told in words: nothing is looked up by them, so nothing in them is made alike.
AS_WRITTEN = ("转介人", "特殊事项")
WORDS = {
    "来源": {
        "用人单位": {
            "对象主动联系": "party",
            "中心主动联系": "centre",
            "转介": "referral",
        },
        "服务对象": {"主动求助": "self", "他人转介": "referral", "外展": "outreach"},
    },
    "转介方式": {"正式": "formal", "非正式": "informal"},
    "对接层级": {
        "镇街党委": "committee",
        "局长": "director",
        "局长或以上级别": "director",
        "部门负责人": "head",
        "办事员": "clerk",
        "对接办事员": "clerk",
        "社区干部": "cadre",
    },
    "类型": {
        "个人": "individual",
        "家庭": "family",
        "团体": "group",
        "组织": "organisation",
        "社区": "community",
    },
    "求助意愿": {"自愿": "voluntary", "非自愿": "involuntary", "被强制": "mandated"},
    "形式": {"书面": "written", "口头": "oral"},
    "资源形式": {
        "人力": "people",
        "物力": "goods",
        "财力": "money",
        "技术": "technology",
    },
}
WORDS["来源"]["其他利益相关方"] = WORDS["来源"]["用人单位"]
CLASSES = {"用人单位": "unit", "其他利益相关方": "external"}
NAME_COLUMN = {
    "用人单位": "单位名称",
    "其他利益相关方": "名称",
    "对接人员": "姓名",
    "服务对象": "姓名",
    "服务协议": "项目",
}
