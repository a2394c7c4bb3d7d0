import { registry } from "@web/core/registry";

// Whatever is touched on the way; typing is no tap.
const TAPS = [
    { trigger: ".o-kanban-button-new", run: "click" },
    { trigger: ".o_field_widget[name=partner_id] input", run: "click" },
    { trigger: ".modal .o_kanban_record:contains('郭主任')", run: "click" },
    { trigger: ".o_field_widget[name=form] .o_selection_badge:contains('电话')", run: "click" },
    { trigger: ".o_field_widget[name=summary] input", run: "edit 约定周五到访" },
    { trigger: ".o_form_button_save", run: "click" },
];

// U3.3: a contact is recorded on the telephone in less than eight taps.
registry.category("web_tour.tours").add("stakeholder_communication_phone", {
    url: "/odoo/communications",
    steps: () => {
        if (TAPS.length >= 8) {
            throw new Error("A contact takes too many taps.");
        }
        return [
            ...TAPS.slice(0, 3),
            {
                content: "单位和人员已填好",
                trigger: ".o_field_widget[name=their_ids] .o_tag:contains('郭主任')",
            },
            {
                content: "平时非正式沟通已选好",
                trigger:
                    ".o_field_widget[name=channel_id] .o_selection_badge.active:contains('平时非正式沟通')",
            },
            ...TAPS.slice(3),
            { content: "已保存", trigger: ".o_form_saved" },
        ];
    },
});
