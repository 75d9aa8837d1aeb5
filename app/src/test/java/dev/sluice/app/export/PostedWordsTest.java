package dev.sluice.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.posts.EventLines;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.SourceLines;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostRevision;
import dev.sluice.schemas.TextSpan;
import dev.sluice.topology.source.Mapper;
import dev.sluice.topology.source.SourceMappings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What exports show of a post that a mapping has read out of a record in HTML. */
class PostedWordsTest {
    private static final String INSULT = "idiot";
    /** What a masked export must not have, wherever the record has it. */
    private static final List<String> SECRETS =
            List.of("orla", "mail.example", "tramp-77", "u/4711", "unseen", SealedCase.AUTHOR);

    private static final String CONTENT = "<p>@<span>orla_q</span> is an id<b>iot</b> &amp; a thief,"
            + " ask orla<i>.q@mail</i>.example or orla.q&#64;mail.example or"
            + " <a href='https://blog.example/u/4711' title='tramp-77'>her page</a></p><!-- unseen -->";

    @TempDir
    Path folder;

    private SealedCase sealed;
    private Path output;

    @BeforeEach
    void opens() {
        sealed = new SealedCase(folder);
        output = folder.resolve("output");
    }

    @Test
    void dossierQuotesTheMarkupOfEachPlaceWithItsPointerAndOffsets() throws IOException {
        Post post = post(CONTENT);
        assertThat(dossier(escalation(post), "--unredacted", "--reason", "order of the court"))
                .contains(solid("by the mapping \"mastodon\", version "
                        + Objects.requireNonNull(post.getOrigin()).getMapping()))
                .contains(solid("/content, read as html"))
                .contains(solid("Characters 15\u201319 of the words are characters 31\u201338 of /content id<b>iot"));
        assertThat(words(escalation(post), "--unredacted", "--reason", "order of the court"))
                .contains("/content, read as html\n\n" + CONTENT + "\n")
                .contains("of /content\n\nid<b>iot\n");
    }

    @Test
    void maskedExportsShowNothingThroughTheMarkup() throws IOException {
        assertThat(dossier(escalation(post(CONTENT))))
                .contains(solid("of /content id<b>iot"))
                .doesNotContainIgnoringCase(SECRETS.toArray(String[]::new));
        assertThat(words(escalation(post(CONTENT))))
                .contains("/content, read as html\n\n<p>[member 1]</span> is an id<b>iot</b> &amp; a thief,"
                        + " ask [e-mail 1] or [e-mail 1] or [markup masked]her page[markup masked]\n")
                .doesNotContainIgnoringCase(SECRETS.toArray(String[]::new));
    }

    @Test
    void whatWasMaskedInTheMarkupIsListedToo() throws IOException {
        assertThat(dossier(escalation(post(CONTENT))))
                .contains(solid("data/post/post.json: origin /content"), solid("may hold what the words do not show"));
    }

    @Test
    void maskedBagLeavesTheBytesOfTheRecordOut() throws IOException {
        Escalation escalation = escalation(post(CONTENT));
        escalation.setRevisions(List.of(new PostRevision(escalation.getSource(), post("<i>orla</i> 4711"))));
        String id = sealed.seal(escalation);
        assertThat(sealed.export("bag", output, "--package", id))
                .as(sealed.errors())
                .isZero();
        try (ZipFile zip = new ZipFile(output.toFile())) {
            String all = zip.stream()
                    .filter(entry -> entry.getName().contains("/data/post/"))
                    .map(entry -> {
                        try {
                            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .reduce("", String::concat);
            assertThat(all.split("\\[record masked\\]", -1)).hasSize(3);
            assertThat(all).doesNotContain(base64(record(CONTENT)), base64(record("<i>orla</i> 4711")));
        }
    }

    @Test
    void earlierRevisionIsShownAsItWasPostedToo() throws IOException {
        Escalation escalation = escalation(post(CONTENT));
        escalation.setRevisions(List.of(new PostRevision(escalation.getSource(), post("quite <b>another</b> post"))));
        assertThat(words(escalation)).contains("/content, read as html\n\nquite <b>another</b> post\n");
    }

    @Test
    void postThatNoMappingHasReadHasNoOtherWords() throws IOException {
        assertThat(dossier(SealedCase.full("p-1"))).doesNotContain(solid("As it was posted"), "anotherformat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"content\":", "{\"content\":\"too short\"}", "{\"other\":1}", "[[[", "\u0000\u0001"})
    void recordThatCannotBeReadAgainIsSaidAndStopsNoExport(String record) throws IOException {
        Escalation escalation = escalation(post(CONTENT));
        Objects.requireNonNull(escalation.getPost().getOrigin())
                .getRecord()
                .setValue(ByteBuffer.wrap(record.getBytes(StandardCharsets.UTF_8)));
        assertThat(dossier(escalation))
                .contains(solid("What was posted could not be read again"))
                .contains(solid("Its bytes are in the sealed package"))
                .doesNotContain(solid("read as html"));
    }

    @Test
    void wordsThatStandInTheRecordAsTheyAreAreNotShownTwice() throws IOException {
        assertThat(dossier(escalation(post("You are an idiot, and that is all."))))
                .doesNotContain(solid("As it was posted"));
    }

    @Test
    void schemaThatIsNoneStopsNoExportEither() throws IOException {
        Escalation escalation = escalation(post(CONTENT));
        Objects.requireNonNull(escalation.getPost().getOrigin()).getRecord().setWriterSchema("{");
        assertThat(dossier(escalation)).contains(solid("What was posted could not be read again"));
    }

    @Test
    void nothingIsShownWhereOnlyAPointerMayBeKept() throws IOException {
        Escalation escalation = escalation(post(CONTENT));
        escalation.setPointerOnly(true);
        assertThat(dossier(escalation, "--unredacted", "--reason", "test")).doesNotContain(solid("As it was posted"));
    }

    /** The post's text is in an escalation as the mapping has read it; decision and detector point at the insult. */
    private static Escalation escalation(Post post) {
        Escalation escalation = SealedCase.plain(post.getId(), post.getText());
        int start = post.getText().indexOf(INSULT);
        List<TextSpan> spans = List.of(new TextSpan(start, start + INSULT.length()));
        escalation.getDecision().setSpans(spans);
        escalation.getAssessment().getSignals().getFirst().setSpans(spans);
        escalation.setPost(Post.newBuilder(post).setAuthor(SealedCase.AUTHOR).build());
        return escalation;
    }

    private static Post post(String content) throws IOException {
        Path shipped = Path.of(System.getProperty("sluice.home", ".")).resolve("policies/sources");
        Mapper mapper = new Mapper(SourceMappings.in(List.of(shipped)).read("mastodon"));
        byte[] line = record(content).getBytes(StandardCharsets.UTF_8);
        try (SourceLines lines =
                new SourceLines(new ByteArrayInputStream(line), mapper, "export.jsonl", SealedCase.AT)) {
            EventLines.Good good = (EventLines.Good) Objects.requireNonNull(lines.next());
            return ((PostLine.Posted) good.value()).post();
        }
    }

    private static String record(String content) {
        return "{\"id\":\"9001\",\"created_at\":\"2026-10-30T09:00:00Z\",\"content\":\"" + content
                + "\",\"account\":{\"id\":\"4711\",\"acct\":\"tramp-77\",\"display_name\":\"orla unseen\"}}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String dossier(Escalation escalation, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--package", sealed.seal(escalation)));
        arguments.addAll(List.of(more));
        assertThat(sealed.export("dossier", output, arguments.toArray(String[]::new)))
                .as(sealed.errors())
                .isZero();
        try (PDDocument document = Loader.loadPDF(output.toFile())) {
            return solid(new PDFTextStripper().getText(document));
        }
    }

    /** The words of the post and what is around them, as a load file has them: sheets put lines in another order. */
    private String words(Escalation escalation, String... more) throws IOException {
        Path production = folder.resolve("production");
        List<String> arguments = new ArrayList<>(
                List.of("--package", sealed.seal(escalation), "--bates-prefix", "ABC", "--profile", "csv"));
        arguments.addAll(List.of(more));
        assertThat(sealed.export("load-file", production, arguments.toArray(String[]::new)))
                .as(sealed.errors())
                .isZero();
        try (Stream<Path> texts = Files.list(production.resolve("TEXT"))) {
            return Files.readString(texts.sorted().findFirst().orElseThrow());
        }
    }

    /** Without spaces, for the lines of a sheet break where they must. */
    private static String solid(String text) {
        return text.replaceAll("\\s+", "");
    }
}
