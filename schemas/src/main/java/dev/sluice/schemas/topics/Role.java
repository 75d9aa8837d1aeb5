package dev.sluice.schemas.topics;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who works with the topics: a process, or people with one purpose. What each may read and write is in
 * {@link TopicAccess}; which principals have a role is up to the deployment.
 */
public enum Role {
    /** The platform: brings posts, flags and notices, and does what it is asked to. */
    PUBLISHER("publisher", Sensitivity.CONTENT),
    /** The pipeline with its second looks, casework, notices of defamation and lane of outcomes: one process, one principal. */
    SCORER("scorer", Sensitivity.CONTENT),
    /** People who decide cases, and their leads. */
    REVIEWER("reviewer", Sensitivity.CONTENT),
    /** People who write policies: they release them and decide history again under other ones. */
    POLICY("policy", Sensitivity.CONTENT),
    /** People who take legal steps: they see evidence, and hear of nothing that they need not hear of. */
    LEGAL("legal", Sensitivity.LEGAL),
    /** The data-protection officer: what is concluded about a person, never the words. */
    DATA_PROTECTION("data-protection", Sensitivity.PERSONAL),
    /** Whoever checks that all went as it should: decisions, counts and proofs, never the words. */
    AUDITOR("auditor", Sensitivity.PERSONAL),
    /** The process that seals evidence. */
    SINK("sink", Sensitivity.LEGAL),
    /** The process that submits statements of reasons to the EU's transparency database, and whoever looks after it. */
    SUBMITTER("submitter", Sensitivity.PERSONAL),
    /** The process that answers over HTTP: takes posts and flags in, tells decisions, and hands suggested scores on. */
    INTAKE("intake", Sensitivity.PERSONAL),
    /** People and tools that watch over the cluster: they see that topics and groups are there, and no record of a person. */
    OPERATOR("operator", Sensitivity.OPERATIONAL);

    private final String id;
    private final Sensitivity most;

    Role(String id, Sensitivity most) {
        this.id = id;
        this.most = most;
    }

    /** Its name in configurations, on screens and in documents. */
    public String id() {
        return id;
    }

    /** The most sensitive topics that it may read; what is beyond has to be granted by need, topic by topic. */
    public Sensitivity most() {
        return most;
    }

    /** The role with this id; null where there is none. */
    public static @Nullable Role find(String id) {
        return Arrays.stream(values())
                .filter(role -> role.id.equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The ids of all roles, for messages: {@code publisher, scorer, …}. */
    public static String ids() {
        return Arrays.stream(values()).map(Role::id).collect(Collectors.joining(", "));
    }
}
