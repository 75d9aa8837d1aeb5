package dev.sluice.topology.policy;

import java.nio.file.Path;
import java.util.List;

/** All policy packs in force, and which of them covers which community. Immutable. */
public final class PolicyBook {
    private PolicyBook() {}

    /**
     * Loads {@code <folder>/policy.yaml} of every folder in {@code policiesDir} that has one.
     *
     * @throws PolicyException where a pack is wrong, two packs claim the same id or community, or none covers {@code *}
     */
    public static PolicyBook load(Path policiesDir) {
        throw new UnsupportedOperationException(policiesDir.toString());
    }

    /** A book of these packs. Same errors as {@link #load}. */
    public static PolicyBook of(List<PolicyPack> packs) {
        throw new UnsupportedOperationException(packs.toString());
    }

    /** The pack that names the community, else the one that covers {@code *}. */
    public PolicyPack forCommunity(String community) {
        throw new UnsupportedOperationException(community);
    }

    /** All packs, in the order of their ids. */
    public List<PolicyPack> packs() {
        return List.of();
    }
}
