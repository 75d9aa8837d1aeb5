package dev.sluice.topology.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All policy packs in force, and which of them covers which post. Immutable.
 *
 * <p>A post is covered by the pack that names its community, else by the one that covers {@code *}; where another pack
 * covers the same communities in the post's jurisdiction, by that.
 */
public final class PolicyBook {
    /** The label of a post by which a platform says whose law it is under, such as {@code DE} or {@code GB-SCT}. */
    public static final String JURISDICTION_LABEL = "jurisdiction";

    /** Covers every community that no pack names. */
    private static final String EVERY_COMMUNITY = "*";

    private final List<PolicyPack> packs;
    private final Map<String, Cover> byCommunity;
    private final Cover otherwise;

    private PolicyBook(List<PolicyPack> packs, Map<String, Cover> byCommunity, Cover otherwise) {
        this.packs = packs;
        this.byCommunity = byCommunity;
        this.otherwise = otherwise;
    }

    /** The packs of a community: one for all posts, and some for those of a jurisdiction. */
    private record Cover(@Nullable PolicyPack everywhere, Map<String, PolicyPack> byJurisdiction) {
        @Nullable
        PolicyPack in(@Nullable String jurisdiction) {
            if (jurisdiction == null || byJurisdiction.isEmpty()) {
                return everywhere;
            }
            PolicyPack exact = byJurisdiction.get(jurisdiction);
            if (exact != null) {
                return exact;
            }
            int region = jurisdiction.indexOf('-');
            PolicyPack country = region < 0 ? null : byJurisdiction.get(jurisdiction.substring(0, region));
            return country == null ? everywhere : country;
        }
    }

    /**
     * Loads {@code <folder>/policy.yaml} of every folder in {@code policiesDir} that has one.
     *
     * @throws PolicyException where a pack is wrong, two packs claim the same id or community, or none covers {@code *}
     */
    public static PolicyBook load(Path policiesDir) {
        return of(PackFiles.read(files(policiesDir)).packs());
    }

    /**
     * Loads one pack of a folder of packs; the others may be wrong, unless it extends them.
     *
     * @param policyYaml the pack's {@code policy.yaml}
     * @throws PolicyException where the pack is wrong
     */
    public static PolicyPack loadPack(Path policyYaml) {
        Path folder = policyYaml.toAbsolutePath().normalize().getParent();
        Path policiesDir = folder == null ? null : folder.getParent();
        if (folder == null
                || policiesDir == null
                || !policyYaml.getFileName().toString().equals("policy.yaml")) {
            return PolicyPack.load(policyYaml);
        }
        List<Path> files = new ArrayList<>();
        for (Path file : files(policiesDir)) {
            files.add(file.equals(folder.resolve("policy.yaml")) ? policyYaml : file);
        }
        return PackFiles.read(files).packIn(policyYaml);
    }

    private static List<Path> files(Path policiesDir) {
        try (Stream<Path> folders = Files.list(policiesDir)) {
            List<Path> files = folders.map(folder -> folder.resolve("policy.yaml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new PolicyException(
                        policiesDir + ": no policy pack found; allowed: one folder a pack, with policy.yaml");
            }
            return files;
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
        Map<String, PolicyPack> everywhere = new HashMap<>();
        Map<String, Map<String, PolicyPack>> regional = new HashMap<>();
        for (PolicyPack pack : packs) {
            if (byId.put(pack.id(), pack) != null) {
                throw new PolicyException("policy '" + pack.id() + "' is there twice; allowed: one pack of each id");
            }
            for (String community : pack.communities()) {
                if (pack.appliesIn().isEmpty()) {
                    refuseSecond(everywhere.put(community, pack), pack, "community '" + community + "'");
                }
                for (String jurisdiction : pack.appliesIn()) {
                    PolicyPack before = regional.computeIfAbsent(community, unused -> new HashMap<>())
                            .put(jurisdiction, pack);
                    refuseSecond(before, pack, "community '" + community + "' in " + jurisdiction);
                }
            }
        }
        if (!everywhere.containsKey(EVERY_COMMUNITY)) {
            throw new PolicyException(
                    "no policy covers the communities that none names; one must have communities: [\"*\"]");
        }
        Map<String, Cover> covers = new HashMap<>();
        Set<String> named = new HashSet<>(everywhere.keySet());
        named.addAll(regional.keySet());
        named.remove(EVERY_COMMUNITY);
        named.forEach(community -> covers.put(community, cover(community, everywhere, regional)));
        List<PolicyPack> sorted = new ArrayList<>(packs);
        sorted.sort(Comparator.comparing(PolicyPack::id));
        return new PolicyBook(List.copyOf(sorted), Map.copyOf(covers), cover(EVERY_COMMUNITY, everywhere, regional));
    }

    private static Cover cover(
            String community, Map<String, PolicyPack> everywhere, Map<String, Map<String, PolicyPack>> regional) {
        return new Cover(everywhere.get(community), Map.copyOf(regional.getOrDefault(community, Map.of())));
    }

    private static void refuseSecond(@Nullable PolicyPack before, PolicyPack pack, String what) {
        if (before != null) {
            throw new PolicyException(
                    what + " is covered by the policies '" + before.id() + "' and '" + pack.id() + "'; allowed: one");
        }
    }

    /** The pack that names the community, else the one that covers {@code *}. */
    public PolicyPack forCommunity(String community) {
        return forPost(community, null);
    }

    /**
     * The pack that covers a post.
     *
     * @param jurisdiction whose law the platform says the post is under, or null where it does not say
     */
    public PolicyPack forPost(String community, @Nullable String jurisdiction) {
        Cover cover = byCommunity.get(community);
        PolicyPack named = cover == null ? null : cover.in(jurisdiction);
        PolicyPack pack = named == null ? otherwise.in(jurisdiction) : named;
        if (pack == null) {
            throw new IllegalStateException("no policy covers '" + EVERY_COMMUNITY + "'");
        }
        return pack;
    }

    /** Whether a pack names the community; where not, the pack for all others decides. */
    public boolean names(String community) {
        return byCommunity.containsKey(community);
    }

    /** The pack of this id, or null. */
    public @Nullable PolicyPack pack(String id) {
        for (PolicyPack pack : packs) {
            if (pack.id().equals(id)) {
                return pack;
            }
        }
        return null;
    }

    /**
     * The book with a pack in place of the one with its id, or beside the others.
     *
     * @throws PolicyException where the packs do not go together
     */
    public PolicyBook with(PolicyPack pack) {
        List<PolicyPack> others = new ArrayList<>(
                packs.stream().filter(other -> !other.id().equals(pack.id())).toList());
        others.add(pack);
        return of(others);
    }

    /** All packs, in the order of their ids. */
    public List<PolicyPack> packs() {
        return packs;
    }
}
