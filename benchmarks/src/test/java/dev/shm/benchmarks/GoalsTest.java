package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.benchmarks.Goal.Bound;
import dev.shm.benchmarks.Goal.Bound.Side;
import dev.shm.benchmarks.Goal.Comparison;
import dev.shm.benchmarks.Goal.Multiple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalsTest {
    @TempDir
    private Path folder;

    @Test
    void read_goalsOfTheProject_eachIsAnsweredOnceInTheOrderOfTheFile() {
        List<String> asked =
                Goals.read(Checkout.goals()).all().stream().map(Goal::name).toList();
        List<String> answered = Suite.all().stream()
                .flatMap(measurement -> measurement.goals().stream())
                .toList();
        assertEquals(asked, answered);
    }

    @Test
    void read_fullGoal_hasEverything() throws IOException {
        Goals goals = read(
                "name = 'a'",
                "issue = 2",
                "measure = 'm'",
                "title = 't'",
                "compare = 'value'",
                "unit = 'ms'",
                "at-least = 3",
                "limit = { times = 2, of = 'l' }");
        assertEquals(
                new Goal(
                        "a",
                        2,
                        "m",
                        "t",
                        "",
                        Comparison.VALUE,
                        "ms",
                        new Bound(Side.AT_LEAST, 3),
                        new Multiple(2, "l")),
                goals.get("a"));
    }

    @Test
    void read_shortGoal_isARatio() throws IOException {
        Goals goals = read("name = 'a'", "issue = 2", "measure = 'm'", "against = 'p'", "at-most = 1.5");
        assertEquals(
                new Goal("a", 2, "m", "m", "p", Comparison.RATIO, "×", new Bound(Side.AT_MOST, 1.5), null),
                goals.get("a"));
    }

    @Test
    void families_ofTheProject_haveAllGoalsInTheOrderOfTheFile() {
        Goals goals = Goals.read(Checkout.goals());
        assertEquals(
                goals.all(),
                goals.families().stream()
                        .flatMap(family -> family.goals().stream())
                        .toList());
        assertTrue(goals.families().stream().noneMatch(family -> family.name().isEmpty()), "a goal without a family");
    }

    @Test
    void titles_ofTheProject_canBeReadWithoutTheRowAbove() {
        for (Goal goal : Goals.read(Checkout.goals()).all()) {
            assertFalse(goal.title().contains("the same"), goal.name());
        }
    }

    @Test
    void read_goalWithoutBound_saysWhichAndWhat() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> read("name = 'a'", "issue = 2", "measure = 'm'"))
                .getMessage();
        assertEquals("a value is missing: name=a, key=at-least", message);
    }

    @Test
    void read_limitThatIsNone_saysOfWhichGoal() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> read(
                                "name = 'a'",
                                "issue = 2",
                                "measure = 'm'",
                                "at-most = 1",
                                "limit = { times = 1, of = 'x' }"))
                .getMessage();
        assertEquals("no such limit: goal=a, limit=x", message);
    }

    @Test
    void judge_noGoal_isCompared() throws IOException {
        Goal goal = read("name = 'a'", "issue = 7", "measure = 'm'", "no-goal = true")
                .get("a");
        assertNull(goal.bound());
        assertEquals(Verdict.COMPARED, goal.judge(new Estimate(2, 1, 3, 5)));
    }

    @Test
    void read_twoOfOneName_throws() {
        assertThrows(
                IllegalArgumentException.class,
                () -> read(
                        "name = 'a'",
                        "issue = 2",
                        "measure = 'm'",
                        "at-most = 1",
                        "[[goal]]",
                        "name = 'a'",
                        "issue = 2",
                        "measure = 'm'",
                        "at-most = 1"));
    }

    private Goals read(String... lines) throws IOException {
        Path file = folder.resolve("goals.toml");
        Files.writeString(
                file, "[[limit]]\nname = 'l'\nwhat = 'w'\npeer-of = 'a'\n[[goal]]\n" + String.join("\n", lines) + "\n");
        return Goals.read(file);
    }
}
