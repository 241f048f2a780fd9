package dev.shm.queues;

import java.io.Serializable;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A queue that redelivers, whose elements are done as soon as they are taken: so they keep no room. */
final class AcknowledgingQueue extends AbstractQueue<Long> implements BlockingQueue<Long>, Serializable {
    private static final long serialVersionUID = 1L;

    private final SharedQueue<Long> queue;

    AcknowledgingQueue(SharedQueue<Long> queue) {
        this.queue = queue;
    }

    private Long done(Long element) {
        if (element != null) {
            queue.taskDone();
        }
        return element;
    }

    @Override
    public Long take() throws InterruptedException {
        return done(queue.take());
    }

    @Override
    public Long poll() {
        return done(queue.poll());
    }

    @Override
    public Long poll(long timeout, TimeUnit unit) throws InterruptedException {
        return done(queue.poll(timeout, unit));
    }

    @Override
    public int drainTo(Collection<? super Long> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super Long> target, int most) {
        int drained = queue.drainTo(target == this ? queue : target, most);
        for (int i = 0; i < drained; i++) {
            queue.taskDone();
        }
        return drained;
    }

    @Override
    public boolean offer(Long element) {
        return queue.offer(element);
    }

    @Override
    public void put(Long element) throws InterruptedException {
        queue.put(element);
    }

    @Override
    public boolean offer(Long element, long timeout, TimeUnit unit) throws InterruptedException {
        return queue.offer(element, timeout, unit);
    }

    @Override
    public Long peek() {
        return queue.peek();
    }

    @Override
    public int size() {
        return queue.size();
    }

    @Override
    public int remainingCapacity() {
        return queue.remainingCapacity();
    }

    @Override
    public boolean remove(Object element) {
        return queue.remove(element);
    }

    @Override
    public void clear() {
        queue.clear();
    }

    @Override
    public Iterator<Long> iterator() {
        return queue.iterator();
    }
}
