package dev.sluice.app.export;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.Evidence;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.Sealer;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DetectedLanguage;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Exhibit;
import dev.sluice.schemas.LegalClock;
import dev.sluice.schemas.LegalRegime;
import dev.sluice.schemas.MediaReference;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.PostRevision;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Signal;
import dev.sluice.schemas.TextSpan;
import dev.sluice.schemas.ThreadPost;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Urgency;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A vault with invented evidence, the same in every run but for its key. */
final class SealedCase {
    static final Instant AT = Instant.parse("2026-11-01T12:00:00.123Z");
    static final String AUTHOR = "member-4711";
    /** The allegation; the spans of the decision are these words. */
    static final String ALLEGATION = "Orla Quillfeather stole the tombola money";
    /** Everything that a post may hold to break what is made of it. */
    static final String WORDS = ALLEGATION + " \u2014 everyone knows \uD83D\uDE21\n"
            + "<script>alert(1)</script><img src=\"http://tracker.example/x.png\"> &amp; \"quoted\", comma; ]]>\n"
            + "ask " + AUTHOR + " or @orla_q, orla.q@mail.example, +44 20 7946 0123, https://blog.example/orla?t=1\n"
            + "\u0014 \u00FE \u00AE \u202E evil \u0007 \u05E9\u05DC\u05D5\u05DD \u0391\u03B8\u03AE\u03BD\u03B1 \u041C\u0438\u0440";

    private final Path folder;
    private final Clock clock = Clock.fixed(AT, ZoneOffset.UTC);
    private final SigningKey key;
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    static {
        ShippedSchemas.trustGeneratedClasses();
    }

    SealedCase(Path folder) {
        this.folder = folder;
        this.key = SigningKey.create(folder.resolve("key.pem"));
    }

    Path vault() {
        return folder.resolve("vault");
    }

    /** Seals an escalation and answers its package's id. */
    String seal(Escalation escalation) throws IOException {
        try (Vault open = Vault.open(
                new VaultSettings(vault(), "garden-forum", "sluice-sink"),
                new Sealer("garden-forum", key, null, clock),
                FolderStorage.open(vault(), new DurableFiles(StepHook.NONE)),
                clock,
                StepHook.NONE)) {
            byte[] value =
                    ("bytes of " + escalation.getId() + escalation.getVersion()).getBytes(StandardCharsets.UTF_8);
            SealResult result =
                    open.seal(new Evidence(escalation, value, ShippedSchemas.plain(Escalation.getClassSchema())));
            return result.packageId();
        }
    }

    /** Brings the log of packages up to date. */
    void log() {
        Ledger.open(vault(), key, LedgerSettings.of("log.example/test"), clock, StepHook.NONE)
                .close();
    }

    /** Runs {@code sluice vault export} as somebody of legal, and answers its exit code. */
    int export(String format, Path output, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "vault",
                "export",
                vault().toString(),
                "--as",
                format,
                "--output",
                output.toString(),
                "--actor",
                "m.example",
                "--role",
                "legal",
                "--purpose",
                "for counsel"));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    int run(String... arguments) {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                false);
        return Sluice.run(terminal, arguments);
    }

    String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** An escalation with everything that a package can hold. */
    static Escalation full(String id) {
        Escalation plain = plain(id, WORDS);
        plain.getPost().setMedia(List.of(media()));
        Post before = Post.newBuilder(plain.getPost())
                .setText("ask " + AUTHOR + " or orla.q@mail.example")
                .build();
        return Escalation.newBuilder(plain)
                .setMedia(List.of(media()))
                .setRevisions(List.of(new PostRevision(source(), before)))
                .setRegimes(List.of(regime()))
                .setClocks(List.of(clock("Tell the complainant", null), clock("Look at it", AT.plusSeconds(7200))))
                .setRetention("P18M")
                .setThread(
                        List.of(around(-1, "other-1", null), around(1, "author", "and I mean it, call 020 7946 0999")))
                .setNotices(List.of(document(
                        "n-1",
                        "../../etc/pass<b>wd\u202E.txt",
                        "text/plain",
                        "I am Orla Quillfeather <orla.q@mail.example> and this is false.")))
                .setCorrespondence(List.of(document("l-1", "letter.pdf", "application/pdf", "%PDF-")))
                .build();
    }

    /** An escalation with as little as possible. */
    static Escalation plain(String id, String words) {
        Post post = Post.newBuilder()
                .setId(id)
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("garden")
                .setThread("t-1")
                .setAuthor(AUTHOR)
                .setText(words)
                .setUrl("https://forum.example/t-1/" + id)
                .setCreatedAt(AT.minusSeconds(7200))
                .setLabels(Map.of("handle", "quill-hater"))
                .build();
        return Escalation.newBuilder()
                .setId("e-" + id)
                .setLegalCategory("DEFAMATION")
                .setJurisdictions(List.of("GB-EAW"))
                .setUrgency(Urgency.STATUTORY_CLOCK)
                .setSummary("A post that may make a damaging factual allegation about a named person.")
                .setRequestedAction("Assess; no notice was received.")
                .setSource(source())
                .setPost(post)
                .setAssessment(assessment(id, words))
                .setDecision(decision(id))
                .setPolicy(policy())
                .setEscalatedAt(AT.minusSeconds(60))
                .setNotCollected(List.of("Earlier revisions: today's pipeline does not pass them on."))
                .build();
    }

    private static RawRecord source() {
        return RawRecord.newBuilder()
                .setTopic("posts")
                .setPartition(3)
                .setOffset(9_007_199_254_740_993L)
                .setTimestamp(AT.minusSeconds(7199))
                .setValue(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 1, 2}))
                .setSchemaId(1)
                .setWriterSchema("{}")
                .build();
    }

    private static Assessment assessment(String id, String words) {
        int length = words.codePointCount(0, words.length());
        return Assessment.newBuilder()
                .setId("a-" + id)
                .setPost(id)
                .setRevision(1)
                .setThread("t-1")
                .setCommunity("garden")
                .setLanguage(new DetectedLanguage("en", 0.99f))
                .setRisk(risk())
                .setSignals(List.of(Signal.newBuilder()
                        .setCategory("defamation")
                        .setDetector("defamation-en")
                        .setVersion("3")
                        .setProbability(0.93f)
                        .setSpans(List.of(new TextSpan(0, Math.min(length, ALLEGATION.length()))))
                        .setExplanation("A named person is said to have taken money.")
                        .build()))
                .setTextLength(length)
                .setAssessedLength(length)
                .setModels("m1")
                .setRules("r1")
                .setAssessedAt(AT.minusSeconds(7000))
                .build();
    }

    private static Decision decision(String id) {
        return Decision.newBuilder()
                .setId("d-" + id)
                .setPost(id)
                .setRevision(1)
                .setThread("t-1")
                .setCommunity("garden")
                .setAuthor(AUTHOR)
                .setTrigger(Trigger.POST)
                .setOutcome(Outcome.REVIEW)
                .setEscalated("DEFAMATION")
                .setRule("defamation.review")
                .setClause("4.2")
                .setRationale("A damaging factual allegation about a named person.")
                .setRisk(risk())
                .setSpans(List.of(new TextSpan(0, ALLEGATION.length())))
                .setLanguage("en")
                .setContext(Context.newBuilder()
                        .setAuthorThreadPosts(1)
                        .setThreadPosts(12)
                        .build())
                .setPolicy("default")
                .setPolicyVersion("1.0.0")
                .setPolicySha256("00")
                .setRules("r1")
                .setModels("m1")
                .setPostCreatedAt(AT.minusSeconds(7200))
                .setDecidedAt(AT.minusSeconds(6900))
                .build();
    }

    private static PolicyRelease policy() {
        return PolicyRelease.newBuilder()
                .setPolicy("default")
                .setVersion("1.0.0")
                .setSha256("00")
                .setText("policy: default\nversion: \"1.0.0\"\nrules: <none>\n")
                .setReleasedAt(AT.minusSeconds(86_400))
                .build();
    }

    private static MediaReference media() {
        return MediaReference.newBuilder()
                .setUri("https://media.example/of/quill-hater/1.jpg")
                .setMime("image/jpeg")
                .build();
    }

    private static LegalRegime regime() {
        return LegalRegime.newBuilder()
                .setJurisdiction("GB-EAW")
                .setTable("GB-EAW")
                .setTableVersion("1.2.3")
                .setName("Defamation Act 2013, section 5")
                .setUrgency(Urgency.STATUTORY_CLOCK)
                .setElements(List.of("serious harm"))
                .setSources(List.of("https://law.example/2013/26 (text)"))
                .setAuthority("none")
                .setRetention("P18M")
                .setRetentionBasis("a choice")
                .setRequestedAction("Watch the clock.")
                .build();
    }

    private static LegalClock clock(String name, @Nullable Instant due) {
        return LegalClock.newBuilder()
                .setJurisdiction("GB-EAW")
                .setName(name)
                .setBasis("regulation 4")
                .setStatutory(due == null)
                .setStarts(due == null ? "notice" : "escalation")
                .setLength("48 hours")
                .setStartedAt(due == null ? null : AT)
                .setDueAt(due)
                .build();
    }

    private static ThreadPost around(int position, String author, String text) {
        return ThreadPost.newBuilder()
                .setPosition(position)
                .setPost("p" + position)
                .setRevision(1)
                .setAuthor(author)
                .setText(text)
                .setTextLength(33)
                .setTopic("posts")
                .setPartition(3)
                .setOffset(5)
                .setCreatedAt(AT.minusSeconds(7100L - position))
                .build();
    }

    private static Exhibit document(String id, String name, String mime, String content) {
        return Exhibit.newBuilder()
                .setId(id)
                .setName(name)
                .setMime(mime)
                .setDirection("received")
                .setAt(AT.minusSeconds(3600))
                .setContent(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static Risk risk() {
        return new Risk(0.1f, 0.1f, 0.01f, 0f, 0.02f, 0.93f);
    }
}
