import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** The last day of the half-year that is over, as it is typed. */
const lastHalf = () => {
    const today = new Date();
    const year = today.getFullYear();
    return today.getMonth() < 6 ? `${year - 1}/12/31` : `${year}/06/30`;
};

const openCard = (unit) => [
    {
        content: "找到评估表",
        trigger: `.o_data_row:contains('${unit}') .o_data_cell:contains('${unit}')`,
        run: "click",
    },
    { trigger: `.o_form_view .oe_title:contains('${unit}')` },
];

const sign = [
    {
        content: "确认并签署",
        trigger: ".o_statusbar_buttons button[name=action_sign].btn-primary",
        run: "click",
    },
    {
        content: "说明签署后不可更改",
        trigger: ".modal:contains('签署后') .modal-footer .btn-primary",
        run: "click",
    },
    { content: "已冻结", trigger: ".ribbon:contains('已冻结')" },
    {
        content: "评语不能再改",
        trigger: ".o_form_view:not(:has(.o_field_widget[name=comment] textarea))",
    },
    {
        content: "签署人、日期与指纹",
        trigger: ".o_field_widget[name=signed_by_id]:contains('Test director')",
    },
    { trigger: ".o_field_widget[name=seal]:not(:empty)" },
    { trigger: ".o_form_view:not(:has(button[name=action_measure]:visible))" },
];

// U4.10: made for one unit and period, a figure's proof, comment, signature, frozen.
tours.add("stakeholder_scorecard_signed", {
    url: "/odoo/scorecards",
    steps: () => [
        { trigger: ".o_menu_sections button:contains('评估')", run: "click" },
        { trigger: ".o-dropdown--menu .dropdown-item:contains('生成评估表')", run: "click" },
        { trigger: ".modal .o_field_widget[name=day] input, .modal .o_field_widget[name=day] button", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=day] input",
            run: ({ anchor }) => {
                anchor.value = lastHalf();
                anchor.dispatchEvent(new Event("input", { bubbles: true }));
                anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { trigger: ".modal .o_field_widget[name=partner_ids] input", run: "edit 示范测试小学" },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('示范测试小学')",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=partner_ids] .o_tag:contains('示范测试小学')" },
        { trigger: ".modal button[name=action_make]", run: "click" },
        { trigger: ".modal-backdrop, body:not(:has(.modal))" },
        ...openCard("示范测试小学"),
        {
            content: "每月不少于 1 次：六个月都有",
            trigger:
                ".o_data_row:contains('每月不少于1次'):contains('6 / 6'):contains('已达标') button[name=action_traces]",
            run: "click",
        },
        {
            content: "数字背后的六条沟通记录",
            trigger: ".o_list_view:has(.o_data_row:eq(5)):not(:has(.o_data_row:eq(6))):contains('了解本月服务情况')",
        },
        { trigger: ".breadcrumb-item a:contains('示范测试小学'), .o_back_button", run: "click" },
        {
            content: "少于五件的意见不透露任何情况",
            trigger: ".o_data_row:contains('意见反馈与处理的及时性'):contains('少于五件')",
        },
        {
            trigger: ".o_field_widget[name=comment] textarea",
            run: "edit 各项按时完成，下半年继续保持。",
        },
        ...sign,
    ],
});

// U4.10: what is missed leads to an improvement with owner, date and check.
tours.add("stakeholder_scorecard_improvement", {
    url: "/odoo/scorecards",
    steps: () => [
        ...openCard("示范测试医院"),
        {
            content: "未达标，先订改善",
            trigger: ".alert:contains('尚未订立改善措施')",
        },
        {
            content: "缺哪几个月",
            trigger: ".o_data_row:contains('每月不少于1次'):contains('0 / 6'):contains('未达标'):contains('无存档记录的期间')",
        },
        { trigger: "button[name=action_propose].btn-primary", run: "click" },
        { trigger: ".o_breadcrumb:contains('改善行动')" },
        {
            content: "每个未达标的指标一项",
            trigger: ".o_list_view .o_data_row:contains('每月不少于1次') .o_data_cell:contains('改善')",
            run: "click",
        },
        {
            content: "负责人、期限、检查人和检查日期都已填好",
            trigger: ".o_form_view .o_field_widget[name=user_id] input:value('Test worker')",
        },
        { trigger: ".o_field_widget[name=date_due] button, .o_field_widget[name=date_due] input:not(:value(''))" },
        { trigger: ".o_field_widget[name=checker_id] input:value('Test director')" },
        { trigger: ".o_field_widget[name=date_check] button, .o_field_widget[name=date_check] input:not(:value(''))" },
        {
            content: "来自哪张评估表",
            trigger: ".o_field_widget[name=scorecard_line_id]:contains('示范测试医院')",
        },
        { trigger: ".breadcrumb-item a:contains('示范测试医院')", run: "click" },
        {
            content: "评估表上列出改善行动",
            trigger: ".o_field_widget[name=action_ids] .o_data_row:contains('每月不少于1次')",
        },
        ...sign,
    ],
});

// U4.10: whoever owns it does it; another looks later whether it worked.
tours.add("stakeholder_improvement_done", {
    steps: () => [
        {
            trigger: ".o_field_widget[name=result] textarea",
            run: "edit 每月第一周固定到访，已列入排班。",
        },
        { trigger: "button[name=action_done]", run: "click" },
        {
            content: "等待他人检查是否见效",
            trigger: ".alert:contains('检查')",
        },
        { trigger: ".o_form_view:not(:has(button[name=action_worked]:visible))" },
    ],
});
tours.add("stakeholder_improvement_checked", {
    steps: () => [
        {
            trigger: ".o_field_widget[name=check_note] textarea",
            run: "edit 连续三个月均有到访记录。",
        },
        { trigger: "button[name=action_worked]", run: "click" },
        { content: "检查完毕", trigger: ".o_field_widget[name=date_checked]:not(:empty)" },
    ],
});
