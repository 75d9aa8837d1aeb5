package dev.sluice.schemas.topics;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.ClaimCheck;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.ReportChange;
import dev.sluice.schemas.ReporterCredit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every subject that Sluice writes under: those of the catalogue's topics, and those of what the pipeline writes for
 * itself, into internal topics and stores: one each, however an
 * application is called. A registry that registers nothing by itself needs all of them beforehand.
 */
public final class Subjects {
    /** Posts on their way between the steps of the pipeline. */
    public static final Subject<AssessedPost> ASSESSED_POST = internal("assessed-post", AssessedPost.class);
    /** What changes in a report. */
    public static final Subject<ReportChange> REPORT_CHANGE = internal("report-change", ReportChange.class);
    /** Whether a reviewer may take a case. */
    public static final Subject<ClaimCheck> CLAIM_CHECK = internal("claim-check", ClaimCheck.class);
    /** What a verdict says about who reported. */
    public static final Subject<ReporterCredit> REPORTER_CREDIT = internal("reporter-credit", ReporterCredit.class);
    /** A case with all that belongs to it. */
    public static final Subject<CaseFile> CASE_FILE = internal("case-file", CaseFile.class);
    /** What casework keeps of a post. */
    public static final Subject<PostFile> POST_FILE = internal("post-file", PostFile.class);
    /** A notice of defamation with all that belongs to it. */
    public static final Subject<DefamationFile> DEFAMATION_FILE = internal("defamation-file", DefamationFile.class);

    private static final List<Subject<?>> ALL = all(
            List.of(ASSESSED_POST, REPORT_CHANGE, CLAIM_CHECK, REPORTER_CREDIT, CASE_FILE, POST_FILE, DEFAMATION_FILE));

    private Subjects() {}

    /** All of them: those of topics first, in the order of the catalogue. */
    public static List<Subject<?>> all() {
        return ALL;
    }

    /** Those that a role writes under. */
    public static List<Subject<?>> writtenBy(Role role) {
        return ALL.stream().filter(subject -> subject.writers().contains(role)).toList();
    }

    /** The current schemas that a role writes, by subject. */
    public static Map<String, Schema> schemasOf(Role role) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        writtenBy(role).forEach(subject -> schemas.put(subject.name(), subject.schema()));
        return schemas;
    }

    private static List<Subject<?>> all(List<Subject<?>> internal) {
        List<Subject<?>> all = new ArrayList<>();
        for (Topic<?> topic : TopicCatalogue.all()) {
            all.add(new Subject<>(
                    topic.subject(), topic.valueType(), TopicAccess.of(topic).writers()));
        }
        all.addAll(internal);
        return List.copyOf(all);
    }

    private static <T extends SpecificRecord> Subject<T> internal(String name, Class<T> type) {
        return new Subject<>(name + "-value", type, Set.of(Role.SCORER));
    }
}
