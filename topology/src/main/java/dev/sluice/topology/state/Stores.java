package dev.sluice.topology.state;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state stores: their names, which are part of the names of their changelog topics, and how they are built. */
public final class Stores {
    /** Posts by id: {@link PostState}. Not cached, because nearly every post is a new key. */
    public static final String POSTS_SEEN = "posts-seen";

    /** Threads by id: {@link ThreadState}. Cached: a busy thread is written once a commit. */
    public static final String THREAD_HEAT = "thread-heat";

    /** Members addressed by risky posts: {@link TargetState}. Cached. */
    public static final String TARGET_PILE_ON = "target-pile-on";

    /** Authors of risky posts: {@link AuthorState}. Cached. */
    public static final String AUTHOR_RECORD = "author-record";

    /** Posts decided with their context, by id: {@link PostStanding}. Not cached. */
    public static final String POSTS_IN_FORCE = "posts-in-force";

    /** Groups of posts in nearly the same words, by what they have in common: {@link CopyState}. Cached. */
    public static final String COPIES = "copies";

    /** Threads that a mediator was offered, until it is told what became of them: {@link OpenMediation}. Cached. */
    public static final String MEDIATIONS_OPEN = "mediations-open";

    /** Nudges, until it is told what became of them, by author and thread: {@link OpenNudge}. Cached. */
    public static final String NUDGES_OPEN = "nudges-open";

    /**
     * What flags count, by reporter: the topic of standings as it is, on every instance, for flags come keyed by thread.
     */
    public static final String REPORTERS = "reporters";

    /** Casework: cases by id. */
    public static final String CASE_FILES = "case-files";

    /** Casework: posts by id. */
    public static final String POST_FILES = "post-files";

    /** Casework: what is to be looked at when. */
    public static final String CASE_TIMERS = "case-timers";

    /** Casework: reviewers by id: {@link ReviewerState}. */
    public static final String REVIEWER_EXPOSURE = "reviewer-exposure";

    /** Casework: reporters by id: {@link ReporterState}. */
    public static final String REPORTER_RECORD = "reporter-record";

    /** Notices of defamation by id. */
    public static final String DEFAMATION_FILES = "defamation-files";

    /** Notices of defamation: which are to be looked at when. */
    public static final String DEFAMATION_TIMERS = "defamation-timers";

    /** Policies and their rules: {@link PackHits} by the pack's id, {@link RuleHits} by pack and rule. Cached. */
    public static final String RULE_HITS = "rule-hits";

    private final boolean persistent;
    private final int maxMessageBytes;

    /**
     * Stores of one topology.
     *
     * @param persistent whether they lie on disk (RocksDB) or in memory; both have a changelog
     * @param maxMessageBytes largest record that a changelog takes; a post is kept as it was read
     */
    public Stores(boolean persistent, int maxMessageBytes) {
        this.persistent = persistent;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** A store whose writes go to the changelog one by one. */
    public StoreBuilder<KeyValueStore<String, byte[]>> uncached(String name) {
        KeyValueBytesStoreSupplier supplier = persistent
                ? org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name)
                : org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name);
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of("max.message.bytes", String.valueOf(maxMessageBytes)));
    }

    /** A table that every instance has whole, filled from a topic and never written otherwise. */
    public StoreBuilder<KeyValueStore<Bytes, byte[]>> everywhere(String name) {
        KeyValueBytesStoreSupplier supplier = persistent
                ? org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name)
                : org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name);
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    /** A store whose writes to one key within a commit go to the changelog as one. */
    public StoreBuilder<KeyValueStore<String, byte[]>> cached(String name) {
        return uncached(name).withCachingEnabled();
    }
}
