package dev.sluice.app.doctor;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicAccess;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a configuration is for, by its sections: each part has a role on the cluster. */
enum Part {
    /** {@code sluice run}. */
    PIPELINE("the pipeline", Role.SCORER),
    /** {@code sluice sink}. */
    SINK("the sink", Role.SINK),
    /** {@code sluice serve}. */
    SERVE("HTTP", Role.INTAKE),
    /** {@code sluice transparency submit}. */
    TRANSPARENCY("the transparency database", Role.SUBMITTER),
    /** {@code sluice notice}. */
    NOTICES("who records what posters answer", Role.LEGAL),
    /** {@code sluice topics apply}. */
    ADMINISTRATOR("the administrator of topics and rights", null);

    private final String words;
    private final @Nullable Role role;

    Part(String words, @Nullable Role role) {
        this.words = words;
        this.role = role;
    }

    String words() {
        return words;
    }

    /** What the part is on the cluster; null for whoever sets it up. */
    @Nullable
    Role role() {
        return role;
    }

    /** The parts that a configuration has sections for; where it has none, it is the administrator's. */
    static List<Part> of(SluiceConfig config) {
        List<Part> parts = new ArrayList<>();
        if (config.pipeline() != null) {
            parts.add(PIPELINE);
        }
        if (config.sink() != null) {
            parts.add(SINK);
        }
        if (config.serve() != null) {
            parts.add(SERVE);
        }
        if (config.transparency() != null) {
            parts.add(TRANSPARENCY);
        }
        if (config.posterIdentities() != null) {
            parts.add(NOTICES);
        }
        if (config.access() != null || parts.isEmpty()) {
            parts.add(ADMINISTRATOR);
        }
        return parts;
    }

    /** The topics that these parts read or write; all of them for an administrator. */
    static Set<Topic<?>> topics(List<Part> parts) {
        Set<Topic<?>> topics = new LinkedHashSet<>();
        for (TopicAccess.Entry entry : TopicAccess.all()) {
            if (parts.stream().anyMatch(part -> part.uses(entry))) {
                topics.add(entry.topic());
            }
        }
        return topics;
    }

    private boolean uses(TopicAccess.Entry entry) {
        Role own = role;
        return own == null || entry.reads(own) || entry.writes(own);
    }
}
