package dev.sluice.app.notices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.PosterIdentity;
import dev.sluice.schemas.encryption.Clear;
import dev.sluice.schemas.encryption.Erased;
import dev.sluice.schemas.encryption.FieldCipher;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What posters say of themselves: encrypted before it leaves this process, in a topic of its own, under a key of its own
 * for each notice. The flow of notices never sees any of it, not even the ciphertext.
 */
public final class PosterIdentities {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELD = "details";

    private final TopicClient topics;
    private final FieldCipher cipher;
    private final Clock clock;

    /**
     * Identities in the topics of a cluster.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param prefix what the deployment puts before topic names
     */
    public PosterIdentities(
            Map<String, Object> client, SchemaRegistry registry, String prefix, FieldCipher cipher, Clock clock) {
        this.topics = new TopicClient(client, registry, prefix);
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * Keeps details, encrypted.
     *
     * @param by pseudonym of who takes them in
     * @return the key of their record
     */
    public String keep(String notice, PosterDetails details, boolean consents, String by) {
        String id = notice + "/identity/" + UUID.randomUUID();
        PosterIdentity record = PosterIdentity.newBuilder()
                .setId(id)
                .setNotice(notice)
                .setDetails(ByteBuffer.wrap(encrypt(notice, id, details)))
                .setConsents(consents)
                .setTakenBy(by)
                .setAt(clock.instant())
                .build();
        topics.write(TopicCatalogue.POSTER_IDENTITIES, id, record);
        return id;
    }

    private byte[] encrypt(String notice, String id, PosterDetails details) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", details.name());
        json.put("address", details.address());
        try {
            return cipher.encrypt(subject(notice), schema(), FIELD, id, JSON.writeValueAsBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException("details cannot be written as JSON", e);
        }
    }

    /** Takes back details that were kept for a reply that was refused. */
    public void drop(String id) {
        topics.write(TopicCatalogue.POSTER_IDENTITIES, id, null);
    }

    /**
     * Reads details. Only after the disclosure was recorded.
     *
     * @return null where there are none of this key, or they were erased
     * @throws dev.sluice.schemas.encryption.EncryptionException where they were changed, or the key is lost
     */
    public @Nullable PosterDetails read(String id) {
        List<PosterIdentity> found = new ArrayList<>();
        topics.read(TopicCatalogue.POSTER_IDENTITIES, (key, record) -> {
            if (key.equals(id)) {
                found.clear();
                if (record != null) {
                    found.add(record);
                }
            }
        });
        if (found.isEmpty()) {
            return null;
        }
        PosterIdentity record = found.getFirst();
        ByteBuffer details = record.getDetails().duplicate();
        byte[] bytes = new byte[details.remaining()];
        details.get(bytes);
        return switch (cipher.decrypt(subject(record.getNotice()), schema(), FIELD, id, bytes)) {
            case Clear clear -> details(clear);
            case Erased erased -> null;
        };
    }

    private static PosterDetails details(Clear clear) {
        try {
            JsonNode json = JSON.readTree(clear.bytes());
            return new PosterDetails(
                    json.path("name").asText(), json.path("address").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("details of a poster are not JSON", e);
        }
    }

    /** Whose key it is: that of the poster of one notice. */
    public static String subject(String notice) {
        return "poster:" + notice;
    }

    private static String schema() {
        return PosterIdentity.getClassSchema().getFullName();
    }
}
