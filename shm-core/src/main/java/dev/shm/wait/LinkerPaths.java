package dev.shm.wait;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where the dynamic linker of Linux looks for libraries, told to JNA before it asks: it would start {@code ldconfig} for that, a process that
 * nobody expects of a library, and 30 ms. What it would find stands in the same files, see ld.so(8) and ldconfig(8).
 */
final class LinkerPaths {
    private static final String PROPERTY = "jna.platform.library.path"; // set by JNA itself if nobody else has
    private static final File CONFIGURED = new File("/etc/ld.so.conf");
    private static final File INCLUDED = new File("/etc/ld.so.conf.d"); // as all distributions have it there
    private static final String[] TRUSTED = {"/usr/lib64", "/lib64", "/usr/lib", "/lib"};

    private LinkerPaths() {}

    /** Does nothing where this is not known: JNA finds out as usual. */
    static void tellJna() {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        Set<String> folders = configured();
        if (folders.isEmpty()) {
            return;
        }
        folders.addAll(Arrays.asList(TRUSTED));
        StringBuilder path = new StringBuilder();
        for (String folder : folders) {
            if (new File(folder).isDirectory()) {
                path.append(path.length() == 0 ? "" : File.pathSeparator).append(folder);
            }
        }
        System.setProperty(PROPERTY, path.toString());
    }

    private static Set<String> configured() {
        Set<String> folders = new LinkedHashSet<>();
        read(CONFIGURED, folders);
        String[] names = INCLUDED.list();
        if (names != null) {
            Arrays.sort(names);
            for (String name : names) {
                if (name.endsWith(".conf")) {
                    read(new File(INCLUDED, name), folders);
                }
            }
        }
        return folders;
    }

    private static void read(File file, Set<String> folders) {
        try (BufferedReader lines = new BufferedReader(new FileReader(file))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String folder = line.trim();
                if (folder.startsWith("/")) { // neither empty, nor a comment, nor what is included
                    folders.add(folder);
                }
            }
        } catch (IOException e) {
            // JNA's ldconfig could not read it either.
        }
    }
}
