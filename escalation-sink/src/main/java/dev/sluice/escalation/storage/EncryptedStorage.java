package dev.sluice.escalation.storage;

import dev.sluice.schemas.encryption.FieldCipher;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts each file before another storage keeps it, under the key of its case; see {@link CaseKeys}. Each file is bound
 * to its location and path, so that no two can be swapped. The same file always becomes the same bytes, and a crash half
 * way through a parcel can be made good. Names and lengths stay visible.
 */
public final class EncryptedStorage implements EvidenceStorage {
    private final EvidenceStorage inner;
    private final CaseKeys keys;

    /** Encrypts what goes into the storage with these keys. */
    public EncryptedStorage(EvidenceStorage inner, CaseKeys keys) {
        this.inner = inner;
        this.keys = keys;
    }

    @Override
    public void publish(List<Parcel> parcels) throws IOException {
        List<Parcel> sealed = new ArrayList<>(parcels.size());
        for (Parcel parcel : parcels) {
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (Map.Entry<String, byte[]> file : parcel.files().entrySet()) {
                files.put(file.getKey(), keys.encrypt(parcel.location(), file.getKey(), file.getValue()));
            }
            sealed.add(new Parcel(parcel.location(), files));
        }
        inner.publish(sealed);
    }

    @Override
    public boolean contains(String location) throws IOException {
        return inner.contains(location);
    }

    @Override
    public List<String> files(String location) throws IOException {
        return inner.files(location);
    }

    @Override
    public byte[] read(String location, String file, int limit) throws IOException {
        byte[] kept = inner.read(location, file, Math.addExact(limit, FieldCipher.OVERHEAD_BYTES));
        return keys.decrypt(location, file, kept);
    }

    @Override
    public void visit(FileNames.Root root, Visitor visitor) throws IOException {
        inner.visit(root, visitor);
    }

    @Override
    public void hold(String location, boolean on) throws IOException {
        inner.hold(location, on);
    }

    @Override
    public boolean held(String location) throws IOException {
        return inner.held(location);
    }

    @Override
    public void delete(String location) throws IOException {
        inner.delete(location);
    }

    @Override
    public @Nullable String objection(String location) throws IOException {
        return inner.objection(location);
    }

    @Override
    public boolean remains(String location) throws IOException {
        return inner.remains(location);
    }

    @Override
    public boolean shreds() {
        return true;
    }

    @Override
    public boolean shred(String caseId, Instant at) throws IOException {
        return keys.shred(caseId, at);
    }

    @Override
    public String describe() {
        return inner.describe() + " (" + keys.describe() + ")";
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
