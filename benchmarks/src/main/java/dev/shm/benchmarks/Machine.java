package dev.shm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the numbers were measured on. */
final class Machine {
    private Machine() {}

    /** Lines for the head of a report. */
    static List<String> lines() {
        return List.of(
                "cpu      " + field("/proc/cpuinfo", "model name") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors, load " + load(),
                "kernel   " + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "jdk      " + System.getProperty("java.vendor.version", System.getProperty("java.vendor")) + " "
                        + System.getProperty("java.runtime.version"));
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
