package dev.sluice.topology.state;

import java.util.ArrayList;
import java.util.List;

/**
 * A thread that a mediator was offered, remembered until it is told what became of it.
 *
 * @param isPair whether two members at each other are to be calmed, rather than the thread
 * @param post the post that caused it
 * @param community the thread's community
 * @param heat how hot the thread was
 * @param baseline how hot it usually is
 * @param participants who took part, as told then
 * @param steps what was suggested
 * @param openedAt event time, in milliseconds since 1970
 * @param dueAt stream time at which it is followed up at the latest, in milliseconds since 1970
 */
public record OpenMediation(
        boolean isPair,
        String post,
        String community,
        float heat,
        float baseline,
        List<String> participants,
        List<String> steps,
        long openedAt,
        long dueAt) {
    private static final int VERSION = 1;

    /** Copies the lists. */
    public OpenMediation {
        participants = List.copyOf(participants);
        steps = List.copyOf(steps);
    }

    /** The compact form; its first field is when it is due. */
    public byte[] toBytes() {
        StateWriter out = new StateWriter(VERSION)
                .time(dueAt)
                .uint(isPair ? 1 : 0)
                .string(post)
                .string(community)
                .float32(heat)
                .float32(baseline)
                .time(openedAt);
        write(out, participants);
        write(out, steps);
        return out.toBytes();
    }

    /** Reads the compact form. */
    public static OpenMediation of(byte[] bytes) {
        StateReader in = new StateReader(Stores.MEDIATIONS_OPEN, bytes, VERSION);
        long dueAt = in.time();
        boolean isPair = in.uint() == 1;
        String post = in.text();
        String community = in.text();
        float heat = in.float32();
        float baseline = in.float32();
        long openedAt = in.time();
        return new OpenMediation(isPair, post, community, heat, baseline, texts(in), texts(in), openedAt, dueAt);
    }

    private static void write(StateWriter out, List<String> texts) {
        out.uint(texts.size());
        texts.forEach(out::string);
    }

    private static List<String> texts(StateReader in) {
        List<String> texts = new ArrayList<>();
        for (int left = in.uint32(); left > 0; left--) {
            texts.add(in.text());
        }
        return texts;
    }
}
