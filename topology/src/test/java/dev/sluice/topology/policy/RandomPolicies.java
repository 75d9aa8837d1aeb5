package dev.sluice.topology.policy;

import dev.sluice.schemas.Context;
import dev.sluice.schemas.Risk;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Policies and facts drawn from a small grammar with a fixed seed. Values are few, so that bounds are often met
 * exactly.
 */
final class RandomPolicies {
    private static final String[] RISKS = {"abuse", "insult", "threat", "profanity", "hate", "defamation"};
    private static final String[] STEPS = {"0.0", "0.1", "0.2", "0.25", "0.3", "0.5", "0.7", "0.9", "1.0"};
    private static final String[] QUIET_STEPS = {"0.0", "0.0", "0.1", "0.2", "0.24"};
    private static final String[] COMPARISONS = {">=", ">", "<=", "<", "==", "!="};
    private static final String[] SIGNALS = {"a.one", "a.two", "b.one", "lexicon:c"};
    private static final String[] LANGUAGES = {"en", "de", "und"};
    private static final String[] WHOLES = {
        "context.author.riskyPosts",
        "context.target.distinctAuthors",
        "context.thread.posts",
        "context.copies.distinctAuthors",
        "context.pair.exchanges",
        "context.flags",
        "post.length"
    };
    private static final String[] REALS = {
        "context.author.strikes", "context.thread.heat", "context.thread.baseline", "context.target.burst"
    };

    private final SplittableRandom random;

    RandomPolicies(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    /** A condition of the given depth. */
    String condition(int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return atom();
        }
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
            case 3, 4 -> "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
            case 5, 6 -> "!(" + condition(depth - 1) + ")";
            default -> "(" + condition(0) + " ? " + condition(depth - 1) + " : " + condition(depth - 1) + ")";
        };
    }

    private String atom() {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> "risk." + one(RISKS) + " " + one(COMPARISONS) + " " + one(STEPS);
            case 3 -> one(STEPS) + " " + one(COMPARISONS) + " risk." + one(RISKS);
            case 4 -> one(WHOLES) + " " + one(COMPARISONS) + " " + random.nextInt(4);
            case 5 -> one(REALS) + " " + one(">=", ">", "<", "<=") + " " + random.nextInt(4);
            case 6 -> "'" + one(SIGNALS) + "' in signals";
            case 7 -> "signals.exists(s, s.startsWith('" + one("a.", "b.", "lexicon:") + "'))";
            case 8 -> "signals.exists(s, s == '" + one(SIGNALS) + "' || s.endsWith('one') && s in ['a.one', 'b.one'])";
            case 9 -> "signals.all(s, s != '" + one(SIGNALS) + "')";
            case 10 -> "language " + one("==", "!=") + " '" + one(LANGUAGES) + "'";
            case 11 -> "language in ['en', 'fr']";
            case 12 ->
                one(
                        "post.cut",
                        "!post.hasTarget",
                        "!languageCovered",
                        "post.cut == false",
                        "true",
                        "false",
                        "context.author.newAccount",
                        "!context.author.firstRisky");
            case 13 -> "'hate' in unavailable";
            case 14 -> "risk." + one(RISKS) + " + risk." + one(RISKS) + " >= 0.9";
            // Fails where the divisor is nought or the list is short, so that errors are compared too.
            default -> one("6 / context.flags >= 3", "signals[0] == 'a.one'", "7 % context.author.riskyPosts == 1");
        };
    }

    /** The rules of a pack, one a line. */
    List<String> rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Packs.rule(
                        "r" + i,
                        one("live", "live", "live", "shadow", "{percent: 50}", "draft"),
                        condition(3),
                        one(
                                "{outcome: allow}",
                                "{outcome: review, queue: p, deadline: PT2H}",
                                "{outcome: review, queue: q, deadline: PT1H}",
                                "{outcome: allow, escalate: {category: X, urgency: ROUTINE}}",
                                "{escalate: {category: Y, urgency: ROUTINE}}")))
                .toList();
    }

    List<Facts> facts(int count) {
        return IntStream.range(0, count).mapToObj(i -> facts(i, STEPS)).toList();
    }

    /** Facts of which most leave at a gate of 0.25. */
    Facts quietFacts(int id) {
        Facts facts = facts(id, QUIET_STEPS);
        boolean flagged = random.nextInt(8) == 0;
        if (!flagged) {
            facts.context().setFlags(0);
        }
        List<String> signals = random.nextInt(4) == 0 ? facts.signals() : List.of();
        return new Facts(
                facts.post(),
                facts.author(),
                facts.risk(),
                facts.context(),
                facts.community(),
                facts.language(),
                facts.languageCovered(),
                facts.trigger(),
                facts.hasTarget(),
                facts.cut(),
                facts.length(),
                signals,
                facts.unavailable());
    }

    /** Facts whose risks are among the steps. */
    private Facts facts(int id, String[] steps) {
        Risk risk = new Risk();
        for (String category : RISKS) {
            risk.put(category, Float.parseFloat(one(steps)));
        }
        List<String> signals = new ArrayList<>();
        for (String signal : SIGNALS) {
            if (random.nextInt(4) == 0) {
                signals.add(signal);
            }
        }
        return new Facts(
                "p" + id,
                random.nextBoolean() ? "a" + id % 7 : null,
                risk,
                context(),
                one("gardens", "railways"),
                one(LANGUAGES),
                random.nextBoolean(),
                one("post", "edit"),
                random.nextBoolean(),
                random.nextInt(4) == 0,
                random.nextInt(4),
                signals,
                random.nextInt(6) == 0 ? List.of(one(RISKS)) : List.of());
    }

    Context context() {
        return Context.newBuilder()
                .setAuthorStrikes(random.nextInt(5))
                .setAuthorRiskyPosts(random.nextInt(4))
                .setTargetDistinctAuthors(random.nextInt(4))
                .setThreadHeat(random.nextInt(5))
                .setThreadBaseline(random.nextInt(5))
                .setThreadPosts(random.nextInt(4))
                .setFlags(random.nextInt(3))
                .setTargetBurst(random.nextInt(5))
                .setCopyAuthors(random.nextInt(4))
                .setPairExchanges(random.nextInt(4))
                .setAuthorNewAccount(random.nextBoolean())
                .setAuthorFirstRisky(random.nextBoolean())
                .build();
    }
}
