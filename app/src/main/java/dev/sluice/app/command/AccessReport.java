package dev.sluice.app.command;

import dev.sluice.app.access.AccessPlan;
import dev.sluice.app.access.AccessState;
import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.TopicAccess;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;

/** Prints who may do what, and what differs on the cluster. */
final class AccessReport {
    private static final String NOBODY = "nobody";

    private final PrintStream out;

    AccessReport(PrintStream out) {
        this.out = out;
    }

    /** Who has which role, and which role reads and writes which topic. */
    void plan(AccessPlan plan) {
        out.println();
        for (Role role : Role.values()) {
            List<String> principals = plan.principalsOf(role);
            row("%-16s %s", role.id(), principals.isEmpty() ? NOBODY : String.join(", ", principals));
        }
        out.println();
        row("%-24s %-12s %-28s %s", "topic", "holds", "is written by", "is read by");
        for (TopicAccess.Entry entry : TopicAccess.all()) {
            row(
                    "%-24s %-12s %-28s %s",
                    plan.prefix() + entry.topic().name(),
                    entry.topic().sensitivity().name().toLowerCase(Locale.ROOT),
                    roles(entry::writes),
                    roles(entry::reads));
        }
        out.println();
    }

    /** What differs; {@code give} and {@code take} say what becomes, or ought to become, of it. */
    void changes(AccessState state, String give, String take) {
        lines(give, state.missing());
        lines(take, state.superfluous());
        lines("not ours, look at it:", state.foreign());
        int asPlanned = state.planned() - state.missing().size();
        out.println("rights: " + state.planned() + " planned, " + asPlanned + " were there, "
                + state.missing().size() + " missing, " + state.superfluous().size() + " too many, "
                + state.foreign().size() + " not ours");
    }

    private void lines(String what, List<AclBinding> bindings) {
        bindings.forEach(binding -> out.println(what + " " + AccessState.words(binding)));
    }

    private void row(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    private static String roles(Predicate<Role> has) {
        String roles = Stream.of(Role.values()).filter(has).map(Role::id).collect(Collectors.joining(", "));
        return roles.isEmpty() ? NOBODY : roles;
    }
}
