package dev.sluice.topology.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How people work, as {@code casework.yaml} says it: leases, clocks, second reviews, limits, notices and appeals.
 *
 * @param version version of the file
 * @param queues all queues that cases may wait in; empty for any
 * @param lease how long a claimed case is its reviewer's
 * @param escalation when a case goes to the leads
 * @param secondReview when two people must agree
 * @param exposure how much of what is hard to bear one reviewer may see
 * @param conflicts whose cases a reviewer may not take, beyond their own
 * @param golden cases with known answers
 * @param appeals how decisions are contested
 * @param notices how notices are answered
 * @param reporters what flags count
 * @param keep how long is known what became of a case
 */
public record CaseworkRules(
        String version,
        Set<String> queues,
        Duration lease,
        Escalation escalation,
        SecondReview secondReview,
        Exposure exposure,
        List<Conflict> conflicts,
        Golden golden,
        Appeals appeals,
        NoticeRules notices,
        Reporters reporters,
        Duration keep) {
    /** The file's name. */
    public static final String FILE = "casework.yaml";

    /** Copies the list. */
    public CaseworkRules {
        conflicts = List.copyOf(conflicts);
    }

    /**
     * Reads {@code casework.yaml} in a folder of policies; what is left out, and the whole file where there is none, is
     * as its own comments say.
     *
     * @throws PolicyException naming file, line, key, value and what is allowed
     */
    public static CaseworkRules load(Path policiesDir) {
        Path file = policiesDir.resolve(FILE);
        return Files.exists(file) ? parse(file.toString(), NodeReader.text(file)) : parse(FILE, "version: \"0.0.0\"\n");
    }

    /**
     * Reads the rules from their text, and runs their examples.
     *
     * @param source names the text in errors
     * @throws PolicyException naming source, line, key, value and what is allowed
     */
    public static CaseworkRules parse(String source, String text) {
        return CaseworkReader.read(NodeReader.yaml(source, text));
    }

    /**
     * Refuses packs that would have cases wait in a queue that nobody works on.
     *
     * @throws PolicyException naming the place, the queue and what is allowed
     */
    public void requireQueuesOf(PolicyBook book) {
        book.packs().forEach(this::requireQueuesOf);
    }

    /**
     * Refuses a pack that would have cases wait in a queue that nobody works on.
     *
     * @throws PolicyException naming the place, the queue and what is allowed
     */
    public void requireQueuesOf(PolicyPack pack) {
        for (Rule rule : pack.rules()) {
            Ruling.Review review = rule.then().review();
            if (review != null) {
                requireQueue(review.queue(), rule.place() + ": rule '" + rule.id() + "'");
            }
        }
        for (String queue : pack.queuesOfItsOwn()) {
            requireQueue(queue, "policy '" + pack.id() + "'");
        }
    }

    private void requireQueue(String queue, String who) {
        if (!knows(queue)) {
            throw new PolicyException(who + " names queue '" + queue + "', which " + FILE + " does not list; allowed: "
                    + String.join(", ", new TreeSet<>(queues)));
        }
    }

    /** Whether cases may wait in this queue. */
    boolean knows(String queue) {
        return queues.isEmpty() || queues.contains(queue);
    }

    /** The queues that casework itself names. */
    Set<String> ownQueues() {
        Set<String> own = new TreeSet<>(secondReview.queues);
        own.addAll(exposure.queues);
        own.addAll(List.of(escalation.queue, appeals.desk.queue, notices.desk.queue, notices.trusted.queue));
        return own;
    }

    /** Whether two people must agree about a case whatever chance says. */
    public boolean needsTwoPeople(String queue, String rule) {
        return secondReview.queues.contains(queue) || secondReview.rules.contains(rule);
    }

    /** Whether cases of this queue count towards what a reviewer may see. */
    public boolean isSevere(String queue) {
        return exposure.queues.contains(queue);
    }

    /** Whether this reviewer may take cases of the leads. */
    public boolean isLead(String reviewer) {
        return escalation.leads.isEmpty() || escalation.leads.contains(reviewer);
    }

    /** Whether the platform may say that a notice is of this trusted flagger. */
    public boolean isTrusted(String flagger) {
        return notices.flaggers.contains(flagger);
    }

    /**
     * When a case goes to the leads.
     *
     * @param after the share of a case's time after which it does, between 0 and 1
     * @param queue their queue
     * @param leads who they are; empty for everybody
     */
    public record Escalation(double after, String queue, Set<String> leads) {}

    /**
     * When two people must agree.
     *
     * @param share of all cases, by chance, between 0 and 1
     * @param queues all cases of these queues
     * @param rules all cases that these policy rules asked for
     */
    public record SecondReview(double share, Set<String> queues, Set<String> rules) {}

    /**
     * How much of what is hard to bear one reviewer may see.
     *
     * @param queues the queues that are
     * @param max how many of their cases
     * @param window within this time
     */
    public record Exposure(Set<String> queues, int max, Duration window) {}

    /**
     * Whose cases a reviewer may not take.
     *
     * @param reviewer the reviewer
     * @param members members the reviewer knows, and the reviewer's own names as a member
     * @param communities communities the reviewer is part of
     */
    public record Conflict(String reviewer, Set<String> members, Set<String> communities) {}

    /**
     * Cases with known answers.
     *
     * @param share how many for each real case, between 0 and 1
     * @param items the cases
     */
    public record Golden(double share, List<Item> items) {
        /**
         * A case with a known answer.
         *
         * @param id its id; it looks like that of a post
         * @param text the words
         * @param outcome the known answer, as policies write it
         * @param harm harm, between 0 and 1
         */
        public record Item(String id, String text, String outcome, double harm) {}
    }

    /**
     * How decisions are contested.
     *
     * @param months for how many months
     * @param desk where the cases wait
     */
    public record Appeals(int months, Desk desk) {}

    /**
     * How notices are answered.
     *
     * @param desk where their cases wait
     * @param flaggers ids of the trusted flaggers
     * @param trusted where the cases of their notices wait
     */
    public record NoticeRules(Desk desk, Set<String> flaggers, Desk trusted) {}

    /**
     * Where cases wait that no policy rule asked for.
     *
     * @param queue the queue
     * @param deadline how long a person may take
     * @param harm harm, between 0 and 1, until more is known
     */
    public record Desk(String queue, Duration deadline, double harm) {}

    /**
     * What a member's flag counts.
     *
     * @param upheld as if so many flags more had been upheld: the first parameter of a Beta prior
     * @param rejected as if so many flags more had not: the second one
     * @param halfLife after this time half of what was judged is left
     * @param forget who is not heard of for so long starts anew
     */
    public record Reporters(double upheld, double rejected, Duration halfLife, Duration forget) {}
}
