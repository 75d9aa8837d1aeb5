package dev.sluice.app.outcomes;

import static dev.sluice.app.outcomes.Given.DAY;
import static dev.sluice.app.outcomes.Given.data;
import static dev.sluice.app.outcomes.Given.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.posts.InputException;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFilesTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
    private static final LocalDate LAST = LocalDate.parse("2026-03-31");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-1", "@SUM(A1)", "\tx"})
    void aCellIsNeverAFormula(String value) {
        assertThat(CsvTable.cell(value)).startsWith("'");
    }

    @Test
    void cellsAreQuotedAsRfc4180Says() {
        assertThat(CsvTable.cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
        assertThat(CsvTable.cell("plain")).isEqualTo("plain");
    }

    @Test
    void aCommunityNamedLikeAFormulaIsHarmless() {
        String csv = TransparencyCsv.of(data(Map.of()), FIRST, LAST, "=HYPERLINK(\"x\")");
        assertThat(csv).contains("\"'=HYPERLINK(\"\"x\"\")\"").doesNotContain(",=HYPERLINK");
    }

    @Test
    void theTransparencyReportNamesWhatAsksForEachRow() {
        String measure = "statement.by.STATEMENT_CATEGORY_VIOLENCE.SOURCE_VOLUNTARY.automated.AUTOMATED_DECISION_FULLY"
                + ".DECISION_GROUND_INCOMPATIBLE_CONTENT.DECISION_VISIBILITY_CONTENT_REMOVED";
        Label miss = label("p2", LabelKind.SAMPLE, Outcome.ALLOW, Outcome.REMOVE);
        miss.setWeight(100);
        String csv = TransparencyCsv.of(
                data(
                        Map.of("posts", 1_000L, measure, 12L, "appeal.overturned", 3L, "notice.trusted", 2L),
                        label("p1", LabelKind.SAMPLE, Outcome.REMOVE, Outcome.REMOVE),
                        miss),
                FIRST,
                LAST,
                null);
        List<String> rows = csv.lines().toList();
        assertThat(rows.getFirst()).isEqualTo("legal_basis,indicator,breakdown,value,low_95,high_95,cases,note");
        assertThat(rows)
                .anySatisfy(row -> assertThat(row)
                        .startsWith("DSA art. 15(1)(c),measures at own initiative,STATEMENT_CATEGORY_VIOLENCE")
                        .contains(",12,"))
                .anySatisfy(row -> assertThat(row).startsWith("DSA art. 15(1)(d),complaints decided,reversed,3,"))
                .anySatisfy(row ->
                        assertThat(row).startsWith("DSA art. 15(1)(b),notices under article 16,trusted flaggers,2,"))
                .anySatisfy(row -> assertThat(row)
                        .startsWith(
                                "DSA art. 15(1)(e),recall of automated detection,\"held, limited or removed\",0.0099,"))
                .anySatisfy(row -> assertThat(row).startsWith("DSA art. 24(1)(a),out-of-court disputes,,,"));
    }

    @Test
    void everyRowHasAsManyCells() {
        String csv = TransparencyCsv.of(data(Map.of("posts", 1L)), FIRST, LAST, null);
        assertThat(csv.split("\r\n")).allSatisfy(row -> assertThat(cells(row)).isEqualTo(8));
    }

    private static long cells(String row) {
        boolean quoted = false;
        long cells = 1;
        for (char c : row.toCharArray()) {
            quoted ^= c == '"';
            cells += c == ',' && !quoted ? 1 : 0;
        }
        return cells;
    }

    @Test
    void thePageTellsSmallCountsRoughly() {
        String page = CommunityPage.of(
                data(Map.of(
                        "posts",
                        2_000L,
                        "outcome.allow",
                        1_980L,
                        "outcome.remove",
                        2L,
                        "outcome.limit",
                        18L,
                        "restricted.automatic",
                        20L,
                        "time-to-action.3",
                        20L)),
                null,
                "allotments");
        assertThat(page)
                .contains(
                        "in allotments",
                        "2,000 posts",
                        "99.0 %",
                        "- Taken down: a few",
                        "- Folded away: 18",
                        "8 seconds")
                .doesNotContain("Taken down: 2");
    }

    @Test
    void thePageSaysNoMoreWhereNothingWasCounted() {
        OutcomeData nothing = new OutcomeData(List.of(), List.of());
        assertThat(CommunityPage.of(nothing, null, "nosuch"))
                .isEqualTo("# How things went in nosuch\n\nNothing was counted.\n");
    }

    @Test
    void theNumberOfPostsThatWentThroughReadsAsASentence() {
        assertThat(CommunityPage.of(data(Map.of("posts", 3L, "outcome.allow", 1L)), null, null))
                .contains("Members wrote 3 posts. Of these, a few went through without");
    }

    @Test
    void thePageComparesWithThePeriodBefore() {
        String page = CommunityPage.of(
                data(Map.of("posts", 1_000L, "outcome.limit", 5L)),
                data(Map.of("posts", 1_000L, "outcome.limit", 12L)),
                null);
        assertThat(page).contains("5.0 are restricted now; then it was 12.0");
    }

    @Test
    void aNameOfACommunityIsNoMarkup() {
        assertThat(CommunityPage.of(data(Map.of()), null, "<b>[x](http://y)"))
                .contains("&lt;b&gt;\\[x\\]\\(http://y\\)")
                .doesNotContain("<b>");
    }

    @Test
    void whatARunHasWrittenIsReadAgain() throws IOException {
        Label label = label("p1", LabelKind.SAMPLE, Outcome.ALLOW, Outcome.REMOVE);
        try (JsonLines lines = new JsonLines(Files.newOutputStream(folder.resolve(OutcomeData.LABELS)))) {
            lines.write(json -> OutcomeJson.write(json, label));
        }
        try (JsonLines lines = new JsonLines(Files.newOutputStream(folder.resolve(OutcomeData.REPORTS)))) {
            lines.write(json -> {
                json.writeArrayFieldStart("reports");
                json.writeStartObject();
                OutcomeJson.write(json, Given.day("allotments", DAY, Map.of("posts", 7L)));
                json.writeEndObject();
                json.writeEndArray();
            });
        }
        OutcomeData read = OutcomeData.ofFolder(folder);
        assertThat(read.labels()).containsExactly(label);
        assertThat(read.tallies().of("posts")).isEqualTo(7);
        assertThat(read.within(DAY.plusSeconds(1), DAY.plusSeconds(2), null).days())
                .isEmpty();
        assertThat(read.within(DAY, DAY.plusSeconds(1), "other").days()).isEmpty();
    }

    @Test
    void aFolderWithoutReportsIsNamed() {
        assertThatThrownBy(() -> OutcomeData.ofFolder(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no report.json");
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        Files.writeString(folder.resolve(OutcomeData.REPORTS), "{\"reports\":[]}");
        Files.writeString(folder.resolve(OutcomeData.LABELS), "{\"id\":\"x\"}\n");
        assertThatThrownBy(() -> OutcomeData.ofFolder(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("labels.jsonl:1 is no label: field 'verdict' is missing");
    }

    @Test
    void exportsPostsWhoseWordsMayBeKept() throws IOException {
        TrainingExport export = new TrainingExport(List.of(
                label("p1", LabelKind.REVIEW, Outcome.REVIEW, Outcome.REMOVE),
                label("p2", LabelKind.REVIEW, Outcome.REVIEW, Outcome.ALLOW),
                label("p3", LabelKind.REVIEW, Outcome.REVIEW, Outcome.ALLOW),
                label("p4", LabelKind.REVIEW, Outcome.REVIEW, Outcome.ALLOW)));
        export.take(post("p1", PostEvent.CREATED, Map.of()));
        export.take(post("p2", PostEvent.CREATED, Map.of("training", "no")));
        export.take(post("p3", PostEvent.DELETED, Map.of()));
        export.take(post("p3", PostEvent.CREATED, Map.of()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        TrainingExport.Result result = export.writeTo(new JsonLines(out));

        assertThat(result).isEqualTo(new TrainingExport.Result(1, 2, 1));
        JsonNode line = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(line.path("text").asText()).isEqualTo("words of p1");
        assertThat(line.path("labels").path("hate").asInt()).isEqualTo(1);
        assertThat(line.path("source").asText()).isEqualTo("feedback");
        assertThat(line.path("split").asText()).isIn("train", "dev");
    }

    @Test
    void aPostIsAlwaysInTheSameSplit() {
        long dev = java.util.stream.IntStream.range(0, 10_000)
                .filter(i -> TrainingExport.split("post-" + i).equals("dev"))
                .count();
        assertThat(dev).isBetween(900L, 1_100L);
        assertThat(TrainingExport.split("p1")).isEqualTo(TrainingExport.split("p1"));
    }

    private static Post post(String id, PostEvent event, Map<String, String> labels) {
        Post post = new Post();
        post.setId(id);
        post.setRevision(1);
        post.setEvent(event);
        post.setCommunity("allotments");
        post.setThread("thread-7");
        post.setText("words of " + id);
        post.setLabels(labels);
        post.setCreatedAt(Instant.EPOCH);
        return post;
    }
}
