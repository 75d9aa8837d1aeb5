package dev.sluice.escalation.durable;

/** A step after which a crash leaves another state on disk. */
public enum Step {
    /** A folder is made. */
    CREATE_FOLDER,
    /** A new file gets its bytes. */
    WRITE_FILE,
    /** A new file's bytes go to the device. */
    SYNC_FILE,
    /** A folder's entries go to the device. */
    SYNC_FOLDER,
    /** A finished folder gets its final name. */
    PUBLISH,
    /** A line is added to a log. */
    APPEND,
    /** A log's new line goes to the device. */
    SYNC_APPEND,
    /** A folder that is to be deleted is taken from its place. */
    WITHDRAW,
    /** What an earlier attempt left behind is removed. */
    DISCARD
}
