import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("stakeholder_overview", {
    steps: () => [
        {
            content: "the question and its graphs",
            trigger: ".o_stakeholder_overview .card:nth-child(1) .o_graph_canvas_container canvas",
        },
        {
            content: "the figures behind the first graph",
            trigger: ".o_stakeholder_overview .card-header button:first",
            run: "click",
        },
        {
            content: "as a graph, with the way to pivot and list",
            trigger: ".o_control_panel .o_switch_view.o_pivot",
            run: "click",
        },
        { content: "as a table", trigger: ".o_pivot table" },
    ],
});
