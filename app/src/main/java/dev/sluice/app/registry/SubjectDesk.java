package dev.sluice.app.registry;

import dev.sluice.app.registry.SubjectState.Standing;
import dev.sluice.schemas.registry.Compatibility;
import dev.sluice.schemas.registry.SubjectAdmin;
import dev.sluice.schemas.topics.Subject;
import dev.sluice.schemas.topics.Subjects;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Compares the subjects of this build with those of a registry, and registers what is missing. May be done as often as
 * one likes. All methods throw {@link dev.sluice.schemas.registry.SchemaRegistryException} where the registry does not
 * answer or does not let us.
 */
public final class SubjectDesk {
    /** What Sluice promises of its own records, whatever a registry asks for. */
    public static final Compatibility RULE = Compatibility.FULL_TRANSITIVE;

    private final SubjectAdmin admin;

    /** A desk at this registry, which stays the caller's to close. */
    public SubjectDesk(SubjectAdmin admin) {
        this.admin = admin;
    }

    /** Looks at all subjects and changes nothing. */
    public List<SubjectState> look() {
        return Subjects.all().stream().map(this::look).toList();
    }

    /**
     * Registers what is missing; where one schema cannot be registered, none is.
     *
     * @param keepRules whether rules that ask for less than {@link #RULE} stay
     * @return how all subjects stood before
     */
    public List<SubjectState> register(boolean keepRules) {
        List<SubjectState> states = look();
        if (states.stream().anyMatch(state -> state.standing() == Standing.REFUSED)) {
            return states;
        }
        for (int i = 0; i < states.size(); i++) {
            Subject<?> subject = Subjects.all().get(i);
            SubjectState state = states.get(i);
            if (state.standing() == Standing.MISSING) {
                int unused = admin.register(subject.name(), subject.schema());
            }
            if (state.isLax() && !keepRules) {
                admin.setRule(subject.name(), RULE);
            }
        }
        return states;
    }

    private SubjectState look(Subject<?> subject) {
        String name = admin.name(subject.name());
        Schema schema = subject.schema();
        Compatibility rule = admin.rule(subject.name());
        Optional<Integer> id = admin.find(subject.name(), schema);
        if (id.isPresent()) {
            return new SubjectState(name, Standing.REGISTERED, id.get(), rule, "");
        }
        return admin.wouldBreak(subject.name(), schema, RULE)
                .map(why -> new SubjectState(name, Standing.REFUSED, null, rule, why))
                .orElseGet(() -> new SubjectState(name, Standing.MISSING, null, rule, ""));
    }
}
