package dev.shm.benchmarks;

/** Text within a page. */
final class Html {
    private Html() {}

    /** Text that is shown as it is, between tags or within the quotes of an attribute. */
    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A script or a style sheet, which may contain anything but the end of its own element. */
    static String raw(String source) {
        return source.replace("</", "<\\/");
    }
}
