package dev.shm.wait;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkerPathsTest {
    private static final String PROPERTY = "jna.platform.library.path";

    private String before;

    @BeforeEach
    void keep() {
        before = System.clearProperty(PROPERTY);
    }

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    @Test
    void tellJna_linux_namesFoldersThatExist() {
        assumeTrue(
                Files.isDirectory(Path.of("/etc/ld.so.conf.d")), "no folder /etc/ld.so.conf.d: another kind of system");
        LinkerPaths.tellJna();
        List<String> folders = List.of(System.getProperty(PROPERTY).split(File.pathSeparator));
        assertFalse(folders.isEmpty());
        assertTrue(folders.stream().allMatch(folder -> Files.isDirectory(Path.of(folder))), folders::toString);
    }

    @Test
    void tellJna_userHasToldIt_isKept() {
        System.setProperty(PROPERTY, "/opt/mine");
        LinkerPaths.tellJna();
        assertEquals("/opt/mine", System.getProperty(PROPERTY));
    }
}
