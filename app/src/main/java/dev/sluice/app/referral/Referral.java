package dev.sluice.app.referral;

import dev.sluice.topology.policy.LegalAuthorities;
import dev.sluice.topology.policy.LegalAuthorities.Authority;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person says who refers a case.
 *
 * @param authority whom it is told
 * @param place why that authority: which Member State is concerned
 * @param suspicion what is suspected, in the person's words
 * @param service who tells it: name of the service and how to reach it
 * @param forced why a case of another category is referred; null where it is a threat to life
 */
public record Referral(
        Authority authority,
        Place place,
        Suspicion suspicion,
        String service,
        @Nullable String forced) {
    private static final int LONGEST = 5_000;
    private static final Pattern STATE = Pattern.compile("[A-Z]{2}");

    /** Refuses what says nothing. */
    public Referral {
        require("--service", service);
        if (forced != null) {
            require("--force-category", forced);
        }
    }

    /**
     * Which Member State is concerned.
     *
     * @param concerned its code; null where that is not known with reasonable certainty
     * @param established where the service is established or represented; null where it is not said
     * @param why how that is known, or why it is not
     */
    public record Place(
            @Nullable String concerned, @Nullable String established, String why) {
        /** Refuses codes that are none. */
        public Place {
            requireState("--member-state", concerned);
            requireState("--established", established);
            require("--why", why);
        }
    }

    /**
     * What is suspected.
     *
     * @param threatCase whether life or safety is at risk now or foreseeably: what the authority asks first
     * @param fieldOfCrime what it asks next, in the words of its form
     * @param explanation why this is suspected
     */
    public record Suspicion(boolean threatCase, String fieldOfCrime, String explanation) {
        /** Refuses what says nothing. */
        public Suspicion {
            require("--field-of-crime", fieldOfCrime);
            require("--explanation", explanation);
        }
    }

    /**
     * The paragraph of article 18 under which this authority is told.
     *
     * @throws IllegalArgumentException where another authority is to be told
     */
    String paragraph(LegalAuthorities authorities) {
        String paragraph = authorities.paragraph(authority, place.concerned(), place.established());
        if (paragraph == null) {
            String concerned = place.concerned();
            throw new IllegalArgumentException("authority '" + authority.id() + "' is of " + authority.memberState()
                    + (concerned == null
                            ? ", and no Member State is said to be concerned; allowed: --member-state, or Europol or"
                                    + " the authority where the service is established (--established)"
                            : ", and the Member State concerned is " + concerned
                                    + "; allowed: an authority of " + concerned
                                    + " (add it to legal/authorities.yaml), or no --member-state where it is not known"
                                    + " with reasonable certainty"));
        }
        return paragraph;
    }

    private static void requireState(String option, @Nullable String code) {
        if (code != null && !STATE.matcher(code).matches()) {
            throw new IllegalArgumentException(option + " is '" + code + "'; allowed: two capital letters such as DE");
        }
    }

    private static void require(String option, String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    option + " has " + text.length() + " characters; allowed: 1 to " + LONGEST + ", not all blank");
        }
    }
}
