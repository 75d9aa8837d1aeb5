package dev.sluice.topology.casework.message;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.Contestable;
import dev.sluice.schemas.PartyRole;
import dev.sluice.schemas.PostFile;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.decide.PeoplesRulings;
import java.util.ArrayList;
import java.util.List;

/** Notes which decisions somebody was told of and may contest. */
public final class Contestables {
    /** The oldest of more are forgotten. */
    static final int MOST = 32;

    private Contestables() {}

    /** Notes a restriction that its author is told of. What an appeal led to is final here. */
    public static void take(Docket docket, Action action) {
        PostFile post = docket.post(action.getPost(), action.getThread());
        post.setCommunity(action.getCommunity());
        post.setPartition(action.getPartition() < 0 ? post.getPartition() : action.getPartition());
        post.setRevision(Math.max(post.getRevision(), action.getRevision()));
        post.setAuthor(action.getAuthor() == null ? post.getAuthor() : action.getAuthor());
        boolean restricts = switch (action.getType()) {
            case LIMIT, REMOVE -> true;
            case NUDGE, RESTORE, UNKNOWN -> false;
        };
        String author = action.getAuthor();
        if (restricts && author != null && !action.getRule().equals(PeoplesRulings.APPEAL_RULE)) {
            add(
                    post,
                    new Contestable(
                            action.getDecision(),
                            action.getRevision(),
                            author,
                            PartyRole.AUTHOR,
                            action.getRequestedAt(),
                            false));
        }
        docket.keep(post);
    }

    static void add(PostFile post, Contestable decision) {
        boolean known = post.getContestable().stream()
                .anyMatch(other -> other.getDecision().equals(decision.getDecision()));
        if (known) {
            return;
        }
        List<Contestable> all = new ArrayList<>(post.getContestable());
        all.add(decision);
        int from = Math.max(0, all.size() - MOST);
        post.setContestable(new ArrayList<>(all.subList(from, all.size())));
    }
}
