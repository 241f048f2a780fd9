package dev.shm.benchmarks;

import dev.shm.benchmarks.Report.Section;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A report as one page that needs nothing else.
 *
 * <p>Written with text blocks and not with an engine for templates: there is one page, and its loops are as short here. Whatever is not a
 * constant goes through {@link Html#text}.
 */
final class HtmlReport {
    private HtmlReport() {}

    static String of(Report report) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>dev.shm beside its peers</title>
                <style>%s</style>
                </head>
                <body>
                <header>
                <h1>dev.shm beside its peers</h1>
                <p>%s</p>
                </header>
                <main>
                %s%s%s%s%s</main>
                %s</body>
                </html>
                """.formatted(
                        styles(report),
                        headline(report.facts()),
                        summary(report),
                        howToRead() + limits(report.limits().took()),
                        each(report.sections(), section -> section(section, report.limits())),
                        curves(report.curves()),
                        facts(report.facts()),
                        scripts(report));
    }

    private static String styles(Report report) {
        String own = Page.resource("report.css");
        return Html.raw(report.curves().isEmpty() ? own : Page.chartStyles() + own);
    }

    private static String scripts(Report report) {
        if (report.curves().isEmpty()) {
            return "";
        }
        return "<script>" + Html.raw(Page.chartScript()) + "</script>\n<script>" + Html.raw(Page.resource("report.js"))
                + "</script>\n";
    }

    private static String headline(Map<String, String> facts) {
        return List.of("cpu", "kernel", "jdk", "date").stream()
                .filter(facts::containsKey)
                .map(name -> Html.text(facts.get(name)))
                .collect(Collectors.joining(" · "));
    }

    private static String summary(Report report) {
        StringBuilder tiles = new StringBuilder();
        StringBuilder lists = new StringBuilder();
        for (Verdict verdict : Verdict.values()) {
            List<Finding> findings = report.findings(verdict);
            tiles.append("<li class=\"%s\"><b>%d</b> %s</li>\n".formatted(verdict, findings.size(), verdict));
            if (verdict.leavesSomething() && !findings.isEmpty()) {
                lists.append(
                        "<h3>%s</h3>\n<ul>\n%s</ul>\n".formatted(capital(verdict), each(findings, HtmlReport::item)));
            }
        }
        return "<section>\n<h2>Summary</h2>\n<ul class=\"tiles\">\n%s</ul>\n%s</section>\n".formatted(tiles, lists);
    }

    private static String item(Finding finding) {
        Row row = Row.of(finding).titled(finding.goal().title());
        String against = row.against().isEmpty() ? "" : " against " + row.against();
        String what = finding.estimate() == null
                ? Html.text(finding.note())
                : whole(row.measured()) + " for " + whole(row.goal()) + distance(finding);
        return "<li><a href=\"#%s\">%s</a>%s: %s</li>\n"
                .formatted(anchor(finding), Html.text(row.measure()), Html.text(against), what);
    }

    private static String whole(String text) {
        return "<span class=\"whole\">" + Html.text(text) + "</span>";
    }

    private static String distance(Finding finding) {
        return finding.verdict() == Verdict.MISSED ? ", " + Shortfall.of(finding) : "";
    }

    private static String howToRead() {
        return """
                <section>
                <h2>How to read it</h2>
                <p>All of a row was measured in turns in one run. The interval in brackets holds the true value with 90&nbsp;% confidence.
                The limit is what this machine could do at best, as its parts were measured in the same run.
                Reached: all of it is within the goal. Missed: nothing of it is. Undecided: the goal is inside of it. Compared: nobody
                has set a goal.
                In the pictures the line in the middle is the goal, and further right is better, whichever way the goal is meant: the marks are
                a quarter, half, twice and four times as good as asked for. An arrow says that there is more outside.</p>
                </section>
                """;
    }

    private static String limits(Map<Limit, Quantity> limits) {
        return limits.isEmpty()
                ? ""
                : "<section>\n<h2>What the machine allows</h2>\n<dl class=\"limits\">\n%s</dl>\n</section>\n"
                        .formatted(each(
                                List.copyOf(limits.entrySet()),
                                limit -> definition(
                                        limit.getKey().what(), limit.getValue().toString())));
    }

    private static String definition(String term, String text) {
        return "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(Html.text(term), Html.text(text));
    }

    private static String section(Section section, Limits limits) {
        return """
                <section>
                <h2>%s</h2>
                <table class="goals">
                <thead><tr>%s</tr></thead>
                <tbody>
                %s</tbody>
                </table>
                </section>
                """.formatted(
                        Html.text(section.family()), head(), each(section.findings(), finding -> row(finding, limits)));
    }

    private static String head() {
        Row head = Row.HEAD;
        return each(
                List.of(
                        head.measure(),
                        head.against(),
                        head.ours(),
                        head.theirs(),
                        "limit",
                        head.measured(),
                        head.goal(),
                        "worse | better",
                        head.verdict()),
                cell -> "<th scope=\"col\">" + Html.text(cell) + "</th>");
    }

    private static String row(Finding finding, Limits limits) {
        Row row = Row.of(finding).titled(finding.goal().title());
        String note = finding.note().isEmpty() ? "" : "<small>" + Html.text(finding.note()) + "</small>";
        String distance = finding.verdict() == Verdict.MISSED ? "<small>" + Shortfall.of(finding) + "</small>" : "";
        return """
                <tr id="%s" class="%s">
                <th scope="row" class="measure">%s%s</th>
                %s%s%s%s%s%s<td class="picture">%s</td>
                <td class="verdict"><b>%s</b>%s</td>
                </tr>
                """.formatted(
                        anchor(finding),
                        finding.verdict(),
                        Html.text(row.measure()),
                        note,
                        cell("against", row.against()),
                        cell("ours", row.ours()),
                        cell("theirs", row.theirs()),
                        cell("limit", limits.text(finding)),
                        cell("measured", row.measured()),
                        cell("goal", row.goal()),
                        IntervalPicture.of(finding),
                        finding.verdict(),
                        distance);
    }

    private static String cell(String name, String text) {
        String kind = text.isEmpty() ? name + " empty" : name;
        return "<td class=\"%s\" data-label=\"%s\">%s</td>\n".formatted(kind, name, Html.text(text));
    }

    private static String curves(List<Curve> curves) {
        return curves.isEmpty()
                ? ""
                : "<section>\n<h2>Curves</h2>\n" + each(curves, HtmlReport::curve) + "</section>\n";
    }

    private static String curve(Curve curve) {
        CurveTable table = CurveTable.of(curve);
        return """
                <figure>
                <figcaption><b>%s</b><ul>%s</ul></figcaption>
                <div class="chart"></div>
                <details open><summary>Numbers</summary>
                <table class="numbers" data-key="%s"><thead><tr>%s</tr></thead>
                <tbody>
                %s</tbody></table></details>
                </figure>
                """.formatted(
                        Html.text(curve.title()),
                        each(curve.remarks(), remark -> "<li>" + Html.text(remark) + "</li>"),
                        Html.text(curve.key()),
                        each(table.head(), cell -> "<th scope=\"col\">" + Html.text(cell) + "</th>"),
                        each(curve.places(), x -> place(curve, x)));
    }

    private static String place(Curve curve, double x) {
        return "<tr><th scope=\"row\" data-value=\"%s\">%s</th>%s</tr>\n"
                .formatted(
                        x,
                        Html.text(Numbers.count(x)),
                        each(
                                curve.lines(),
                                line -> line.at(x)
                                        .map(y -> "<td data-value=\"%s\" data-low=\"%s\" data-high=\"%s\">%s</td>"
                                                .formatted(
                                                        y.value(),
                                                        y.low(),
                                                        y.high(),
                                                        Html.text(curve.quantity(y.value()))))
                                        .orElse("<td></td>")));
    }

    private static String facts(Map<String, String> facts) {
        return "<section>\n<h2>Measured on, with, when</h2>\n<dl>\n%s</dl>\n</section>\n"
                .formatted(each(List.copyOf(facts.entrySet()), fact -> definition(fact.getKey(), fact.getValue())));
    }

    private static String anchor(Finding finding) {
        return "goal-" + Html.text(finding.goal().name());
    }

    private static String capital(Verdict verdict) {
        String word = verdict.toString();
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static <T> String each(List<T> things, Function<T, String> element) {
        return things.stream().map(element).collect(Collectors.joining());
    }
}
