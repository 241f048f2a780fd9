package dev.shm.value;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of a module that shows some of its packages, opens another one, and keeps a third to itself. */
class RecordAccessTest {
    @TempDir
    private Path directory;

    private ClassLoader application;

    @BeforeEach
    void compileModule() throws IOException {
        List<Path> sources = List.of(
                write("module-info", "module application { exports shown; opens opened; }"),
                write("shown/Shown", "package shown; public record Shown(int x) {}"),
                write("shown/Hidden", "package shown; record Hidden(int x) {}"),
                write("opened/Opened", "package opened; record Opened(int x) {}"),
                write("closed/Closed", "package closed; public record Closed(int x) {}"));
        String[] arguments = sources.stream().map(Path::toString).toArray(String[]::new);
        assertEquals(
                0, ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, arguments), "javac fails");
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration =
                boot.configuration().resolve(ModuleFinder.of(directory), ModuleFinder.of(), Set.of("application"));
        application = boot.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader())
                .findLoader("application");
    }

    private Path write(String name, String source) throws IOException {
        Path file = directory.resolve(name + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }

    private ComponentShape<?> shapeOf(String name) throws ClassNotFoundException {
        return ComponentShape.of(application.loadClass(name));
    }

    @Test
    void of_publicInExportedPackage_works() throws Exception {
        assertEquals("0 int x", shapeOf("shown.Shown").schema());
    }

    @Test
    void of_hiddenInOpenPackage_works() throws Exception {
        assertEquals("0 int x", shapeOf("opened.Opened").schema());
    }

    @Test
    void of_hiddenOrInClosedPackage_isRefusedWithAdvice() {
        for (String name : List.of("shown.Hidden", "closed.Closed")) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> shapeOf(name),
                    "record=" + name,
                    "module=application",
                    "open its package",
                    "public in an exported package",
                    "RecordCodec");
        }
    }
}
