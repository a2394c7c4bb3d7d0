import { choose } from "./tour_steps";

export const inWindow = (selector) => `.modal:not(.o_inactive_modal) ${selector}`;
export const text = (name) => inWindow(`.o_field_widget[name=${name}] textarea`);
export const current = (label) =>
    `body:not(:has(.modal)) .o_statusbar_status .o_arrow_button_current:contains('${label}')`;

/** The day it is at the centre, wherever the browser stands. */
const today = () =>
    new Date().toLocaleDateString("zh-CN", {
        timeZone: "Asia/Shanghai",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
    });

/** What a gate still asks, the window in which it is filled in, and on. */
export const through = (missing, filling, next) => [
    { content: "尚缺", trigger: `body:not(:has(.modal)) .alert:contains('${missing}')` },
    {
        trigger:
            "body:not(:has(.modal)) button[name=action_fill_in].btn-primary:contains('进入下一阶段')",
        run: "click",
    },
    { trigger: inWindow(".modal-title:contains('进入下一阶段之前')") },
    ...filling,
    { trigger: inWindow("footer button[name=action_next]"), run: "click" },
    { content: next, trigger: current(next) },
];

/** P1 to P4: from initial contact through its gates to execution. */
export const untilExecution = ({ need, goal, task }) => [
    ...through(
        "对需求的初步评估",
        [
            {
                trigger: inWindow(".o_field_widget[name=is_class_confirmed] input"),
                run: "click",
            },
            { trigger: text("need"), run: `edit ${need}` },
        ],
        "预估"
    ),
    ...through(
        "暂时性结论",
        [{ trigger: text("conclusion"), run: "edit 需求真实存在，中心能够处理" }],
        "确认服务提供"
    ),
    ...through(
        "对需求有共识",
        [
            {
                trigger: inWindow("label:contains('进入下一阶段（计划）')"),
                run: "click",
            },
            { trigger: inWindow(".o_field_widget[name=has_common_view] input"), run: "click" },
            { trigger: inWindow(".o_field_widget[name=has_will] input"), run: "click" },
            { trigger: text("decision_reason"), run: "edit 符合中心的使命" },
        ],
        "计划"
    ),
    ...through(
        "目标以及为了目标而采取的行动",
        [
            {
                trigger: inWindow(".o_field_widget[name=goal_ids] a:contains('添加行')"),
                run: "click",
            },
            {
                trigger: inWindow(".o_field_widget[name=name] input"),
                run: `edit ${goal}`,
            },
            {
                trigger: inWindow(".o_field_widget[name=action_ids] a:contains('添加行')"),
                run: "click",
            },
            {
                trigger: inWindow(".o_selected_row .o_field_widget[name=name] input"),
                run: `edit ${task}`,
            },
            {
                trigger: inWindow(
                    ".o_selected_row .o_field_widget[name=date_due] input, .o_selected_row .o_field_widget[name=date_due] button"
                ),
                run: "click",
            },
            {
                trigger: inWindow(".o_selected_row .o_field_widget[name=date_due] input"),
                run: "edit 2099/12/31",
            },
            { trigger: inWindow(".modal-title"), run: "click" },
            {
                trigger: inWindow(
                    `.o_data_row:not(.o_selected_row):contains('${task}')`
                ),
            },
            { trigger: inWindow("footer .o_form_button_save"), run: "click" },
            {
                trigger: inWindow(`.o_data_row:contains('${goal}'):contains('0/1')`),
            },
        ],
        "执行"
    ),
];

/** P6 and P7: evaluated, closed, visited, and a new need in a second cycle. */
export const untilSecondCycle = ({ newNeed }) => [
    ...through(
        "结案的类型",
        [
            {
                trigger: inWindow(".o_data_row .o_data_cell[name=attainment]"),
                run: "click",
            },
            { trigger: inWindow(".o_field_widget[name=attainment] input"), run: "click" },
            ...choose("attainment", "已实现", ".modal"),
            {
                trigger: inWindow(".o_field_widget[name=closure_type_id] input"),
                run: "click",
            },
            ...choose("closure_type_id", "目标实现", ".modal"),
        ],
        "跟踪、回访"
    ),
    { trigger: "a.nav-link[name=follow_up]", run: "click" },
    {
        content: "回访有新的需求",
        trigger: ".o_field_widget[name=follow_up_ids] .o_data_row:eq(0) .o_data_cell[name=finding]",
        run: "click",
    },
    {
        trigger: ".o_selected_row .o_field_widget[name=finding] textarea",
        run: `edit ${newNeed}`,
    },
    {
        trigger: ".o_selected_row .o_field_widget[name=has_new_need] input",
        run: "click",
    },
    {
        trigger: ".o_selected_row .o_field_widget[name=date_done] input, .o_selected_row .o_field_widget[name=date_done] button",
        run: "click",
    },
    {
        trigger: ".o_selected_row .o_field_widget[name=date_done] input",
        run: `edit ${today()}`,
    },
    { trigger: ".o_form_view .oe_title", run: "click" },
    { trigger: ".o_form_button_save", run: "click" },
    { trigger: "button[name=action_new_cycle].btn-primary", run: "click" },
    { trigger: current("初步建立联系") },
    { content: "第二次流程", trigger: ".o_field_widget[name=cycle]:contains('2')" },
];
