package dev.sluice.topology.outcomes.statements;

import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.StateReader;
import dev.sluice.topology.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a post that was not simply let through: how it was found, who told us, and which restriction is in
 * force by which statement.
 *
 * @param last the newest decision that was taken in
 * @param foundByMachine whether the first decision that did not let these words through came without anybody telling us
 * @param found whether there was such a decision
 * @param told the strongest that was told us about the post so far
 * @param machineRestricted whether automated means alone have restricted these words
 * @param inForce the restriction in force
 * @param clause the clause that it rests on
 * @param automation who decided it
 * @param statement id of the statement about it; null where none was made yet
 */
record PostLineage(
        Answer last,
        boolean foundByMachine,
        boolean found,
        SourceType told,
        boolean machineRestricted,
        Restriction inForce,
        @Nullable String clause,
        Automation automation,
        @Nullable String statement) {
    /** Nothing is known. */
    static final PostLineage NONE = new PostLineage(
            new Answer(0, 0),
            false,
            false,
            SourceType.OWN_INITIATIVE,
            false,
            Restriction.NONE,
            null,
            Automation.FULLY,
            null);

    private static final int VERSION = 1;

    /** The same, told of more. */
    PostLineage toldBy(SourceType source) {
        return new PostLineage(
                last,
                foundByMachine,
                found,
                told.or(source),
                machineRestricted,
                inForce,
                clause,
                automation,
                statement);
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    byte[] toBytes(long touchedAt) {
        return new StateWriter(VERSION)
                .time(touchedAt)
                .uint(last.revision())
                .uint(last.number())
                .uint((foundByMachine ? 1 : 0) | (found ? 2 : 0) | (machineRestricted ? 4 : 0))
                .uint(told.ordinal())
                .uint(inForce.code())
                .uint(automation.ordinal())
                .string(clause)
                .string(statement)
                .toBytes();
    }

    /** Reads the compact form; {@link #NONE} where there is none. */
    static PostLineage of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NONE;
        }
        StateReader in = new StateReader(OutcomeStores.LINEAGE, bytes, VERSION);
        in.time();
        Answer last = new Answer(in.uint32(), in.uint32());
        int flags = in.uint32();
        SourceType told = SourceType.of(in.uint32());
        Restriction inForce = Restriction.of(in.uint32());
        Automation automation = Automation.of(in.uint32());
        return new PostLineage(
                last,
                (flags & 1) != 0,
                (flags & 2) != 0,
                told,
                (flags & 4) != 0,
                inForce,
                in.string(),
                automation,
                in.string());
    }
}
