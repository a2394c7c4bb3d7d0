import { registry } from "@web/core/registry";
import { current, inWindow, through, untilExecution, untilSecondCycle } from "./engagement_steps";
import { choose } from "./tour_steps";

// P1 to P7, U2: a unit from first contact to a second cycle, in a browser.
registry.category("web_tour.tours").add("stakeholder_engagement_unit", {
    url: "/odoo/engagements",
    steps: () => [
        { trigger: ".o-kanban-button-new", run: "click" },
        { trigger: ".o_field_widget[name=topic] input", run: "edit 驻校社工服务" },
        { trigger: ".o_field_widget[name=partner_id] input", run: "edit 示范测试" },
        ...choose("partner_id", "示范测试小学"),
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "资料准备事项已列出",
            trigger: ".o_data_row:contains('事先研读用人单位及其主要对接人的相关资料')",
        },
        { trigger: ".breadcrumb-item:contains('管理流程')", run: "click" },
        {
            content: "拖动被拦下",
            trigger: ".o_kanban_record:contains('示范测试小学')",
            run: "drag_and_drop(.o_kanban_group:eq(1))",
        },
        { trigger: inWindow(".modal-body:contains('确认对象的类别')") },
        { trigger: inWindow("footer button:contains('关闭')"), run: "click" },
        {
            content: "卡片留在原处",
            trigger: ".o_kanban_group:eq(0) .o_kanban_record:contains('示范测试小学')",
            run: "click",
        },
        ...untilExecution({
            need: "学生心理支持",
            goal: "每月一次主题活动",
            task: "确定活动时间表",
        }),
        ...through(
            "确定活动时间表",
            [
                { trigger: inWindow("button[name=action_done]"), run: "click" },
                { trigger: inWindow(".o_data_row:contains('完成')") },
            ],
            "评估与结案"
        ),
        ...untilSecondCycle({ newNeed: "希望增加家长小组" }),
    ],
});

/** The plan is ticked off by a contact, recorded from the cycle in one click. */
const tickOff = (task, summary) => [
    { trigger: "button[name=action_record_communication]", run: "click" },
    {
        content: "对象已填好",
        trigger: ".o_field_widget[name=their_ids] .o_tag",
    },
    { trigger: ".o_field_widget[name=summary] input", run: `edit ${summary}` },
    {
        trigger: `.o_field_widget[name=ticked_ids] .form-check:contains('${task}') input`,
        run: "click",
    },
    { trigger: ".o_form_button_save", run: "click" },
    { trigger: ".o_form_saved" },
    { trigger: ".o_back_button", run: "click" },
    {
        content: "计划已完成，沟通已计数",
        trigger: "button[name=action_communications]:contains('1')",
    },
    { trigger: ".o_field_widget[name=action_progress]:contains('1/1')" },
    { trigger: "button[name=action_next].btn-primary", run: "click" },
    { trigger: current("评估与结案") },
];

const opened = (partyClass, topic, field, party, item) => [
    { trigger: ".o-kanban-button-new", run: "click" },
    { trigger: ".o_field_widget[name=topic] input", run: `edit ${topic}` },
    { trigger: ".o_field_widget[name=party_class] input", run: "click" },
    ...choose("party_class", partyClass),
    { trigger: `.o_field_widget[name=${field}] input`, run: `edit ${party}` },
    ...choose(field, party),
    { trigger: ".o_form_button_save", run: "click" },
    { content: "指引事项已列出", trigger: `.o_data_row:contains('${item}')` },
];

// P1 to P7, S5 to S10, X6: a recipient from intake to a second cycle.
registry.category("web_tour.tours").add("stakeholder_engagement_recipient", {
    url: "/odoo/engagements",
    steps: () => [
        ...opened("服务对象", "学习适应", "recipient_id", "示范测试小林", "介绍自己和自己的专长"),
        {
            content: "对象称为服务对象",
            trigger: ".o_form_label:contains('服务对象档案')",
        },
        ...untilExecution({ need: "与同学相处困难", goal: "按时到校", task: "每周面谈一次" }),
        ...tickOff("每周面谈一次", "第一次面谈"),
        ...untilSecondCycle({ newNeed: "希望改善亲子关系" }),
    ],
});

// P1 to P7, O1 to O4: a sponsor from first contact to a second cycle.
registry.category("web_tour.tours").add("stakeholder_engagement_external", {
    url: "/odoo/engagements",
    steps: () => [
        ...opened("其他利益相关方", "图书捐赠", "partner_id", "示范测试书店", "介绍中心和中心的优势和经验"),
        ...untilExecution({ need: "希望参与公益", goal: "捐赠两百本图书", task: "商定书单" }),
        ...tickOff("商定书单", "当面商定书单"),
        ...untilSecondCycle({ newNeed: "希望组织读书会" }),
    ],
});
