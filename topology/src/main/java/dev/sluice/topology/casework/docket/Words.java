package dev.sluice.topology.casework.docket;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.PostFile;

/** The words that a reviewer has before them. */
public final class Words {
    private Words() {}

    /** Copies the words from another open case about the same revision, where there is one that has them. */
    public static void copyFromOtherCase(Docket docket, PostFile post, CaseFile file) {
        CaseStatus status = file.getStatus();
        for (String id : post.getOpenCases()) {
            CaseFile other = docket.file(id);
            if (other != null
                    && !other.getStatus().getText().isEmpty()
                    && other.getStatus().getRevision() == status.getRevision()) {
                status.setText(other.getStatus().getText());
                status.setSpans(other.getStatus().getSpans());
                return;
            }
        }
    }
}
