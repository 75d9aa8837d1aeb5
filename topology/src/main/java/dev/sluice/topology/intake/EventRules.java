package dev.sluice.topology.intake;

import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.MediaReference;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.topology.state.PostState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What makes an event valid. The text of a post may be anything: empty, long, odd. */
final class EventRules {
    /** Longest rationale of a ruling, in UTF-16 units. */
    private static final int MAX_RATIONALE = 4_000;

    /** Most that the platform may have one flag count. */
    private static final int MAX_FLAG_WEIGHT = 10;

    /** As many as an escalation can hold. */
    private static final int MAX_MEDIA = 64;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final IntakeSettings settings;
    private final Clock clock;

    EventRules(IntakeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Checks the size of a record's value: nothing larger than its topic takes can be kept or passed on.
     *
     * @throws RefusedException where it is too large
     */
    static void checkSize(byte @Nullable [] value, Topic<?> topic) {
        if (value != null && value.length > topic.maxMessageBytes()) {
            throw invalid("value", "has " + value.length + " bytes", "at most " + topic.maxMessageBytes());
        }
    }

    /**
     * Checks a post and its record's key.
     *
     * @throws RefusedException where it is not valid
     */
    void check(Post post, byte @Nullable [] key) {
        required(DeadLetterReason.MISSING_ID, "id", post.getId());
        required(DeadLetterReason.MISSING_THREAD, "thread", post.getThread());
        keyed(post.getThread(), key);
        if (post.getRevision() < 1) {
            throw invalid("revision", "is " + post.getRevision(), "1 or more");
        }
        if (post.getEvent() == PostEvent.UNKNOWN) {
            throw invalid("event", "is unknown to this version", "CREATED, EDITED, DELETED");
        }
        bounded("community", post.getCommunity(), settings.maxIdLength());
        bounded("parent", post.getParent(), settings.maxIdLength());
        bounded("author", post.getAuthor(), settings.maxIdLength());
        bounded("target", post.getTarget(), settings.maxIdLength());
        bounded("language", post.getLanguage(), settings.maxIdLength());
        bounded("url", post.getUrl(), settings.maxUrlLength());
        if (post.getMedia() != null) {
            media(post.getMedia());
        }
        inTime(post.getCreatedAt());
    }

    private void media(List<MediaReference> media) {
        if (media.size() > MAX_MEDIA) {
            throw invalid("media", "has " + media.size() + " entries", "at most " + MAX_MEDIA);
        }
        for (MediaReference one : media) {
            if (one.getUri().isEmpty()) {
                throw invalid("media.uri", "is empty", "1 to " + settings.maxUrlLength() + " characters");
            }
            bounded("media.uri", one.getUri(), settings.maxUrlLength());
            bounded("media.mime", one.getMime(), settings.maxIdLength());
            String hash = one.getSha256();
            if (hash != null && !SHA256.matcher(hash).matches()) {
                throw invalid("media.sha256", "has " + hash.length() + " characters", "64 digits of lower-case hex");
            }
            Long bytes = one.getBytes();
            if (bytes != null && bytes < 0) {
                throw invalid("media.bytes", "is " + bytes, "0 or more");
            }
        }
    }

    /**
     * Checks that an event is about the post that is known by its id.
     *
     * @param known what is remembered of that post
     * @param last the last event of that post
     * @throws RefusedException where it is not
     */
    void checkSamePost(Post event, PostState known, Post last) {
        if (!event.getThread().equals(last.getThread())) {
            throw invalid("thread", "is another than before", "the thread of the post known by this id");
        }
        if (!event.getCommunity().equals(last.getCommunity())) {
            throw invalid("community", "is another than before", "the community of the post known by this id");
        }
        boolean isRepetition = event.getEvent() != PostEvent.DELETED
                && !known.deleted()
                && event.getRevision() == known.last().revision();
        if (isRepetition && !event.getText().equals(last.getText())) {
            throw invalid(
                    "revision",
                    "is " + event.getRevision() + ", which is known with other words",
                    "a higher one for an edit");
        }
    }

    /**
     * Checks a flag and its record's key.
     *
     * @throws RefusedException where it is not valid
     */
    void check(Flag flag, byte @Nullable [] key) {
        required(DeadLetterReason.MISSING_ID, "post", flag.getPost());
        required(DeadLetterReason.MISSING_THREAD, "thread", flag.getThread());
        keyed(flag.getThread(), key);
        required(DeadLetterReason.MISSING_ID, "reporter", flag.getReporter());
        Float weight = flag.getWeight();
        if (weight != null && !(weight >= 0 && weight <= MAX_FLAG_WEIGHT)) {
            throw invalid("weight", "is " + weight, "0 to " + MAX_FLAG_WEIGHT);
        }
        inTime(flag.getCreatedAt());
    }

    /**
     * Checks what a second look found and its record's key.
     *
     * @throws RefusedException where it is not valid
     */
    void check(SecondAssessment answer, byte @Nullable [] key) {
        required(DeadLetterReason.MISSING_ID, "post", answer.getPost());
        required(DeadLetterReason.MISSING_THREAD, "thread", answer.getThread());
        keyed(answer.getThread(), key);
    }

    /**
     * Checks what people ruled and its record's key.
     *
     * @throws RefusedException where it is not valid
     */
    void check(CaseRuling ruling, byte @Nullable [] key) {
        required(DeadLetterReason.MISSING_ID, "post", ruling.getPost());
        required(DeadLetterReason.MISSING_THREAD, "thread", ruling.getThread());
        keyed(ruling.getThread(), key);
        boolean possible = switch (ruling.getKind()) {
            case VERDICT, APPEAL -> decides(ruling.getOutcome());
            case NOTICE, COMPLAINT -> ruling.getOutcome() == Outcome.REVIEW && ruling.getQueue() != null;
            case UNKNOWN -> false;
        };
        if (!possible) {
            throw invalid(
                    "kind",
                    "is " + ruling.getKind() + " with outcome " + ruling.getOutcome(),
                    "VERDICT and APPEAL with ALLOW, NUDGE, LIMIT or REMOVE; NOTICE and COMPLAINT with REVIEW and a queue");
        }
        bounded("author", ruling.getAuthor(), settings.maxIdLength());
        bounded("queue", ruling.getQueue(), settings.maxIdLength());
        bounded("clause", ruling.getClause(), settings.maxIdLength());
        bounded("legalCategory", ruling.getLegalCategory(), settings.maxIdLength());
        if (ruling.getRationale().length() > MAX_RATIONALE) {
            throw invalid(
                    "rationale", "has " + ruling.getRationale().length() + " characters", "at most " + MAX_RATIONALE);
        }
    }

    private static boolean decides(Outcome outcome) {
        return switch (outcome) {
            case ALLOW, NUDGE, LIMIT, REMOVE -> true;
            case REVIEW, UNKNOWN -> false;
        };
    }

    private void required(DeadLetterReason reason, String field, String value) {
        if (value.isEmpty()) {
            throw new RefusedException(
                    reason, field + " is empty; allowed: 1 to " + settings.maxIdLength() + " characters");
        }
        bounded(field, value, settings.maxIdLength());
    }

    private static void bounded(String field, @Nullable String value, int max) {
        if (value != null && value.length() > max) {
            throw invalid(field, "has " + value.length() + " characters", "at most " + max);
        }
        int control = value == null ? -1 : control(value);
        if (control >= 0) {
            throw invalid(field, "has a control character at " + control, "none, so that a log stays a log");
        }
    }

    /** Where the first control character or line separator is; below 0 where there is none. */
    private static int control(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || (c >= 0x7f && (c < 0xa0 || c == 0x2028 || c == 0x2029))) {
                return i;
            }
        }
        return -1;
    }

    private static void keyed(String thread, byte @Nullable [] key) {
        if (key == null || !Arrays.equals(key, thread.getBytes(StandardCharsets.UTF_8))) {
            throw invalid(
                    "key", key == null ? "is null" : "of " + key.length + " bytes is not the thread", "the thread");
        }
    }

    private void inTime(Instant at) {
        if (at.isBefore(settings.earliest())) {
            throw new RefusedException(
                    DeadLetterReason.TIMESTAMP_OUT_OF_RANGE,
                    "createdAt is " + at + "; allowed: " + settings.earliest() + " or later");
        }
        if (at.toEpochMilli() > clock.millis() + settings.maxFuture().toMillis()) {
            throw new RefusedException(
                    DeadLetterReason.TIMESTAMP_OUT_OF_RANGE,
                    "createdAt is " + at + "; allowed: at most " + settings.maxFuture() + " ahead of the clock");
        }
    }

    private static RefusedException invalid(String field, String what, String allowed) {
        return new RefusedException(DeadLetterReason.INVALID_FIELD, field + " " + what + "; allowed: " + allowed);
    }
}
