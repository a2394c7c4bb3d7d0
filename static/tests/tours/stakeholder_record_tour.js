import { registry } from "@web/core/registry";

// U3.3: whoever stands before a party, an agreement or a cycle records in one tap,
// says whom they met and what about, and saves.
registry.category("web_tour.tours").add("stakeholder_record_phone", {
    steps: () => [
        { trigger: ".o_form_sheet button:contains('记录沟通'):visible", run: "click" },
        {
            content: "对象已填好",
            trigger: ".o_field_widget[name=partner_id] input:value('示范测试中学')",
        },
        { trigger: ".o_field_widget[name=their_ids] input", run: "click" },
        { trigger: ".modal .o_kanban_record:contains('郭主任')", run: "click" },
        { trigger: ".o_field_widget[name=their_ids] .o_tag:contains('郭主任')" },
        { trigger: ".o_field_widget[name=summary] input", run: "edit 约定周五到访" },
        { trigger: ".o_form_button_save", run: "click" },
        { content: "已保存", trigger: ".o_form_saved" },
    ],
});

// U3.3: a planned contact is recorded from the chatter, and the plan is gone.
registry.category("web_tour.tours").add("stakeholder_record_activity", {
    steps: () => [
        { trigger: ".o-mail-Activity:contains('约谈') .o_stakeholder_record", run: "click" },
        { trigger: ".o_field_widget[name=partner_id] input:value('示范测试中学')" },
        { trigger: ".o_field_widget[name=their_ids] input", run: "click" },
        { trigger: ".o-autocomplete--dropdown-item:contains('郭主任')", run: "click" },
        { trigger: ".o_field_widget[name=their_ids] .o_tag:contains('郭主任')" },
        { trigger: ".o_form_button_save", run: "click" },
        { content: "已保存", trigger: ".o_form_saved" },
        { trigger: ".o_breadcrumb a:contains('示范测试中学')", run: "click" },
        {
            content: "活动已完成",
            trigger: ".o-mail-Chatter:contains('约谈'):not(:has(.o-mail-Activity))",
        },
    ],
});
