package dev.sluice.escalation;

import dev.sluice.escalation.timing.Stage;
import dev.sluice.escalation.timing.StageTimes;
import dev.sluice.escalation.vault.Addition;
import dev.sluice.escalation.vault.Evidence;
import dev.sluice.escalation.vault.EvidenceRules;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.UnsealableRecord;
import dev.sluice.escalation.vault.UnsealableRecord.Place;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Urgency;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.serde.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Turns records into what the vault holds of them and what is to be said about them. */
final class Intake {
    /** How long a document waits for its escalation. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** Header of W3C Trace Context, which the pipeline sends where it is traced. */
    private static final String TRACE = "traceparent";

    private static final int LONGEST_TRACE = 55;

    private final Vault vault;
    private final SchemaRegistry registry;
    private final AvroSerde<Escalation> escalations;
    private final AvroSerde<EvidenceSupplement> supplements;
    private final String supplementsTopic;
    private final Clock clock;
    private final StageTimes times;
    private final Instant started;

    Intake(SinkResources resources, String supplementsTopic) {
        this.vault = resources.vault();
        this.registry = resources.registry();
        this.escalations = new AvroSerde<>(Escalation.class, registry);
        this.supplements = new AvroSerde<>(EvidenceSupplement.class, registry);
        this.supplementsTopic = supplementsTopic;
        this.clock = resources.clock();
        this.times = resources.times();
        this.started = clock.instant();
    }

    /** What the vault now holds for a record, on disk; what is left is to say so. */
    sealed interface Taken {
        /**
         * It is sealed.
         *
         * @param trace the trace that the record belongs to, for the receipt; null where it belongs to none
         */
        record Sealed(
                EvidenceReceipt receipt,
                boolean lifeThreatened,
                boolean repeated,
                @Nullable Header trace) implements Taken {}

        record Quarantined(byte @Nullable [] key, DeadLetter deadLetter) implements Taken {}
    }

    /** What is put aside of a record that cannot be sealed. */
    enum Keep {
        /** All of it. */
        WHOLE,
        /** Where it was read and why it was refused: its content must not be copied anywhere. */
        PLACE
    }

    /** A record that has been read, and is yet to be taken in. */
    sealed interface Read {
        /** The record. */
        ConsumerRecord<byte[], byte[]> record();

        /** An escalation that may be sealed. */
        record Whole(ConsumerRecord<byte[], byte[]> record, Evidence evidence) implements Read {}

        /** A document that may be added. */
        record Later(ConsumerRecord<byte[], byte[]> record, Addition addition) implements Read {}

        /** What cannot be. */
        record Refused(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail, Keep keep)
                implements Read {
            Refused(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail) {
                this(record, reason, detail, Keep.WHOLE);
            }
        }
    }

    /**
     * Reads a record.
     *
     * @throws dev.sluice.schemas.registry.RegistryUnavailableException where the registry cannot tell now
     */
    Read read(ConsumerRecord<byte[], byte[]> record) {
        boolean supplement = record.topic().equals(supplementsTopic);
        try (StageTimes.Lap lap = times.begin(Stage.DECODE)) {
            return supplement ? readSupplement(record) : readEscalation(record);
        } catch (DecodingException e) {
            Keep keep = supplement ? keepOf(record, "") : Keep.WHOLE;
            return new Read.Refused(record, e.reason().deadLetterReason(), Objects.toString(e.getMessage()), keep);
        }
    }

    private Read readEscalation(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        Escalation escalation = escalations.decode(value);
        Evidence evidence = new Evidence(escalation, value, registry.byId(WireFormat.schemaId(value)));
        if (escalation.getId().isBlank()) {
            return new Read.Refused(
                    record, DeadLetterReason.MISSING_ID, "field 'id' is blank; allowed: the escalation's id");
        }
        String problem = EvidenceRules.problem(escalation);
        return problem == null
                ? new Read.Whole(record, evidence)
                : new Read.Refused(
                        record,
                        DeadLetterReason.INVALID_FIELD,
                        problem,
                        EvidenceRules.mustNotBeKept(evidence.escalation()) ? Keep.PLACE : Keep.WHOLE);
    }

    private Read readSupplement(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        EvidenceSupplement supplement = supplements.decode(value);
        if (supplement.getId().isBlank()) {
            return new Read.Refused(
                    record,
                    DeadLetterReason.MISSING_ID,
                    "field 'id' is blank; allowed: the supplement's id",
                    keepOf(record, supplement.getEscalation()));
        }
        String problem = Addition.problem(supplement);
        return problem == null
                ? new Read.Later(record, new Addition(supplement, value, registry.byId(WireFormat.schemaId(value))))
                : new Read.Refused(
                        record, DeadLetterReason.INVALID_FIELD, problem, keepOf(record, supplement.getEscalation()));
    }

    /** A document of a case of which only a pointer is kept, or nothing any more, is not kept because it is malformed. */
    private Keep keepOf(ConsumerRecord<byte[], byte[]> record, String escalation) {
        byte[] key = record.key();
        boolean kept = vault.takesDocuments(escalation)
                && (key == null || vault.takesDocuments(new String(key, StandardCharsets.UTF_8)));
        return kept ? Keep.WHOLE : Keep.PLACE;
    }

    /**
     * Takes records of one partition in; the answers are in the same order. They are fewer where a document came before
     * its escalation: what is from there on waits.
     *
     * @throws dev.sluice.escalation.vault.VaultException where the vault cannot be written
     */
    List<Taken> take(List<Read> batch) {
        List<Evidence> evidence = new ArrayList<>(batch.size());
        List<Addition> additions = new ArrayList<>();
        for (Read read : batch) {
            if (read instanceof Read.Whole whole) {
                evidence.add(whole.evidence());
            } else if (read instanceof Read.Later later) {
                additions.add(later.addition());
            }
        }
        Iterator<SealResult> results = vault.seal(evidence).iterator();
        Iterator<SealResult> added = vault.add(additions).iterator();
        List<Taken> taken = new ArrayList<>(batch.size());
        for (Read read : batch) {
            Taken next = switch (read) {
                case Read.Whole whole -> answer(whole, results.next());
                case Read.Later later -> answer(later, added.next());
                case Read.Refused refused -> quarantine(refused);
            };
            if (next == null) {
                return taken;
            }
            taken.add(next);
        }
        return taken;
    }

    private Taken answer(Read.Whole whole, SealResult result) {
        return switch (result) {
            case SealResult.Sealed sealed ->
                new Taken.Sealed(
                        receipt(whole.evidence().escalation().getId(), sealed),
                        whole.evidence().escalation().getUrgency() == Urgency.THREAT_TO_LIFE,
                        sealed.repeated(),
                        trace(whole.record()));
            case SealResult.Conflict conflict -> conflict(whole.record(), conflict.detail());
            case SealResult.Barred barred -> barred(whole.record(), "id", barred.detail());
            case SealResult.Unknown unknown ->
                throw new IllegalStateException(
                        "package " + unknown.packageId() + " is unknown although it was to be sealed");
        };
    }

    /** The answer; null where the document has to wait for its escalation. */
    private @Nullable Taken answer(Read.Later later, SealResult result) {
        return switch (result) {
            case SealResult.Sealed sealed ->
                new Taken.Sealed(
                        receipt(later.addition().supplement().getEscalation(), sealed),
                        false,
                        sealed.repeated(),
                        trace(later.record()));
            case SealResult.Conflict conflict -> conflict(later.record(), conflict.detail());
            case SealResult.Barred barred -> barred(later.record(), "escalation", barred.detail());
            case SealResult.Unknown unknown ->
                mayWait(later.record())
                        ? null
                        : quarantine(new Read.Refused(
                                later.record(),
                                DeadLetterReason.INVALID_FIELD,
                                "field 'escalation' names none that was sealed within " + LONGEST_WAIT.toMinutes()
                                        + " minutes; allowed: a document for evidence that is sealed, sent again"));
        };
    }

    /**
     * A document may come before its escalation, for they are in two topics; by this much at most, since it was written
     * or, where the sink was away, since the sink is there again.
     */
    private boolean mayWait(ConsumerRecord<byte[], byte[]> record) {
        Instant written = Instant.ofEpochMilli(record.timestamp());
        Instant now = clock.instant();
        // One that claims to be of tomorrow does not wait until then.
        Instant from = written.isAfter(started) && !written.isAfter(now) ? written : started;
        return now.isBefore(from.plus(LONGEST_WAIT));
    }

    private Taken conflict(ConsumerRecord<byte[], byte[]> record, String detail) {
        return quarantine(new Read.Refused(
                record,
                DeadLetterReason.INVALID_FIELD,
                "field 'id' " + detail + "; allowed: an id of its own, or a higher version"));
    }

    private Taken barred(ConsumerRecord<byte[], byte[]> record, String field, String detail) {
        return quarantine(new Read.Refused(
                record,
                DeadLetterReason.INVALID_FIELD,
                "field '" + field + "' " + detail + "; allowed: material for other cases",
                Keep.PLACE));
    }

    private static @Nullable Header trace(ConsumerRecord<byte[], byte[]> record) {
        Header trace = record.headers().lastHeader(TRACE);
        return trace != null && trace.value() != null && trace.value().length <= LONGEST_TRACE ? trace : null;
    }

    private static EvidenceReceipt receipt(String escalation, SealResult.Sealed sealed) {
        return EvidenceReceipt.newBuilder()
                .setEscalation(escalation)
                .setPackageId(sealed.packageId())
                .setLocation(sealed.location())
                .setManifestSha256(sealed.custody().act().sha256())
                .setSignerKeyId(sealed.signerKeyId())
                .setCustodyHash(sealed.custody().hash())
                .setSealedAt(sealed.custody().at())
                .setVersion(sealed.custody().act().version())
                .build();
    }

    private Taken quarantine(Read.Refused refused) {
        ConsumerRecord<byte[], byte[]> record = refused.record();
        byte[] value = refused.keep() == Keep.WHOLE ? record.value() : null;
        Place place = new Place(record.topic(), record.partition(), record.offset());
        vault.quarantine(new UnsealableRecord(
                place, record.timestamp(), record.key(), value, refused.reason().name(), refused.detail()));
        DeadLetter deadLetter = DeadLetter.newBuilder()
                .setSource(raw(record, value))
                .setReason(refused.reason())
                .setDetail(refused.detail())
                .setFailedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        return new Taken.Quarantined(record.key(), deadLetter);
    }

    private static RawRecord raw(ConsumerRecord<byte[], byte[]> record, byte @Nullable [] value) {
        return RawRecord.newBuilder()
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setTimestamp(Instant.ofEpochMilli(record.timestamp()))
                .setKey(record.key() == null ? null : ByteBuffer.wrap(record.key()))
                .setValue(value == null ? null : ByteBuffer.wrap(value))
                .build();
    }
}
