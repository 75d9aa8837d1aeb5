package dev.sluice.topology.casework.report;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.ReporterCredit;
import dev.sluice.schemas.Verdict;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Outlets;
import dev.sluice.topology.casework.docket.People;
import dev.sluice.topology.casework.message.Messages;
import java.util.List;

/** Notes who reported a post, and credits them once people have decided about it. */
public final class Reports {
    private Reports() {}

    /** Notes a flag: who reported a post may not work on cases about it. */
    public static void take(Docket docket, Flag flag) {
        PostFile post = docket.post(flag.getPost(), flag.getThread());
        List<String> reporters = People.with(post.getReporters(), flag.getReporter());
        if (reporters.size() == post.getReporters().size()) {
            return;
        }
        post.setReporters(reporters);
        Messages.reportReceived(docket, post, flag.getReporter());
        docket.keep(post);
        for (String id : post.getOpenCases()) {
            CaseFile file = docket.file(id);
            if (file != null) {
                file.setExcluded(People.with(file.getExcluded(), flag.getReporter()));
                docket.keep(file);
            }
        }
    }

    /** Tells the reporters' own place what a final verdict says of their reports; changes the post's file. */
    public static void credit(Docket docket, PostFile post, Verdict verdict) {
        boolean upheld = verdict.getOutcome() != Outcome.ALLOW;
        boolean turned = upheld != post.getUpheld();
        for (String reporter : post.getReporters()) {
            boolean again = post.getCredited().contains(reporter);
            if (!again || turned) {
                docket.send(
                        Outlets.TOWARD_REPORTER,
                        reporter,
                        new ReporterCredit(reporter, post.getPost(), upheld, again, verdict.getDecidedAt()));
                Messages.reportDecided(docket, post, reporter, verdict);
            }
        }
        post.setCredited(post.getReporters());
        post.setUpheld(upheld);
    }
}
