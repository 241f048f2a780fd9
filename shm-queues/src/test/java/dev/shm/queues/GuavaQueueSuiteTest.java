package dev.shm.queues;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.testers.CollectionToStringTester;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Guava's testlib asks of every queue and collection; of the JDK's own, too, so that the features are known to be right. */
@ExtendWith(LeakCheck.class)
class GuavaQueueSuiteTest {
    /* As many as Guava ever puts into one. */
    private static final int CAPACITY = 100;
    private static final int CAPACITY_BYTES = 4096;

    private static final List<Feature<?>> FEATURES = List.of(
            CollectionFeature.GENERAL_PURPOSE,
            CollectionFeature.SERIALIZABLE,
            CollectionFeature.KNOWN_ORDER,
            CollectionFeature.ALLOWS_NULL_QUERIES,
            CollectionSize.ANY);

    private static SharedSpace space;
    private static int made;

    @BeforeAll
    static void open() {
        space = SharedSpace.temporary();
    }

    @AfterAll
    static void close() {
        space.close();
    }

    @TestFactory
    Stream<DynamicNode> arrayBlockingQueue_guavasSuite_passes() {
        return suite("ArrayBlockingQueue", elements -> {
            Queue<String> queue = new ArrayBlockingQueue<>(CAPACITY);
            Collections.addAll(queue, elements);
            return queue;
        });
    }

    @TestFactory
    Stream<DynamicNode> sharedQueue_guavasSuite_passes() {
        return Arrays.stream(ConsumerDeathPolicy.values())
                .flatMap(policy -> suite("SharedQueue " + policy, elements -> {
                    SharedQueue<String> queue = SharedQueue.create(
                            space, "queue-" + made++, Codecs.strings(), CAPACITY, CAPACITY_BYTES, policy);
                    Collections.addAll(queue, elements);
                    return queue;
                }));
    }

    private interface Maker {
        Queue<String> make(String... elements);
    }

    private static Stream<DynamicNode> suite(String name, Maker maker) {
        TestStringQueueGenerator generator = new TestStringQueueGenerator() {
            @Override
            protected Queue<String> create(String[] elements) {
                return maker.make(elements);
            }
        };
        TestSuite suite = QueueTestSuiteBuilder.using(generator)
                .named(name)
                .withFeatures(FEATURES)
                .suppressing(toStringTests())
                .createTestSuite();
        return Collections.list(suite.tests()).stream().map(GuavaQueueSuiteTest::node);
    }

    /** A queue tells its name and its state, not its elements. */
    private static List<Method> toStringTests() {
        return Arrays.stream(CollectionToStringTester.class.getMethods())
                .filter(method -> method.getName().startsWith("test"))
                .toList();
    }

    private static DynamicNode node(Test test) {
        if (test instanceof TestSuite suite) {
            return DynamicContainer.dynamicContainer(
                    suite.getName(), Collections.list(suite.tests()).stream().map(GuavaQueueSuiteTest::node));
        }
        TestCase one = (TestCase) test;
        return DynamicTest.dynamicTest(one.getName(), one::runBare);
    }
}
