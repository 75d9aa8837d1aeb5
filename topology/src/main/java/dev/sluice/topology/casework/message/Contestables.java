package dev.sluice.topology.casework.message;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.Contestable;
import dev.sluice.schemas.PartyRole;
import dev.sluice.schemas.PostFile;
import dev.sluice.topology.casework.clock.AppealWindow;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.decide.PeoplesRulings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notes which decisions somebody was told of and may contest. */
public final class Contestables {
    private static final int MOST_OF_AUTHOR = 32;

    /** A post that many saw may have as many notices, each with a notifier of its own. */
    private static final int MOST_OF_NOTIFIERS = 256;

    private final AppealWindow window;

    /** Forgets, where there are too many, what can no longer be contested first. */
    public Contestables(AppealWindow window) {
        this.window = window;
    }

    /** Notes a restriction that its author is told of. What an appeal led to is final here. */
    public void take(Docket docket, Action action) {
        PostFile post = docket.post(action.getPost(), action.getThread());
        post.setCommunity(action.getCommunity());
        post.setPartition(action.getPartition() < 0 ? post.getPartition() : action.getPartition());
        post.setRevision(Math.max(post.getRevision(), action.getRevision()));
        post.setAuthor(action.getAuthor() == null ? post.getAuthor() : action.getAuthor());
        supersede(post, action);
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
                            false,
                            true),
                    docket.now());
        }
        docket.keep(post);
    }

    /**
     * What an appeal means by the decision that it names; null where there is nothing that can be contested.
     *
     * <p>A decision that leaves a restriction as it is, such as a verdict that confirms it, asks the platform for
     * nothing, so that only its statement names it. A later decision about the same revision than the restriction in
     * force therefore means that restriction.
     */
    public static @Nullable Contestable named(PostFile post, String decision) {
        for (Contestable one : post.getContestable()) {
            if (one.getDecision().equals(decision)) {
                return one;
            }
        }
        return inForce(post)
                .filter(one -> isLater(decision, one.getDecision()))
                .findFirst()
                .orElse(null);
    }

    /** Notes that a person left a restriction as it was: its author is told so, and may contest it from then on. */
    public static void confirm(PostFile post, int revision, Instant at) {
        inForce(post)
                .filter(one -> revision == 0 || one.getRevision() == revision)
                .filter(one -> one.getInformedAt().isBefore(at))
                .forEach(one -> one.setInformedAt(at));
    }

    private static Stream<Contestable> inForce(PostFile post) {
        return post.getContestable().stream().filter(one -> one.getRole() == PartyRole.AUTHOR && one.getInForce());
    }

    private static void supersede(PostFile post, Action action) {
        inForce(post)
                .filter(one -> !one.getDecision().equals(action.getDecision()))
                .forEach(one -> one.setInForce(false));
    }

    /** Ids of decisions are post, revision and number with '/' between. */
    private static boolean isLater(String named, String known) {
        int number = known.lastIndexOf('/') + 1;
        return number > 0
                && named.startsWith(known.substring(0, number))
                && number(named, number) > number(known, number);
    }

    /** The number that an id ends in; less than any where it does not. */
    private static int number(String decision, int from) {
        try {
            return Integer.parseInt(decision, from, decision.length(), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    void add(PostFile post, Contestable decision, long now) {
        boolean known = post.getContestable().stream()
                .anyMatch(other -> other.getDecision().equals(decision.getDecision()));
        if (known) {
            return;
        }
        List<Contestable> all = new ArrayList<>(post.getContestable());
        List<Contestable> same =
                all.stream().filter(one -> one.getRole() == decision.getRole()).toList();
        if (same.size() >= most(decision.getRole())) {
            all.remove(Collections.min(same, Comparator.comparingInt(one -> worth(one, now))));
        }
        all.add(decision);
        post.setContestable(all);
    }

    private static int most(PartyRole role) {
        return switch (role) {
            case AUTHOR, UNKNOWN -> MOST_OF_AUTHOR;
            case NOTIFIER -> MOST_OF_NOTIFIERS;
        };
    }

    /** What is worth least is forgotten first, and of equals the oldest. */
    private int worth(Contestable one, long now) {
        if (window.until(one.getInformedAt()).toEpochMilli() <= now) {
            return 0;
        }
        if (one.getAppealed()) {
            return 1;
        }
        return one.getInForce() ? 3 : 2;
    }
}
