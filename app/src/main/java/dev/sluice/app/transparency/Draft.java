package dev.sluice.app.transparency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A statement that may be sent.
 *
 * @param puid its public id
 * @param statement id of the statement of reasons
 * @param issuedAt when that was issued
 * @param attributes what is sent; of the database's attributes alone
 */
record Draft(String puid, String statement, Instant issuedAt, ObjectNode attributes) {
    /** Prints the ids only. */
    @Override
    public String toString() {
        return "Draft[" + puid + "]";
    }
}
