package dev.sluice.topology.defamation;

import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationEvent;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.topology.casework.clock.CaseClock;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.step.Outlet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The notices of one task: what the steps read, change, and send through. Not for several threads. */
final class NoticeDesk {
    /** Of a notice to which more happens, the oldest is left out of what others see. */
    private static final int MAX_EVENTS = 200;

    /** Of a notice with more commands, a very old one would be carried out twice. */
    private static final int MAX_COMMANDS = 500;

    private final ProcessorContext<byte[], Object> context;
    private final NoticeFiles files;
    private final DefamationRules rules;
    private final CaseClock clock = new CaseClock();

    NoticeDesk(ProcessorContext<byte[], Object> context, NoticeFiles files, DefamationRules rules) {
        this.context = context;
        this.files = files;
        this.rules = rules;
    }

    DefamationRules rules() {
        return rules;
    }

    /** The present: the wall clock, and never earlier than before, for deadlines are promises to people. */
    Instant now() {
        return Instant.ofEpochMilli(clock.now(context));
    }

    @Nullable
    DefamationFile file(String id) {
        return files.file(id);
    }

    /** Remembers a notice as it is now, after this command, and tells everybody where it stands. */
    void keep(DefamationFile file, DefamationCommand command, Instant happenedAt) {
        List<String> commands = new ArrayList<>(file.getCommands());
        commands.add(command.getId());
        file.setCommands(last(commands, MAX_COMMANDS));
        note(
                file.getNotice(),
                command.getId(),
                command.getAct().name(),
                command.getBy(),
                happenedAt,
                command.getReason());
        keep(file);
    }

    /** Notes that time alone did something. */
    void noteClock(DefamationNotice notice, String act, Instant happenedAt) {
        note(notice, "clock/" + happenedAt, act, "clock", happenedAt, "");
    }

    private void note(DefamationNotice notice, String command, String act, String by, Instant happenedAt, String note) {
        List<DefamationEvent> events = new ArrayList<>(notice.getEvents());
        events.add(DefamationEvent.newBuilder()
                .setCommand(command)
                .setAct(act)
                .setBy(by)
                .setHappenedAt(happenedAt)
                .setAt(now())
                .setNote(note)
                .build());
        notice.setEvents(last(events, MAX_EVENTS));
    }

    /** Remembers a notice as it is now, and tells everybody where it stands. */
    void keep(DefamationFile file) {
        DefamationNotice notice = file.getNotice();
        Duties.closeWhereOver(notice);
        notice.setUpdatedAt(now());
        files.put(file, Reminders.next(notice, rules));
        send(
                Outlets.NOTICES,
                notice.getId(),
                DefamationNotice.newBuilder(notice).build());
    }

    /** Forgets a notice, here and for everybody. */
    void forget(DefamationFile file) {
        String id = file.getNotice().getId();
        files.remove(file);
        context.forward(
                new Record<>(id.getBytes(StandardCharsets.UTF_8), null, now().toEpochMilli()), Outlets.NOTICES.node());
    }

    /** Ids of the notices to look at by now, at most so many. */
    List<String> due(int most) {
        return files.due(now().toEpochMilli(), most);
    }

    /** Sends a value, keyed by this text. */
    <V> void send(Outlet<V> outlet, String key, V value) {
        outlet.send(context, Math.max(0, now().toEpochMilli()), key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** Says that something that was asked is not done. The message must name nobody and quote nothing. */
    void refuse(DefamationCommand command, RefusalReason reason, String message) {
        String id = cut(command.getId());
        String notice = cut(command.getNotice());
        CommandRefusal refusal = CommandRefusal.newBuilder()
                .setId(id + "/" + reason.name().toLowerCase(Locale.ROOT))
                .setCommand(id)
                .setCase$(notice)
                .setThread("")
                .setBy(cut(command.getBy()))
                .setReason(reason)
                .setMessage(message)
                .setAt(now())
                .build();
        send(Outlets.REFUSALS, notice, refusal);
    }

    private static String cut(String value) {
        return value.length() <= FilingRules.MAX_ID ? value : value.substring(0, FilingRules.MAX_ID);
    }

    private static <T> List<T> last(List<T> list, int most) {
        return new ArrayList<>(list.subList(Math.max(0, list.size() - most), list.size()));
    }
}
