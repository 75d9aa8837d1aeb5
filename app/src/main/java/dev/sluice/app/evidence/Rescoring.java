package dev.sluice.app.evidence;

import dev.sluice.app.policy.BothLooks;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Signal;
import dev.sluice.schemas.Unavailable;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.topology.assess.SecondAssessments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Scores the post of a package again, from its raw bytes, and compares what comes of it with the assessment that the
 * package holds. Only with the versions of models and rules that made that assessment: others would say something else
 * and prove nothing. What models do not say of a text is not compared: when it was assessed, what the thread around it
 * was, and what the policy made of it. For packages that were verified, for it decodes what they hold.
 */
public final class Rescoring {
    private static final String ESCALATION = "data/escalation/escalation.avro";
    private static final String ESCALATION_SCHEMA = "data/escalation/escalation.avsc";
    private static final int PREFIX_BYTES = 5;

    /** Kinds of processors add floats in other orders; no score that people see differs by as little. */
    private static final float TOLERANCE = 1e-4f;

    private final BothLooks looks;

    /** With these models and rules. */
    public Rescoring(BothLooks looks) {
        ShippedSchemas.trustGeneratedClasses();
        this.looks = looks;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** The models say what they said. */
        record Same() implements Outcome {}

        /**
         * They say something else.
         *
         * @param what what differs, without a word of the post
         */
        record Different(List<String> what) implements Outcome {}

        /**
         * It holds nothing that was ever scored from words, and nothing is missing: a pointer, a deletion.
         *
         * @param why which
         */
        record Nothing(String why) implements Outcome {}

        /**
         * It cannot be scored again here.
         *
         * @param why what is missing, and what is allowed
         */
        record NotReplayed(String why) implements Outcome {}
    }

    /**
     * Scores the post of a package again.
     *
     * @throws IOException where a file cannot be read
     */
    public Outcome of(PackageFiles files) throws IOException {
        try {
            Escalation escalation = decode(
                    files.read(ESCALATION),
                    new String(files.read(ESCALATION_SCHEMA), StandardCharsets.UTF_8),
                    Escalation.class,
                    Escalation.getClassSchema());
            return of(escalation);
        } catch (NoSuchFileException e) {
            return new Outcome.NotReplayed("it holds no escalation");
        } catch (AvroRuntimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The message may quote what was decoded.
            return new Outcome.NotReplayed(
                    "a record in it cannot be decoded (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Outcome of(Escalation escalation) throws IOException {
        if (escalation.getPointerOnly()) {
            return new Outcome.Nothing("it is a pointer and holds no words");
        }
        Assessment recorded = escalation.getAssessment();
        Post post = postOf(escalation.getSource());
        if (post == null) {
            return new Outcome.NotReplayed("it holds no raw record of the post with the schema of it");
        }
        if (post.getEvent() == PostEvent.DELETED) {
            return new Outcome.Nothing("its record is a deletion, without words to score");
        }
        // A second look that failed left the first one's scores under its id, and said that it was not available.
        boolean looked = isSecondLook(recorded) && !secondLookFailed(recorded);
        Assessment again = looked ? looks.second(post) : looks.first(post);
        String versions = versions(recorded);
        if (!versions.equals(versions(again))) {
            return new Outcome.NotReplayed("it was scored with " + versions + ", and at hand are " + versions(again)
                    + "; allowed: those versions, by --policies and --models");
        }
        List<String> different = differences(recorded, again);
        return different.isEmpty() ? new Outcome.Same() : new Outcome.Different(different);
    }

    private static @Nullable Post postOf(RawRecord source) throws IOException {
        ByteBuffer value = source.getValue();
        String schema = source.getWriterSchema();
        if (value == null || schema == null) {
            return null;
        }
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return decode(bytes, schema, Post.class, Post.getClassSchema());
    }

    /** Its id says so: see the schema of assessments. */
    private static boolean isSecondLook(Assessment assessment) {
        return assessment.getId().equals(assessment.getPost() + "/" + assessment.getRevision() + "/2");
    }

    private static boolean secondLookFailed(Assessment assessment) {
        return assessment.getUnavailable().stream().anyMatch(Rescoring::isOfSecondLook);
    }

    /** Nothing that models say of a text: the second look did not come to it. */
    private static boolean isOfSecondLook(Unavailable unavailable) {
        return unavailable.getDetector().equals(SecondAssessments.DETECTOR);
    }

    private static String versions(Assessment assessment) {
        return "models " + assessment.getModels() + " and rules " + assessment.getRules();
    }

    private static List<String> differences(Assessment recorded, Assessment again) {
        List<String> differences = new ArrayList<>();
        Risk one = recorded.getRisk();
        Risk other = again.getRisk();
        for (Schema.Field field : Risk.getClassSchema().getFields()) {
            float was = ((Number) one.get(field.pos())).floatValue();
            float is = ((Number) other.get(field.pos())).floatValue();
            if (!(Math.abs(was - is) <= TOLERANCE)) {
                differences.add("risk." + field.name() + " was " + was + " and is " + is);
            }
        }
        if (!recorded.getLanguage().getCode().equals(again.getLanguage().getCode())) {
            differences.add("language was " + recorded.getLanguage().getCode() + " and is "
                    + again.getLanguage().getCode());
        }
        if (recorded.getTextLength() != again.getTextLength()
                || recorded.getAssessedLength() != again.getAssessedLength()) {
            differences.add("length was " + recorded.getTextLength() + " and is " + again.getTextLength());
        }
        add(differences, "signals", signals(recorded), signals(again));
        add(differences, "unavailable", unavailable(recorded), unavailable(again));
        return differences;
    }

    private static void add(List<String> differences, String what, Set<String> was, Set<String> is) {
        if (!was.equals(is)) {
            differences.add(what + " were " + was + " and are " + is);
        }
    }

    /** What was found, by which rule; explanations may quote the post. */
    private static Set<String> signals(Assessment assessment) {
        Set<String> signals = new TreeSet<>(Comparator.naturalOrder());
        for (Signal signal : assessment.getSignals()) {
            signals.add(signal.getCategory() + " by " + signal.getDetector()
                    + (signal.getRule() == null ? "" : " " + signal.getRule()));
        }
        return signals;
    }

    private static Set<String> unavailable(Assessment assessment) {
        Set<String> names = new TreeSet<>();
        for (Unavailable each : assessment.getUnavailable()) {
            if (!isOfSecondLook(each)) {
                names.add(each.getDetector());
            }
        }
        return names;
    }

    /** The bytes after the prefix of the wire format, read with the schema that they were written with. */
    private static <T extends SpecificRecord> T decode(byte[] value, String schema, Class<T> type, Schema reader)
            throws IOException {
        if (value.length < PREFIX_BYTES) {
            throw new IllegalArgumentException("shorter than its prefix");
        }
        Schema writer = new Schema.Parser().parse(schema);
        SpecificDatumReader<T> datums = new SpecificDatumReader<>(writer, reader);
        return type.cast(datums.read(
                null, DecoderFactory.get().binaryDecoder(value, PREFIX_BYTES, value.length - PREFIX_BYTES, null)));
    }
}
