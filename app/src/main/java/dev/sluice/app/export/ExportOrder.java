package dev.sluice.app.export;

import dev.sluice.app.export.loadfile.Bates;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be handed over.
 *
 * @param packages ids of packages or their first digits, with {@code /v} and a number for a version that is not the last
 * @param format as what
 * @param output a new file or folder
 * @param purpose what for
 * @param recipient for whom; null where nobody is named
 * @param unmaskedBecause why nothing is masked; null to mask
 * @param zone in which times are shown beside UTC
 * @param templates the folder of the exports' templates
 * @param numbering of a load file
 */
public record ExportOrder(
        List<String> packages,
        ExportFormat format,
        Path output,
        String purpose,
        @Nullable String recipient,
        @Nullable String unmaskedBecause,
        ZoneId zone,
        Path templates,
        Numbering numbering) {
    private static final int MOST_PACKAGES = 10_000;

    /** Refuses an order that cannot be carried out whatever is in the vault. */
    public ExportOrder {
        packages = List.copyOf(packages);
        if (packages.isEmpty() || packages.size() > MOST_PACKAGES) {
            throw new IllegalArgumentException(packages.size() + " packages are named; allowed: 1 to " + MOST_PACKAGES);
        }
        if (packages.size() > 1 && !format.takesSeveralPackages()) {
            throw new IllegalArgumentException(packages.size() + " packages are named for a " + format.label()
                    + "; allowed: one, or --as load-file or cases-csv");
        }
        if (unmaskedBecause != null && unmaskedBecause.isBlank()) {
            throw new IllegalArgumentException("reason is blank; allowed: why nothing is masked");
        }
    }

    /**
     * How a load file is written and numbered.
     *
     * @param profile a file, or the name of a shipped profile
     * @param bates the numbers
     * @param register the register of an earlier production; null for the first
     */
    public record Numbering(
            String profile, Bates bates, @Nullable Path register) {}
}
