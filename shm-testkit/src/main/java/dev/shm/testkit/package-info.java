/**
 * Tools for tests that start, stop and kill many JVMs, and that must leave nothing behind.
 *
 * <ul>
 *   <li><b>Processes:</b> {@link dev.shm.testkit.ChildJvm} is the parent's side of a child JVM,
 *       {@link dev.shm.testkit.Child} the child's side.
 *   <li><b>Hangs:</b> {@link dev.shm.testkit.HangGuard} turns every wait into a failure with a thread dump. Nothing in
 *       this package waits without its limit, and nothing sleeps in the hope that something has happened.
 *   <li><b>Leaks:</b> {@link dev.shm.testkit.LeakCheck} fails a test class that leaves a process, a file or a mapping.
 *   <li><b>Surroundings:</b> {@link dev.shm.testkit.Requirements} skips what this machine can't do,
 *       {@link dev.shm.testkit.TinyTmpfs} is a file system that is soon full, {@link dev.shm.testkit.Seeds} makes
 *       random tests repeatable.
 *   <li><b>Layouts:</b> {@link dev.shm.testkit.LayoutTable} compares a documented layout with its constants,
 *       {@link dev.shm.testkit.HexDump} renders bytes as text for golden files.
 * </ul>
 *
 * <p>Failures are {@link java.lang.AssertionError}s that say what was awaited and what was there instead. The system
 * property {@code testkit.guard.factor} stretches all limits on a slow machine, {@code testkit.seed} sets the seed.
 */
package dev.shm.testkit;
