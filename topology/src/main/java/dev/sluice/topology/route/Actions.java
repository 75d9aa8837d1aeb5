package dev.sluice.topology.route;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.topology.decide.DecidedPost;
import dev.sluice.topology.policy.Guideline;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.Notices.Notice;
import dev.sluice.topology.state.PostStanding.Measure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records that ask the platform to do something. */
final class Actions {
    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);

    private final Notices notices;

    Actions(Notices notices) {
        this.notices = notices;
    }

    /** Asks to do what was decided, and to tell the author why. */
    Action measure(DecidedPost decided, Measure measure) {
        Action action = of(decided, type(measure));
        Notice notice = notice(decided);
        if (notice != null) {
            action.setNoticeTemplate(notice.id());
            action.setNotice(notice.text());
        }
        return action;
    }

    /** Asks to show the post as others are. */
    Action restore(DecidedPost decided) {
        return of(decided, ActionType.RESTORE);
    }

    private static Action of(DecidedPost decided, ActionType type) {
        Decision decision = decided.decision();
        Action action = new Action();
        action.setId(decision.getId() + "/" + type.name().toLowerCase(Locale.ROOT));
        action.setDecision(decision.getId());
        action.setPost(decision.getPost());
        action.setRevision(decision.getRevision());
        action.setThread(decision.getThread());
        action.setCommunity(decision.getCommunity());
        action.setAuthor(decision.getAuthor());
        action.setType(type);
        action.setRule(decision.getRule());
        action.setClause(decision.getClause());
        action.setRequestedAt(decision.getDecidedAt());
        action.setPartition(decided.assessed().getSource().getPartition());
        return action;
    }

    /** A notice that cannot be rendered holds up no action: the platform then falls back to words of its own. */
    private @Nullable Notice notice(DecidedPost decided) {
        String template = decided.ruling().notice();
        boolean ruled = decided.assessed().getRuling() != null;
        if (template == null || (ruled && !notices.ids().contains(template))) {
            return null;
        }
        try {
            return notices.render(template, values(decided));
        } catch (RuntimeException e) {
            LOG.error(
                    "notice {} of decision {} cannot be rendered: {}",
                    template,
                    decided.decision().getId(),
                    e.getClass().getName());
            return null;
        }
    }

    private static Notices.Values values(DecidedPost decided) {
        Decision decision = decided.decision();
        Post post = decided.assessed().getPost();
        String clause = decision.getClause();
        String title = decided.pack().guidelines().stream()
                .filter(guideline -> guideline.clause().equals(clause))
                .map(Guideline::title)
                .findFirst()
                .orElse(null);
        return new Notices.Values(
                decision.getCommunity(),
                clause,
                title,
                decision.getRationale(),
                decision.getOutcome().name().toLowerCase(Locale.ROOT),
                post.getUrl() == null ? post.getId() : post.getUrl());
    }

    private static ActionType type(Measure measure) {
        return switch (measure) {
            case NUDGE -> ActionType.NUDGE;
            case LIMIT -> ActionType.LIMIT;
            case REMOVE -> ActionType.REMOVE;
            case NONE -> throw new IllegalArgumentException("nothing is asked for; allowed: NUDGE, LIMIT, REMOVE");
        };
    }
}
