package dev.sluice.app.outcomes;

import dev.sluice.topology.outcomes.reports.Counts;
import dev.sluice.topology.outcomes.statistics.Interval;
import dev.sluice.topology.outcomes.statistics.Proportion;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page for members and those who lead them: what happened, what was done, how long it took, what people changed. Counts
 * alone, in plain words; small ones are not told exactly where they might point at somebody.
 */
public final class CommunityPage {
    /** Below this, "a few": with five or more nobody can tell who it was (a usual bound of statistical disclosure). */
    private static final long FEW = 5;

    private final StringBuilder page = new StringBuilder();

    private CommunityPage() {}

    /**
     * The page in Markdown.
     *
     * @param data what was counted
     * @param before what was counted in a period as long before; null for no comparison
     * @param community the community; null for all of them
     */
    public static String of(OutcomeData data, @Nullable OutcomeData before, @Nullable String community) {
        CommunityPage page = new CommunityPage();
        page.write(data, before, community);
        return page.page.toString();
    }

    private void write(OutcomeData data, @Nullable OutcomeData before, @Nullable String community) {
        Tallies now = data.tallies();
        line("# How things went" + (community == null ? "" : " in " + escape(community)));
        line("");
        line(period(data));
        if (data.days().isEmpty()) {
            return;
        }
        line("");
        volumes(now, before == null ? null : before.tallies());
        line("");
        line("## What we did");
        line("");
        done(now);
        line("");
        line("## What people changed");
        line("");
        changed(now, Feedback.of(data.labels()));
        line("");
        line("## Before anything is removed");
        line("");
        long opened = now.of(Counts.MEDIATION + "opened");
        line(
                opened == 0
                        ? "No thread was so heated that a mediator was asked to help."
                        : "Heated threads in which a mediator was asked to help: " + about(opened) + ".");
        mediation(now);
        line("");
        line("---");
        line("");
        line("Each post counts once, by what holds for it now. Numbers below " + FEW
                + " are called a few. You can contest any"
                + " restriction of your posts for at least six months, by answering the message about it; somebody else will"
                + " decide.");
    }

    private static String period(OutcomeData data) {
        if (data.days().isEmpty()) {
            return "Nothing was counted.";
        }
        LocalDate first = data.days().stream()
                .map(day -> LocalDate.ofInstant(day.getStartAt(), ZoneOffset.UTC))
                .min(LocalDate::compareTo)
                .orElseThrow();
        LocalDate last = data.days().stream()
                .map(day -> LocalDate.ofInstant(day.getStartAt(), ZoneOffset.UTC))
                .max(LocalDate::compareTo)
                .orElseThrow();
        return "From " + first + " to " + last + ".";
    }

    private void volumes(Tallies now, @Nullable Tallies before) {
        long posts = now.of(Counts.POSTS);
        long untouched = now.of(Counts.OUTCOME + "allow");
        line("Members wrote " + number(posts) + " posts. Of these, " + share(untouched, posts)
                + " went through without anybody stepping in.");
        if (before != null && before.of(Counts.POSTS) > 0) {
            long postsBefore = before.of(Counts.POSTS);
            line("");
            line("In the period before there were " + number(postsBefore) + " posts. Of every 1,000 posts, "
                    + perThousand(restricted(now), posts) + " are restricted now; then it was "
                    + perThousand(restricted(before), postsBefore) + ".");
        }
    }

    private void done(Tallies now) {
        Map<String, Long> outcomes = now.below(Counts.OUTCOME);
        for (List<String> words : List.of(
                List.of("nudge", "A friendly note to the author; the post stays"),
                List.of("limit", "Folded away"),
                List.of("remove", "Taken down"),
                List.of("review", "Waiting for a person"))) {
            line("- " + words.get(1) + ": " + about(outcomes.getOrDefault(words.get(0), 0L)));
        }
        Duration median = now.median(Counts.TIME_TO_ACTION);
        if (median != null) {
            line("");
            line("Half of all restrictions came within " + words(median) + ".");
        }
        long automatic = now.of(Counts.RESTRICTED + "automatic");
        long person = now.of(Counts.RESTRICTED + "person");
        if (automatic + person > 0) {
            line("");
            line("Of the restrictions that hold, a person decided " + share(person, automatic + person) + ".");
        }
    }

    private void changed(Tallies now, Feedback feedback) {
        long upheld = now.of(Counts.VERDICT + "upheld");
        long overturned = now.of(Counts.VERDICT + "overturned");
        if (upheld + overturned == 0) {
            line("No decision has been looked at by a person yet.");
            return;
        }
        line("People looked at " + about(upheld + overturned) + " decisions and found "
                + share(overturned, upheld + overturned) + " of them wrong.");
        long appeals = now.sum(Counts.APPEAL);
        if (appeals > 0) {
            line("Members contested " + about(appeals) + "; " + about(now.of(Counts.APPEAL + "overturned"))
                    + " of these were put right.");
        }
        Proportion precision = feedback.quality().precision();
        if (precision.cases() >= FEW) {
            Interval interval = precision.interval();
            line(String.format(
                    Locale.ROOT,
                    "From a sample that people judged: of 100 posts that were restricted automatically, %.0f to %.0f rightly"
                            + " so.",
                    Math.floor(100 * interval.low()),
                    Math.ceil(100 * interval.high())));
        }
    }

    private void mediation(Tallies now) {
        long cooled = now.of(Counts.MEDIATION + "cooled");
        long not = now.of(Counts.MEDIATION + "still-hot") + now.of(Counts.MEDIATION + "escalated");
        if (cooled + not > 0) {
            line("");
            line("Of those that were looked at again, " + share(cooled, cooled + not) + " had cooled down.");
        }
    }

    private static long restricted(Tallies tallies) {
        return tallies.of(Counts.OUTCOME + "limit") + tallies.of(Counts.OUTCOME + "remove");
    }

    private static String about(long count) {
        return count == 0 ? "none" : count < FEW ? "a few" : number(count);
    }

    private static String share(long part, long all) {
        if (all == 0) {
            return "none";
        }
        if (part > 0 && part < FEW) {
            return "a few";
        }
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
    }

    private static String perThousand(long part, long all) {
        return all == 0 ? "none" : String.format(Locale.ROOT, "%.1f", 1000.0 * part / all);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return seconds + " seconds";
        }
        if (seconds < 7_200) {
            return (seconds + 59) / 60 + " minutes";
        }
        return seconds < 172_800 ? (seconds + 3_599) / 3_600 + " hours" : (seconds + 86_399) / 86_400 + " days";
    }

    /** The name of a community is data: it must not become markup, in Markdown or in the HTML made of it. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().limit(100).forEach(c -> {
            if (c == '<') {
                escaped.append("&lt;");
            } else if (c == '>') {
                escaped.append("&gt;");
            } else if (c == '&') {
                escaped.append("&amp;");
            } else if ("\\`*_{}[]()#+-.!|~".indexOf(c) >= 0) {
                escaped.append('\\').appendCodePoint(c);
            } else if (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT) {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private void line(String line) {
        page.append(line).append('\n');
    }
}
