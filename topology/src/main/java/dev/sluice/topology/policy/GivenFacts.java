package dev.sluice.topology.policy;

import dev.sluice.schemas.Context;
import dev.sluice.schemas.Risk;
import dev.sluice.topology.policy.Node.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts that an example or a case gives: those of an assessed text, or given outright, or both, in which case
 * what is given outright wins. What is not given is absent: no risk, no signals, no context.
 *
 * @param text the text to assess, or null
 * @param fields what is given outright
 */
record GivenFacts(@Nullable String text, Fields fields) {
    /** The keys that may be given outright. */
    static final List<String> KEYS = List.of(
            "id",
            "author",
            "risk",
            "context",
            "flags",
            "signals",
            "unavailable",
            "language",
            "languageCovered",
            "community",
            "trigger",
            "hasTarget",
            "cut",
            "length");

    private static final List<String> RISK = ids("risk.");
    private static final List<String> CONTEXT = ids("context.");
    private static final List<String> TRIGGERS = List.of("post", "edit", "delete", "flag");
    private static final int MANY = 1_000_000_000;

    private static List<String> ids(String prefix) {
        return Arrays.stream(Variable.values())
                .map(Variable::id)
                .filter(id -> id.startsWith(prefix))
                .map(id -> id.substring(prefix.length()))
                .toList();
    }

    /** Reads what is given, so that a mistake is found when the file is loaded. */
    static GivenFacts read(@Nullable String text, Fields fields) {
        GivenFacts given = new GivenFacts(text, fields);
        given.facts("any", null);
        return given;
    }

    /**
     * The facts.
     *
     * @param community the community where none is given
     * @param assessed what an assessor said about the text, or null
     */
    Facts facts(String community, PolicyCheck.@Nullable Assessed assessed) {
        PolicyCheck.Assessed base = assessed == null ? PolicyCheck.Assessed.NOTHING : assessed;
        return new Facts(
                fields.has("id") ? fields.text("id") : "example",
                fields.has("author") ? fields.text("author") : null,
                risk(base.risk()),
                context(),
                fields.has("community") ? fields.text("community") : community,
                fields.has("language") ? fields.text("language") : base.language(),
                fields.has("languageCovered") ? fields.flag("languageCovered") : base.languageCovered(),
                trigger(),
                fields.has("hasTarget") && fields.flag("hasTarget"),
                fields.has("cut") ? fields.flag("cut") : base.cut(),
                fields.has("length") ? fields.whole("length", 0, MANY) : base.length(),
                fields.has("signals") ? fields.texts("signals") : base.signals(),
                fields.has("unavailable") ? fields.texts("unavailable") : base.unavailable());
    }

    private String trigger() {
        if (!fields.has("trigger")) {
            return "post";
        }
        String trigger = fields.text("trigger");
        if (!TRIGGERS.contains(trigger)) {
            throw fields.wrong("trigger", String.join(", ", TRIGGERS));
        }
        return trigger;
    }

    private Risk risk(Risk base) {
        if (!fields.has("risk")) {
            return base;
        }
        Fields given = Fields.of(fields.node("risk"), "risk of " + fields.what(), RISK);
        Risk risk = Risk.newBuilder(base).build();
        for (Map.Entry<String, Entry> entry : given.entries().entrySet()) {
            risk.put(entry.getKey(), (float) given.number(entry.getKey(), 0, 1));
        }
        return risk;
    }

    private Context context() {
        Context context = Context.newBuilder().build();
        boolean weighed = false;
        if (fields.has("context")) {
            Fields given = Fields.of(fields.node("context"), "context of " + fields.what(), CONTEXT);
            for (String key : given.entries().keySet()) {
                put(context, key, given);
            }
            weighed = given.has("flagWeight");
        }
        if (fields.has("flags")) {
            context.setFlags(fields.whole("flags", 0, MANY));
        }
        if (!weighed) {
            // Who says how many flags there are, and no more, means flags of members of whom nothing is known.
            context.setFlagWeight(context.getFlags());
        }
        return context;
    }

    private static void put(Context context, String key, Fields given) {
        switch (key) {
            case "author.strikes" -> context.setAuthorStrikes((float) given.number(key, 0, MANY));
            case "author.riskyPosts" -> context.setAuthorRiskyPosts(given.whole(key, 0, MANY));
            case "author.threadPosts" -> context.setAuthorThreadPosts(given.whole(key, 0, MANY));
            case "author.velocity" -> context.setAuthorVelocity(given.whole(key, 0, MANY));
            case "author.newAccount" -> context.setAuthorNewAccount(given.flag(key));
            case "author.firstPost" -> context.setAuthorFirstPost(given.flag(key));
            case "author.firstRisky" -> context.setAuthorFirstRisky(given.flag(key));
            case "target.heat" -> context.setTargetHeat((float) given.number(key, 0, MANY));
            case "target.burst" -> context.setTargetBurst((float) given.number(key, 0, MANY));
            case "copies.posts" -> context.setCopies(given.whole(key, 0, MANY));
            case "copies.distinctAuthors" -> context.setCopyAuthors(given.whole(key, 0, MANY));
            case "copies.distinctThreads" -> context.setCopyThreads(given.whole(key, 0, MANY));
            case "pair.exchanges" -> context.setPairExchanges(given.whole(key, 0, MANY));
            case "target.distinctAuthors" -> context.setTargetDistinctAuthors(given.whole(key, 0, MANY));
            case "target.riskyPosts" -> context.setTargetRiskyPosts(given.whole(key, 0, MANY));
            case "thread.heat" -> context.setThreadHeat((float) given.number(key, 0, MANY));
            case "thread.baseline" -> context.setThreadBaseline((float) given.number(key, 0, MANY));
            case "thread.posts" -> context.setThreadPosts(given.whole(key, 0, MANY));
            case "flags" -> context.setFlags(given.whole(key, 0, MANY));
            case "flagWeight" -> context.setFlagWeight((float) given.number(key, 0, MANY));
            default -> throw new IllegalStateException("context variable '" + key + "' has no field");
        }
    }
}
