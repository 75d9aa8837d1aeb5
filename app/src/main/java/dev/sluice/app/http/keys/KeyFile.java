package dev.sluice.app.http.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of keys: a list {@code keys} of entries with {@code id}, {@code sha256}, {@code scopes} and, where wanted,
 * {@code expires}, {@code perSecond} and {@code burst}. Strict: an unknown field is an error.
 */
public final class KeyFile {
    private static final long MOST_BYTES = 4 << 20;
    private static final int MOST_PER_SECOND = 1_000_000;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private KeyFile() {}

    private record Content(@Nullable List<Entry> keys) {}

    private record Entry(
            @Nullable String id,
            @Nullable String sha256,
            @Nullable List<String> scopes,
            @Nullable String expires,
            @Nullable Integer perSecond,
            @Nullable Integer burst) {}

    /**
     * The keys in a file.
     *
     * @param before the keys of before, whose quotas go on where they allow the same; null for none
     * @throws KeyFileException in one line: the file, what is wrong, what is allowed
     */
    public static KeyRing read(Path file, Clock clock, @Nullable KeyRing before) {
        Content content;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new KeyFileException(file + ": is larger than " + MOST_BYTES + " bytes");
            }
            content = YAML.readValue(Files.readString(file), Content.class);
        } catch (JsonProcessingException e) {
            throw new KeyFileException(file + ":" + e.getLocation().getLineNr()
                    + ": is no list of keys; allowed: keys, each with id, sha256, scopes, expires, perSecond, burst");
        } catch (IOException e) {
            throw new KeyFileException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        if (content == null || content.keys() == null || content.keys().isEmpty()) {
            throw new KeyFileException(file + ": has no keys; allowed: a list 'keys' with one or more");
        }
        Map<ByteBuffer, ApiKey> byHash = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Entry entry : content.keys()) {
            add(file, entry, clock, before, byHash, ids);
        }
        return new KeyRing(byHash);
    }

    private static void add(
            Path file,
            @Nullable Entry entry,
            Clock clock,
            @Nullable KeyRing before,
            Map<ByteBuffer, ApiKey> byHash,
            Set<String> ids) {
        if (entry == null || entry.id() == null || !ID.matcher(entry.id()).matches()) {
            throw new KeyFileException(file + ": a key has no usable id; allowed: a-z, 0-9 and -, up to 64");
        }
        String key = file + ": key " + entry.id();
        if (!ids.add(entry.id())) {
            throw new KeyFileException(key + " is there twice; allowed: each id once");
        }
        if (entry.sha256() == null || !HASH.matcher(entry.sha256()).matches()) {
            throw new KeyFileException(key + " has no usable sha256; allowed: 64 digits of lower-case hex, of the key");
        }
        Quota quota = quota(key, entry);
        if (before != null) {
            for (ApiKey old : before.all()) {
                if (old.id().equals(entry.id()) && old.quota().allowsAs(quota)) {
                    quota = old.quota();
                }
            }
        }
        ApiKey made = new ApiKey(entry.id(), scopes(key, entry.scopes()), expires(key, entry.expires()), quota, clock);
        if (byHash.put(ByteBuffer.wrap(HexFormat.of().parseHex(entry.sha256())), made) != null) {
            throw new KeyFileException(key + " has the sha256 of another key; allowed: a key of its own");
        }
    }

    private static Quota quota(String key, Entry entry) {
        Integer perSecond = entry.perSecond();
        Integer burst = entry.burst();
        if (perSecond == null) {
            if (burst != null) {
                throw new KeyFileException(key + " has burst without perSecond; allowed: both, or perSecond alone");
            }
            return Quota.none();
        }
        check(key, "perSecond", perSecond);
        int held = burst == null ? perSecond : burst;
        check(key, "burst", held);
        return new Quota(perSecond, held, System::nanoTime);
    }

    private static void check(String key, String field, int value) {
        if (value < 1 || value > MOST_PER_SECOND) {
            throw new KeyFileException(key + " has " + field + " " + value + "; allowed: 1 to " + MOST_PER_SECOND);
        }
    }

    private static Set<Scope> scopes(String key, @Nullable List<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : names == null ? List.<String>of() : names) {
            Scope scope = name == null ? null : Scope.find(name);
            if (scope == null) {
                throw new KeyFileException(
                        key + " has scope '" + name + "'; allowed: " + Scope.ids(List.of(Scope.values())));
            }
            scopes.add(scope);
        }
        if (scopes.isEmpty()) {
            throw new KeyFileException(key + " has no scopes; allowed: " + Scope.ids(List.of(Scope.values())));
        }
        return scopes;
    }

    private static @Nullable Instant expires(String key, @Nullable String value) {
        try {
            return value == null ? null : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new KeyFileException(
                    key + " expires '" + value + "'; allowed: a time with its offset, such as 2027-11-01T00:00:00Z");
        }
    }
}
