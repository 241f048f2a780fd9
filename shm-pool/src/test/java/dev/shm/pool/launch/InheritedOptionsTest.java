package dev.shm.pool.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which options of this JVM its workers get, too. */
class InheritedOptionsTest {
    private static List<String> of(String... words) {
        return InheritedOptions.of(List.of(words));
    }

    @Test
    void of_whatCodeDependsOn_isKept() {
        assertEquals(
                List.of(
                        "-Dkey=some value",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--enable-preview",
                        "-ea:dev.shm...",
                        "--enable-native-access=ALL-UNNAMED",
                        "--illegal-native-access=deny"),
                of(
                        "/opt/jdk/bin/java",
                        "-Dkey=some value",
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--enable-preview",
                        "-ea:dev.shm...",
                        "--enable-native-access=ALL-UNNAMED",
                        "--illegal-native-access=deny",
                        "Main"));
    }

    @Test
    void of_whatIsForOneProcess_isLeftOut() {
        assertEquals(
                List.of(),
                of(
                        "java",
                        "-Xmx1g",
                        "-cp",
                        "a.jar",
                        "-p",
                        "modules",
                        "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                        "-javaagent:agent.jar",
                        "-XX:+UseZGC",
                        "-Dcom.sun.management.jmxremote.port=9000",
                        "-Xlog:gc:file=gc.log",
                        "@more.arguments",
                        "Main"));
    }

    @Test
    void of_argumentsOfTheProgram_areNotLookedAt() {
        assertEquals(List.of(), of("java", "Main", "-Dkey=value"));
        assertEquals(List.of(), of("java", "-jar", "program.jar", "-Dkey=value"));
        assertEquals(List.of("-Dkey=1"), of("java", "-Dkey=1", "-m", "module/Main", "-Dkey=2"));
        assertEquals(List.of("-Dkey=1"), of("java", "-Dkey=1", "--module=module/Main", "-Dkey=2"));
    }

    @Test
    void of_noJavaCommand_isNothing() {
        assertEquals(List.of(), of("/usr/bin/editor", "-Dkey=value"));
        assertEquals(List.of(), of());
    }
}
