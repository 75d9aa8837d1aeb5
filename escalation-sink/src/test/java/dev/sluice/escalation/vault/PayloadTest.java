package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Exhibit;
import dev.sluice.schemas.MediaReference;
import dev.sluice.schemas.ModelReference;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.PostOrigin;
import dev.sluice.schemas.PostRevision;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.ThreadPost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package with everything in it. */
class PayloadTest {
    @TempDir
    Path temp;

    @Test
    void everyPartHasItsPlace() throws IOException {
        Path sealed = seal(full());
        assertThat(TestVaults.files(sealed).keySet().stream()
                        .filter(path -> path.startsWith("data/"))
                        .toList())
                .containsExactly(
                        "data/assessment/assessment.json",
                        "data/context/after-001.json",
                        "data/context/before-001.json",
                        "data/context/before-002.json",
                        "data/correspondence/001/about.json",
                        "data/correspondence/001/document-letter.pdf",
                        "data/decision/decision.json",
                        "data/escalation/escalation.avro",
                        "data/escalation/escalation.avsc",
                        "data/escalation/escalation.json",
                        "data/media/media.json",
                        "data/model/linear@7.json",
                        "data/model/linear@7.md",
                        "data/model/names@2.json",
                        "data/not-collected.json",
                        "data/notices/001/about.json",
                        "data/notices/001/document-notice.txt",
                        "data/policy/default@1.0.0.yaml",
                        "data/policy/release.json",
                        "data/post/post.json",
                        "data/post/revisions/001-posts-3-11.json",
                        "data/raw/key.bin",
                        "data/raw/posts-3-9007199254740993.avro",
                        "data/raw/record.json",
                        "data/raw/revisions/001-posts-3-11.avro",
                        "data/raw/revisions/001-posts-3-11.avsc",
                        "data/raw/revisions/001-posts-3-11.json",
                        "data/raw/schema.avsc");
        assertThat(PackageVerifier.verify(sealed, null).ok()).isTrue();
    }

    @Test
    void contentIsThatOfTheRecord() throws IOException {
        Path sealed = seal(full());
        assertThat(sealed.resolve("data/raw/revisions/001-posts-3-11.avro")).hasBinaryContent(new byte[] {1, 2});
        assertThat(sealed.resolve("data/model/linear@7.md")).hasContent("# What it cannot do");
        assertThat(Files.readString(sealed.resolve("data/media/media.json"))).contains("\"sha256\" : \"ab\"");
        assertThat(Files.readString(sealed.resolve("data/context/before-001.json")))
                .contains("\"author\" : \"other-1\"", "\"text\" : null", "\"textLength\" : 17");
        assertThat(Files.readString(sealed.resolve("data/context/after-001.json")))
                .contains("that is what I said");
        assertThat(Files.readString(sealed.resolve("data/not-collected.json")))
                .contains("names@2 came without one", "Replies by private message");
    }

    @Test
    void sameEvidenceHasTheSameBytes() throws IOException {
        Path one = seal(full());
        var first = TestVaults.files(one);
        temp = temp.resolve("again");
        Files.createDirectories(temp);
        Files.copy(one.resolve("../../../../../signing.pem").normalize(), temp.resolve("signing.pem"));
        var second = TestVaults.files(seal(full()));
        assertThat(second.keySet()).isEqualTo(first.keySet());
        second.forEach((path, content) -> assertThat(content).as(path).isEqualTo(first.get(path)));
    }

    @Test
    void hostileNamesInEveryPlaceStayInsideAndVerify() throws IOException {
        Escalation escalation = full();
        for (String hostile : List.of("../../x", "a/b", "nul\0", "<img src=x onerror=alert(1)>", "x".repeat(5_000))) {
            escalation.setId(hostile);
            escalation.getRevisions().get(0).getSource().setTopic(hostile);
            escalation.getModels().get(0).setId(hostile);
            escalation.getNotices().get(0).setName(hostile);
            escalation.getMedia().get(0).setUri(hostile);
            Path sealed = seal(escalation);
            assertThat(PackageVerifier.verify(sealed, null).problems()).isEmpty();
            assertThat(TestVaults.files(sealed).keySet()).allMatch(path -> path.matches("[A-Za-z0-9._@/-]{1,220}"));
        }
    }

    @Test
    void recordThatAMappingHasReadIsKeptWithThePostAndWithEachRevision() throws IOException {
        Escalation escalation = full();
        escalation.getPost().setOrigin(origin("<p>second</p>"));
        escalation.getRevisions().get(0).getPost().setOrigin(origin("<p>first</p>"));
        Map<String, byte[]> files = TestVaults.files(seal(escalation));
        assertThat(record(files.get("data/post/post.json"))).isEqualTo("<p>second</p>");
        assertThat(record(files.get("data/post/revisions/001-posts-3-11.json"))).isEqualTo("<p>first</p>");
    }

    @Test
    void whatIsWrongWithAnEscalationIsSaidWithoutItsWords() {
        assertThat(EvidenceRules.problem(full())).isNull();
        Escalation noVersion = full();
        noVersion.setVersion(0);
        assertThat(EvidenceRules.problem(noVersion)).isEqualTo("field 'version' is 0; allowed: 1 or more");
        Escalation noPost = full();
        noPost.getSource().setValue(null);
        noPost.getPost().setText("");
        assertThat(EvidenceRules.problem(noPost)).contains("neither the post's record nor its words");
        noPost.getPost().setEvent(PostEvent.DELETED);
        assertThat(EvidenceRules.problem(noPost)).isNull();
        assertThat(EvidenceRules.problem(Escalations.pointer("p"))).isNull();
        Escalation withWords = Escalations.pointer("p");
        withWords.setPointerOnly(false);
        assertThat(EvidenceRules.mustNotBeKept(withWords)).isFalse();
        withWords.getPost().setText("any");
        assertThat(EvidenceRules.mustNotBeKept(withWords)).isTrue();
        assertThat(EvidenceRules.problem(withWords)).contains("only a pointer may be kept");
        Escalation withRecord = Escalations.pointer("p");
        withRecord.getPost().setOrigin(origin("any"));
        assertThat(EvidenceRules.mustNotBeKept(withRecord)).isTrue();
        assertThat(EvidenceRules.mustNotBeKept(full())).isFalse();
        Escalation tooMuch = full();
        tooMuch.setThread(Collections.nCopies(33, full().getThread().get(0)));
        assertThat(EvidenceRules.problem(tooMuch)).isEqualTo("field 'thread' has 33 entries; allowed: up to 32");
        Escalation tooLong = full();
        tooLong.setSummary("x".repeat(100_001));
        assertThat(EvidenceRules.problem(tooLong)).contains("100001 characters; allowed: up to 100000");
        Escalation unmasked = full();
        unmasked.getThread().get(0).setText(Escalations.WORDS);
        assertThat(EvidenceRules.problem(unmasked))
                .isEqualTo("field 'thread' has words of another author; allowed: masked, with their length alone");
        Escalation twice = full();
        twice.getThread().get(1).setPosition(-2);
        assertThat(EvidenceRules.problem(twice)).contains("two posts at position -2");
        Escalation sameId = full();
        sameId.getCorrespondence().get(0).setId("n-1");
        assertThat(EvidenceRules.problem(sameId)).contains("two documents with one id");
    }

    private Path seal(Escalation escalation) {
        Path folder = temp.resolve("vault");
        try (Vault vault = TestVaults.open(folder)) {
            return folder.resolve(((SealResult.Sealed) vault.seal(Escalations.evidence(escalation))).location());
        }
    }

    private static Escalation full() {
        Escalation escalation = Escalations.of("p-1");
        escalation.setRevisions(List.of(new PostRevision(earlier(), post())));
        escalation.setThread(List.of(
                near(-2, "other-1", null, 5),
                near(-1, "other-1", null, 17),
                near(1, "author", "that is what I said", 19)));
        escalation.setMedia(List.of(new MediaReference("https://img.example/1.jpg", "ab", "image/jpeg", 12L)));
        escalation.setModels(List.of(
                new ModelReference("linear", "7", "00", "# What it cannot do"),
                new ModelReference("names", "2", null, null)));
        escalation.setNotices(List.of(exhibit("n-1", "notice.txt")));
        escalation.setCorrespondence(List.of(exhibit("l-1", "letter.pdf")));
        escalation.setNotCollected(List.of("Replies by private message: we do not read those."));
        return escalation;
    }

    private static RawRecord earlier() {
        return RawRecord.newBuilder()
                .setTopic("posts")
                .setPartition(3)
                .setOffset(11)
                .setTimestamp(TestVaults.NOW)
                .setValue(ByteBuffer.wrap(new byte[] {1, 2}))
                .setWriterSchema("\"string\"")
                .build();
    }

    private static PostOrigin origin(String record) {
        RawRecord raw = RawRecord.newBuilder(earlier())
                .setValue(ByteBuffer.wrap(record.getBytes(StandardCharsets.UTF_8)))
                .build();
        return PostOrigin.newBuilder()
                .setSource("forum")
                .setMapping("0123456789abcdef")
                .setRecord(raw)
                .build();
    }

    private static String record(byte[] postJson) throws IOException {
        byte[] bytes =
                new ObjectMapper().readTree(postJson).at("/origin/record/value").binaryValue();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Post post() {
        return Post.newBuilder(Escalations.of("p-1").getPost())
                .setText("as it was first")
                .build();
    }

    private static ThreadPost near(int position, String author, String text, int length) {
        return ThreadPost.newBuilder()
                .setPosition(position)
                .setPost("q" + position)
                .setRevision(1)
                .setAuthor(author)
                .setText(text)
                .setTextLength(length)
                .setTopic("posts")
                .setPartition(3)
                .setOffset(100 + position)
                .setCreatedAt(TestVaults.NOW)
                .build();
    }

    private static Exhibit exhibit(String id, String name) {
        return Exhibit.newBuilder()
                .setId(id)
                .setName(name)
                .setAt(TestVaults.NOW)
                .setContent(ByteBuffer.wrap("words".getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
