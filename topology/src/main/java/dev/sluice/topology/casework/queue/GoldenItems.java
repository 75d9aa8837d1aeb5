package dev.sluice.topology.casework.queue;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.GoldenAnswer;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PostFile;
import dev.sluice.topology.casework.docket.NewCase;
import dev.sluice.topology.casework.docket.NewCase.Wait;
import dev.sluice.topology.policy.CaseworkRules.Golden;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cases with known answers, mixed in beside real ones: same thread, community, queue and deadline, so that nothing on
 * the record tells which is which. No ruling follows from them.
 */
final class GoldenItems {
    private static final long HEX_DIGITS = 0xffffffL;

    private final Golden golden;

    GoldenItems(Golden golden) {
        this.golden = golden;
    }

    /** The test case beside a real one; null for most. */
    @Nullable
    CaseFile beside(CaseFile real, long now) {
        CaseStatus status = real.getStatus();
        if (golden.items().isEmpty() || !Draw.isDrawn("golden", status.getId(), golden.share())) {
            return null;
        }
        long hash = Draw.hash("golden-item", status.getId());
        Golden.Item item = golden.items()
                .get((int) Long.remainderUnsigned(hash, golden.items().size()));
        String post = item.id() + "-" + String.format(Locale.ROOT, "%06x", hash & HEX_DIGITS);
        PostFile place = PostFile.newBuilder()
                .setPost(post)
                .setThread(status.getThread())
                .setCommunity(status.getCommunity())
                .setRevision(1)
                .setTouchedAt(Instant.ofEpochMilli(now))
                .build();
        Duration time = Duration.between(real.getDueFrom(), status.getDueAt());
        CaseFile file = NewCase.of(
                post + "/1/1/review",
                CaseSource.POLICY,
                status.getRule(),
                place,
                new Wait(status.getQueue(), item.harm(), real.getDueFrom(), time),
                now);
        file.getStatus().setDecision(post + "/1/1");
        file.getStatus().setRationale(status.getRationale());
        file.getStatus().setText(item.text());
        file.setSevere(real.getSevere());
        file.setGolden(
                new GoldenAnswer(item.id(), Outcome.valueOf(item.outcome().toUpperCase(Locale.ROOT))));
        return file;
    }
}
