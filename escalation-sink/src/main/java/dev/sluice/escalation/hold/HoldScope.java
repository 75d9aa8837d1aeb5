package dev.sluice.escalation.hold;

import dev.sluice.escalation.inventory.CaseFacts;
import dev.sluice.schemas.encryption.SubjectName;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a hold covers: of what is in the vault, and of what comes into it while the hold stands. */
public sealed interface HoldScope {
    /** The longest id of a case or pseudonym. */
    int LONGEST_ID = 500;

    /** Whether it covers a case. A case that nobody can read is covered unless its id alone says that it is not. */
    boolean covers(CaseFacts facts);

    /** Whether it covers what is kept about a person outside of the vault. */
    default boolean covers(SubjectName person) {
        return false;
    }

    /** In words, for lists. */
    String text();

    /**
     * Packages by their ids.
     *
     * @param ids whole ids
     */
    record Packages(SortedSet<String> ids) implements HoldScope {
        private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
        private static final int MOST = 1_000;

        /** Refuses no ids, too many, and what is none. */
        public Packages {
            ids = Collections.unmodifiableSortedSet(new TreeSet<>(ids));
            if (ids.isEmpty() || ids.size() > MOST) {
                throw new IllegalArgumentException("hold names " + ids.size() + " packages; allowed: 1 to " + MOST);
            }
            if (!ids.stream().allMatch(id -> ID.matcher(id).matches())) {
                throw new IllegalArgumentException("hold names a package by no id; allowed: 40 hex digits");
            }
        }

        @Override
        public boolean covers(CaseFacts facts) {
            return ids.contains(facts.packageId());
        }

        @Override
        public String text() {
            return ids.size() == 1 ? "package " + ids.first() : ids.size() + " packages";
        }
    }

    /**
     * All evidence of one escalation or one post.
     *
     * @param id id of the escalation or of the post
     */
    record OneCase(String id) implements HoldScope {
        /** Refuses what is too long. */
        public OneCase {
            require("case", id);
        }

        @Override
        public boolean covers(CaseFacts facts) {
            CaseFacts.About about = facts.about();
            return about == null
                    || about.escalation().equals(id)
                    || about.post().equals(id);
        }

        @Override
        public String text() {
            return "case " + id;
        }
    }

    /**
     * All evidence about one person's posts, and all that is kept about the person elsewhere.
     *
     * @param pseudonym the person, as posts name their authors
     */
    record Author(String pseudonym) implements HoldScope {
        /** Refuses what is too long. */
        public Author {
            require("author", pseudonym);
        }

        @Override
        public boolean covers(CaseFacts facts) {
            CaseFacts.About about = facts.about();
            return about == null || pseudonym.equals(about.author());
        }

        @Override
        public boolean covers(SubjectName person) {
            return SubjectName.of(pseudonym).equals(person);
        }

        @Override
        public String text() {
            return "author " + pseudonym;
        }
    }

    private static void require(String what, String id) {
        if (id.isBlank() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "hold's " + what + " cannot be used; allowed: up to " + LONGEST_ID + " printable characters");
        }
    }
}
