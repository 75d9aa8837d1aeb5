package dev.sluice.schemas.topics;

import static dev.sluice.schemas.topics.Role.AUDITOR;
import static dev.sluice.schemas.topics.Role.DATA_PROTECTION;
import static dev.sluice.schemas.topics.Role.INTAKE;
import static dev.sluice.schemas.topics.Role.LEGAL;
import static dev.sluice.schemas.topics.Role.OPERATOR;
import static dev.sluice.schemas.topics.Role.POLICY;
import static dev.sluice.schemas.topics.Role.PUBLISHER;
import static dev.sluice.schemas.topics.Role.REVIEWER;
import static dev.sluice.schemas.topics.Role.SCORER;
import static dev.sluice.schemas.topics.Role.SINK;
import static dev.sluice.schemas.topics.Role.SUBMITTER;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who reads and who writes each topic of the catalogue, and nobody else does. The one table that access lists, their
 * tests and the documentation follow.
 *
 * <p>A role gets what its work needs and no more: who writes a topic does not read it for that. Known answers are a
 * case in point: {@code qa-results} would tell reviewers which cases test them, so they do not read it.
 */
public final class TopicAccess {
    private static final List<Entry> ALL = List.of(
            entry(TopicCatalogue.POSTS, read(SCORER, POLICY), write(PUBLISHER, INTAKE)),
            entry(TopicCatalogue.FLAGS, read(SCORER), write(PUBLISHER, INTAKE)),
            entry(TopicCatalogue.ASSESSMENTS, read(POLICY, AUDITOR), write(SCORER)),
            entry(TopicCatalogue.SECOND_LOOKS, read(SCORER), write(SCORER)),
            entry(TopicCatalogue.SECOND_ASSESSMENTS, read(SCORER), write(SCORER)),
            entry(
                    TopicCatalogue.DECISIONS,
                    read(PUBLISHER, SCORER, POLICY, DATA_PROTECTION, AUDITOR, INTAKE),
                    write(SCORER)),
            entry(TopicCatalogue.ACTIONS, read(PUBLISHER, SCORER), write(SCORER)),
            entry(TopicCatalogue.REVIEWS, read(SCORER), write(SCORER)),
            entry(TopicCatalogue.CASE_COMMANDS, read(SCORER), write(PUBLISHER, REVIEWER)),
            entry(TopicCatalogue.NOTICES_IN, read(SCORER), write(PUBLISHER)),
            entry(TopicCatalogue.CASE_EVENTS, read(SCORER), write(SCORER)),
            entry(TopicCatalogue.CASES, read(REVIEWER), write(SCORER)),
            entry(TopicCatalogue.VERDICTS, read(SCORER, DATA_PROTECTION, AUDITOR), write(SCORER)),
            entry(TopicCatalogue.RULINGS, read(SCORER), write(SCORER)),
            entry(TopicCatalogue.REFUSALS, read(PUBLISHER, REVIEWER), write(SCORER)),
            entry(TopicCatalogue.MESSAGES_OUT, read(PUBLISHER), write(SCORER)),
            entry(TopicCatalogue.CASE_ALERTS, read(REVIEWER), write(SCORER)),
            entry(TopicCatalogue.QA_RESULTS, read(POLICY, AUDITOR), write(SCORER)),
            entry(TopicCatalogue.REPORTER_STANDING, read(SCORER, DATA_PROTECTION), write(SCORER)),
            entry(TopicCatalogue.MEDIATIONS, read(PUBLISHER, SCORER, REVIEWER), write(SCORER)),
            entry(
                    TopicCatalogue.STATEMENTS,
                    read(PUBLISHER, LEGAL, DATA_PROTECTION, AUDITOR, SUBMITTER),
                    write(SCORER)),
            entry(TopicCatalogue.SUBMISSIONS, read(LEGAL, DATA_PROTECTION, AUDITOR, SUBMITTER), write(SUBMITTER)),
            entry(TopicCatalogue.LABELS, read(POLICY, AUDITOR), write(SCORER, INTAKE)),
            entry(
                    TopicCatalogue.REPORTS,
                    read(PUBLISHER, REVIEWER, POLICY, LEGAL, DATA_PROTECTION, AUDITOR, OPERATOR),
                    write(SCORER)),
            entry(TopicCatalogue.ESCALATIONS, read(LEGAL, SINK), write(SCORER)),
            entry(TopicCatalogue.SUPPLEMENTS, read(SINK), write(SCORER)),
            entry(TopicCatalogue.RECEIPTS, read(LEGAL, SINK), write(SINK))
                    .byNeed(AUDITOR, "checks that every escalation became evidence; a receipt holds ids and hashes"),
            entry(TopicCatalogue.DEFAMATION_COMMANDS, read(), write(LEGAL))
                    .byNeed(SCORER, "the desk of notices runs in the pipeline's process and carries commands out"),
            entry(TopicCatalogue.DEFAMATION_NOTICES, read(LEGAL), write(SCORER)),
            entry(TopicCatalogue.LETTERS_OUT, read(LEGAL), write(SCORER)),
            entry(TopicCatalogue.DEFAMATION_ALERTS, read(LEGAL), write(SCORER)),
            entry(TopicCatalogue.DEFAMATION_REFUSALS, read(LEGAL), write(SCORER)),
            entry(TopicCatalogue.POSTER_IDENTITIES, read(LEGAL), write(LEGAL)),
            entry(TopicCatalogue.DEAD_LETTERS, read(LEGAL), write(SCORER, SINK, SUBMITTER)),
            entry(
                    TopicCatalogue.POLICIES,
                    read(PUBLISHER, SCORER, REVIEWER, POLICY, LEGAL, DATA_PROTECTION, AUDITOR, OPERATOR),
                    write(POLICY)),
            entry(TopicCatalogue.RULE_ALERTS, read(SCORER, POLICY, AUDITOR, OPERATOR), write(SCORER)));

    private TopicAccess() {}

    /**
     * Who reads and writes one topic.
     *
     * @param topic the topic
     * @param readers who reads it
     * @param writers who writes it
     * @param byNeed who reads it although it is more sensitive than what the role reads otherwise
     */
    public record Entry(Topic<?> topic, Set<Role> readers, Set<Role> writers, Set<Role> byNeed) {
        /**
         * Checks that somebody writes it, and that nobody reads what is too sensitive for the role.
         *
         * @throws IllegalArgumentException naming topic and role
         */
        public Entry {
            if (writers.isEmpty()) {
                throw new IllegalArgumentException(
                        "topic " + topic.name() + " has no writer; allowed: one role or more");
            }
            for (Role reader : readers) {
                if (reader.most().compareTo(topic.sensitivity()) < 0 && !byNeed.contains(reader)) {
                    throw new IllegalArgumentException("topic " + topic.name() + " is "
                            + word(topic.sensitivity()) + " and read by " + reader.id() + "; allowed: " + reader.id()
                            + " reads topics up to " + word(reader.most()) + ", or one more by need, with the reason");
                }
            }
            readers = Set.copyOf(readers);
            writers = Set.copyOf(writers);
            byNeed = Set.copyOf(byNeed);
        }

        /** Whether the role reads it. */
        public boolean reads(Role role) {
            return readers.contains(role);
        }

        /** Whether the role writes it. */
        public boolean writes(Role role) {
            return writers.contains(role);
        }

        /** The same with one more reader, for whom it is too sensitive but for this reason. */
        Entry byNeed(Role role, String reason) {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("topic " + topic.name() + " is read by " + role.id()
                        + " by need without a reason; allowed: a reason");
            }
            Set<Role> more = EnumSet.of(role);
            more.addAll(readers);
            Set<Role> exempt = EnumSet.of(role);
            exempt.addAll(byNeed);
            return new Entry(topic, more, writers, exempt);
        }
    }

    /** The whole table, in the order of the catalogue. */
    public static List<Entry> all() {
        return ALL;
    }

    /**
     * Who reads and writes this topic.
     *
     * @throws IllegalStateException where the table does not say, with what to add
     */
    public static Entry of(Topic<?> topic) {
        return ALL.stream()
                .filter(entry -> entry.topic().equals(topic))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody may read or write topic " + topic.name()
                        + "; add to TopicAccess: entry(TopicCatalogue."
                        + topic.name().toUpperCase(Locale.ROOT).replace('-', '_')
                        + ", read(…), write(…)), with the roles whose work needs it"));
    }

    static Entry entry(Topic<?> topic, Set<Role> readers, Set<Role> writers) {
        return new Entry(topic, readers, writers, Set.of());
    }

    static Set<Role> read(Role... roles) {
        return Set.of(roles);
    }

    static Set<Role> write(Role... roles) {
        return Set.of(roles);
    }

    private static String word(Sensitivity sensitivity) {
        return sensitivity.name().toLowerCase(Locale.ROOT);
    }
}
