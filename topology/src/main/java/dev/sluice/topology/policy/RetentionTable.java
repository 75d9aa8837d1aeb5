package dev.sluice.topology.policy;

import java.nio.file.Path;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How long sealed evidence is kept, by legal category: {@code policies/legal/retention.yaml}. Read strictly: what is not
 * known is an error at its line.
 *
 * @param schedule name of the schedule
 * @param version its version
 * @param sha256 hash of its text
 * @param categories legal category to its rule
 * @param otherwise the rule for every other category
 */
public record RetentionTable(
        String schedule, String version, String sha256, Map<String, Rule> categories, Rule otherwise) {
    private static final List<String> KEYS = List.of("schedule", "version", "otherwise", "categories");
    private static final List<String> RULE = List.of("keep", "onErasure", "basis", "source");
    private static final List<String> CATEGORY = List.of("category", "keep", "onErasure", "basis", "source");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}");
    private static final Pattern LEGAL_CATEGORY = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");
    private static final int LONGEST_MONTHS = 1_200;

    /** Keeps a copy. */
    public RetentionTable {
        categories = Map.copyOf(categories);
    }

    /**
     * A rule.
     *
     * @param keep how long
     * @param deletesOnErasure whether a request for erasure deletes it before
     * @param basis why so long
     * @param source where that stands
     */
    public record Rule(Period keep, boolean deletesOnErasure, String basis, String source) {}

    /**
     * Reads a file.
     *
     * @throws PolicyException with file and line
     */
    public static RetentionTable load(Path file) {
        String text = NodeReader.text(file);
        Fields root = Fields.of(NodeReader.yaml(file.toString(), text), "retention", KEYS);
        Map<String, Rule> categories = new LinkedHashMap<>();
        for (Node item : root.items("categories")) {
            Fields fields = Fields.of(item, "a category", CATEGORY);
            String category =
                    fields.text("category", LEGAL_CATEGORY, "a legal category: upper-case letters, digits and _");
            if (categories.put(category, rule(fields.named("category '" + category + "'"))) != null) {
                throw fields.place("category").error("category '" + category + "' is named twice");
            }
        }
        return new RetentionTable(
                root.text("schedule", NAME, "up to 63 of a-z, 0-9 and -"),
                root.text("version", VERSION, "three numbers such as \"1.0.0\""),
                Sha256.of(text),
                categories,
                rule(Fields.of(root.node("otherwise"), "otherwise", RULE)));
    }

    private static Rule rule(Fields fields) {
        boolean deletes = switch (fields.text("onErasure")) {
            case "keep" -> false;
            case "delete" -> true;
            default -> throw fields.wrong("onErasure", "keep, delete");
        };
        return new Rule(period(fields), deletes, fields.text("basis"), fields.text("source"));
    }

    private static Period period(Fields fields) {
        String allowed = "a period of days, months or years such as P6M or P3Y, at most P100Y";
        try {
            Period keep = Period.parse(fields.text("keep"));
            boolean sound = !keep.isNegative() && !keep.isZero() && keep.toTotalMonths() <= LONGEST_MONTHS;
            if (sound && keep.getDays() <= 36_525) {
                return keep;
            }
        } catch (DateTimeParseException e) {
            throw fields.wrong("keep", allowed);
        }
        throw fields.wrong("keep", allowed);
    }
}
