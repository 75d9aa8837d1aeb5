package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.page.Page;

/** Puts the dossier of a package together, section by section. */
public final class Dossier {
    private Dossier() {}

    /** The dossier. */
    public static Page of(CaseFile file) {
        Page.Builder page = new Page.Builder();
        SummarySection.write(file, page);
        WordsSection.write(file, page);
        FindingsSection.write(file, page);
        DecisionSection.write(file, page);
        DocumentsSection.write(file, page);
        LimitsSection.write(file, page);
        CustodySection.write(file, page);
        VerificationSection.write(file, page);
        return page.build("Dossier " + file.material().name(), footer(file));
    }

    /** What stands at the foot of each sheet of a document that is made of a package. */
    public static String footer(CaseFile file) {
        return (file.masked() ? "Masked copy" : "UNMASKED copy") + " \u00B7 package "
                + file.material().packageId().substring(0, 12) + " v"
                + file.material().version() + " \u00B7 derived from sealed evidence; not legal advice";
    }
}
