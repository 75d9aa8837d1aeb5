package dev.sluice.topology.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All policy packs in force, and which of them covers which community. Immutable. */
public final class PolicyBook {
    /** Covers every community that no pack names. */
    private static final String EVERY_COMMUNITY = "*";

    private final List<PolicyPack> packs;
    private final Map<String, PolicyPack> byCommunity;
    private final PolicyPack otherwise;

    private PolicyBook(List<PolicyPack> packs, Map<String, PolicyPack> byCommunity, PolicyPack otherwise) {
        this.packs = packs;
        this.byCommunity = byCommunity;
        this.otherwise = otherwise;
    }

    /**
     * Loads {@code <folder>/policy.yaml} of every folder in {@code policiesDir} that has one.
     *
     * @throws PolicyException where a pack is wrong, two packs claim the same id or community, or none covers {@code *}
     */
    public static PolicyBook load(Path policiesDir) {
        try (Stream<Path> folders = Files.list(policiesDir)) {
            List<Path> files = folders.map(folder -> folder.resolve("policy.yaml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new PolicyException(
                        policiesDir + ": no policy pack found; allowed: one folder a pack, with policy.yaml");
            }
            return of(files.stream().map(PolicyPack::load).toList());
        } catch (IOException e) {
            throw new PolicyException(
                    policiesDir + ": the folder cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * A book of these packs.
     *
     * @throws PolicyException where two packs claim the same id or community, or none covers {@code *}
     */
    public static PolicyBook of(List<PolicyPack> packs) {
        Map<String, PolicyPack> byId = new HashMap<>();
        Map<String, PolicyPack> byCommunity = new HashMap<>();
        for (PolicyPack pack : packs) {
            if (byId.put(pack.id(), pack) != null) {
                throw new PolicyException("policy '" + pack.id() + "' is there twice; allowed: one pack of each id");
            }
            for (String community : pack.communities()) {
                PolicyPack before = byCommunity.put(community, pack);
                if (before != null) {
                    throw new PolicyException("community '" + community + "' is covered by the policies '" + before.id()
                            + "' and '" + pack.id() + "'; allowed: one");
                }
            }
        }
        PolicyPack otherwise = byCommunity.remove(EVERY_COMMUNITY);
        if (otherwise == null) {
            throw new PolicyException(
                    "no policy covers the communities that none names; one must have communities: [\"*\"]");
        }
        List<PolicyPack> sorted = new ArrayList<>(packs);
        sorted.sort(Comparator.comparing(PolicyPack::id));
        return new PolicyBook(List.copyOf(sorted), Map.copyOf(byCommunity), otherwise);
    }

    /** The pack that names the community, else the one that covers {@code *}. */
    public PolicyPack forCommunity(String community) {
        return byCommunity.getOrDefault(community, otherwise);
    }

    /** All packs, in the order of their ids. */
    public List<PolicyPack> packs() {
        return packs;
    }
}
