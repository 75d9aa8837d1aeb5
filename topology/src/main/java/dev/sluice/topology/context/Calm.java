package dev.sluice.topology.context;

import dev.sluice.schemas.MediationState;

/** Whether something has cooled. */
final class Calm {
    /** What is at most this share of what it was has cooled. */
    private static final float COOLED = 0.5f;

    private Calm() {}

    /** What became of something that was so hot before and is so hot now. */
    static MediationState of(float before, float after) {
        if (after <= COOLED * before) {
            return MediationState.COOLED;
        }
        return after > before ? MediationState.ESCALATED : MediationState.STILL_HOT;
    }
}
