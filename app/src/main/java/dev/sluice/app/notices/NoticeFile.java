package dev.sluice.app.notices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.sluice.schemas.DefamationFiling;
import dev.sluice.schemas.StatementLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a notice, and the details of a poster, from JSON files: strictly, since a key that is misspelt would be a part that
 * is missing. Messages name file, key and what is allowed, never what the file says.
 */
public final class NoticeFile {
    private static final long MAX_BYTES = 1 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withCoercionConfig(LogicalType.Boolean, config -> {
                config.setCoercion(CoercionInputShape.String, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
            })
            .withCoercionConfig(LogicalType.Textual, config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
            })
            .build();

    private NoticeFile() {}

    private record Location(
            @Nullable String url,
            @Nullable String post,
            @Nullable String thread,
            @Nullable String community,
            @Nullable Integer revision,
            @Nullable Integer partition) {}

    private record Notice(
            @Nullable String name,
            @Nullable String email,
            @Nullable String words,
            @Nullable String imputation,
            @Nullable String meaning,
            @Nullable List<String> inaccuracies,
            @Nullable List<String> unsupportedOpinions,
            @Nullable List<Location> locations,
            @Nullable Boolean insufficientInformation,
            @Nullable Boolean consentName,
            @Nullable Boolean consentEmail,
            @Nullable List<String> priorRemovals,
            @Nullable String author,
            @Nullable String channel) {}

    private record Details(@Nullable String name, @Nullable String address) {}

    /**
     * Reads a notice. What is left out is what the notice lacks.
     *
     * @throws IllegalArgumentException naming file, key and what is allowed
     */
    public static DefamationFiling filing(Path file) {
        Notice notice = read(file, Notice.class);
        return DefamationFiling.newBuilder()
                .setName(text(notice.name))
                .setEmail(text(notice.email).strip())
                .setWords(text(notice.words))
                .setImputation(text(notice.imputation))
                .setMeaning(text(notice.meaning))
                .setInaccuracies(texts(file, "inaccuracies", notice.inaccuracies))
                .setUnsupportedOpinions(texts(file, "unsupportedOpinions", notice.unsupportedOpinions))
                .setLocations(locations(file, notice.locations))
                .setInsufficientInformation(Boolean.TRUE.equals(notice.insufficientInformation))
                .setConsentName(notice.consentName)
                .setConsentEmail(notice.consentEmail)
                .setPriorRemovals(texts(file, "priorRemovals", notice.priorRemovals))
                .setAuthor(notice.author)
                .setChannel(text(notice.channel))
                .build();
    }

    /**
     * Reads what a poster says of who they are: {@code name} and {@code address}, of which one or both may be left out.
     *
     * @throws IllegalArgumentException naming file, key and what is allowed
     */
    public static PosterDetails details(Path file) {
        Details details = read(file, Details.class);
        return new PosterDetails(
                text(details.name).strip(), text(details.address).strip());
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(
                        file + " has " + Files.size(file) + " bytes; allowed: at most " + MAX_BYTES);
            }
            T read = JSON.readValue(Files.readAllBytes(file), type);
            if (read == null) {
                throw new IllegalArgumentException(file + " is empty; allowed: one JSON object");
            }
            return read;
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException(file + ": " + e.getPropertyName() + " is unknown; allowed: "
                    + e.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .toList());
        } catch (MismatchedInputException e) {
            String key = e.getPath().isEmpty()
                    ? "the file"
                    : String.valueOf(e.getPath().getLast().getFieldName());
            throw new IllegalArgumentException(
                    file + ": " + key + " has the wrong shape; allowed: as docs/defamation.md shows it");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
                    + " is not JSON; allowed: one JSON object");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static List<StatementLocation> locations(Path file, @Nullable List<Location> locations) {
        if (locations == null) {
            return List.of();
        }
        return locations.stream().map(location -> location(file, location)).toList();
    }

    private static StatementLocation location(Path file, @Nullable Location location) {
        if (location == null) {
            throw new IllegalArgumentException(file + ": locations has a null; allowed: objects");
        }
        return StatementLocation.newBuilder()
                .setUrl(text(location.url))
                .setPost(text(location.post))
                .setThread(text(location.thread))
                .setCommunity(text(location.community))
                .setRevision(location.revision == null ? 0 : location.revision)
                .setPartition(location.partition == null ? -1 : location.partition)
                .build();
    }

    private static List<String> texts(Path file, String key, @Nullable List<String> texts) {
        if (texts == null) {
            return List.of();
        }
        if (texts.stream().anyMatch(text -> text == null)) {
            throw new IllegalArgumentException(file + ": " + key + " has a null; allowed: texts");
        }
        return List.copyOf(texts);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
