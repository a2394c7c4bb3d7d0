/**
 * Take an entry of an open list and wait until the field shows it: whoever goes on
 * before the field has it, as only a tour is quick enough to do, leaves it empty.
 */
export const choose = (name, label, within = "") => [
    {
        trigger: `.o-autocomplete--dropdown-item:contains('${label}'), .o_select_menu_item:contains('${label}')`,
        run: "click",
    },
    { trigger: `${within} .o_field_widget[name=${name}] input:value('${label}')` },
];
