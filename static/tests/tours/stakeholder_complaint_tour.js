import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";
import { choose } from "./tour_steps";

const menu = (name) => `[data-menu-xmlid='stakeholder_relations.stakeholder_menu_${name}']`;

// C3.2, C4: whoever receives an opinion hands it over and gets a receipt.
registry.category("web_tour.tours").add("stakeholder_complaint_hand_in", {
    url: "/odoo",
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { content: "公共关系", trigger: `.o_app${menu("root")}`, run: "click" },
        {
            content: "登记意见/投诉",
            trigger: ".o_list_view .o_control_panel button:contains('登记意见/投诉')",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=way_in_id] input", run: "edit 致电" },
        ...choose("way_in_id", "致电中心"),
        {
            content: "收集方式随途径填上",
            trigger: ".o_field_widget[name=collection] input:value('电话')",
        },
        { trigger: ".o_field_widget[name=party_class] input", run: "click" },
        ...choose("party_class", "服务对象"),
        { trigger: ".o_field_widget[name=complainant_name] input", run: "edit 刘女士" },
        {
            trigger: ".o_field_widget[name=complainant_contact] input",
            run: "edit liu@home.example",
        },
        { trigger: ".o_field_widget[name=topic] input", run: "edit 约定家访未到" },
        {
            trigger: ".o_field_widget[name=statement] textarea",
            run: "edit 上周五约好家访，社工没有来。",
        },
        { trigger: ".modal footer button:contains('转交中心负责人')", run: "click" },
        { content: "回执", trigger: ".o_form_view h1:contains('TS')" },
        { trigger: ".o_form_view:contains('已转交中心负责人，编号为')" },
    ],
});

// C3.1, C3.6, C4: acknowledged, answered, signed, printed by the person in charge.
registry.category("web_tour.tours").add("stakeholder_complaint_answer", {
    url: "/odoo/complaints",
    steps: () => [
        { trigger: ".o_kanban_record:contains('约定家访未到')", run: "click" },
        {
            content: "三个期限各一条",
            trigger: "[data-clock=response]:contains('剩 7 个工作日')",
        },
        { content: "为什么是这个日期", trigger: "[data-clock=response] button", run: "click" },
        { trigger: ".modal .o_data_row:contains('收到'), .modal .o_data_row" },
        { trigger: ".modal footer button:contains('关闭')", run: "click" },
        { trigger: "button[name=action_acknowledge]", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=text] textarea:value('初步回复')",
        },
        {
            content: "说明接下来怎么做",
            trigger: ".modal .o_field_widget[name=text] textarea",
            run({ anchor }) {
                const textarea = anchor;
                textarea.value = textarea.value.replace("……", "我们先向社工了解当天的情况。");
                textarea.dispatchEvent(new Event("input", { bubbles: true }));
                textarea.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { trigger: ".modal footer button:contains('用电邮发送')", run: "click" },
        { trigger: "body:not(:has(.modal)) button[name=action_answer]", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit 您好！社工当天临时处理紧急事件，我们已重新约定时间，并向您表示歉意。",
        },
        { trigger: ".modal .o_field_widget[name=is_settled] input", run: "click" },
        { trigger: ".modal footer button:contains('用电邮发送')", run: "click" },
        {
            content: "投诉人满意",
            trigger: "body:not(:has(.modal)) button[name=action_satisfied]",
            run: "click",
        },
        {
            content: "已记下，表单已更新",
            trigger: ".o_form_view:not(:has(button[name=action_satisfied]))",
        },
        { content: "调查结论", trigger: ".nav-link[name=investigation]", run: "click" },
        { trigger: ".o_field_widget[name=finding] input", run: "click" },
        ...choose("finding", "部分属实"),
        { trigger: ".o_field_widget[name=cause_id] input", run: "edit 程序" },
        ...choose("cause_id", "程序"),
        { content: "反思与改善", trigger: ".nav-link[name=improvement]", run: "click" },
        {
            trigger: ".o_field_widget[name=lesson] textarea",
            run: "edit 家访前一天再次确认。",
        },
        { trigger: ".nav-link[name=handling]", run: "click" },
        {
            trigger: ".o_field_widget[name=director_opinion] textarea",
            run: "edit 同意，今后提前通知。",
        },
        { trigger: "button[name=action_close]", run: "click" },
        { trigger: ".modal footer .btn-primary", run: "click" },
        {
            content: "签名并结案",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('已结案')",
        },
        { content: "打印记录表", trigger: "button[name=action_print_form].btn-primary" },
    ],
});
