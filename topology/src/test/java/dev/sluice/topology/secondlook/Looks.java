package dev.sluice.topology.secondlook;

import dev.sluice.classifiers.SecondLook;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.topology.health.SecondLooks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What the lane answers, without the lane. */
public final class Looks {
    private final SecondLooker looker;

    /** Looks by this clock. */
    public Looks(SecondLook secondLook, Duration maxLag, Clock clock, SecondLooks telemetry) {
        this.looker = new SecondLooker(secondLook, maxLag, clock, telemetry);
    }

    /** The answers to one batch. */
    public List<SecondAssessment> answer(List<SecondLookRequest> requests) {
        return looker.answer(requests);
    }

    /** A poll that brings nothing. */
    public void nothingWaits() {
        looker.nothingWaits();
    }
}
