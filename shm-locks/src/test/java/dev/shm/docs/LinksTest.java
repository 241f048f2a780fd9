package dev.shm.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links between the Markdown files lead somewhere, and what they say about the build is so. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern VERSION = Pattern.compile("<version>([^<]*)</version>");

    @Test
    void links_all_leadSomewhere() {
        List<String> dead = new ArrayList<>();
        for (Path file : Docs.files()) {
            for (Matcher link = LINK.matcher(Docs.read(file)); link.find(); ) {
                Path target = link.group(1).isEmpty()
                        ? file
                        : file.resolveSibling(link.group(1)).normalize();
                boolean exists = Files.exists(Docs.ROOT.resolve(target));
                if (!exists || link.group(2) != null && !anchors(target).contains(link.group(2))) {
                    dead.add(file + ": " + link.group());
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    private static List<String> anchors(Path file) {
        List<String> anchors = new ArrayList<>();
        for (Matcher heading = HEADING.matcher(Docs.read(file)); heading.find(); ) {
            anchors.add(heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\w\\- ]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }

    @Test
    void readme_version_isTheOneThatIsBuilt() {
        Matcher built = VERSION.matcher(Docs.read("pom.xml"));
        Matcher documented = VERSION.matcher(Docs.read("README.md"));
        assertTrue(built.find() && documented.find(), "no version");
        assertEquals(built.group(1), documented.group(1));
    }
}
