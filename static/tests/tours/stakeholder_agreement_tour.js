import { registry } from "@web/core/registry";

// U1.1, U2.6: an agreement is signed, and its unit is active.
registry.category("web_tour.tours").add("stakeholder_agreement_signed", {
    url: "/odoo/units",
    steps: () => [
        {
            trigger:
                ".o_data_row:contains('示范测试小学'):contains('潜在用人单位') .o_data_cell",
            run: "click",
        },
        { content: "更多", trigger: ".o_button_more", run: "click" },
        { trigger: "button[name=stakeholder_open_agreements]", run: "click" },
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=name] input", run: "edit 驻校社工服务" },
        { trigger: ".o_field_widget[name=date_start] input, .o_field_widget[name=date_start] button", run: "click" },
        { trigger: ".o_field_widget[name=date_start] input", run: "edit 2020/01/01 && press Tab" },
        { trigger: ".o_field_widget[name=date_end] input, .o_field_widget[name=date_end] button", run: "click" },
        { trigger: ".o_field_widget[name=date_end] input", run: "edit 2099/12/31 && press Tab" },
        { trigger: ".o_form_view .oe_title", run: "click" },
        { trigger: "button[name=action_sign]", run: "click" },
        { content: "有效期内", trigger: ".ribbon:contains('有效期内')" },
        { trigger: ".breadcrumb-item:contains('示范测试小学')", run: "click" },
        { trigger: ".nav-link[name=stakeholder]", run: "click" },
        {
            content: "显在用人单位",
            trigger: ".o_field_widget[name=stakeholder_status_label]:contains('显在用人单位')",
        },
    ],
});
