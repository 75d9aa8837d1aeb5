package dev.sluice.escalation.vault;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.schemas.encryption.KeyFileRights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private Ed25519 key, such as the one that seals evidence. Kept in a PKCS#8 PEM file that only its owner can read, as {@code
 * openssl genpkey -algorithm ed25519} writes it. Prints its id only. Thread-safe.
 */
public final class SigningKey {
    private static final String LABEL = "PRIVATE KEY";
    private static final int LARGEST_FILE_BYTES = 1 << 14;
    /** What a public key in X.509 form has before its 32 bytes (RFC 8410 section 4). */
    private static final byte[] X509_START = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Ed25519PrivateKeyParameters privateKey;
    private final VerificationKey verificationKey;

    private SigningKey(Ed25519PrivateKeyParameters privateKey, VerificationKey verificationKey) {
        this.privateKey = privateKey;
        this.verificationKey = verificationKey;
    }

    /**
     * The key in a file.
     *
     * @throws VaultException where the file is missing, others can read it, or it holds no Ed25519 key
     */
    public static SigningKey load(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new VaultException("key file '" + file + "' does not exist; allowed: a PKCS#8 PEM file with an"
                    + " Ed25519 key (openssl genpkey -algorithm ed25519)");
        }
        requireOursAlone(file);
        String pem = SmallFiles.text(file, LARGEST_FILE_BYTES, "key file");
        try {
            List<byte[]> blocks = Pem.decode(pem, LABEL);
            if (blocks.size() != 1) {
                throw new VaultException("key file '" + file + "' holds " + blocks.size()
                        + " private keys; allowed: one (BEGIN " + LABEL + ")");
            }
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(blocks.get(0)));
            return of(seedOf(key), file.toString());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause may show parts of the key.
            throw new VaultException("key file '" + file + "' holds no Ed25519 private key; allowed: PKCS#8 in PEM");
        }
    }

    /**
     * Makes a new key and its file, readable by its owner only. The file has its name only once all of it is on the
     * device, and never takes the place of another one.
     *
     * @throws VaultException where the file exists or cannot be written
     */
    public static SigningKey create(Path file) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] pem = Pem.encode(LABEL, pair.getPrivate().getEncoded()).getBytes(StandardCharsets.US_ASCII);
            new DurableFiles(StepHook.NONE).publishSecret(file, pem);
            return of(seedOf(pair.getPrivate()), file.toString());
        } catch (FileAlreadyExistsException e) {
            throw new VaultException("key file '" + file + "' exists already; allowed: a new name", e);
        } catch (IOException e) {
            throw new VaultException("key file '" + file + "' cannot be written (" + reason(e) + ")", e);
        } catch (GeneralSecurityException e) {
            throw new VaultException("this Java platform has no Ed25519", e);
        }
    }

    /** The public half. */
    public VerificationKey verificationKey() {
        return verificationKey;
    }

    /**
     * The signature over these bytes: 64 bytes, the same each time (RFC 8032). Not the platform's implementation, which
     * takes some ten times as long, and there are two signatures in each package.
     */
    public byte[] sign(byte[] content) {
        byte[] signature = new byte[Ed25519PrivateKeyParameters.SIGNATURE_SIZE];
        privateKey.sign(Ed25519.Algorithm.Ed25519, null, content, 0, content.length, signature, 0);
        return signature;
    }

    @Override
    public String toString() {
        return "SigningKey[id=" + verificationKey.id() + "]";
    }

    /**
     * A PKCS#8 file need not hold the public key, and the platform does not derive it. The probe shows that what signs
     * here and what verifies, which are two implementations, agree.
     */
    private static SigningKey of(byte[] seed, String where) throws GeneralSecurityException {
        Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(seed);
        ByteBuffer encoded = ByteBuffer.allocate(X509_START.length + Ed25519PublicKeyParameters.KEY_SIZE);
        encoded.put(X509_START).put(key.generatePublicKey().getEncoded());
        VerificationKey derived = VerificationKey.of(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.array())));
        byte[] probe = derived.id().getBytes(StandardCharsets.US_ASCII);
        SigningKey signing = new SigningKey(key, derived);
        if (!derived.verifies(probe, signing.sign(probe))) {
            throw new VaultException("the public half of key file '" + where + "' cannot be derived on this platform");
        }
        return signing;
    }

    private static byte[] seedOf(PrivateKey key) throws GeneralSecurityException {
        return ((EdECPrivateKey) key).getBytes().orElseThrow(GeneralSecurityException::new);
    }

    private static void requireOursAlone(Path file) {
        try {
            String problem = KeyFileRights.problem(file);
            if (problem != null) {
                throw new VaultException("key file '" + file + "' " + problem);
            }
        } catch (IOException e) {
            throw new VaultException("key file '" + file + "' cannot be read (" + reason(e) + ")", e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName();
    }
}
