package dev.sluice.app.doctor;

import dev.sluice.app.doctor.Remark.Level;
import java.util.List;

/**
 * All that was found.
 *
 * @param lines in the order of the checks
 */
public record Diagnosis(List<Line> lines) {
    /** Copies the lines. */
    public Diagnosis {
        lines = List.copyOf(lines);
    }

    /** How many lines are of this level. */
    public long count(Level level) {
        return lines.stream().filter(line -> line.remark().level() == level).count();
    }
}
