package dev.sluice.app.replay;

import dev.sluice.app.policy.BothLooks;
import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.policy.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What models say of the posts of a history. Each decision gets the look that it was made by: the second from the
 * decision on that a second look led to, for what that finds is remembered, and the first before.
 */
public final class Reassessment {
    private static final int BATCH = 200;

    /** So many posts take some 400 MB. */
    private static final int MOST = 1_000_000;

    private final BothLooks looks;
    private final Map<String, Facts> first = new ConcurrentHashMap<>();
    private final Map<String, Facts> second = new ConcurrentHashMap<>();

    /** For each revision of a post the number of the earliest decision that a second look led to. */
    private final Map<String, Integer> lookedAgain = new ConcurrentHashMap<>();

    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private Reassessment(BothLooks looks) {
        this.looks = looks;
    }

    /**
     * Assesses the posts that some decisions are about.
     *
     * @param posts where their words are
     * @param which the decisions
     * @throws IOException where history or posts cannot be read
     * @throws ReplayException where there are too many
     */
    static Reassessment of(History history, Posts posts, BothLooks looks, Predicate<Decision> which)
            throws IOException {
        Reassessment made = new Reassessment(looks);
        history.forEach(decision -> made.note(decision, which));
        try (Workers workers = new Workers()) {
            made.assess(posts, workers);
            workers.finish();
        }
        return made;
    }

    private void note(Decision decision, Predicate<Decision> which) {
        String revision = revision(decision);
        if (decision.getTrigger() == Trigger.SECOND_LOOK) {
            lookedAgain.merge(revision, number(decision), Math::min);
        }
        if (which.test(decision) && asked.add(revision) && asked.size() > MOST) {
            throw new ReplayException("the history has more than " + MOST
                    + " posts to be assessed again; allowed: a shorter time by --from and --to, or one --community");
        }
    }

    private void assess(Posts posts, Workers workers) throws IOException {
        Set<String> seen = new HashSet<>();
        List<Post> batch = new ArrayList<>();
        posts.forEach(post -> {
            String revision = revision(post.getId(), post.getRevision());
            // What comes a second time is a duplicate, and the first is what was decided.
            if (post.getEvent() != PostEvent.DELETED && asked.contains(revision) && seen.add(revision)) {
                batch.add(post);
            }
            if (batch.size() == BATCH) {
                List<Post> full = List.copyOf(batch);
                workers.add(() -> full.forEach(this::assess));
                batch.clear();
            }
        });
        workers.add(() -> batch.forEach(this::assess));
    }

    private void assess(Post post) {
        String revision = revision(post.getId(), post.getRevision());
        Facts found = facts(post, looks.first(post));
        first.put(revision, found);
        if (lookedAgain.containsKey(revision)) {
            second.put(revision, looks.looksTwice(found.language()) ? facts(post, looks.second(post)) : found);
        }
    }

    private static Facts facts(Post post, Assessment assessment) {
        AssessedPost assessed = new AssessedPost();
        assessed.setSource(new RawRecord());
        assessed.setPost(post);
        assessed.setAssessment(assessment);
        assessed.setContext(Context.newBuilder().build());
        assessed.setTrigger(Trigger.POST);
        assessed.setEventAt(post.getCreatedAt());
        assessed.setNumber(1);
        return PostFacts.of(assessed);
    }

    /** Version of the models. */
    String models() {
        return looks.models();
    }

    /**
     * What a decision was told, but for what the models say now.
     *
     * @param recorded what it was told
     * @return null where the words are missing
     */
    @Nullable
    Facts instead(Facts recorded, Decision decision) {
        String revision = revision(decision);
        boolean again = number(decision) >= lookedAgain.getOrDefault(revision, Integer.MAX_VALUE);
        Facts found = (again ? second : first).get(revision);
        return found == null
                ? null
                : new Facts(
                        recorded.post(),
                        recorded.author(),
                        found.risk(),
                        recorded.context(),
                        recorded.community(),
                        found.language(),
                        found.languageCovered(),
                        recorded.trigger(),
                        recorded.hasTarget(),
                        found.cut(),
                        found.length(),
                        found.signals(),
                        found.unavailable());
    }

    /** Whether a second look may judge texts of this language. */
    boolean looksTwice(String language) {
        return looks.looksTwice(language);
    }

    private static String revision(Decision decision) {
        return revision(decision.getPost(), decision.getRevision());
    }

    private static String revision(String post, int revision) {
        return post + "/" + revision;
    }

    /** The last part of its id, which {@code PostState.Answer} makes. */
    private static int number(Decision decision) {
        String id = decision.getId();
        try {
            return Integer.parseInt(id, id.lastIndexOf('/') + 1, id.length(), 10);
        } catch (NumberFormatException e) {
            throw new ReplayException("decision id '" + id + "' ends in no number; needed: post/revision/number");
        }
    }
}
