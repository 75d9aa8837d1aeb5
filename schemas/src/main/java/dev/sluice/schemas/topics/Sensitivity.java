package dev.sluice.schemas.topics;

/** What somebody who reads a topic learns, mildest first; access lists follow it. */
public enum Sensitivity {
    /** Rules, versions and hashes: nothing about a person. */
    OPERATIONAL,
    /** Pseudonyms and what was concluded about their posts; no words of a post. */
    PERSONAL,
    /** Words of posts. */
    CONTENT,
    /** What legal is told: nobody else reads it. */
    LEGAL
}
