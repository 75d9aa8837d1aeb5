package dev.sluice.topology.state;

/**
 * A nudge, remembered until it is told whether its author was calmer in that thread afterwards.
 *
 * @param decision id of the decision that nudged
 * @param post the nudged post
 * @param community its community
 * @param risk how risky it was
 * @param openedAt event time of the post, in milliseconds since 1970
 * @param dueAt stream time at which it is followed up, in milliseconds since 1970
 * @param laterPosts the author's later posts in the thread that carried some risk
 * @param laterRisk the highest risk of those
 */
public record OpenNudge(
        String decision,
        String post,
        String community,
        float risk,
        long openedAt,
        long dueAt,
        int laterPosts,
        float laterRisk) {
    private static final int VERSION = 1;

    /** The key in the store; ids hold no control characters. */
    public static String key(String author, String thread) {
        return author + '\u0000' + thread;
    }

    /** The same after another post of the author in the thread that carried some risk. */
    public OpenNudge after(float postRisk) {
        return new OpenNudge(
                decision, post, community, risk, openedAt, dueAt, laterPosts + 1, Math.max(laterRisk, postRisk));
    }

    /** The compact form; its first field is when it is due. */
    public byte[] toBytes() {
        return new StateWriter(VERSION)
                .time(dueAt)
                .string(decision)
                .string(post)
                .string(community)
                .float32(risk)
                .time(openedAt)
                .uint(laterPosts)
                .float32(laterRisk)
                .toBytes();
    }

    /** Reads the compact form. */
    public static OpenNudge of(byte[] bytes) {
        StateReader in = new StateReader(Stores.NUDGES_OPEN, bytes, VERSION);
        long dueAt = in.time();
        return new OpenNudge(
                in.text(), in.text(), in.text(), in.float32(), in.time(), dueAt, in.uint32(), in.float32());
    }
}
