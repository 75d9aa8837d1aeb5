package dev.sluice.app.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Compares the plan of rights with a cluster, and makes the cluster follow it.
 *
 * <p>It owns rights, and takes them away, where both hold: the principal has a role in the plan, or had one, and the
 * resource is one that the plan decides about. Rights of others, rights by wider patterns, rights on the cluster and
 * anything that denies are left alone, and said where they touch our topics. New rights are given before others are
 * taken away.
 */
public final class AccessAdmin {
    private static final String EVERYTHING = "*";
    private static final String EVERYBODY = "User:*";
    private static final Comparator<AclBinding> ORDER = Comparator.comparing(
                    (AclBinding binding) -> binding.entry().principal())
            .thenComparing(binding -> binding.pattern().resourceType())
            .thenComparing(binding -> binding.pattern().name())
            .thenComparing(binding -> binding.entry().operation());
    private static final Set<AclOperation> HARMLESS = Set.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);

    private final Admin admin;
    private final AccessPlan plan;

    /** Works through this client, which stays open. */
    public AccessAdmin(Admin admin, AccessPlan plan) {
        this.admin = admin;
        this.plan = plan;
    }

    /**
     * What differs.
     *
     * @throws AccessException where the cluster keeps no access lists, or does not let us see them
     * @throws KafkaException where it does not answer
     */
    public AccessState describe() {
        Set<AclBinding> planned = plan.bindings();
        Collection<AclBinding> present =
                await(admin.describeAcls(AclBindingFilter.ANY).values(), "Describe");
        List<AclBinding> missing = planned.stream()
                .filter(binding -> !present.contains(binding))
                .sorted(ORDER)
                .toList();
        List<AclBinding> superfluous = new ArrayList<>();
        List<AclBinding> foreign = new ArrayList<>();
        for (AclBinding binding : present.stream().sorted(ORDER).toList()) {
            if (planned.contains(binding)) {
                continue;
            }
            if (owns(binding)) {
                superfluous.add(binding);
            } else if (matters(binding)) {
                foreign.add(binding);
            }
        }
        return new AccessState(planned.size(), missing, superfluous, foreign);
    }

    /**
     * Gives what is missing, then takes away what is superfluous. Does nothing where all is as planned.
     *
     * @return what was found before anything was done
     * @throws AccessException where the cluster keeps no access lists, or does not let us change them
     * @throws KafkaException where it does not answer
     */
    public AccessState apply() {
        AccessState state = describe();
        if (!state.missing().isEmpty()) {
            await(admin.createAcls(state.missing()).all(), "Alter");
        }
        if (!state.superfluous().isEmpty()) {
            await(
                    admin.deleteAcls(state.superfluous().stream()
                                    .map(AclBinding::toFilter)
                                    .toList())
                            .all(),
                    "Alter");
        }
        return state;
    }

    private boolean owns(AclBinding binding) {
        String principal = binding.entry().principal();
        boolean ours = plan.everybody().contains(principal) || plan.former().contains(principal);
        return ours && binding.entry().permissionType() == AclPermissionType.ALLOW && plan.covers(binding.pattern());
    }

    /** Whether it gives somebody access to our topics, takes it from one of us, or lets one of us give it to oneself. */
    private boolean matters(AclBinding binding) {
        String principal = binding.entry().principal();
        boolean ours = plan.everybody().contains(principal) || plan.former().contains(principal);
        if (plan.admins().contains(principal)) {
            return false;
        }
        if (binding.entry().permissionType() == AclPermissionType.DENY) {
            return (ours || principal.equals(EVERYBODY)) && touches(binding.pattern());
        }
        if (binding.pattern().resourceType() == ResourceType.CLUSTER) {
            return ours
                    && (binding.entry().operation() == AclOperation.ALTER
                            || binding.entry().operation() == AclOperation.ALL);
        }
        return !HARMLESS.contains(binding.entry().operation()) && touches(binding.pattern());
    }

    /** Whether a pattern matches a topic of ours, the pipeline's internal ones included. */
    private boolean touches(ResourcePattern pattern) {
        if (pattern.resourceType() != ResourceType.TOPIC) {
            return false;
        }
        String name = pattern.name();
        String internal = plan.names().ownPrefix();
        if (pattern.patternType() == PatternType.PREFIXED) {
            return internal.startsWith(name)
                    || name.startsWith(internal)
                    || plan.topicNames().anyMatch(topic -> topic.startsWith(name));
        }
        return name.equals(EVERYTHING)
                || name.startsWith(internal)
                || plan.topicNames().anyMatch(name::equals);
    }

    private static <T> T await(KafkaFuture<T> answer, String needed) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw explain(e.getCause() == null ? e : e.getCause(), needed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the cluster", e);
        }
    }

    private static RuntimeException explain(Throwable cause, String needed) {
        return switch (cause) {
            case SecurityDisabledException e ->
                new AccessException(
                        "the cluster has no authorizer, so it neither keeps nor enforces rights: set"
                                + " authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer on"
                                + " brokers and controllers, or leave the section access out",
                        e);
            case ClusterAuthorizationException e ->
                new AccessException(
                        "whoever kafka.properties logs on as lacks the right " + needed + " on the cluster, which "
                                + (needed.equals("Alter") ? "changing" : "seeing") + " rights needs: run it as an"
                                + " administrator (super.users of the brokers)",
                        e);
            case KafkaException e -> e;
            default -> new KafkaException(cause);
        };
    }
}
