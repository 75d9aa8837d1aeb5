package dev.sluice.topology.release;

import dev.sluice.schemas.Approval;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.PolicyReleaseKind;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.Approvers.Approver;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyCheck;
import dev.sluice.topology.policy.PolicyCheck.Assessed;
import dev.sluice.topology.policy.PolicyException;
import dev.sluice.topology.policy.PolicyPack;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a release may come into force: signed by enough people who may, whole, and right by its own examples.
 * Used before a release is published, and again by everyone who reads it, because a topic takes what it is given.
 */
public final class ReleaseVerifier {
    /** People who must have signed a release, its author apart. */
    public static final int APPROVALS = 2;

    /** People who must have signed a stop; its author may be the one. */
    private static final int APPROVALS_OF_A_STOP = 1;

    private static final int MOST_APPROVALS = 10;

    private final Approvers approvers;
    private final Notices notices;
    private final @Nullable CaseworkRules casework;
    private final Function<String, Assessed> assessor;

    /**
     * Creates a verifier.
     *
     * @param approvers who may sign
     * @param notices the notices that rules may name
     * @param assessor assesses the texts of examples
     */
    public ReleaseVerifier(Approvers approvers, Notices notices, Function<String, Assessed> assessor) {
        this(approvers, notices, assessor, null);
    }

    /**
     * Creates a verifier that knows where people look.
     *
     * @param approvers who may sign
     * @param notices the notices that rules may name
     * @param assessor assesses the texts of examples
     * @param casework lists the queues that cases may wait in; null for any
     */
    public ReleaseVerifier(
            Approvers approvers,
            Notices notices,
            Function<String, Assessed> assessor,
            @Nullable CaseworkRules casework) {
        this.casework = casework;
        this.approvers = approvers;
        this.notices = notices;
        this.assessor = assessor;
    }

    /**
     * The pack of a release that is to come into force.
     *
     * @param publishedAt who could approve then
     * @throws RefusedReleaseException where it may not come into force, and why
     */
    public PolicyPack release(PolicyRelease release, Instant publishedAt) {
        PolicyPack pack = released(release, publishedAt);
        requireSound(pack);
        return pack;
    }

    /**
     * The pack of a release that came into force before. That it was right by its examples was found then; what they
     * come to under the models and notices of today is asked by {@link #doubt}, and keeps nothing out of force, because
     * then an instance that is started anew would decide by an older version than the others.
     *
     * @param publishedAt who could approve then
     * @throws RefusedReleaseException where it is not signed by enough people, not whole, or no policy
     */
    public PolicyPack released(PolicyRelease release, Instant publishedAt) {
        if (release.getKind() != PolicyReleaseKind.RELEASE) {
            throw new RefusedReleaseException("kind is " + release.getKind() + "; allowed: RELEASE, STOP");
        }
        requireApprovals(release, publishedAt, APPROVALS);
        PolicyPack pack = compiled(release);
        if (!pack.sha256().equals(release.getSha256())) {
            throw new RefusedReleaseException("sha256 is not that of the text; allowed: " + pack.sha256());
        }
        if (!pack.id().equals(release.getPolicy()) || !pack.version().equals(release.getVersion())) {
            throw new RefusedReleaseException("the text is of policy " + pack.id() + " " + pack.version()
                    + "; allowed: the policy and version of the release");
        }
        requireStoppable(pack);
        return pack;
    }

    /**
     * Checks a stop.
     *
     * @param publishedAt who could approve then
     * @throws RefusedReleaseException where it may not come into force, and why
     */
    public void stop(PolicyRelease stop, Instant publishedAt) {
        requireApprovals(stop, publishedAt, APPROVALS_OF_A_STOP);
    }

    /** What is wrong with the examples or the names of a pack by the models and notices of today; null for nothing. */
    public @Nullable String doubt(PolicyPack pack) {
        try {
            if (casework != null) {
                casework.requireQueuesOf(pack);
            }
            List<PolicyCheck.Failure> failures =
                    PolicyCheck.of(pack, notices, assessor).failures();
            return failures.isEmpty()
                    ? null
                    : failures.size() + " examples or names are wrong; the first: " + failures.get(0);
        } catch (PolicyException e) {
            return "the policy cannot be checked: " + e.getMessage();
        }
    }

    /**
     * Checks that a pack is right by its own examples, that the notices exist that it names, and that its rules can be
     * stopped.
     *
     * @throws RefusedReleaseException naming the first mistake and where it is
     */
    public void requireSound(PolicyPack pack) {
        requireStoppable(pack);
        String doubt = doubt(pack);
        if (doubt != null) {
            throw new RefusedReleaseException(doubt);
        }
    }

    private static void requireStoppable(PolicyPack pack) {
        if (pack.isCurtailed()) {
            throw new RefusedReleaseException(
                    "the text has the keys 'stop' or 'parked'; allowed: a status, since a stop ends with a release");
        }
        try {
            // In an emergency there is no time to find out that the text takes no more lines.
            PolicyPack stopped = pack.without(pack.rulesInForce(), List.of());
            if (!stopped.isCurtailed() && !pack.rulesInForce().isEmpty()) {
                throw new RefusedReleaseException(
                        "rules of the text cannot be stopped; allowed: a text in block style");
            }
        } catch (PolicyException e) {
            throw new RefusedReleaseException("the policy cannot be checked: " + e.getMessage(), e);
        }
    }

    private static PolicyPack compiled(PolicyRelease release) {
        try {
            return PolicyPack.parse(release.getPolicy() + "@" + release.getVersion(), release.getText());
        } catch (PolicyException e) {
            throw new RefusedReleaseException("the text is no policy: " + e.getMessage(), e);
        }
    }

    private void requireApprovals(PolicyRelease release, Instant publishedAt, int enough) {
        byte[] form = ReleaseForm.of(release);
        List<Approval> approvals = release.getApprovals();
        if (approvals.size() > MOST_APPROVALS) {
            throw new RefusedReleaseException(
                    "there are " + approvals.size() + " approvals; allowed: at most " + MOST_APPROVALS);
        }
        Set<String> people = new HashSet<>();
        for (Approval approval : approvals) {
            String name = approval.getApprover();
            Approver approver = Approvers.isName(name) ? approvers.named(name) : null;
            if (approver == null) {
                throw new RefusedReleaseException("an approver is not among those of " + Approvers.FILE
                        + "; allowed: "
                        + String.join(
                                ", ",
                                approvers.all().stream().map(Approver::name).toList()));
            }
            if (!approver.mayApprove(publishedAt)) {
                throw new RefusedReleaseException("approver " + name + " could approve until " + approver.until()
                        + ", and this was published at " + publishedAt + "; allowed: who may approve at that time");
            }
            if (!approver.keyId().equals(approval.getKeyId())) {
                throw new RefusedReleaseException(
                        "the approval of " + name + " is by another key; allowed: " + approver.keyId());
            }
            if (!verifies(approver, form, approval.getSignature())) {
                throw new RefusedReleaseException("the signature of " + name
                        + " is not over this release; allowed: one over its policy, version, text and author");
            }
            if (enough > APPROVALS_OF_A_STOP && name.equals(release.getAuthor())) {
                throw new RefusedReleaseException(
                        "approver " + name + " is the author; allowed: other people than the author");
            }
            if (!people.add(name)) {
                throw new RefusedReleaseException("approver " + name + " is there twice; allowed: different people");
            }
        }
        if (people.size() < enough) {
            throw new RefusedReleaseException(
                    "there are " + people.size() + " approvals; allowed: at least " + enough + ", by different people");
        }
    }

    private static boolean verifies(Approver approver, byte[] form, ByteBuffer signature) {
        byte[] bytes = new byte[signature.remaining()];
        signature.duplicate().get(bytes);
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(approver.key());
            verifier.update(form);
            return verifier.verify(bytes);
        } catch (GeneralSecurityException e) {
            // What is no signature at all, by length or form, is not this key's either.
            return false;
        }
    }
}
