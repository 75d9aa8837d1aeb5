package dev.sluice.topology.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The words and grounds of statements that ship with Sluice, for policies that bring none of their own. */
final class ShippedStatements {
    /** How messages name the place. */
    static final String PLACE = "shipped statements/";

    private ShippedStatements() {}

    static String text(String name) {
        try (InputStream in = ShippedStatements.class.getResourceAsStream("statements/" + name)) {
            if (in == null) {
                throw new IllegalStateException(PLACE + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(PLACE + name + " cannot be read", e);
        }
    }
}
