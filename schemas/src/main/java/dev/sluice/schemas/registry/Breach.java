package dev.sluice.schemas.registry;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.jspecify.annotations.Nullable;

/**
 * The first thing that keeps one schema from reading another (Avro specification, "Schema Resolution").
 *
 * @param field where: the record and the way to the field, such as {@code Post.media[].url}
 * @param problem what is wrong there, in one clause
 */
record Breach(String field, String problem) {

    /**
     * Compares two schemas.
     *
     * @param readerName what the message calls the reader, such as {@code version 1}
     * @param writerName what it calls the writer
     * @return null where the reader reads all that the writer writes
     */
    static @Nullable Breach of(Schema reader, String readerName, Schema writer, String writerName) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .findFirst()
                .map(found -> new Breach(
                        field(reader, found.getLocation()),
                        problem(found, readerName, writerName) + ", so " + readerName + " cannot read what "
                                + writerName + " writes"))
                .orElse(null);
    }

    private static String problem(Incompatibility found, String reader, String writer) {
        Schema read = found.getReaderFragment();
        Schema written = found.getWriterFragment();
        return switch (found.getType()) {
            case READER_FIELD_MISSING_DEFAULT_VALUE -> "has no default in " + reader + " and is missing in " + writer;
            case TYPE_MISMATCH -> "is " + kind(read) + " in " + reader + " and " + kind(written) + " in " + writer;
            case MISSING_ENUM_SYMBOLS -> "lacks the symbols " + found.getMessage() + " and a default in " + reader;
            case MISSING_UNION_BRANCH -> "takes no " + kind(written) + " in " + reader;
            case NAME_MISMATCH ->
                "is a " + read.getFullName() + " in " + reader + " and a " + written.getFullName() + " in " + writer;
            case FIXED_SIZE_MISMATCH -> "has another size in " + reader + " than in " + writer;
        };
    }

    private static String kind(Schema schema) {
        return schema.getType().getName();
    }

    /** Follows Avro's pointer into the reader's schema, in which fields and branches are numbers. */
    private static String field(Schema reader, String location) {
        Deque<String> steps = new ArrayDeque<>(Arrays.asList(location.split("/")));
        StringBuilder field = new StringBuilder(reader.isUnion() ? "union" : reader.getName());
        Schema at = reader;
        while (!steps.isEmpty()) {
            String step = steps.poll();
            switch (step) {
                case "fields" -> {
                    Schema.Field found = record(at).getFields().get(Integer.parseInt(steps.remove()));
                    field.append('.').append(found.name());
                    at = found.schema();
                }
                case "items" -> {
                    field.append("[]");
                    at = at.getElementType();
                }
                case "values" -> {
                    field.append("{}");
                    at = at.getValueType();
                }
                default -> {
                    if (at.isUnion() && step.matches("\\d+")) {
                        at = at.getTypes().get(Integer.parseInt(step));
                    }
                }
            }
        }
        return field.toString();
    }

    /** A pointer passes from a union to its record without saying so where only one branch can be meant. */
    private static Schema record(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(branch -> branch.getType() == Schema.Type.RECORD)
                        .findFirst()
                        .orElse(schema)
                : schema;
    }
}
