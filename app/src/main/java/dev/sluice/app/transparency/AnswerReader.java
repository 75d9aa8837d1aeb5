package dev.sluice.app.transparency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.terminal.Printable;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the database's answers, believing as little as is needed: a status says what happened, the body only to whom.
 *
 * <p>The forms are those of repository digital-services-act/transparency-database, controllers for one and for several
 * statements: wrong ones as {@code errors.statement_N.attribute}, known ones as {@code errors.existing_puids} or as
 * {@code existing} with the record.
 */
final class AnswerReader {
    private static final int CREATED = 201;
    private static final int FOUND = 302;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int INVALID = 422;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int LONGEST_TEXT = 200;
    private static final Pattern PLACE = Pattern.compile("statement_(\\d{1,3})");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;

    AnswerReader(Clock clock) {
        this.clock = clock;
    }

    /** What it says to a batch of this many. */
    Answer toBatch(int status, HttpHeaders headers, byte[] body, int size) {
        return switch (status) {
            case CREATED -> new Answer.Stored(status, references(tree(body).path("statements")));
            case INVALID -> invalid(status, tree(body), size);
            case TOO_LARGE -> new Answer.Invalid(status, Map.of(), Set.of(), Map.of());
            default -> other(status, headers);
        };
    }

    /** What it says to the question whether it has a statement. */
    Answer toQuestion(int status, HttpHeaders headers, byte[] body) {
        return switch (status) {
            case FOUND -> new Answer.Exists(status, reference(tree(body)));
            case NOT_FOUND -> new Answer.Free();
            default -> other(status, headers);
        };
    }

    private Answer other(int status, HttpHeaders headers) {
        boolean busy = status == REQUEST_TIMEOUT || status == TOO_EARLY || status == TOO_MANY;
        if (busy || status >= SERVER_ERRORS) {
            return new Answer.Later(status, "status " + status, retryAfter(headers));
        }
        return new Answer.Never("it answers with status " + status
                + "; allowed: transparency.url is the address of the API itself, which redirects nobody");
    }

    private static Answer invalid(int status, JsonNode body, int size) {
        Map<Integer, List<String>> problems = new HashMap<>();
        Set<String> existing = new HashSet<>();
        Map<String, Reference> references = new HashMap<>();
        JsonNode errors = body.path("errors");
        errors.path("existing_puids").forEach(puid -> existing.add(puid.asText()));
        JsonNode record = body.path("existing");
        if (record.path("puid").isTextual()) {
            existing.add(record.path("puid").asText());
            references.put(record.path("puid").asText(), reference(record));
        }
        errors.properties().forEach(error -> {
            Matcher place = PLACE.matcher(error.getKey());
            if (place.matches() && Integer.parseInt(place.group(1)) < size) {
                problems.put(Integer.parseInt(place.group(1)), texts(error.getValue()));
            }
        });
        if (size == 1 && problems.isEmpty() && existing.isEmpty()) {
            problems.put(0, texts(errors));
        }
        return new Answer.Invalid(status, problems, existing, references);
    }

    private static List<String> texts(JsonNode errors) {
        List<String> texts = new ArrayList<>();
        errors.properties()
                .forEach(error -> texts.add(printable(
                        error.getKey() + ": " + error.getValue().path(0).asText())));
        return List.copyOf(texts);
    }

    private static Map<String, Reference> references(JsonNode statements) {
        Map<String, Reference> references = new HashMap<>();
        for (JsonNode statement : statements) {
            if (statement.path("puid").isTextual()) {
                references.put(statement.path("puid").asText(), reference(statement));
            }
        }
        return references;
    }

    private static Reference reference(JsonNode statement) {
        return new Reference(text(statement.path("uuid")), text(statement.path("permalink")));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? printable(node.asText()) : null;
    }

    /** What strangers wrote goes into records and onto terminals: short, and without what a terminal obeys. */
    private static String printable(String text) {
        String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
        return Printable.line(cut);
    }

    /** The body as JSON; nothing where it is none, as of a proxy that answers in the database's place. */
    private static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? JSON.createObjectNode() : tree;
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    /** Seconds or a day and time (RFC 9110, section 10.2.3). */
    private @Nullable Duration retryAfter(HttpHeaders headers) {
        String given = headers.firstValue("Retry-After").orElse("").strip();
        if (given.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(given));
        }
        try {
            Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(given));
            Duration left = Duration.between(clock.instant(), until);
            return left.isNegative() ? null : left;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
