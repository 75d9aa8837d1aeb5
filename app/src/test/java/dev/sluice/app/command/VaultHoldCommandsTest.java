package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.notices.PosterIdentities;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.vault.Evidence;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.encryption.Clear;
import dev.sluice.schemas.encryption.Erased;
import dev.sluice.schemas.encryption.FieldCipher;
import dev.sluice.schemas.encryption.KeyFolder;
import dev.sluice.schemas.encryption.LocalKeyFile;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultHoldCommandsTest {
    private static final List<String> MIRA =
            List.of("--actor", "mira.example", "--role", "legal", "--purpose", "claim");
    private static final List<String> NOAH = List.of("--actor", "noah.example", "--role", "legal", "--purpose", "over");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private String vault;
    private String id;

    @BeforeEach
    void seals() {
        ShippedSchemas.trustGeneratedClasses();
        vault = folder.resolve("vault").toString();
        SigningKey key = SigningKey.create(folder.resolve("key.pem"));
        Escalation escalation = VaultCommandsTest.escalation();
        escalation.getPost().setAuthor("m-7");
        try (Vault open = Vault.open(new VaultSettings(Path.of(vault), "test", "sluice-sink"), key)) {
            id = open.seal(new Evidence(escalation, new byte[] {1}, ShippedSchemas.plain(Escalation.getClassSchema())))
                    .packageId();
        }
    }

    @Test
    void aHoldIsPlacedListedAndReleasedByTwo() {
        String hold = place();
        assertThat(text(out)).contains("ACTIVE  litigation  author m-7").contains("1 versions of packages are on hold");
        assertThat(run(List.of("vault", "hold", "list", vault))).isZero();
        assertThat(text(out)).contains(hold + "  ACTIVE").contains("1 holds stand, 0 released");
        assertThat(run(List.of("vault", "hold", "release", vault, hold), MIRA)).isZero();
        assertThat(text(out)).contains("mira.example proposes to release it");
        assertThat(run(List.of("vault", "hold", "release", vault, hold, "--approve"), MIRA))
                .isEqualTo(1);
        assertThat(text(errors)).contains("allowed: approval by somebody else");
        assertThat(run(List.of("vault", "hold", "release", vault, hold, "--approve"), NOAH))
                .isZero();
        assertThat(text(out)).contains("RELEASED").contains("0 versions of packages are on hold");
        assertThat(run(List.of("vault", "hold", "list", vault, "--all"))).isZero();
        assertThat(text(out)).contains("released by noah.example").contains("0 holds stand, 1 released");
    }

    @Test
    void whatCannotBeHeldIsSaidInOneLine() {
        assertThat(run(
                        List.of("vault", "hold", "place", vault, "--kind", "forever", "--author", "a", "--basis", "b"),
                        MIRA))
                .isEqualTo(2);
        assertThat(text(errors)).contains("kind of hold 'forever' is unknown; allowed: litigation, regulator,");
        assertThat(run(List.of("vault", "hold", "place", vault, "--kind", "litigation", "--basis", "b"), MIRA))
                .isEqualTo(2);
        assertThat(text(errors)).contains("hold names 0 things to keep");
        assertThat(run(
                        List.of("vault", "hold", "place", vault, "--kind", "litigation", "--case", "x", "--basis", "b"),
                        MIRA))
                .isEqualTo(1);
        assertThat(text(errors)).contains("no evidence of the case is in vault");
        assertThat(run(List.of("vault", "hold", "review", vault, "ffff", "--next", "soon"), MIRA))
                .isEqualTo(2);
        assertThat(text(errors)).contains("date 'soon' cannot be used");
    }

    @Test
    void aPreservationRequestIsRenewed() {
        assertThat(run(
                        List.of(
                                "vault",
                                "hold",
                                "place",
                                vault,
                                "--kind",
                                "preservation-request",
                                "--package",
                                id,
                                "--basis",
                                "18 USC 2703(f)",
                                "--reference",
                                "12-A"),
                        MIRA))
                .as(text(errors))
                .isZero();
        String hold = text(out).substring(0, 16);
        assertThat(run(List.of("vault", "hold", "activate", vault, hold), MIRA)).isZero();
        assertThat(run(List.of("vault", "hold", "renew", vault, hold), MIRA)).isZero();
        assertThat(text(out)).contains(", renewed 1");
    }

    @Test
    void expiryRunsDryAndSaysWhatIsHeld() throws IOException {
        assertThat(run(List.of("vault", "expire", vault, "--dry-run"), MIRA))
                .as(text(errors))
                .isZero();
        assertThat(text(out)).contains("would be deleted: 0, not due: 1, on hold: 0, not deleted: 0");
        var unused = place();
        assertThat(run(List.of("vault", "expire", vault), MIRA)).isZero();
        assertThat(text(out)).contains(id + "  held by ").contains("on hold: 1");
        Path schedule = Files.writeString(folder.resolve("short.yaml"), "schedule: short\nversion: 1\n");
        assertThat(run(List.of("vault", "expire", vault, "--schedule", schedule.toString()), MIRA))
                .isNotZero();
        assertThat(text(errors)).contains("short.yaml:2: key 'version' of retention");
    }

    @Test
    void erasureWaitsForTheHoldAndRunsWithItsRelease() throws IOException {
        LocalKeyFile kek = LocalKeyFile.create(folder.resolve("kek.json"));
        Path people = folder.resolve("people");
        FieldCipher cipher = new FieldCipher(KeyFolder.open(people), kek, InstantSource.system());
        byte[] field = cipher.encrypt("m-7", "Statement", "text", "s-1", new byte[] {1});
        String hold = place();
        List<String> erase = List.of(
                "vault", "erase", vault, "--author", "m-7", "--reference", "E-4", "--subject-keys", people.toString());
        assertThat(run(erase, MIRA)).as(text(errors)).isZero();
        assertThat(text(out)).contains("(E-4): DEFERRED, waits for holds " + hold);
        assertThat(cipher.decrypt("m-7", "Statement", "text", "s-1", field)).isInstanceOf(Clear.class);
        assertThat(run(List.of("vault", "erase", vault, "--pending"), MIRA)).isZero();
        assertThat(text(out)).contains("1 requests were open");
        assertThat(run(List.of("vault", "hold", "release", vault, hold), MIRA)).isZero();
        assertThat(run(List.of("vault", "hold", "release", vault, hold, "--approve"), NOAH))
                .isZero();
        assertThat(text(out)).contains("(E-4): COMPLETED").contains("kept " + id + ": kept until ");
        assertThat(cipher.decrypt("m-7", "Statement", "text", "s-1", field)).isInstanceOf(Erased.class);
        assertThat(run(List.of("vault", "erase", vault, "--author", "m-7"), MIRA))
                .isEqualTo(2);
        assertThat(text(errors)).contains("half of one");
    }

    /** What docs/defamation.md tells of how a poster's details are destroyed. */
    @Test
    void detailsOfAPosterAreErasedAsAPersonIs() throws IOException {
        LocalKeyFile kek = LocalKeyFile.create(folder.resolve("kek.json"));
        Path posters = folder.resolve("posters");
        FieldCipher cipher = new FieldCipher(KeyFolder.open(posters), kek, InstantSource.system());
        byte[] one =
                cipher.encrypt(PosterIdentities.subject("n-1"), "PosterIdentity", "details", "i-1", new byte[] {1});
        byte[] other =
                cipher.encrypt(PosterIdentities.subject("n-2"), "PosterIdentity", "details", "i-2", new byte[] {1});

        List<String> erase = List.of(
                "vault",
                "erase",
                vault,
                "--author",
                "poster:n-1",
                "--reference",
                "E-5",
                "--subject-keys",
                posters.toString());
        assertThat(run(erase, MIRA)).as(text(errors)).isZero();

        assertThat(text(out)).contains("(E-5): COMPLETED");
        assertThat(cipher.decrypt("poster:n-1", "PosterIdentity", "details", "i-1", one))
                .isInstanceOf(Erased.class);
        assertThat(cipher.decrypt("poster:n-2", "PosterIdentity", "details", "i-2", other))
                .isInstanceOf(Clear.class);
    }

    @Test
    void keysAreMadeAndRotated() {
        String file = folder.resolve("new.json").toString();
        String keys = folder.resolve("keys").toString();
        assertThat(run(List.of("keys", "create", file))).isZero();
        assertThat(run(List.of("keys", "create", file))).isEqualTo(1);
        assertThat(text(errors)).contains("exists already");
        assertThat(run(List.of("keys", "rotate", file, "--folder", keys))).isEqualTo(1);
        assertThat(text(errors)).contains("keys' does not exist");
    }

    private String place() {
        int code = run(
                List.of(
                        "vault",
                        "hold",
                        "place",
                        vault,
                        "--kind",
                        "litigation",
                        "--author",
                        "m-7",
                        "--basis",
                        "letter",
                        "--activate"),
                MIRA);
        assertThat(code).as(text(errors)).isZero();
        return text(out).substring(0, 16);
    }

    @SafeVarargs
    private int run(List<String>... parts) {
        out.reset();
        errors.reset();
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return Sluice.run(
                new Terminal(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8),
                        false),
                all.toArray(String[]::new));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
