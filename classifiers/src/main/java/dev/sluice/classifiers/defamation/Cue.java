package dev.sluice.classifiers.defamation;

/** What words around an allegation say about how it is put. */
enum Cue {
    /** Not an allegation at all: a figure of speech, sport, a fixed phrase. */
    IDIOM,
    /** The allegation is denied. */
    NEGATION,
    /** Somebody was cleared, or a claim is taken back or called false. */
    EXONERATION,
    /** A story, game or play. */
    FICTION,
    /** A report of proceedings or of an authority. */
    REPORT,
    /** A view, not a fact. */
    OPINION,
    /** A supposition. */
    HYPOTHETICAL,
    /** The first word of a question. */
    QUESTION,
    /** A question or remark that takes the allegation for granted. */
    LOADED,
    /** The writer vouches for it. */
    CERTAINTY,
    /** "Allegedly" and its like: in law they carry the sting of what they introduce, so they earn nothing. */
    HEDGE,
    /** Grounds to suspect rather than guilt. */
    SUSPICION,
    /** Grounds to investigate rather than to suspect. */
    INQUIRY,
    /** What follows is not said to have happened: "will", "to", "gonna". */
    MODAL,
    /** Passive: who is named suffers the act. */
    VICTIM,
    /** Everyday words among the allegations; read when the vocabulary is built. */
    WEAK,
    /** The writer. */
    SELF,
    /** A class too large for anybody in it to be meant. */
    GENERIC
}
