package dev.sluice.escalation.vault;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A DSSE envelope (Dead Simple Signing Envelope, version 1 of secure-systems-lab/dsse) with one signature, around an
 * in-toto statement. What is signed names the payload's type and length, so that nothing else can be taken for it.
 *
 * @param payload what is signed
 * @param keyId who signed
 * @param signature raw Ed25519
 */
record Dsse(byte[] payload, String keyId, byte[] signature) {
    /** The type of what is signed. */
    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Signs a payload. */
    static Dsse sign(byte[] payload, SigningKey key) {
        return new Dsse(payload, key.verificationKey().id(), key.sign(preAuthEncoding(payload)));
    }

    /** The envelope's bytes. */
    byte[] bytes() {
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("payload", Base64.getEncoder().encodeToString(payload));
        envelope.put("payloadType", PAYLOAD_TYPE);
        envelope.putArray("signatures")
                .addObject()
                .put("keyid", keyId)
                .put("sig", Base64.getEncoder().encodeToString(signature));
        return (envelope + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The envelope in these bytes, which must be exactly those that {@link #bytes} gives: no byte of it may be without a
     * meaning.
     *
     * @throws IOException where they are not
     */
    static Dsse parse(byte[] bytes) throws IOException {
        try {
            JsonNode envelope = JSON.readTree(bytes);
            JsonNode signature = envelope.path("signatures").path(0);
            Dsse dsse = new Dsse(
                    Base64.getDecoder().decode(envelope.path("payload").asText()),
                    signature.path("keyid").asText(),
                    Base64.getDecoder().decode(signature.path("sig").asText()));
            if (!Arrays.equals(dsse.bytes(), bytes)) {
                throw new IOException("it is not in the form that it was written in");
            }
            return dsse;
        } catch (IllegalArgumentException e) {
            throw new IOException("it holds what is no Base64", e);
        }
    }

    /** Whether the signature is this key's. */
    boolean isSignedBy(VerificationKey key) {
        return key.id().equals(keyId) && key.verifies(preAuthEncoding(payload), signature);
    }

    /** PAE of the DSSE protocol: {@code "DSSEv1" SP len(type) SP type SP len(body) SP body}. */
    private static byte[] preAuthEncoding(byte[] payload) {
        String head = "DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] encoded = Arrays.copyOf(start, start.length + payload.length);
        System.arraycopy(payload, 0, encoded, start.length, payload.length);
        return encoded;
    }

    @Override
    public String toString() {
        return "Dsse[" + payload.length + " bytes, key " + keyId + "]";
    }
}
