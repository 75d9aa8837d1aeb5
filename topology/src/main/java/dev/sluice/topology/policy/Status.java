package dev.sluice.topology.policy;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** How far a rule has come on its way into force. */
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

    /**
     * Acts on some posts and is in shadow for the others.
     *
     * @param percent of posts, from 1 to 99
     */
    record Percent(int percent) implements Status {
        @Override
        public String text() {
            return "percent: " + percent;
        }

        /**
         * Whether the rule acts on this post. Depends on rule and post alone: the same for all revisions, on every
         * instance and in a replay; and two rules pick their posts independently. CRC-32C mod 100 is even enough for
         * a share in whole per cents, and nobody gains by choosing ids.
         */
        boolean picks(String rule, String post) {
            CRC32C checksum = new CRC32C();
            checksum.update((rule + '\n' + post).getBytes(StandardCharsets.UTF_8));
            return checksum.getValue() % 100 < percent;
        }
    }
}
