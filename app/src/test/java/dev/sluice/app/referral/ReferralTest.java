package dev.sluice.app.referral;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.digest.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A packet for law enforcement says what is held and what is not, and leaves only after the custody log has it. */
class ReferralTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private String seal(String category) {
        return SealedThreat.seal(folder.resolve("vault"), folder.resolve("key.pem"), category);
    }

    private int refer(String id, String authority, String role, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "vault",
                "refer",
                folder.resolve("vault").toString(),
                "--package",
                id,
                "--authority",
                authority,
                "--why",
                "The author says that it is in Berlin.",
                "--threat-case",
                "yes",
                "--field-of-crime",
                "Threat",
                "--explanation",
                "Names a place and a time.",
                "--service",
                "Allotment Forum, trust@forum.example",
                "--output",
                folder.resolve("packet").toString(),
                "--actor",
                "m.example",
                "--role",
                role,
                "--purpose",
                "article 18"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int receipt(String id, String authority, String role, String receipt) {
        return run(
                "vault",
                "referred",
                folder.resolve("vault").toString(),
                "--package",
                id,
                "--authority",
                authority,
                "--receipt",
                receipt,
                "--actor",
                "m.example",
                "--role",
                role,
                "--purpose",
                "article 18");
    }

    private int run(String... arguments) {
        return Sluice.run(
                new Terminal(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8),
                        false),
                arguments);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("vault/custody/custody.jsonl"));
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPacketSaysAllThatTheArticleAsksFor() throws IOException {
        String id = seal("THREAT_TO_LIFE");

        assertThat(refer(id, "de.bka", "legal", "--member-state", "DE"))
                .as(errors())
                .isZero();

        JsonNode packet = JSON.readTree(folder.resolve("packet/referral.json").toFile());
        assertThat(packet.at("/suspicion/threatCase").asBoolean()).isTrue();
        assertThat(packet.at("/suspicion/fieldOfCrime").asText()).isEqualTo("Threat");
        assertThat(packet.at("/suspicion/explanation").asText()).isEqualTo("Names a place and a time.");
        assertThat(packet.at("/suspicion/automaticFindings/rule").asText()).isEqualTo("threat.life");
        assertThat(packet.at("/suspicion/automaticFindings/signals/0/spans/0/end")
                        .asInt())
                .isEqualTo(29);
        assertThat(packet.at("/authority/article").asText()).isEqualTo("18(1)");
        assertThat(packet.at("/authority/memberStateConcerned").asText()).isEqualTo("DE");
        assertThat(packet.at("/content/text").asText()).isEqualTo(SealedThreat.WORDS);
        assertThat(packet.at("/content/publishedAt").asText()).isEqualTo("2026-07-01T21:30:00Z");
        assertThat(packet.at("/content/publishedAtInTheAuthoritysZone").asText())
                .isEqualTo("2026-07-01T23:30:00+02:00[Europe/Berlin]");
        assertThat(packet.at("/content/media/0/uri").asText()).isEqualTo("https://media.example/1");
        assertThat(packet.at("/recipientOfTheService/pseudonym").asText()).isEqualTo("author-17");
        assertThat(packet.at("/recipientOfTheService/accountOpenedAt").asText()).isEqualTo("2026-06-30T21:30:00Z");
        assertThat(packet.at("/recipientOfTheService/postsBefore").isNull()).isTrue();
        assertThat(packet.at("/notCollected").toString())
                .contains("IP addresses", "the thread was not kept", "exact address of the post");
        assertThat(packet.at("/evidence/package").asText()).isEqualTo(id);
        assertThat(packet.at("/evidence/files").size()).isEqualTo(7);
        assertThat(packet.at("/notice").asText()).contains("does not say that a law was broken", "no legal advice");
    }

    @Test
    void thePacketForPeopleAsksFirstWhatTheAuthorityAsksFirst() throws IOException {
        refer(seal("THREAT_TO_LIFE"), "de.bka", "legal", "--member-state", "DE");

        String text = Files.readString(folder.resolve("packet/referral.txt"));

        assertThat(text)
                .containsSubsequence(
                        "Threat case (life or safety at risk, harm foreseeable): yes",
                        "Field of crime:",
                        "Bundeskriminalamt",
                        "call 110",
                        "What is suspected",
                        "Words as posted",
                        "Published (UTC): 2026-07-01T21:30:00Z",
                        "Published (Europe/Berlin): 2026-07-01T23:30:00+02:00",
                        "author-17",
                        "Not held:",
                        "Package:")
                .contains("    | Package: forged[U+001B][2J [U+202E]reverse")
                .doesNotContain("\u001b", "\u202e", "\nPackage: forged");
        String sums = Files.readString(folder.resolve("packet/SHA256SUMS"));
        assertThat(sums)
                .contains(Sha256.hex(Files.readAllBytes(folder.resolve("packet/referral.json"))) + "  referral.json")
                .contains(Sha256.hex(Files.readAllBytes(folder.resolve("packet/referral.txt"))) + "  referral.txt");
    }

    @Test
    void theCustodyLogHasWhoSawItAndWhatLeftAndTheReceipt() throws IOException {
        String id = seal("THREAT_TO_LIFE");
        refer(id, "de.bka", "legal", "--member-state", "DE");
        String hash = Sha256.hex(Files.readAllBytes(folder.resolve("packet/referral.json")));

        assertThat(receipt(id, "de.bka", "legal", "BKA-2026-0042")).as(errors()).isZero();

        assertThat(log())
                .containsSubsequence(
                        "\"action\":\"VIEWED\",\"actor\":\"m.example\"",
                        "\"action\":\"EXPORTED\",\"actor\":\"m.example\"",
                        "article 18 packet sha256:" + hash + " for de.bka",
                        "\"action\":\"TRANSFERRED\",\"actor\":\"m.example\"",
                        "sha256:" + hash + " for de.bka, receipt: BKA-2026-0042");
        assertThat(run("vault", "verify", folder.resolve("vault").toString()))
                .as(out.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    @Test
    void aReceiptNeedsAPacketForThatAuthorityAndARoleThatMayHandItOver() {
        String id = seal("THREAT_TO_LIFE");
        assertThat(receipt(id, "de.bka", "legal", "x")).isEqualTo(2);
        assertThat(errors()).contains("no packet was made for authority 'de.bka'");
        refer(id, "de.bka", "legal", "--member-state", "DE");
        assertThat(receipt(id, "eu.europol", "legal", "x")).isEqualTo(2);
        assertThat(receipt(id, "de.bka", "auditor", "x")).isEqualTo(1);
        assertThat(receipt(id, "de.bka", "legal", "two\nlines")).isEqualTo(2);
    }

    @Test
    void whoMayNotSeeEvidenceGetsNoPacket() throws IOException {
        assertThat(refer(seal("THREAT_TO_LIFE"), "de.bka", "data-protection", "--member-state", "DE"))
                .isEqualTo(1);
        assertThat(errors()).contains("role 'data-protection' may not see evidence");
        assertThat(folder.resolve("packet")).doesNotExist();
        assertThat(log()).doesNotContain("VIEWED", "EXPORTED");
    }

    @Test
    void nothingLeavesWhereTheCustodyLogCannotBeWritten() throws IOException {
        String id = seal("THREAT_TO_LIFE");
        Path log = folder.resolve("vault/custody/custody.jsonl");
        Files.writeString(log, Files.readString(log).replace("SEALED", "SEALTD"));

        assertThat(refer(id, "de.bka", "legal", "--member-state", "DE")).isEqualTo(1);
        assertThat(folder.resolve("packet")).doesNotExist();
    }

    @Test
    void anythingButAThreatToLifeNeedsAReason() throws IOException {
        String id = seal("HATE_INCITEMENT");
        assertThat(refer(id, "de.bka", "legal", "--member-state", "DE")).isEqualTo(2);
        assertThat(errors()).contains("category 'HATE_INCITEMENT'; allowed: THREAT_TO_LIFE, or another with");
        assertThat(folder.resolve("packet")).doesNotExist();

        assertThat(refer(id, "de.bka", "legal", "--member-state", "DE", "--force-category", "It names a day."))
                .isZero();
        assertThat(Files.readString(folder.resolve("packet/referral.txt")))
                .contains("Not escalated as a threat to life; referred because:\n    | It names a day.");
    }

    @Test
    void childAbuseNeverGoesThisWayAndThePersonIsToldWhichWayItGoes() {
        String id = seal("CSEA");

        assertThat(refer(id, "de.bka", "legal", "--member-state", "DE", "--force-category", "They said so."))
                .isEqualTo(2);
        assertThat(errors()).contains("never referred in this way", "NCMEC", "National Crime Agency");
        assertThat(folder.resolve("packet")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        de.bka     | --member-state | FR | the Member State concerned is FR; allowed: an authority of FR
        eu.europol | --member-state | DE | the Member State concerned is DE
        de.bka     | --established  | IE | no Member State is said to be concerned
        de.bka     | --member-state | Germany | --member-state is 'Germany'; allowed: two capital letters
        fr.police  | --member-state | FR | authority 'fr.police' is not in legal/authorities.yaml
        """)
    void anAuthorityThatIsNotTheRightOneIsRefused(String authority, String option, String state, String message) {
        assertThat(refer(seal("THREAT_TO_LIFE"), authority, "legal", option, state))
                .isEqualTo(2);
        assertThat(errors()).contains(message);
        assertThat(folder.resolve("packet")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"eu.europol, IE", "de.bka, DE"})
    void whereTheMemberStateIsNotKnownOnesOwnOrEuropolIsTold(String authority, String established) throws IOException {
        assertThat(refer(seal("THREAT_TO_LIFE"), authority, "legal", "--established", established))
                .as(errors())
                .isZero();
        assertThat(JSON.readTree(folder.resolve("packet/referral.json").toFile())
                        .at("/authority/article")
                        .asText())
                .isEqualTo("18(2)");
    }

    @Test
    void aFolderThatIsThereIsNotWrittenTo() throws IOException {
        Files.createDirectory(folder.resolve("packet"));
        assertThat(refer(seal("THREAT_TO_LIFE"), "de.bka", "legal", "--member-state", "DE"))
                .isEqualTo(1);
        assertThat(errors()).contains("exists already");
        assertThat(log()).doesNotContain("VIEWED");
    }
}
