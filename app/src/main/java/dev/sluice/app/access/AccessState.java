package dev.sluice.app.access;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * The plan beside what the cluster has.
 *
 * @param planned how many rights there should be
 * @param missing rights that are planned and not there
 * @param superfluous rights of those with a role, or who had one, that are not planned
 * @param foreign rights on our topics that the plan neither has nor decides about: a person has to look at them
 */
public record AccessState(
        int planned, List<AclBinding> missing, List<AclBinding> superfluous, List<AclBinding> foreign) {
    /** Copies the lists. */
    public AccessState {
        missing = List.copyOf(missing);
        superfluous = List.copyOf(superfluous);
        foreign = List.copyOf(foreign);
    }

    /** Whether the cluster is as planned and nobody else has rights. */
    public boolean asPlanned() {
        return missing.isEmpty() && superfluous.isEmpty() && foreign.isEmpty();
    }

    /** A right in words, such as {@code User:pipeline may read topic posts}. */
    public static String words(AclBinding binding) {
        String may = binding.entry().permissionType() == AclPermissionType.DENY ? " may not " : " may ";
        String host = binding.entry().host();
        return binding.entry().principal() + may + word(binding.entry().operation()) + " " + words(binding.pattern())
                + (host.equals("*") ? "" : " from " + host);
    }

    private static String words(ResourcePattern pattern) {
        String type = word(pattern.resourceType());
        return pattern.patternType() == PatternType.PREFIXED
                ? type + "s " + pattern.name() + "*"
                : type + " " + pattern.name();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
