/**
 * Elements that go from JVM to JVM: queues, channels, topics, pipes, and the codecs that make bytes of them.
 *
 * <p>What a thread did before it put an element happens-before what another one does after it got that element, in whatever
 * process. The same holds for what a thread did before it took an element, and what one does after it has put another one in
 * the room that came free.
 */
package dev.shm.queues;
