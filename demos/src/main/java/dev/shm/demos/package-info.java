/**
 * The demos and the command {@code shm}.
 *
 * <p>A demo is a command ({@code XxxCommand}: its options), what the command does ({@code XxxDemo}), and the main class of
 * the JVMs it starts ({@code XxxWorker}), which knows nothing of command lines: it has to start fast. {@link
 * dev.shm.demos.Stage} starts them and sees to it that nothing outlives a demo.
 *
 * <p>A demo of processes and pools is one class, a {@link dev.shm.demos.Lesson}: what its workers do are lambdas in it.
 */
package dev.shm.demos;
