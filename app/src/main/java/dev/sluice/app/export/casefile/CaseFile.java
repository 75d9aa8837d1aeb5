package dev.sluice.app.export.casefile;

import dev.sluice.app.export.material.CaseMaterial;
import dev.sluice.app.export.material.Fields;
import dev.sluice.app.export.material.Span;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.redact.MaskedText;
import dev.sluice.app.export.redact.Redaction.Kind;
import dev.sluice.app.export.redact.Redactor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.ledger.PackageProof;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A package that is being handed over.
 *
 * @param material what it says
 * @param manifestSha256 hash of its signed list of files, by the custody log
 * @param redactor masks, or not
 * @param history all that the custody log has of the package up to its export
 * @param export the event of this export
 * @param proof that it is in the log of packages; null where the vault has no such log, or not yet
 * @param zone the zone in which times are shown beside UTC
 */
public record CaseFile(
        CaseMaterial material,
        String manifestSha256,
        Redactor redactor,
        List<CustodyEvent> history,
        CustodyEvent export,
        @Nullable PackageProof proof,
        ZoneId zone) {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final int KEY_ID_DIGITS = 32;

    /** Copies the events. */
    public CaseFile {
        history = List.copyOf(history);
    }

    /** Whether names and addresses are masked. */
    public boolean masked() {
        return redactor.masks();
    }

    /** Who wrote the post. */
    public String author() {
        return redactor.member("data/post/post.json: author", material.post().text("author"));
    }

    /** Whom the post addresses, where the platform said so. */
    public String addressee() {
        return redactor.member("data/post/post.json: target", material.post().text("target"));
    }

    /** The words of the post, those set off that detectors and decision point at. */
    public List<Inline> words() {
        return Words.of(text("data/post/post.json: text", material.post().text("text")), material.spans());
    }

    /** The words of the post as one text. */
    public String plainWords() {
        return text("data/post/post.json: text", material.post().text("text")).shown();
    }

    /** What the words were read out of; null where they are what the platform sent. */
    public @Nullable Posted posted() {
        return Posted.of(this, "data/post/post.json", material.post());
    }

    /** Words that somebody wrote. */
    public MaskedText text(String where, String text) {
        return redactor.words(where, text);
    }

    /** Words at which something points. */
    public List<Inline> words(String where, String text, List<Span> spans) {
        return Words.of(text(where, text), spans);
    }

    /** A file's path; where anything is masked, without what a sender called a document. */
    public String path(String path) {
        int name = path.indexOf("/document-");
        return masked() && name >= 0 ? path.substring(0, name) + "/document" : path;
    }

    /** What the platform attached to the post. */
    public Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        material.post()
                .in("labels")
                .flat(java.util.Set.of())
                .forEach((name, value) ->
                        labels.put(name, redactor.whole("data/post/post.json: labels." + name, Kind.LABEL, value)));
        return labels;
    }

    /** A time as it is shown: in UTC, and in the zone where that is another one; empty where there is none. */
    public String time(@Nullable Instant at) {
        if (at == null) {
            return "";
        }
        return zone.equals(ZoneOffset.UTC) ? UTC.format(at) : UTC.format(at) + " (" + local(at) + ")";
    }

    private String local(Instant at) {
        return LOCAL.format(at.atZone(zone)) + " " + zone.getId();
    }

    /** A time in one of a file's fields; the epoch is what old records have for none. */
    public String time(Fields fields, String field) {
        Instant at = fields.time(field);
        return Instant.EPOCH.equals(at) ? "" : time(at);
    }

    /** The event that sealed this version; null where the log has none. */
    public @Nullable CustodyEvent sealing() {
        return history.stream()
                .filter(event -> event.act().action() == CustodyAction.SEALED
                        && event.act().version() == material.version())
                .findFirst()
                .orElse(null);
    }

    /** Id of the key that the package names as its signer; empty where that cannot be read. */
    public String signerKeyId() {
        String pem = material.text("proof/signer.pem");
        StringBuilder base64 = new StringBuilder();
        pem.lines().filter(line -> !line.startsWith("-----")).forEach(base64::append);
        try {
            byte[] key = Base64.getDecoder().decode(base64.toString());
            return key.length == 0 ? "" : Sha256.hex(key).substring(0, KEY_ID_DIGITS);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "CaseFile[" + material.name() + (masked() ? ", masked]" : "]");
    }
}
