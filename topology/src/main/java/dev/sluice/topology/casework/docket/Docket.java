package dev.sluice.topology.casework.docket;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.topology.casework.clock.CaseClock;
import dev.sluice.topology.casework.clock.Deadlines;
import dev.sluice.topology.health.CaseQueues;
import dev.sluice.topology.step.Outlet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The cases and posts of one task: what the steps read, change, and send through. Not for several threads. */
public final class Docket {
    private final ProcessorContext<byte[], Object> context;
    private final Files files;
    private final Deadlines deadlines;
    private final Duration keep;
    private final CaseQueues.Shelf shelf;
    private final CaseClock clock = new CaseClock();

    /**
     * A docket over the stores of a task.
     *
     * @param deadlines when cases are looked at though nothing happens
     * @param keep how long posts are known after the last change
     * @param shelf counts the cases of the task that wait for people
     */
    public Docket(
            ProcessorContext<byte[], Object> context,
            Files files,
            Deadlines deadlines,
            Duration keep,
            CaseQueues.Shelf shelf) {
        this.context = context;
        this.files = files;
        this.deadlines = deadlines;
        this.keep = keep;
        this.shelf = shelf;
        files.forEachCase(file -> shelf.found(standing(file)));
    }

    private static CaseQueues.@Nullable Standing standing(@Nullable CaseFile file) {
        if (file == null || Deadlines.isOver(file.getStatus())) {
            return null;
        }
        CaseStatus status = file.getStatus();
        return new CaseQueues.Standing(status.getQueue(), status.getOpenedAt(), status.getBreached());
    }

    /** The present, in milliseconds since 1970. */
    public long now() {
        return clock.now(context);
    }

    /** When somebody says to have done something: never ahead of the present. */
    public Instant at(Instant said) {
        long now = now();
        return said.toEpochMilli() <= now ? said : Instant.ofEpochMilli(now);
    }

    /** The case with this id; null where there is none. */
    public @Nullable CaseFile file(String id) {
        return files.caseFile(id);
    }

    /** Remembers a case as it is now, and tells everybody where it stands. */
    public void keep(CaseFile file) {
        CaseStatus status = file.getStatus();
        status.setUpdatedAt(Instant.ofEpochMilli(now()));
        long before = file.getTimer();
        file.setTimer(deadlines.next(file));
        shelf.moved(standing(files.caseFile(status.getId())), standing(file));
        files.put(file);
        files.moveTimer(Timer.Kind.CASE, status.getId(), before, file.getTimer());
        send(Outlets.CASES, status.getId(), status);
    }

    /** Forgets a case, here and for everybody. */
    public void forget(CaseFile file) {
        String id = file.getStatus().getId();
        shelf.moved(standing(files.caseFile(id)), null);
        files.removeCase(id);
        files.moveTimer(Timer.Kind.CASE, id, file.getTimer(), Deadlines.NEVER);
        context.forward(new Record<>(id.getBytes(StandardCharsets.UTF_8), null, now()), Outlets.CASES.node());
    }

    /** What is known of a post; null where nothing is. */
    public @Nullable PostFile post(String post) {
        return files.postFile(post);
    }

    /** What is known of a post; a new file where nothing is. */
    public PostFile post(String post, String thread) {
        PostFile known = files.postFile(post);
        if (known != null) {
            return known;
        }
        PostFile file = PostFile.newBuilder()
                .setPost(post)
                .setThread(thread)
                .setTouchedAt(Instant.ofEpochMilli(now()))
                .build();
        files.moveTimer(Timer.Kind.POST, post, Deadlines.NEVER, now() + keep.toMillis());
        return file;
    }

    /** Remembers what is known of a post. */
    public void keep(PostFile file) {
        file.setTouchedAt(Instant.ofEpochMilli(now()));
        files.put(file);
    }

    /** The cases and posts to look at by now, at most so many. */
    public List<Timer> due(int most) {
        return files.due(now(), most);
    }

    /** Looks at a post that was not changed for long: forgets it, unless it was changed, or a case about it is open. */
    public void review(Timer timer) {
        PostFile file = files.postFile(timer.id());
        long again = file == null ? Deadlines.NEVER : file.getTouchedAt().toEpochMilli() + keep.toMillis();
        if (file != null && !file.getOpenCases().isEmpty()) {
            again = Math.max(again, now() + keep.toMillis());
        }
        boolean over = again <= now();
        if (over) {
            files.removePost(timer.id());
        }
        files.moveTimer(Timer.Kind.POST, timer.id(), timer.at(), over ? Deadlines.NEVER : again);
    }

    /** Takes a timer away that stands for nothing. */
    public void drop(Timer timer) {
        files.moveTimer(timer.kind(), timer.id(), timer.at(), Deadlines.NEVER);
    }

    /** Sends a value, keyed by this text. */
    public <V> void send(Outlet<V> outlet, String key, V value) {
        outlet.send(context, Math.max(0, now()), key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** Says that something that was asked is not done. */
    public void refuse(Asked asked, RefusalReason reason, String message) {
        CommandRefusal refusal = new CommandRefusal();
        refusal.setId(asked.command() + "/" + reason.name().toLowerCase(java.util.Locale.ROOT));
        refusal.setCommand(asked.command());
        refusal.setCase$(asked.caseId());
        refusal.setThread(asked.thread());
        refusal.setBy(asked.by());
        refusal.setReason(reason);
        refusal.setMessage(message);
        refusal.setAt(Instant.ofEpochMilli(now()));
        send(Outlets.REFUSALS, asked.thread(), refusal);
    }

    /**
     * Who asked for what.
     *
     * @param command id of the command, the claim or the notice
     * @param caseId id of the case; empty where none was named
     * @param thread the thread
     * @param by who asked, where that is known
     */
    public record Asked(
            String command,
            String caseId,
            String thread,
            @Nullable String by) {}
}
