import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// The form of a contact, with the party filled in already.
const fillIn = (person) => [
    {
        content: "对象已填好",
        trigger: ".o_field_widget[name=partner_id] input:value('示范测试小学')",
    },
    { trigger: ".o_field_widget[name=their_ids] input", run: `edit ${person}` },
    {
        trigger: `.o-autocomplete--dropdown-item:contains('${person}')`,
        run: "click",
    },
    { trigger: `.o_field_widget[name=their_ids] .o_tag:contains('${person}')` },
    { trigger: ".o_field_widget[name=summary] input", run: "edit 了解本月服务情况" },
    { trigger: ".o_form_button_save", run: "click" },
    { content: "已保存", trigger: ".o_form_saved" },
];

// U3.2: from the coverage to a planned visit to a visit that took place.
tours.add("stakeholder_coverage_to_done", {
    url: "/odoo/coverage",
    steps: () => [
        {
            content: "找到单位",
            trigger: ".o_stakeholder_coverage input[type=search]",
            run: "edit 示范测试小学 && click body",
        },
        {
            content: "尚欠",
            trigger:
                ".o_stakeholder_coverage tr:contains('示范测试小学') td button[data-state=short]:contains('0/1')",
            run: "click",
        },
        { trigger: ".modal .o_stakeholder_coverage_cell:contains('尚无记录')" },
        { trigger: ".modal-footer button:contains('安排拜访')", run: "click" },
        {
            content: "默认是“已安排的沟通”",
            trigger: ".modal .o_field_widget[name=activity_type_id] .active, .modal .o_field_widget[name=activity_type_id] input:value('已安排的沟通')",
        },
        {
            trigger: ".modal button[name=action_schedule_activities]",
            run: "click",
        },
        {
            content: "已安排",
            trigger:
                ".o_stakeholder_coverage tr:contains('示范测试小学') td button[data-state=planned]:contains('已安排')",
            run: "click",
        },
        { trigger: ".modal .o_stakeholder_coverage_cell li:contains('Test worker')" },
        { trigger: ".modal-footer button:contains('已进行')", run: "click" },
        ...fillIn("郭主任"),
        { trigger: ".o_breadcrumb a:contains('对接覆盖')", run: "click" },
        {
            content: "已达标",
            trigger:
                ".o_stakeholder_coverage tr:contains('示范测试小学') td button[data-state=met].text-bg-success:contains('1/1')",
            run: "click",
        },
        {
            content: "可查看已计入的沟通",
            trigger:
                ".modal .o_stakeholder_coverage_cell .list-group-item:contains('了解本月服务情况')",
        },
    ],
});

// Main screen 1: what is mine, one click from settled.
tours.add("stakeholder_day_worker", {
    url: "/odoo/my-day",
    steps: () => [
        {
            content: "尚欠的沟通",
            trigger:
                ".o_stakeholder_day .list-group-item:contains('示范测试小学'):contains('日常对接') button:contains('已进行')",
            run: "click",
        },
        ...fillIn("郭主任"),
        { trigger: ".o_menu_sections a:contains('我的今天')", run: "click" },
        {
            content: "信息核实还在",
            trigger:
                ".o_stakeholder_day .list-group-item:contains('示范测试小学') button:contains('无变动')",
            run: "click",
        },
        {
            content: "都办好了",
            trigger: ".o_stakeholder_day:not(:contains('示范测试小学')):contains('没有到期')",
        },
    ],
});

// Main screen 1: for heads the same per department.
tours.add("stakeholder_day_director", {
    url: "/odoo/my-day",
    steps: () => [
        {
            content: "按部门",
            trigger:
                ".o_stakeholder_departments [data-department='测试服务部'] button:contains('后续 2')",
            run: "click",
        },
        {
            content: "谁应进行",
            trigger:
                ".o_stakeholder_departments .list-group-item:contains('示范测试小学'):contains('Test worker'):contains('日常对接') button.o_stakeholder_day_text",
            run: "click",
        },
        {
            content: "安排日程",
            trigger: ".o_form_view button[name=action_plan]",
            run: "click",
        },
        { trigger: ".modal button[name=action_schedule_activities]", run: "click" },
        { trigger: ".o-mail-Chatter .o-mail-Activity:contains('日常对接')" },
    ],
});
