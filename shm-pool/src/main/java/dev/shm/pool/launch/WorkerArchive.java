package dev.shm.pool.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a worker's JVM maps into its memory instead of reading, verifying and linking it anew at each start: an archive of the library's
 * classes (JEP 350), and the native library of JNA, unpacked. It is made once for each JDK and version of the library, and lies in a folder of
 * its own, which appears complete or not at all: nobody sees half an archive, and of several that make one the first wins.
 *
 * <p>The JVM checks by itself whether an archive fits; if not, it starts without it. So nothing depends on this but time.
 *
 * <p>Threads: any. Processes: any. Peer crash: leaves a folder that is removed later. Errors: none; there is no archive then, which is
 * logged at DEBUG.
 */
final class WorkerArchive {
    /** Where archives lie, or {@code none}; by default {@code $XDG_CACHE_HOME/dev.shm} or {@code ~/.cache/dev.shm}. */
    static final String PROPERTY = "dev.shm.pool.archives";

    private static final String CLASSES = "workers.jsa";
    private static final String NAME = "workers-";
    private static final String NEW = ".new-workers-";
    private static final int MOST_ARCHIVES = 16;
    private static final long ABANDONED_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final int OTHERS_WRITE = 0022;
    private static final int FIRST_WITH_AOT_LOG = 24;

    private final Path home; // null if there is to be none
    private final Path folder;

    /**
     * The archive for some jars, there or not.
     *
     * @param jars what it is of, in order; empty if there can be none
     */
    WorkerArchive(List<String> jars) {
        home = jars.isEmpty() ? null : home();
        folder = home == null ? null : home.resolve(NAME + key(jars));
    }

    private static Path home() {
        String set = System.getProperty(PROPERTY);
        if (set != null) {
            return set.equals("none") ? null : Path.of(set);
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        return cache != null && cache.startsWith("/")
                ? Path.of(cache, "dev.shm")
                : Path.of(System.getProperty("user.home"), ".cache", "dev.shm");
    }

    /** What all depends on: which JVM, which jars, and which bytes in them, as far as the file system tells. FNV-1a, 64 bits. */
    private static String key(List<String> jars) {
        StringBuilder text = new StringBuilder(System.getProperty("java.home"))
                .append('\n')
                .append(System.getProperty("java.vm.version"));
        for (String jar : jars) {
            File file = new File(jar);
            text.append('\n')
                    .append(jar)
                    .append('|')
                    .append(file.length())
                    .append('|')
                    .append(file.lastModified());
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return Long.toHexString(hash);
    }

    // ---- using it ----

    /** Whether there is one, or it was found out that there is none for these. */
    boolean isMade() {
        return folder == null || Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /** {@return what a JVM is to be told; nothing if there is none, or it is not safe} */
    List<String> options() {
        List<String> options = new ArrayList<>();
        if (folder == null || !isOurs(folder)) {
            return options;
        }
        Path classes = folder.resolve(CLASSES);
        if (Files.exists(classes)) {
            options.add("-XX:SharedArchiveFile=" + classes);
            options.add("-Xshare:auto");
            options.add("-Xlog:cds*=off"); // it is of no interest to the user why it does not fit
            if (Runtime.version().feature() >= FIRST_WITH_AOT_LOG) {
                options.add("-Xlog:aot*=off");
            }
        }
        if (Files.exists(folder.resolve(nativeName()))) {
            options.add("-Djna.boot.library.path=" + folder);
        }
        return options;
    }

    /** Code is taken from there: nobody else may be able to put it there. */
    private static boolean isOurs(Path folder) {
        try {
            Map<String, Object> facts = Files.readAttributes(folder, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
            Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return facts.get("uid").equals(self) && ((Integer) facts.get("mode") & OTHERS_WRITE) == 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // there is none; or it can't be told whose it is
        }
    }

    // ---- making it ----

    /** Runs a JVM that writes an archive when it ends. */
    interface Rehearsal {
        /**
         * Returns whether it went well; if not, it would not the next time either.
         *
         * @throws IOException if it was not to be: somebody has ended it, for example
         */
        boolean run(List<String> options) throws IOException;
    }

    /** Makes it, if nobody else has by then. */
    void make(Rehearsal rehearsal) {
        if (isMade()) {
            return;
        }
        Path made = null;
        try {
            Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!isOurs(home)) {
                throw new IOException("others can write to it, or it is not this user's: folder=" + home);
            }
            made = Files.createTempDirectory(home, NEW);
            fill(made, rehearsal);
            Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
            removeOld();
        } catch (IOException | RuntimeException e) {
            System.getLogger("dev.shm.pool").log(Level.DEBUG, "no archive of classes: folder=" + folder, e);
            if (made != null) {
                remove(made);
            }
        }
    }

    /** If a JVM can't write one for these jars, the folder stays without, so that it is not tried at each start. */
    private void fill(Path made, Rehearsal rehearsal) throws IOException {
        Path classes = made.resolve(CLASSES);
        boolean done = rehearsal.run(List.of("-XX:ArchiveClassesAtExit=" + classes, "-Xlog:disable"));
        if (done && Files.exists(classes)) {
            force(classes);
        } else {
            Files.deleteIfExists(classes);
        }
        Path library = made.resolve(nativeName());
        try (InputStream in = nativeLibrary()) {
            if (in != null) {
                Files.copy(in, library);
                force(library);
            }
        }
    }

    /** A JVM may crash on an archive that was cut: it must be on the disk before its name is. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String nativeName() {
        return System.mapLibraryName("jnidispatch");
    }

    private static InputStream nativeLibrary() {
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86-64" : System.getProperty("os.arch");
        try {
            Class<?> jna = Class.forName("com.sun.jna.Native", false, WorkerArchive.class.getClassLoader());
            return jna.getResourceAsStream("/com/sun/jna/linux-" + machine + "/" + nativeName());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** Those of former versions, and what was left by somebody who died while making one. Nothing else: the folder may be the user's. */
    private void removeOld() throws IOException {
        List<Path> archives = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(home)) {
            for (Path path : all) {
                String name = path.getFileName().toString();
                if (name.startsWith(NAME)) {
                    archives.add(path);
                } else if (name.startsWith(NEW) && System.currentTimeMillis() - time(path) > ABANDONED_MILLIS) {
                    remove(path);
                }
            }
        }
        archives.sort(Comparator.comparingLong(WorkerArchive::time).reversed());
        archives.stream().skip(MOST_ARCHIVES).forEach(WorkerArchive::remove);
    }

    private static long time(Path path) {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toMillis();
        } catch (IOException e) {
            return 0; // somebody else has removed it
        }
    }

    private static void remove(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(CLASSES));
            Files.deleteIfExists(folder.resolve(nativeName()));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Somebody else does the same; or has put something there that is not ours.
        }
    }
}
