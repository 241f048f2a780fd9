package dev.shm.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class RequirementsTest {

    @Test
    void command_absent_abortsWithReason() {
        String reason = assertThrows(TestAbortedException.class, () -> Requirements.command("no-such-command"))
                .getMessage();
        assertTrue(reason.contains("the command no-such-command"), reason);
    }

    @Test
    void command_present_returns() {
        Requirements.linux();
        Requirements.command("sh");
    }
}
