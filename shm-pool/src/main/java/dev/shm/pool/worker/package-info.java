/** What runs in a worker JVM. Not exported. */
package dev.shm.pool.worker;
