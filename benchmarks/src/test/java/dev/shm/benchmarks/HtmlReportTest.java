package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)((?:\\s[^<>]*?)?)(/?)>");
    private static final Pattern OPAQUE = Pattern.compile("(?s)(<(script|style)>).*?(</\\2>)");
    private static final Set<String> VOID = Set.of("meta");

    @Test
    void of_anyText_isShownAsItIs() {
        String page = withoutScripts(HtmlReport.of(Reports.awkward()));
        assertFalse(page.contains("<i>"), "a tag of a text");
        assertTrue(page.contains("a, &quot;b&quot; | &lt;i&gt;c&lt;/i&gt; &amp; &#39;d&#39; *e* \\ `f`"), page);
    }

    @Test
    void of_eachVerdict_hasEveryTagClosed() {
        Deque<String> open = new ArrayDeque<>();
        int tags = 0;
        for (Matcher tag = TAG.matcher(withoutScripts(HtmlReport.of(Reports.ofEachVerdict()))); tag.find(); tags++) {
            if (tag.group(1).equals("/")) {
                assertEquals(open.pop(), tag.group(2));
            } else if (tag.group(4).isEmpty() && !VOID.contains(tag.group(2))) {
                open.push(tag.group(2));
            }
        }
        assertEquals(List.of(), List.copyOf(open));
        assertTrue(tags > 1000, "tags=" + tags);
    }

    @Test
    void of_eachVerdict_saysItInWordsForEachGoal() {
        Report report = Reports.ofEachVerdict();
        String page = HtmlReport.of(report);
        for (Finding finding : report.findings()) {
            Matcher row = Pattern.compile("(?s)<tr id=\"goal-" + finding.goal().name() + "\".*?</tr>")
                    .matcher(page);
            assertTrue(row.find(), finding.goal().name());
            assertTrue(row.group().contains("<b>" + finding.verdict() + "</b>"), row.group());
            assertTrue(row.group().contains(Html.text(finding.goal().title())), row.group());
            boolean hasPicture = finding.verdict() != Verdict.MISSING && finding.verdict() != Verdict.COMPARED;
            assertEquals(hasPicture, row.group().contains("class=\"range\""), row.group());
        }
    }

    @Test
    void of_missedAndMissing_areListedWithByHowMuchAndWhy() {
        String page = HtmlReport.of(Reports.awkward());
        String summary = page.substring(page.indexOf("<h2>Summary"), page.indexOf("<h2>How to read"));
        assertTrue(summary.contains("25 % above the goal"), summary);
        assertTrue(summary.contains("<h3>Missing</h3>"), summary);
        assertFalse(summary.contains("<h3>Compared</h3>"), summary);
        assertTrue(summary.contains("&lt;i&gt;"), summary);
    }

    @Test
    void of_links_leadToARow() {
        String page = withoutScripts(HtmlReport.of(Reports.ofEachVerdict()));
        int links = 0;
        for (Matcher link = Pattern.compile("href=\"#([^\"]*)\"").matcher(page); link.find(); links++) {
            assertTrue(page.contains("id=\"" + link.group(1) + "\""), link.group());
        }
        assertTrue(links > 10, "links=" + links);
    }

    @Test
    void of_curves_hasTheLibraryInItAndNothingFromElsewhere() {
        String page = HtmlReport.of(Reports.ofEachVerdict());
        assertTrue(page.contains("uPlot"), "no charts");
        assertFalse(
                Pattern.compile("(?:src|href)=\"(?!#)|@import|url\\(")
                        .matcher(page)
                        .find(),
                "something from elsewhere");
        assertFalse(withoutScripts(page).contains("http"), "an address");
    }

    @Test
    void of_noCurves_hasNoScript() {
        Report report = Reports.ofEachVerdict();
        String page = HtmlReport.of(new Report(report.facts(), report.limits(), report.sections(), List.of()));
        assertFalse(page.contains("<script"), "a script for nothing");
    }

    private static String withoutScripts(String page) {
        return OPAQUE.matcher(page).replaceAll("$1$3");
    }
}
