import { registry } from "@web/core/registry";
import { inWindow } from "./engagement_steps";

const CARD = ".o_field_widget[name=check_ids] .o_kanban_record";

// U2.1: what was prepared is ticked off in one tap each, and saved once.
registry.category("web_tour.tours").add("stakeholder_engagement_tick", {
    steps: () => [
        { trigger: `${CARD}:contains('事先研读') .o_boolean_toggle input`, run: "click" },
        { trigger: `${CARD}:contains('事先研读') input:checked` },
        { trigger: `${CARD}:contains('如条件允许') .o_boolean_toggle input`, run: "click" },
        { trigger: `${CARD}:contains('如条件允许') input:checked` },
        { trigger: ".o_form_button_save", run: "click" },
        { content: "已保存", trigger: ".o_form_saved" },
    ],
});

// P7: from My Day to the visit, one line, saved; today is filled in.
registry.category("web_tour.tours").add("stakeholder_visit_phone", {
    steps: () => [
        { trigger: ".o_stakeholder_day button:contains('填写回访情况')", run: "click" },
        {
            trigger: inWindow(".o_field_widget[name=follow_up_ids] .o_kanban_record:eq(0)"),
            run: "click",
        },
        {
            trigger: inWindow(".o_field_widget[name=finding] textarea"),
            run: "edit 一切顺利 && click .modal:not(.o_inactive_modal) .modal-title",
        },
        { trigger: inWindow(".o_form_button_save"), run: "click" },
        { trigger: inWindow(".o_kanban_record:contains('一切顺利')") },
        { trigger: inWindow("footer button:contains('保存')"), run: "click" },
        { content: "已办妥", trigger: "body:not(:has(.modal)) .o_stakeholder_day" },
        { trigger: "body:not(:has(button:contains('填写回访情况')))" },
    ],
});
