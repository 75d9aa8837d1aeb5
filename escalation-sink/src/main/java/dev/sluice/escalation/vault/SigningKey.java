package dev.sluice.escalation.vault;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The private Ed25519 key that seals evidence. Kept in a PKCS#8 PEM file that only its owner can read, as {@code
 * openssl genpkey -algorithm ed25519} writes it. Prints its id only. Thread-safe.
 */
public final class SigningKey {
    private static final String LABEL = "PRIVATE KEY";
    private static final int LARGEST_FILE_BYTES = 1 << 14;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final PrivateKey privateKey;
    private final VerificationKey verificationKey;

    private SigningKey(PrivateKey privateKey, VerificationKey verificationKey) {
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
        requireOwnerOnly(file);
        String pem = SmallFiles.text(file, LARGEST_FILE_BYTES, "key file");
        try {
            List<byte[]> blocks = Pem.decode(pem, LABEL);
            if (blocks.size() != 1) {
                throw new VaultException("key file '" + file + "' holds " + blocks.size()
                        + " private keys; allowed: one (BEGIN " + LABEL + ")");
            }
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(blocks.get(0)));
            return withPublicKey(key, file);
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
            return new SigningKey(pair.getPrivate(), VerificationKey.of(pair.getPublic()));
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

    /** The signature over these bytes: 64 bytes, the same each time (RFC 8032). */
    public byte[] sign(byte[] content) {
        try {
            return sign(privateKey, content);
        } catch (GeneralSecurityException e) {
            throw new VaultException("key " + verificationKey.id() + " cannot sign", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[id=" + verificationKey.id() + "]";
    }

    private static byte[] sign(PrivateKey key, byte[] content) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(key);
        signer.update(content);
        return signer.sign();
    }

    /**
     * A PKCS#8 file need not hold the public key, and the platform does not derive it; but its generator makes the pair
     * of whatever seed its random source yields. The probe shows that the pair is one.
     */
    private static SigningKey withPublicKey(PrivateKey key, Path file) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow(GeneralSecurityException::new);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new SeedSource(seed));
        VerificationKey derived = VerificationKey.of(generator.generateKeyPair().getPublic());
        byte[] probe = derived.id().getBytes(StandardCharsets.US_ASCII);
        if (!derived.verifies(probe, sign(key, probe))) {
            throw new VaultException("the public half of key file '" + file + "' cannot be derived on this platform");
        }
        return new SigningKey(key, derived);
    }

    private static void requireOwnerOnly(Path file) {
        try {
            if (!posix(file)) {
                return;
            }
            Set<PosixFilePermission> actual = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(actual)) {
                throw new VaultException("key file '" + file + "' has permissions "
                        + PosixFilePermissions.toString(actual) + "; allowed: rw------- or r--------");
            }
        } catch (IOException e) {
            throw new VaultException("key file '" + file + "' cannot be read (" + reason(e) + ")", e);
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName();
    }

    /** Yields one seed. */
    private static final class SeedSource extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] seed;

        private SeedSource(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
