package dev.sluice.escalation.vault;

import dev.sluice.schemas.EvidenceSupplement;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A document for evidence that is sealed already, as it was read. Prints none of it.
 *
 * @param supplement the record, decoded
 * @param value the record's bytes as they were on the topic, wire-format prefix included
 * @param writerSchema the schema that it was written with
 */
public record Addition(EvidenceSupplement supplement, byte[] value, Schema writerSchema) {
    private static final int LONGEST_TEXT = 10_000;

    /** The kinds of documents. */
    private enum Kind {
        NOTICE("notices"),
        CORRESPONDENCE("correspondence");

        private final String folder;

        Kind(String folder) {
            this.folder = folder;
        }

        static @Nullable Kind of(String name) {
            return switch (name) {
                case "notice" -> NOTICE;
                case "correspondence" -> CORRESPONDENCE;
                default -> null;
            };
        }
    }

    /** What is wrong with a supplement, in one line that quotes nothing of the document; null where nothing is. */
    public static @Nullable String problem(EvidenceSupplement supplement) {
        if (supplement.getEscalation().isBlank()) {
            return "field 'escalation' is blank; allowed: the id of the escalation that the document belongs to";
        }
        if (Kind.of(supplement.getKind()) == null) {
            return "field 'kind' is none of ours; allowed: notice, correspondence";
        }
        if (supplement.getReason().length() > LONGEST_TEXT) {
            return "field 'reason' has " + supplement.getReason().length() + " characters; allowed: up to "
                    + LONGEST_TEXT;
        }
        return null;
    }

    /** Where its files lie in a package: a folder that is named after its id, so that it is in a package once. */
    String folder() {
        Kind kind = Kind.of(supplement.getKind());
        if (kind == null) {
            throw new IllegalArgumentException("kind of a supplement is none of ours; allowed: notice, correspondence");
        }
        return "data/" + kind.folder + "/" + SupplementFiles.FOLDER + Names.part(supplement.getId()) + "/";
    }

    @Override
    public String toString() {
        return "Addition[" + value.length + " bytes]";
    }
}
