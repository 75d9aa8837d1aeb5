package dev.sluice.topology.policy;

import dev.sluice.topology.calendar.CalendarDays;
import dev.sluice.topology.calendar.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How notices of defamation are answered, as {@code defamation.yaml} says it, with the letters of the same folder.
 *
 * @param version version of the file
 * @param operator name of who answers
 * @param contact how to reach who answers
 * @param operatorTime how long each duty of the operator may take
 * @param posterTime how long the poster may take to answer
 * @param remindBefore how long before a duty is due an alert goes out
 * @param keep how long a notice that is over is known
 * @param letters the letters
 */
public record DefamationRules(
        String version,
        String operator,
        String contact,
        Deadline operatorTime,
        Deadline posterTime,
        Duration remindBefore,
        Duration keep,
        Letters letters) {
    /** The file's name. */
    public static final String FILE = "defamation.yaml";

    private static final List<String> KEYS =
            List.of("version", "operator", "operatorTime", "posterTime", "remindBefore", "keep");
    private static final Duration REMIND_BEFORE = Duration.ofHours(12);
    private static final Duration KEEP = Duration.ofDays(550);
    private static final Duration LONGEST = Duration.ofDays(3_650);

    /**
     * Reads the file of a folder of policies, with the calendars and letters beside it; null where there is no such file,
     * which means that no notices are taken.
     *
     * @throws PolicyException naming file, line, key, value and what is allowed
     */
    public static @Nullable DefamationRules load(Path policiesDir) {
        Path file = policiesDir.resolve(FILE);
        return Files.exists(file)
                ? parse(file.toString(), NodeReader.text(file), Calendars.load(policiesDir), Letters.load(policiesDir))
                : null;
    }

    /**
     * Reads the rules from their text.
     *
     * @param source names the text in errors
     * @throws PolicyException naming source, line, key, value and what is allowed
     */
    public static DefamationRules parse(String source, String text, Calendars calendars, Letters letters) {
        Fields root = Fields.of(NodeReader.yaml(source, text), "defamation", KEYS);
        Fields operator = Fields.of(root.node("operator"), "operator", List.of("name", "contact"));
        return new DefamationRules(
                root.text("version", PolicyVersion.FORM, PackText.VERSION_ALLOWED),
                line(operator, "name"),
                line(operator, "contact"),
                DeadlineReader.read(root, "operatorTime", calendars),
                DeadlineReader.read(root, "posterTime", calendars),
                duration(root, "remindBefore", REMIND_BEFORE),
                duration(root, "keep", KEEP),
                letters);
    }

    /** The time zone in which letters speak of days and hours: that of the poster's days. */
    public ZoneId zone() {
        return posterTime instanceof CalendarDays days ? days.zone() : ZoneOffset.UTC;
    }

    private static String line(Fields fields, String key) {
        if (fields.text(key).contains("\n")) {
            throw fields.wrong(key, "one line");
        }
        return fields.text(key);
    }

    private static Duration duration(Fields fields, String key, Duration otherwise) {
        if (!fields.has(key)) {
            return otherwise;
        }
        String allowed = "an ISO 8601 duration such as PT12H or P550D, at most P3650D";
        try {
            Duration duration = Duration.parse(fields.text(key));
            if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw fields.wrong(key, allowed);
        }
        throw fields.wrong(key, allowed);
    }
}
