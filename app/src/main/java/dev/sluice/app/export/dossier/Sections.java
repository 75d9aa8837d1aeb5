package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.page.Page;
import java.util.List;

/** Sections of the dossier as documents of their own, for productions that number each. They do not change over time. */
public final class Sections {
    private Sections() {}

    /** The post, its revisions and what stood around it. */
    public static Page words(CaseFile file) {
        Page.Builder page = new Page.Builder();
        SummarySection.place(file, page);
        WordsSection.write(file, page);
        return page.build("Post, " + file.material().name(), Dossier.footer(file));
    }

    /** Why it was flagged. */
    public static Page findings(CaseFile file) {
        Page.Builder page = new Page.Builder();
        FindingsSection.write(file, page);
        return page.build("Assessment, " + file.material().name(), Dossier.footer(file));
    }

    /** What was decided, and the policy as in force. */
    public static Page decision(CaseFile file) {
        Page.Builder page = new Page.Builder();
        DecisionSection.write(file, page);
        return page.build("Decision and policy, " + file.material().name(), Dossier.footer(file));
    }

    /** A document of others, or a sheet that says that it was left out. */
    public static Page document(CaseFile file, String title, List<Inline> content) {
        Page.Builder page = new Page.Builder();
        page.heading(1, title);
        page.quote(content);
        return page.build(title + ", " + file.material().name(), Dossier.footer(file));
    }
}
