package dev.sluice.schemas.encryption;

import java.io.IOException;
import java.time.Instant;

/**
 * Keeps one wrapped data key for each subject, and remembers those that were destroyed. What a method has done is durable
 * when it returns. Thread-safe, and several processes may share one store. Methods throw {@link IOException}, its message
 * in one line, where the store cannot be read or written or is damaged.
 *
 * <p>A destroyed key never comes back here; a backup of the store is another matter, and must not outlive the promise
 * that was made to those who asked for erasure.
 */
public interface SubjectKeyStore {
    /** The subject's keys; {@link SubjectKeys#NONE} where it never had one. */
    SubjectKeys find(SubjectName subject) throws IOException;

    /**
     * Gives a subject a key, unless it has one.
     *
     * @return the subject's keys afterwards; whose key is in use shows who came first
     */
    SubjectKeys create(SubjectName subject, SubjectKeys.Current key) throws IOException;

    /**
     * Replaces the wrapping of a key, not the key.
     *
     * @return whether it was done; not where the key in use is another one than expected, or destroyed
     */
    boolean rewrap(SubjectName subject, SubjectKeys.Current expected, WrappedKey wrapped) throws IOException;

    /**
     * Destroys the subject's key, if it has one. Doing it again changes nothing.
     *
     * @param at when, as it will be remembered
     * @return the subject's keys afterwards
     */
    SubjectKeys shred(SubjectName subject, Instant at) throws IOException;

    /** Visits every subject that has or had a key, in no order. */
    void visit(Visitor visitor) throws IOException;

    /** Where it is, for messages. */
    String describe();

    /** Hears of each subject. */
    interface Visitor {
        /** A subject and its keys. */
        void subject(SubjectName subject, SubjectKeys keys) throws IOException;
    }
}
