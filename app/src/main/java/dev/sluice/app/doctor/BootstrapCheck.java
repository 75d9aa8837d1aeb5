package dev.sluice.app.doctor;

import dev.sluice.app.doctor.Addresses.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether somebody listens at the addresses of {@code kafka.bootstrapServers}. */
record BootstrapCheck() implements Check {
    static final String NAME = "bootstrap servers";
    private static final String MEND = "correct kafka.bootstrapServers, start the brokers, or open the way to them";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration within() {
        return Duration.ofSeconds(30);
    }

    @Override
    public List<Remark> look(Patient patient) {
        List<Address> addresses;
        try {
            addresses = Addresses.of(patient.config().kafka().bootstrapServers());
        } catch (IllegalArgumentException e) {
            return List.of(Remark.fail(String.valueOf(e.getMessage()), "correct the address"));
        }
        List<String> troubles = new ArrayList<>();
        for (Address address : addresses) {
            Optional<String> trouble = Connecting.trouble(address);
            trouble.ifPresent(why -> troubles.add(address + " " + why));
        }
        if (troubles.isEmpty()) {
            return List.of(Remark.ok(addresses.size() + " of " + addresses.size() + " take connections"));
        }
        boolean none = troubles.size() == addresses.size();
        return troubles.stream()
                .map(trouble -> none ? Remark.fail(trouble, MEND) : Remark.warn(trouble, MEND))
                .toList();
    }
}
