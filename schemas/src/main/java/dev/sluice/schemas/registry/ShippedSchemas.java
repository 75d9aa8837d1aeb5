package dev.sluice.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.Action;
import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.CaseAlert;
import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseEvent;
import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseMessage;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.ClaimCheck;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DefamationAlert;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.Letter;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.PosterIdentity;
import dev.sluice.schemas.QaResult;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.ReportChange;
import dev.sluice.schemas.ReporterCredit;
import dev.sluice.schemas.ReporterStanding;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.RuleAlert;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.Submission;
import dev.sluice.schemas.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/** Every schema that this build brings: today's, and each frozen version of the records that travel on their own. */
public final class ShippedSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        trustGeneratedClasses();
    }

    private static final List<Schema> WIRE = clean(
            Post.getClassSchema(),
            Flag.getClassSchema(),
            Assessment.getClassSchema(),
            Decision.getClassSchema(),
            Action.getClassSchema(),
            ReviewCase.getClassSchema(),
            MediationCase.getClassSchema(),
            Escalation.getClassSchema(),
            EvidenceReceipt.getClassSchema(),
            EvidenceSupplement.getClassSchema(),
            DeadLetter.getClassSchema(),
            PolicyRelease.getClassSchema(),
            RuleAlert.getClassSchema(),
            AssessedPost.getClassSchema(),
            SecondLookRequest.getClassSchema(),
            SecondAssessment.getClassSchema(),
            CaseCommand.getClassSchema(),
            ContentNotice.getClassSchema(),
            CaseEvent.getClassSchema(),
            CaseStatus.getClassSchema(),
            CommandRefusal.getClassSchema(),
            CaseMessage.getClassSchema(),
            CaseAlert.getClassSchema(),
            QaResult.getClassSchema(),
            Verdict.getClassSchema(),
            CaseRuling.getClassSchema(),
            ReporterStanding.getClassSchema(),
            ClaimCheck.getClassSchema(),
            ReporterCredit.getClassSchema(),
            CaseFile.getClassSchema(),
            PostFile.getClassSchema(),
            StatementOfReasons.getClassSchema(),
            Submission.getClassSchema(),
            Label.getClassSchema(),
            CommunityReport.getClassSchema(),
            ReportChange.getClassSchema(),
            DefamationAlert.getClassSchema(),
            DefamationCommand.getClassSchema(),
            DefamationFile.getClassSchema(),
            DefamationNotice.getClassSchema(),
            Letter.getClassSchema(),
            PosterIdentity.getClassSchema());

    /** Parts that a state store may hold on their own. */
    private static final List<Schema> PARTS =
            clean(Context.getClassSchema(), RawRecord.getClassSchema(), Risk.getClassSchema());

    private ShippedSchemas() {}

    /**
     * Lets Avro make instances of the generated classes. Avro 1.12 makes none of a class that nobody vouched for, so
     * that a schema cannot name just any class; this vouches for the contract's package and keeps what others vouched
     * for. Loading this class is enough; the method is for code that uses generated builders and nothing else of this
     * module.
     */
    public static void trustGeneratedClasses() {
        synchronized (ShippedSchemas.class) {
            ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
            if (!others.isTrusted(Post.class)) {
                ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(others, ShippedSchemas::isGenerated));
            }
        }
    }

    private static boolean isGenerated(Class<?> type) {
        return type.getPackageName().equals(Post.class.getPackageName());
    }

    /** Today's schemas of the records that travel on their own: one for each topic, and those of internal topics. */
    public static List<Schema> wire() {
        return WIRE;
    }

    /** Today's schemas first, then every frozen version. */
    public static List<Schema> all() {
        List<Schema> all = new ArrayList<>(WIRE);
        all.addAll(PARTS);
        WIRE.forEach(schema -> all.addAll(history(schema.getName())));
        return List.copyOf(all);
    }

    /**
     * The frozen versions of a record, oldest first; empty where it has none.
     *
     * @param record the record's simple name, such as {@code Post}
     */
    public static List<Schema> history(String record) {
        List<Schema> versions = new ArrayList<>();
        for (int version = 1; ; version++) {
            String resource = "/dev/sluice/schemas/history/" + record + "/v" + version + ".avsc";
            try (InputStream in = ShippedSchemas.class.getResourceAsStream(resource)) {
                if (in == null) {
                    return List.copyOf(versions);
                }
                versions.add(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException("frozen schema " + resource + " cannot be read", e);
            }
        }
    }

    /**
     * The schema as the {@code .avsc} file says it: without the property {@code avro.java.string}, which the generated
     * class adds for itself and which is nobody else's business.
     */
    public static Schema plain(Schema generated) {
        try {
            JsonNode plain = strip(JSON.readTree(generated.toString()));
            return new Schema.Parser().parse(plain.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("schema " + generated.getFullName() + " is not JSON", e);
        }
    }

    private static List<Schema> clean(Schema... generated) {
        return Stream.of(generated).map(ShippedSchemas::plain).toList();
    }

    private static JsonNode strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("avro.java.string");
            if (object.size() == 1 && object.path("type").isTextual()) {
                return object.get("type");
            }
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(strip(field.getValue()));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, strip(array.get(i)));
            }
        }
        return node;
    }
}
