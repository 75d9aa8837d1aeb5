package dev.sluice.app.play;

import dev.sluice.app.posts.PostLine;
import dev.sluice.schemas.PostEvent;

/** Counts published events by kind. */
public final class EventTally {
    private long posts;
    private long edits;
    private long deletes;
    private long flags;

    /** Counts one event. */
    public synchronized void add(PostLine line) {
        switch (line) {
            case PostLine.Flagged flagged -> flags++;
            case PostLine.Posted posted -> {
                PostEvent event = posted.post().getEvent();
                if (event == PostEvent.EDITED) {
                    edits++;
                } else if (event == PostEvent.DELETED) {
                    deletes++;
                } else {
                    posts++;
                }
            }
        }
    }

    /** Counts records that are no event at all, published to see what becomes of them. */
    public synchronized void addBroken() {
        posts++;
    }

    /** What was counted. */
    public synchronized RunSummary.Events events() {
        return new RunSummary.Events(posts, edits, deletes, flags);
    }
}
