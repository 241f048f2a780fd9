package dev.shm.benchmarks;

import com.electronwill.nightconfig.core.Config;
import com.electronwill.nightconfig.core.file.FileNotFoundAction;
import com.electronwill.nightconfig.toml.TomlParser;
import dev.shm.benchmarks.Goal.Bound;
import dev.shm.benchmarks.Goal.Bound.Side;
import dev.shm.benchmarks.Goal.Comparison;
import dev.shm.benchmarks.Goal.Multiple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The goals of {@code benchmarks/goals.toml}, in the order of the file. */
final class Goals {
    private final Map<String, Goal> byName = new LinkedHashMap<>();
    private final Map<String, List<Goal>> byFamily = new LinkedHashMap<>();
    private final List<Limit> limits = new ArrayList<>();

    private Goals() {}

    static Goals read(Path file) {
        Config config = new TomlParser().parse(file, FileNotFoundAction.THROW_ERROR, StandardCharsets.UTF_8);
        Goals goals = new Goals();
        List<Config> machine = config.getOrElse("limit", List.of());
        machine.forEach(table -> goals.limits.add(limit(table)));
        List<Config> tables = config.get("goal");
        String family = "";
        for (Config table : tables) {
            Goal goal = goal(table);
            family = table.getOrElse("family", family);
            if (goals.byName.put(goal.name(), goal) != null) {
                throw new IllegalArgumentException("two goals of one name: name=" + goal.name() + ", file=" + file);
            }
            goals.requireLimit(goal);
            goals.byFamily.computeIfAbsent(family, name -> new ArrayList<>()).add(goal);
        }
        return goals;
    }

    private static Goal goal(Config table) {
        String name = table.get("name");
        Comparison comparison =
                Comparison.valueOf(table.getOrElse("compare", "ratio").toUpperCase(Locale.ROOT));
        String measure = require(name, table, "measure");
        return new Goal(
                name,
                table.getInt("issue"),
                measure,
                table.getOrElse("title", measure),
                table.getOrElse("against", ""),
                comparison,
                comparison == Comparison.RATIO ? "×" : require(name, table, "unit"),
                bound(name, table),
                multiple(name, table));
    }

    private static Limit limit(Config table) {
        String name = table.get("name");
        return new Limit(name, require(name, table, "what"), require(name, table, "peer-of"));
    }

    private static Multiple multiple(String name, Config table) {
        Config limit = table.get("limit");
        return limit == null
                ? null
                : new Multiple(Goals.<Number>require(name, limit, "times").doubleValue(), require(name, limit, "of"));
    }

    private void requireLimit(Goal goal) {
        if (goal.limit() != null
                && limits.stream()
                        .noneMatch(limit -> limit.name().equals(goal.limit().of()))) {
            throw new IllegalArgumentException("no such limit: goal=" + goal.name() + ", limit="
                    + goal.limit().of());
        }
    }

    private static Bound bound(String name, Config table) {
        if (table.getOrElse("no-goal", false)) {
            return null;
        }
        Number atMost = table.get("at-most");
        return atMost != null
                ? new Bound(Side.AT_MOST, atMost.doubleValue())
                : new Bound(
                        Side.AT_LEAST,
                        Goals.<Number>require(name, table, "at-least").doubleValue());
    }

    private static <T> T require(String name, Config table, String key) {
        T value = table.get(key);
        if (value == null) {
            throw new IllegalArgumentException("a value is missing: name=" + name + ", key=" + key);
        }
        return value;
    }

    Goal get(String name) {
        Goal goal = byName.get(name);
        if (goal == null) {
            throw new IllegalArgumentException("no such goal: name=" + name);
        }
        return goal;
    }

    /** What the machine allows, in the order of the file. */
    List<Limit> limits() {
        return limits;
    }

    /** All of them, in order. */
    List<Goal> all() {
        return List.copyOf(byName.values());
    }

    /** The same, with the headings of the report. */
    List<Family> families() {
        return byFamily.entrySet().stream()
                .map(family -> new Family(family.getKey(), List.copyOf(family.getValue())))
                .toList();
    }
}
