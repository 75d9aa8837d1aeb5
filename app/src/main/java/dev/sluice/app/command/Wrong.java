package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import java.util.function.Supplier;

/** What is wrong with an option is a matter of how the command was called. */
final class Wrong {
    private Wrong() {}

    /** The value; a refusal of it ends the command with the code for wrong input. */
    static <T> T input(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }
}
