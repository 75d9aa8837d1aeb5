package dev.sluice.topology.casework.docket;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.ReviewStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The file of a case that begins. */
public final class NewCase {
    private NewCase() {}

    /**
     * Where a case waits.
     *
     * @param queue the queue
     * @param harm harm, between 0 and 1
     * @param from since when its time runs
     * @param deadline how long a person may take
     */
    public record Wait(String queue, double harm, Instant from, Duration deadline) {}

    /**
     * A file about a post; who has a part in the post may not work on it.
     *
     * @param id the case's id
     * @param source what brought it to a person
     * @param rule the rule that asks for it
     * @param now the present, in milliseconds since 1970
     */
    public static CaseFile of(String id, CaseSource source, String rule, PostFile post, Wait wait, long now) {
        Instant at = Instant.ofEpochMilli(now);
        CaseStatus status = CaseStatus.newBuilder()
                .setId(id)
                .setSource(source)
                .setState(CaseState.OPEN)
                .setStage(ReviewStage.FIRST)
                .setQueue(wait.queue())
                .setHarm((float) Math.min(1, Math.max(0, wait.harm())))
                .setOpenedAt(at)
                .setDueAt(wait.from().plus(wait.deadline()))
                .setPost(post.getPost())
                .setRevision(post.getRevision())
                .setThread(post.getThread())
                .setCommunity(post.getCommunity())
                .setAuthor(post.getAuthor())
                .setRule(rule)
                .setRationale("")
                .setUpdatedAt(at)
                .build();
        return CaseFile.newBuilder()
                .setStatus(status)
                .setPartition(post.getPartition())
                .setExcluded(partiesOf(post))
                .setDueFrom(wait.from())
                .build();
    }

    /** Who has a part in a post: its author, whom it addresses, who reported it. */
    public static List<String> partiesOf(PostFile post) {
        List<String> parties = People.with(List.of(), post.getAuthor());
        parties = People.with(parties, post.getTarget());
        parties = People.with(parties, post.getNotifiers());
        return new ArrayList<>(People.with(parties, post.getReporters()));
    }

    /** Notes on a post's file that a case about it is open. */
    public static void noteOpen(PostFile post, String caseId) {
        post.setOpenCases(People.with(post.getOpenCases(), caseId));
    }
}
