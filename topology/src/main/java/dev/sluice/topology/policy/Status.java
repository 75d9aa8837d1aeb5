package dev.sluice.topology.policy;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** How far a rule has come on its way into force, or how it was taken out of it. */
sealed interface Status {
    /** The status as written. */
    String text();

    /** Is evaluated by {@code sluice policy check} and {@code explain} alone. */
    record Draft() implements Status {
        @Override
        public String text() {
            return "draft";
        }
    }

    /** Is evaluated and named, but never acts. */
    record Shadow() implements Status {
        @Override
        public String text() {
            return "shadow";
        }
    }

    /** Acts. */
    record Live() implements Status {
        @Override
        public String text() {
            return "live";
        }
    }

    /** Was switched off in an emergency: is evaluated and named, but does not act, whatever it did before. */
    record Stopped() implements Status {
        @Override
        public String text() {
            return "stopped";
        }
    }

    /**
     * Hit too often after a change: the posts that it would have acted on are held for people.
     *
     * @param before on which posts it acted before it was parked
     */
    record Parked(Status before) implements Status {
        @Override
        public String text() {
            return "parked";
        }
    }

    /**
     * Acts on some posts and is in shadow for the others.
     *
     * @param percent of posts, from 1 to 99
     */
    record Percent(int percent) implements Status {
        private static final int ALL = 100;

        @Override
        public String text() {
            return "percent: " + percent;
        }

        /**
         * Whether the rule acts on this post. Depends on the rule and on the author, else the post, alone: the same for
         * all posts of an author and all revisions of a post, on every instance and in a replay; a higher percentage
         * only adds, and two rules pick independently. CRC-32C mod 100 is even enough for a share in whole per cents,
         * and nobody gains by choosing ids.
         */
        boolean picks(String rule, Facts facts) {
            String author = facts.author();
            CRC32C checksum = new CRC32C();
            String chosenBy = author == null ? "post\n" + facts.post() : "author\n" + author;
            checksum.update((rule + '\n' + chosenBy).getBytes(StandardCharsets.UTF_8));
            return checksum.getValue() % ALL < percent;
        }
    }

    /** Whether a rule of this status and id acts on the post, or, where it is parked, would have. */
    default boolean actsOn(String rule, Facts facts) {
        return switch (this) {
            case Live live -> true;
            case Percent percent -> percent.picks(rule, facts);
            case Parked parked -> parked.before().actsOn(rule, facts);
            case Shadow shadow -> false;
            case Stopped stopped -> false;
            case Draft draft -> false;
        };
    }
}
