package dev.sluice.classifiers.defamation;

import dev.sluice.classifiers.defamation.PostReader.Post;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reviewer should know of a possibly defamatory allegation, in words of our own: never those of the post. */
final class Explanation {
    /** Gravity from which on an allegation is called grave. */
    private static final float GRAVE = 1.8f;

    private static final float SERIOUS = 1.2f;

    private Explanation() {}

    /** One sentence each: who, what and how; how much; what may be said for it. */
    static String of(Post post, Allegation.Kind kind) {
        @Nullable Subject subject = post.subject();
        String who = subject == null
                ? "somebody whom the text may identify"
                : subject.kind().words();
        Chase chase = Chase.of(post.assertion());
        float gravity = kind.weight() * chase.factor();
        String severity = gravity >= GRAVE ? "grave" : gravity >= SERIOUS ? "serious" : "moderate";
        return "Possibly defamatory allegation of " + kind.words() + " by " + who + ", put "
                + post.assertion().words() + ". Estimated Chase " + chase.words() + ", severity " + severity
                + ". To check: " + String.join("; ", defences(post, kind)) + ".";
    }

    private static List<String> defences(Post post, Allegation.Kind kind) {
        List<String> hints = new ArrayList<>();
        hints.add("truth, which needs proof");
        if (post.assertion().has(Cue.OPINION)) {
            hints.add("honest opinion, if its basis is stated");
        }
        if (post.assertion().has(Cue.REPORT)) {
            hints.add("privilege, if it reports proceedings fairly");
        }
        switch (kind) {
            case CORRUPTION, MISCONDUCT, BUSINESS -> hints.add("public interest");
            case THEFT, FRAUD, VIOLENCE, SEXUAL, DISHONESTY, DISEASE, CRUELTY, OTHER -> {}
        }
        return hints;
    }
}
