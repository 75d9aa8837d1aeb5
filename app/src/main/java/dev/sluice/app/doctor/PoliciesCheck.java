package dev.sluice.app.doctor;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.policy.LegalRoutes;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Whether the folder of policies can be read. Whether its examples hold is the business of {@code policy check}. */
record PoliciesCheck() implements Check {
    @Override
    public String name() {
        return "policies";
    }

    @Override
    public List<Remark> look(Patient patient) {
        SluiceConfig.Pipeline pipeline = patient.config().pipeline();
        if (pipeline == null) {
            return List.of(Remark.ok("no part of this configuration reads them"));
        }
        Path folder;
        try {
            folder = patient.policies(pipeline.policies());
        } catch (RuntimeException e) {
            return List.of(Remark.fail(
                    "pipeline.policies: " + e.getMessage() + "; allowed: a folder of policies", "correct the path"));
        }
        List<Remark> remarks = new ArrayList<>();
        for (Consumer<Path> part : List.<Consumer<Path>>of(
                PolicyBook::load,
                Notices::load,
                LegalRoutes::load,
                CaseworkRules::load,
                DefamationRules::load,
                Approvers::load)) {
            try {
                part.accept(folder);
            } catch (RuntimeException e) {
                remarks.add(Remark.fail(
                        String.valueOf(e.getMessage()), "correct it, and run ./sluice policy check " + folder));
            }
        }
        if (remarks.isEmpty()) {
            remarks.add(Remark.ok(folder + " can be read; its examples are run by ./sluice policy check"));
        }
        return remarks;
    }
}
