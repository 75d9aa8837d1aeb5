package dev.sluice.topology.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may approve policies, and by which Ed25519 key: the file {@code approvers.yaml} beside the packs. It is part of a
 * deployment and never travels over a topic: what it says is what releases are measured by.
 */
public final class Approvers {
    /** The file's name in the folder of policies. */
    public static final String FILE = "approvers.yaml";

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([._@-][a-z0-9]+)*");
    private static final String NAME_ALLOWED =
            "lower-case letters and digits, with '.', '_', '@' or '-' between, at most 100";
    private static final int LONGEST_NAME = 100;
    private static final int MOST = 100;
    private static final int ID_LENGTH = 32;

    private final List<Approver> approvers;

    private Approvers(List<Approver> approvers) {
        this.approvers = List.copyOf(approvers);
    }

    /**
     * One person.
     *
     * @param name who it is
     * @param keyId see {@link Approvers#keyId}
     * @param key verifies what the person signs
     * @param until what was published from then on the person can no longer approve; null for no end
     */
    public record Approver(
            String name,
            String keyId,
            PublicKey key,
            @Nullable Instant until) {
        /** A person who may approve without an end. */
        public Approver(String name, String keyId, PublicKey key) {
            this(name, keyId, key, null);
        }

        /** Whether the person may approve what is published at this instant. */
        public boolean mayApprove(Instant publishedAt) {
            return until == null || publishedAt.isBefore(until);
        }
    }

    /** Nobody: no release is accepted. */
    public static Approvers nobody() {
        return new Approvers(List.of());
    }

    /** These people. */
    public static Approvers of(List<Approver> approvers) {
        return new Approvers(approvers);
    }

    /**
     * The approvers of a folder of policies; nobody where it has no such file.
     *
     * @throws PolicyException where the file is wrong, naming file and line
     */
    public static Approvers load(Path policiesDir) {
        Path file = policiesDir.resolve(FILE);
        return Files.isRegularFile(file) ? parse(file.toString(), NodeReader.text(file)) : nobody();
    }

    /** Reads the file's text. */
    static Approvers parse(String source, String text) {
        Fields file = Fields.of(NodeReader.yaml(source, text), "the list of approvers", List.of("approvers"));
        List<Approver> approvers = new ArrayList<>();
        for (Node node : file.items("approvers")) {
            Fields fields = Fields.of(node, "an approver", List.of("name", "key", "until"));
            Approver approver = approver(fields);
            for (Approver other : approvers) {
                if (other.name().equals(approver.name()) || other.keyId().equals(approver.keyId())) {
                    throw node.place()
                            .error("approver '" + approver.name() + "' has the name or the key of approver '"
                                    + other.name() + "'; allowed: one key for each person");
                }
            }
            approvers.add(approver);
        }
        if (approvers.size() > MOST) {
            throw file.place("approvers")
                    .error("there are " + approvers.size() + " approvers; allowed: at most " + MOST);
        }
        return new Approvers(approvers);
    }

    private static Approver approver(Fields fields) {
        String name = fields.text("name");
        if (!isName(name)) {
            throw fields.wrong("name", NAME_ALLOWED);
        }
        try {
            PublicKey key = publicKey(fields.text("key"));
            return new Approver(name, keyId(key), key, until(fields));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw fields.place("key")
                    .error("key 'key' of approver '" + name + "' is no Ed25519 public key; allowed: what 'openssl pkey"
                            + " -pubout' prints");
        }
    }

    private static @Nullable Instant until(Fields fields) {
        String until = fields.textOrNull("until");
        try {
            return until == null ? null : Instant.parse(until);
        } catch (DateTimeParseException e) {
            throw fields.wrong("until", "an instant such as 2026-05-01T12:00:00Z");
        }
    }

    private static PublicKey publicKey(String pem) throws GeneralSecurityException {
        String base64 = pem.replace("-----BEGIN PUBLIC KEY-----", "")
                .replace("-----END PUBLIC KEY-----", "")
                .replaceAll("\\s", "");
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    /** The id of a key: the first 32 hex digits of SHA-256 over its SubjectPublicKeyInfo (RFC 8410). */
    public static String keyId(PublicKey key) {
        return Sha256.of(key.getEncoded()).substring(0, ID_LENGTH);
    }

    /** Whether this may name a person: short, and on one line. */
    public static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }

    /** What {@link #isName} lets through, for messages. */
    public static String allowedNames() {
        return NAME_ALLOWED;
    }

    /** The approver of this name, or null. */
    public @Nullable Approver named(String name) {
        for (Approver approver : approvers) {
            if (approver.name().equals(name)) {
                return approver;
            }
        }
        return null;
    }

    /** All, in the order of the file. */
    public List<Approver> all() {
        return approvers;
    }
}
