package dev.sluice.app.config;

import dev.sluice.schemas.topics.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what on the cluster.
 *
 * @param roles principals by role, such as {@code scorer: ["User:pipeline"]}; a principal has one role
 * @param former principals that had a role and have none any more
 * @param admins principals with rights of their own, which are neither touched nor reported
 * @param applicationId that of the pipeline, where the file has no section {@code pipeline}
 * @param sinkGroup the group of the sink, where the file has no section {@code sink}
 * @param submitterGroup the group of {@code transparency submit}, where the file has no section {@code transparency}
 */
public record AccessSection(
        Map<String, List<String>> roles,
        @Nullable List<String> former,
        @Nullable List<String> admins,
        @Nullable String applicationId,
        @Nullable String sinkGroup,
        @Nullable String submitterGroup) {
    private static final String ROLES = "access.roles";
    private static final Pattern PRINCIPAL = Pattern.compile("[A-Za-z]+:[^\\s*].*");
    private static final String A_PRINCIPAL = "type and name, such as User:pipeline";

    /** Checks roles and principals, and that nobody is in two places. */
    public AccessSection {
        Require.that(roles != null, ROLES + " is missing; allowed: principals by role: " + Role.ids());
        Map<String, String> places = new HashMap<>();
        roles.forEach((role, principals) -> {
            Require.that(Role.find(role) != null, ROLES + "." + role + " is no role; allowed: " + Role.ids());
            check(ROLES + "." + role, principals, places);
        });
        check("access.former", former, places);
        check("access.admins", admins, places);
    }

    private static void check(String key, @Nullable List<String> principals, Map<String, String> places) {
        Require.noNulls(key, principals, A_PRINCIPAL);
        if (principals == null) {
            return;
        }
        for (String principal : principals) {
            Require.that(
                    PRINCIPAL.matcher(principal).matches(),
                    key + " has '" + principal + "'; allowed: " + A_PRINCIPAL + "; not everybody");
            Require.that(
                    !principal.equals("User:ANONYMOUS"),
                    key + " has User:ANONYMOUS, who is everybody that does not log on; allowed: " + A_PRINCIPAL);
            String other = places.put(principal, key);
            Require.that(
                    other == null,
                    principal + " is in " + other + " and " + key
                            + "; allowed: one role each, so that no client has the rights of two");
        }
    }
}
