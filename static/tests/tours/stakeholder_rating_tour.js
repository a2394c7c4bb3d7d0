import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const answer = (number, choice) => ({
    content: `第 ${number} 题：${choice}`,
    trigger: `.js_question-wrapper:eq(${number - 1}) label span:contains(/^${choice}$/)`,
    run: "click",
});

const confirm = { trigger: ".modal .btn-primary:contains('提交')", run: "click" };

// U4.7: a counterpart with the link and no log-in: answers, thanks.
tours.add("stakeholder_rating_by_link", {
    steps: () => [
        {
            content: "谁在问、评价谁",
            trigger: ".o_survey_start:contains('用人单位对驻点服务评价表'):contains('示范测试小学')",
        },
        { trigger: "button[value=start]:contains('开始填写')", run: "click" },
        answer(1, "非常满意"),
        ...[2, 3, 4, 5, 6, 7].map((number) => answer(number, "满意")),
        { content: "还少一题", trigger: "button[value=finish]", run: "click" },
        confirm,
        {
            content: "未答的题目有提示",
            trigger: ".js_question-wrapper .o_survey_question_error:contains('此问题需要答案')",
        },
        answer(8, "不了解，无法评价"),
        { trigger: ".js_question-wrapper textarea", run: "edit 谢谢驻校社工" },
        { trigger: "button[value=finish]:contains('提交')", run: "click" },
        confirm,
        {
            content: "致谢，不出现得分",
            trigger:
                ".o_survey_finished:contains('感谢'):not(:contains('%')) .o_stakeholder_once:contains('已收齐')",
        },
    ],
});

// The same link a second time, and one whose time is over: told kindly.
tours.add("stakeholder_rating_link_used", {
    steps: () => [
        {
            content: "已经收到，不能再答",
            trigger:
                ".o_survey_finished:contains('感谢') .o_stakeholder_once:contains('只收一份')",
        },
        { trigger: "body:not(:has(button[value=start])):not(:has(button[value=finish]))" },
    ],
});
tours.add("stakeholder_rating_link_lapsed", {
    steps: () => [
        {
            content: "链接已失效，仍欢迎意见",
            trigger: ".o_stakeholder_lapsed:contains('您的意见')",
        },
    ],
});
