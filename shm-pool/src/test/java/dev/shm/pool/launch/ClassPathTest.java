package dev.shm.pool.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClassPathTest {
    private static final String CLASSES = "java.class.path";
    private static final String MAIN_MODULE = "jdk.module.main";

    private String before;

    @BeforeEach
    void keep() {
        before = System.getProperty(CLASSES);
    }

    @AfterEach
    void restore() {
        System.setProperty(CLASSES, before);
        System.clearProperty(MAIN_MODULE);
    }

    /** As in a run-time image, which has its modules in it. */
    @Test
    void ofThisJvm_mainModuleWithoutAModulePath_isKept() {
        System.setProperty(MAIN_MODULE, "program");
        assertEquals("program", ClassPath.ofThisJvm(List.of()).mainModule());
    }

    @Test
    void ofThisJvm_relativeEntriesAndOnesTwice_areAbsoluteAndOnce() {
        System.setProperty(CLASSES, String.join(File.pathSeparator, "a.jar", "b", "a.jar", ""));
        ClassPath path = ClassPath.ofThisJvm(List.of(Path.of("more"), Path.of("b")));
        List<String> expected = List.of("a.jar", "b", "", "more").stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .toList();
        assertEquals(expected, path.classes());
    }
}
