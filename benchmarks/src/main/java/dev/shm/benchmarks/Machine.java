package dev.shm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the numbers were measured on. */
final class Machine {
    private Machine() {}

    /** In words, by name, in the order of a report. */
    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "cpu",
                field("/proc/cpuinfo", "model name") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors, load " + load());
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put(
                "jdk",
                System.getProperty("java.vendor.version", System.getProperty("java.vendor")) + " "
                        + System.getProperty("java.runtime.version"));
        return facts;
    }

    /** A value of a file of {@code name : value} lines, as {@code /proc} has them. */
    static String field(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** How much memory a program may take before the machine swaps. */
    static long availableMegabytes() {
        String available = field("/proc/meminfo", "MemAvailable").replace(" kB", "");
        return available.equals("unknown") ? 0 : Long.parseLong(available) >> 10;
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }
}
