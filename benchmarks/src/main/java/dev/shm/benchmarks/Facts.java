package dev.shm.benchmarks;

import io.aeron.AeronVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import org.agrona.concurrent.IdleStrategy;
import org.openjdk.jmh.util.Version;

/** On what, with what and when something is measured: the head of a report. */
final class Facts {
    private static final String QUEUE_PROPERTIES = "/META-INF/maven/net.openhft/chronicle-queue/pom.properties";
    private static final String NOT_INSTALLED = "not installed";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");

    private Facts() {}

    /** In words, by name, in the order of a report. */
    static Map<String, String> of(String command) {
        Map<String, String> facts = new LinkedHashMap<>(Machine.facts());
        facts.put("gcc", firstLine("gcc", "--version"));
        facts.put("python", firstLine("python3", "--version"));
        facts.put("boost", boost());
        facts.put(
                "peers",
                String.join(
                        ", ",
                        "Agrona " + version(IdleStrategy.class),
                        "Chronicle Bytes " + version(Bytes.class),
                        "Chronicle Queue " + versionOfQueue(),
                        "Aeron " + AeronVersion.VERSION,
                        "JMH " + Version.getPlainVersion()));
        facts.put("commit", commit());
        facts.put("date", OffsetDateTime.now(ZoneOffset.UTC).format(DATE));
        facts.put("command", command);
        return facts;
    }

    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "of unknown version" : version;
    }

    private static String boost() {
        try {
            return Boost.version();
        } catch (MissingException e) {
            return NOT_INSTALLED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** As its build tells it: the jar's manifest does not. */
    private static String versionOfQueue() {
        try (InputStream file = ChronicleQueue.class.getResourceAsStream(QUEUE_PROPERTIES)) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commit() {
        String root = Checkout.root().toString();
        String commit = firstLine("git", "-C", root, "rev-parse", "--short", "HEAD");
        String changes = firstLine("git", "-C", root, "status", "--porcelain", "--untracked-files=no");
        return commit.isEmpty() || changes.isEmpty() || commit.equals(NOT_INSTALLED) ? commit : commit + ", changed";
    }

    /** The first line that a program prints; empty if it fails, as {@code git} does outside of a checkout. */
    private static String firstLine(String... command) {
        if (!Program.isInstalled(command[0])) {
            return NOT_INSTALLED;
        }
        try {
            return Program.run(List.of(command)).lines().findFirst().orElse("");
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
