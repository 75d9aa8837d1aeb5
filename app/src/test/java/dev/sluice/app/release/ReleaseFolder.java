package dev.sluice.app.release;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.vault.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of policies with a pack, approvers and their keys, and the commands that work on it. */
final class ReleaseFolder {
    private static final Path SHIPPED = Path.of(System.getProperty("sluice.home"), "policies");

    private final Path folder;
    private final Path policies;

    ReleaseFolder(Path folder, String... people) throws IOException {
        this.folder = folder;
        this.policies = folder.resolve("policies");
        copy("rules");
        copy("lexicons");
        copy("notices");
        StringBuilder approvers = new StringBuilder("approvers:\n");
        for (String name : people) {
            String pem = SigningKey.create(key(name)).verificationKey().pem();
            approvers.append("  - name: ").append(name).append("\n    key: |\n");
            pem.lines().forEach(line -> approvers.append("      ").append(line).append('\n'));
        }
        Files.writeString(policies.resolve("approvers.yaml"), approvers);
    }

    private void copy(String part) throws IOException {
        Path target = Files.createDirectories(policies.resolve(part));
        try (Stream<Path> files = Files.list(SHIPPED.resolve(part))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    /** Writes the pack. */
    Path pack(String version, String bound) throws IOException {
        Path pack = Files.createDirectories(policies.resolve("test"));
        Files.writeString(pack.resolve("policy.yaml"), """
                policy: test
                version: "%s"
                description: A pack whose bound moves.
                owner: testers
                communities: ["*"]
                jurisdictions: [EU]
                riskFloor: 0.25
                rules:
                  - id: insult
                    description: Rude.
                    status: live
                    when: risk.insult >= %s
                    then: {outcome: review, queue: general, deadline: PT1H}
                    examples: [{risk: {insult: 0.95}, outcome: review}]
                """.formatted(version, bound));
        return pack;
    }

    Path policies() {
        return policies;
    }

    Path key(String name) {
        return folder.resolve(name + ".pem");
    }

    Path approval(String name) {
        return folder.resolve(name + ".json");
    }

    /** What a command printed, and how it ended. */
    record Ended(int exitCode, String output) {}

    /** Signs the pack as it is. */
    Ended approve(String author, String approver) throws IOException {
        Files.deleteIfExists(approval(approver));
        return run(
                "policy",
                "approve",
                "--policy",
                policies.resolve("test").toString(),
                "--author",
                author,
                "--approver",
                approver,
                "--key",
                key(approver).toString(),
                "--out",
                approval(approver).toString());
    }

    /** Releases the pack as it is. */
    Ended release(Path config, String author, String... approvers) {
        List<String> arguments = new ArrayList<>(List.of("policy", "release", "--author", author));
        arguments.addAll(List.of("--policy", policies.resolve("test").toString(), "--config", config.toString()));
        for (String approver : approvers) {
            arguments.addAll(List.of("--approval", approval(approver).toString()));
        }
        return run(arguments.toArray(String[]::new));
    }

    static Ended run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exitCode = Sluice.run(new Terminal(InputStream.nullInputStream(), stream, stream, false), arguments);
        return new Ended(exitCode, out.toString(StandardCharsets.UTF_8));
    }
}
