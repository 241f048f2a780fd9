package dev.shm.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What a page is made of that is the same in all of them: our style and script, and the library that draws the charts. */
final class Page {
    private static final String CHARTS = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private Page() {}

    /** A file beside this class. */
    static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: name=" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String chartScript() {
        return charts("uPlot.iife.min.js");
    }

    static String chartStyles() {
        return charts("uPlot.min.css");
    }

    private static String charts(String name) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(resource(CHARTS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resource("/META-INF/resources/webjars/uplot/" + properties.getProperty("version") + "/dist/" + name);
    }
}
