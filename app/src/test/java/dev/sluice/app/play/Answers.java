package dev.sluice.app.play;

import dev.sluice.app.cluster.TestCluster;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Trigger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads what comes out, in a thread of its own, and says how long nothing did. */
final class Answers extends Ignored implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    /** Decisions on posts, by post. */
    final Map<String, Integer> decided = new ConcurrentHashMap<>();
    /** Decisions after second looks, by post. */
    final Map<String, Integer> secondLooks = new ConcurrentHashMap<>();
    /** How many risky posts at the target each decision on one had seen, its own included. */
    final List<Integer> atTarget = new ArrayList<>();
    /** Posts that a decision sends to legal. */
    final Set<String> toLegal = ConcurrentHashMap.newKeySet();
    /** Escalations by id. */
    final Map<String, Integer> escalations = new ConcurrentHashMap<>();
    /** Posts of escalations. */
    final Set<String> escalated = ConcurrentHashMap.newKeySet();
    /** Packages by escalation. */
    final Map<String, Set<String>> packages = new ConcurrentHashMap<>();
    /** Dead letters by the place of what they hold. */
    final Map<String, Integer> refused = new ConcurrentHashMap<>();

    private final OutputReader reader;
    private final Thread thread = new Thread(this::read, "answers");
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile Map<TopicPartition, Long> positions = Map.of();
    private volatile boolean ending;
    private volatile long last = System.nanoTime();
    private volatile long longestGap;

    Answers(Map<String, Object> client, TestCluster cluster) {
        this.reader = new OutputReader(client, cluster.registry(), cluster.prefix(), this);
        thread.start();
    }

    /** Where the reader is. */
    Map<TopicPartition, Long> positions() throws Exception {
        requireWell();
        return positions;
    }

    /** Forgets how long nothing came; what is going on now counts. */
    void startLap() {
        longestGap = 0;
    }

    /** The longest time between decisions since the lap began. */
    Duration longestGap() {
        return Duration.ofNanos(Math.max(longestGap, System.nanoTime() - last));
    }

    /** Reads to the end of what is there. */
    @Override
    public void close() throws Exception {
        ending = true;
        thread.join();
        reader.close();
        requireWell();
    }

    @Override
    public void decided(Decision decision) {
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - last);
        last = now;
        boolean second = decision.getTrigger() == Trigger.SECOND_LOOK;
        (second ? secondLooks : decided).merge(decision.getPost(), 1, Integer::sum);
        if (decision.getEscalated() != null) {
            toLegal.add(decision.getPost());
        }
        if (!second && decision.getContext().getTargetRiskyPosts() > 0) {
            atTarget.add(decision.getContext().getTargetRiskyPosts());
        }
    }

    @Override
    public void escalated(Escalation escalation) {
        escalations.merge(escalation.getId(), 1, Integer::sum);
        escalated.add(escalation.getDecision().getPost());
    }

    @Override
    public void sealed(EvidenceReceipt receipt) {
        packages.computeIfAbsent(receipt.getEscalation(), id -> ConcurrentHashMap.newKeySet())
                .add(receipt.getPackageId());
    }

    @Override
    public void refused(DeadLetter letter) {
        RawRecord source = letter.getSource();
        refused.merge(source.getTopic() + "-" + source.getPartition() + "@" + source.getOffset(), 1, Integer::sum);
    }

    private void requireWell() throws Exception {
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void read() {
        try {
            while (reader.poll(POLL) > 0 || !ending) {
                positions = reader.positions();
            }
        } catch (IOException | RuntimeException e) {
            failure.set(e);
        }
    }
}
