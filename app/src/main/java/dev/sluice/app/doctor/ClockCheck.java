package dev.sluice.app.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaException;

/**
 * Whether our clock goes with others. The active controller tells its own time: in the description of the quorum it says
 * of itself when it had caught up, which is now. Where it does not let us see that, or there is none, the registry's
 * answers carry the second in which they were sent. Nothing is known of the clocks of single brokers, nor which of two
 * clocks is right.
 */
record ClockCheck() implements Check {
    private static final Duration NOTED = Duration.ofSeconds(2);
    private static final Duration TOO_FAR = Duration.ofMinutes(5);

    /**
     * A reading of somebody's clock.
     *
     * @param whose whose it is
     * @param time what it said
     * @param before ours before we asked
     * @param after ours when the answer was there
     * @param resolution how fine the other clock is told
     */
    record Reading(String whose, Instant time, Instant before, Instant after, Duration resolution) {
        /** How far we are ahead at least, whatever the answer's way took: zero where it may be nothing. */
        Duration ahead() {
            if (before.isAfter(time.plus(resolution))) {
                return Duration.between(time.plus(resolution), before);
            }
            return after.isBefore(time) ? Duration.between(time, after) : Duration.ZERO;
        }
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Set<String> needs() {
        return Set.of(LogOnCheck.NAME);
    }

    @Override
    public List<Remark> look(Patient patient) throws Exception {
        Optional<Reading> reading = controller(patient);
        if (reading.isEmpty()) {
            reading = registry(patient);
        }
        return reading.map(each -> List.of(judge(each)))
                .orElseGet(() -> List.of(Remark.warn(
                        "nobody tells us the time: the cluster does not let us see its quorum, and the registry says none",
                        "look whether time is synchronised (timedatectl, chronyc tracking), here and on the brokers")));
    }

    /** What is to be said of a reading. */
    static Remark judge(Reading reading) {
        Duration ahead = reading.ahead();
        String what = "our clock is " + words(ahead.abs()) + (ahead.isNegative() ? " behind " : " ahead of ")
                + reading.whose + "; allowed: " + NOTED.toSeconds() + " s";
        String mend = "synchronise both by NTP; whose clock is wrong cannot be told from here";
        if (ahead.abs().compareTo(TOO_FAR) > 0) {
            return Remark.fail(what + ": deadlines, tokens and the times of evidence would be wrong", mend);
        }
        if (ahead.abs().compareTo(NOTED) > 0) {
            return Remark.warn(what, mend);
        }
        return Remark.ok("ours and that of " + reading.whose + " differ by no more than the answer's way took, or "
                + NOTED.toSeconds() + " s");
    }

    private static String words(Duration duration) {
        return duration.compareTo(Duration.ofHours(1)) < 0
                ? duration.toSeconds() + " s"
                : duration.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static Optional<Reading> controller(Patient patient) throws InterruptedException {
        try {
            Instant before = Instant.now();
            QuorumInfo quorum =
                    Answers.of(patient.admin().describeMetadataQuorum().quorumInfo());
            Instant after = Instant.now();
            OptionalLong told = quorum.voters().stream()
                    .filter(voter -> voter.replicaId() == quorum.leaderId())
                    .map(QuorumInfo.ReplicaState::lastCaughtUpTimestamp)
                    .findFirst()
                    .orElse(OptionalLong.empty());
            return told.isPresent() && told.getAsLong() > 0
                    ? Optional.of(new Reading(
                            "the active controller, node " + quorum.leaderId(),
                            Instant.ofEpochMilli(told.getAsLong()),
                            before,
                            after,
                            Duration.ofMillis(1)))
                    : Optional.empty();
        } catch (KafkaException e) {
            return Optional.empty();
        }
    }

    private static Optional<Reading> registry(Patient patient) {
        try (RegistryClient client = RegistryClient.of(patient.config())) {
            for (String url : patient.config().registry().urls()) {
                if (url.startsWith("http")) {
                    Instant before = Instant.now();
                    Optional<String> date = client.get(url, "/subjects").date();
                    Instant after = Instant.now();
                    if (date.isPresent()) {
                        return Optional.of(new Reading(
                                "the registry at " + url,
                                Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.get())),
                                before,
                                after,
                                Duration.ofSeconds(1)));
                    }
                }
            }
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}
