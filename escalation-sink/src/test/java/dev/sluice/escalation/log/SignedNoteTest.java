package dev.sluice.escalation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.log.NoteKey.Use;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    /** Key and note of the documentation of Go's golang.org/x/mod/sumdb/note. */
    private static final String GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String GO_NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    @Test
    void noteThatGoSignedIsSignedHere() {
        NoteKey key = NoteKey.parse(GO_KEY);
        SignedNote note = SignedNote.parse(utf8(GO_NOTE));
        assertThat(key.text()).isEqualTo(GO_KEY);
        assertThat(note.signedBy(key)).isTrue();
        assertThat(note.bytes()).isEqualTo(utf8(GO_NOTE));
        SignedNote other = SignedNote.parse(utf8(GO_NOTE.replace("answer", "amswer")));
        assertThat(other.signedBy(key)).isFalse();
    }

    @Test
    void checkpointComesBackAsItWasSigned() {
        TestSigner log = TestSigner.of("log.example/evidence", Use.NOTE);
        Checkpoint checkpoint = new Checkpoint("log.example/evidence", 3, TreeHash.leaf(new byte[] {1}));
        SignedNote note = SignedNote.parse(checkpoint.sign(log).bytes());
        assertThat(Checkpoint.of(note)).isEqualTo(checkpoint);
        assertThat(note.signedBy(log.key())).isTrue();
        assertThat(note.signedBy(TestSigner.of("log.example/evidence", Use.NOTE).key()))
                .isFalse();
        assertThat(NoteKey.parse(log.key().text())).isEqualTo(log.key());
    }

    @Test
    void cosignatureSaysWhenAndLeavesTheRestAsItWas() {
        TestSigner log = TestSigner.of("log.example/evidence", Use.NOTE);
        TestSigner witness = TestSigner.of("legal.example/desk", Use.COSIGNATURE);
        SignedNote note = new Checkpoint("log.example/evidence", 0, TreeHash.EMPTY).sign(log);
        SignedNote cosigned = SignedNote.parse(note.cosign(witness, AT).bytes());
        assertThat(cosigned.cosignedBy(witness.key())).contains(AT);
        assertThat(cosigned.signedBy(log.key())).isTrue();
        assertThat(cosigned.signedBy(witness.key())).isFalse();
        assertThat(note.cosignedBy(witness.key())).isEmpty();
        String later = new String(cosigned.bytes(), StandardCharsets.UTF_8).replaceFirst("\n0\n", "\n1\n");
        assertThat(SignedNote.parse(utf8(later)).cosignedBy(witness.key())).isEmpty();
    }

    @Test
    void wrongSignatureOfAKnownKeyIsNotMadeGoodByARightOne() {
        TestSigner log = TestSigner.of("log.example/evidence", Use.NOTE);
        SignedNote note = new Checkpoint("log.example/evidence", 0, TreeHash.EMPTY).sign(log);
        SignedNote other = new Checkpoint("log.example/evidence", 1, TreeHash.EMPTY).sign(log);
        SignedNote both = new SignedNote(
                note.text(),
                List.of(note.signatures().get(0), other.signatures().get(0)));
        assertThat(both.signedBy(log.key())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n- name AAAAAAA=\n",
                "text\n\n— name\n",
                "text\n\n— name AAAA\n",
                "text\n\n— name not-base64\n",
                "text\u0007\n\n— name AAAAAAA=\n",
                "text\n\n— name AAAAAAA="
            })
    void whatIsNoNoteIsRefused(String text) {
        assertThatThrownBy(() -> SignedNote.parse(utf8(text))).isInstanceOf(LogException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o\n1\n", "o\n01\nAA\n", "o\n-1\nAA\n", "o\n1\nAAAA\n", "o o\n0\n%s\n", "o\n0\n%s\nmore\n"})
    void whatIsNoCheckpointIsRefused(String text) {
        String filled = text.replace("%s", TreeHash.EMPTY.base64());
        SignedNote note = SignedNote.sign(filled, TestSigner.of("o", Use.NOTE));
        assertThatThrownBy(() -> Checkpoint.of(note)).isInstanceOf(LogException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void whatIsNoVerifierKeyIsRefused(String text) {
        assertThatThrownBy(() -> NoteKey.parse(text)).isInstanceOf(LogException.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
