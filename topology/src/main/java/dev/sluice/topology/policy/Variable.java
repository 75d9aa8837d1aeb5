package dev.sluice.topology.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a condition may read. Each is declared to CEL under its whole dotted name, so that a typing mistake is an error.
 */
enum Variable {
    RISK_ABUSE("risk.abuse", new Real(facts -> decimal(facts.risk().getAbuse()))),
    RISK_INSULT("risk.insult", new Real(facts -> decimal(facts.risk().getInsult()))),
    RISK_THREAT("risk.threat", new Real(facts -> decimal(facts.risk().getThreat()))),
    RISK_PROFANITY("risk.profanity", new Real(facts -> decimal(facts.risk().getProfanity()))),
    RISK_HATE("risk.hate", new Real(facts -> decimal(facts.risk().getHate()))),
    RISK_DEFAMATION("risk.defamation", new Real(facts -> decimal(facts.risk().getDefamation()))),
    AUTHOR_STRIKES(
            "context.author.strikes", new Real(facts -> decimal(facts.context().getAuthorStrikes()))),
    AUTHOR_RISKY_POSTS(
            "context.author.riskyPosts", new Whole(facts -> facts.context().getAuthorRiskyPosts())),
    AUTHOR_VELOCITY(
            "context.author.velocity", new Whole(facts -> facts.context().getAuthorVelocity())),
    AUTHOR_NEW_ACCOUNT(
            "context.author.newAccount", new Bool(facts -> facts.context().getAuthorNewAccount())),
    AUTHOR_FIRST_POST(
            "context.author.firstPost", new Bool(facts -> facts.context().getAuthorFirstPost())),
    AUTHOR_FIRST_RISKY(
            "context.author.firstRisky", new Bool(facts -> facts.context().getAuthorFirstRisky())),
    AUTHOR_THREAD_POSTS(
            "context.author.threadPosts", new Whole(facts -> facts.context().getAuthorThreadPosts())),
    TARGET_DISTINCT_AUTHORS(
            "context.target.distinctAuthors", new Whole(facts -> facts.context().getTargetDistinctAuthors())),
    TARGET_RISKY_POSTS(
            "context.target.riskyPosts", new Whole(facts -> facts.context().getTargetRiskyPosts())),
    TARGET_HEAT("context.target.heat", new Real(facts -> decimal(facts.context().getTargetHeat()))),
    TARGET_BURST(
            "context.target.burst", new Real(facts -> decimal(facts.context().getTargetBurst()))),
    COPIES("context.copies.posts", new Whole(facts -> facts.context().getCopies())),
    COPY_AUTHORS(
            "context.copies.distinctAuthors", new Whole(facts -> facts.context().getCopyAuthors())),
    COPY_THREADS(
            "context.copies.distinctThreads", new Whole(facts -> facts.context().getCopyThreads())),
    PAIR_EXCHANGES("context.pair.exchanges", new Whole(facts -> facts.context().getPairExchanges())),
    THREAD_HEAT("context.thread.heat", new Real(facts -> decimal(facts.context().getThreadHeat()))),
    THREAD_BASELINE(
            "context.thread.baseline", new Real(facts -> decimal(facts.context().getThreadBaseline()))),
    THREAD_POSTS("context.thread.posts", new Whole(facts -> facts.context().getThreadPosts())),
    FLAGS("context.flags", new Whole(facts -> facts.context().getFlags())),
    FLAG_WEIGHT("context.flagWeight", new Real(facts -> decimal(facts.context().getFlagWeight()))),
    HAS_TARGET("post.hasTarget", new Bool(Facts::hasTarget)),
    CUT("post.cut", new Bool(Facts::cut)),
    LENGTH("post.length", new Whole(Facts::length)),
    LANGUAGE("language", new Text(Facts::language)),
    LANGUAGE_COVERED("languageCovered", new Bool(Facts::languageCovered)),
    COMMUNITY("community", new Text(Facts::community)),
    TRIGGER("trigger", new Text(Facts::trigger)),
    SIGNALS("signals", new Texts(Facts::signals)),
    UNAVAILABLE("unavailable", new Texts(Facts::unavailable));

    /** What is needed to know a variable: the gate before the context of author and target knows the post's alone. */
    enum Source {
        RISK,
        SIGNALS,
        FLAGS,
        POST,
        CONTEXT
    }

    /** How a variable is read from facts, and as which type. */
    sealed interface Reading {
        CelType type();

        Object of(Facts facts);
    }

    record Real(ToDoubleFunction<Facts> read) implements Reading {
        @Override
        public CelType type() {
            return SimpleType.DOUBLE;
        }

        @Override
        public Object of(Facts facts) {
            return read.applyAsDouble(facts);
        }
    }

    record Whole(ToLongFunction<Facts> read) implements Reading {
        @Override
        public CelType type() {
            return SimpleType.INT;
        }

        @Override
        public Object of(Facts facts) {
            return read.applyAsLong(facts);
        }
    }

    record Bool(Predicate<Facts> read) implements Reading {
        @Override
        public CelType type() {
            return SimpleType.BOOL;
        }

        @Override
        public Object of(Facts facts) {
            return read.test(facts);
        }
    }

    record Text(Function<Facts, String> read) implements Reading {
        @Override
        public CelType type() {
            return SimpleType.STRING;
        }

        @Override
        public Object of(Facts facts) {
            return read.apply(facts);
        }
    }

    record Texts(Function<Facts, List<String>> read) implements Reading {
        @Override
        public CelType type() {
            return ListType.create(SimpleType.STRING);
        }

        @Override
        public Object of(Facts facts) {
            return read.apply(facts);
        }
    }

    private static final Map<String, Variable> BY_NAME = new HashMap<>();

    static {
        for (Variable variable : values()) {
            BY_NAME.put(variable.id, variable);
        }
    }

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // records of functions that have no state
    private final Reading reading;

    Variable(String id, Reading reading) {
        this.id = id;
        this.reading = reading;
    }

    static @Nullable Variable named(String id) {
        return BY_NAME.get(id);
    }

    /** The dotted name that conditions use. */
    String id() {
        return id;
    }

    Reading reading() {
        return reading;
    }

    Source source() {
        return switch (this) {
            case RISK_ABUSE, RISK_INSULT, RISK_THREAT, RISK_PROFANITY, RISK_HATE, RISK_DEFAMATION -> Source.RISK;
            case AUTHOR_STRIKES,
                    AUTHOR_RISKY_POSTS,
                    AUTHOR_VELOCITY,
                    AUTHOR_NEW_ACCOUNT,
                    AUTHOR_FIRST_POST,
                    AUTHOR_FIRST_RISKY,
                    AUTHOR_THREAD_POSTS,
                    TARGET_DISTINCT_AUTHORS,
                    TARGET_RISKY_POSTS,
                    TARGET_HEAT,
                    TARGET_BURST,
                    COPIES,
                    COPY_AUTHORS,
                    COPY_THREADS,
                    PAIR_EXCHANGES,
                    THREAD_HEAT,
                    THREAD_BASELINE,
                    THREAD_POSTS -> Source.CONTEXT;
            case FLAGS, FLAG_WEIGHT -> Source.FLAGS;
            case SIGNALS -> Source.SIGNALS;
            case HAS_TARGET, CUT, LENGTH, LANGUAGE, LANGUAGE_COVERED, COMMUNITY, TRIGGER, UNAVAILABLE -> Source.POST;
        };
    }

    /** Whether it is known where threads are watched: the thread's own context, and what the post itself says. */
    boolean isKnownInThread() {
        return switch (this) {
            case AUTHOR_STRIKES,
                    AUTHOR_RISKY_POSTS,
                    AUTHOR_VELOCITY,
                    AUTHOR_FIRST_RISKY,
                    TARGET_DISTINCT_AUTHORS,
                    TARGET_RISKY_POSTS,
                    TARGET_HEAT,
                    TARGET_BURST,
                    COPIES,
                    COPY_AUTHORS,
                    COPY_THREADS,
                    FLAGS,
                    FLAG_WEIGHT -> false;
            case RISK_ABUSE,
                    RISK_INSULT,
                    RISK_THREAT,
                    RISK_PROFANITY,
                    RISK_HATE,
                    RISK_DEFAMATION,
                    AUTHOR_THREAD_POSTS,
                    AUTHOR_NEW_ACCOUNT,
                    AUTHOR_FIRST_POST,
                    PAIR_EXCHANGES,
                    THREAD_HEAT,
                    THREAD_BASELINE,
                    THREAD_POSTS,
                    HAS_TARGET,
                    CUT,
                    LENGTH,
                    LANGUAGE,
                    LANGUAGE_COVERED,
                    COMMUNITY,
                    TRIGGER,
                    SIGNALS,
                    UNAVAILABLE -> true;
        };
    }

    /** The value of a numeric variable. */
    double number(Facts facts) {
        return switch (reading) {
            case Real real -> real.read().applyAsDouble(facts);
            case Whole whole -> whole.read().applyAsLong(facts);
            case Bool bool -> throw new IllegalStateException(id + " is no number");
            case Text text -> throw new IllegalStateException(id + " is no number");
            case Texts texts -> throw new IllegalStateException(id + " is no number");
        };
    }

    /**
     * The decimal that a float stands for. Records carry floats, policies are written in decimals, and the float 0.9
     * widened to a double is less than 0.9; six decimals are all that a float in [0, 1] has.
     */
    static double decimal(float value) {
        return Math.rint(value * 1e6) / 1e6;
    }
}
