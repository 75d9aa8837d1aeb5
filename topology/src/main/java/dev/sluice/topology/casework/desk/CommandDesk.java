package dev.sluice.topology.casework.desk;

import dev.sluice.schemas.AppealInput;
import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.VerdictInput;
import dev.sluice.topology.casework.appeal.Appeals;
import dev.sluice.topology.casework.claim.Claims;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Docket.Asked;
import dev.sluice.topology.casework.verdict.Verdicts;
import dev.sluice.topology.policy.CaseworkRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Hands commands to whom they are for, once they are well formed. */
final class CommandDesk {
    private static final int MAX_ID = 600;
    private static final int MAX_NAME = 256;

    private final Claims claims;
    private final Verdicts verdicts;
    private final Appeals appeals;

    CommandDesk(CaseworkRules rules) {
        this.claims = new Claims(rules);
        this.verdicts = new Verdicts(rules);
        this.appeals = new Appeals(rules);
    }

    Claims claims() {
        return claims;
    }

    void take(Docket docket, CaseCommand command, byte @Nullable [] key) {
        String wrong = wrong(command, key);
        if (wrong != null) {
            docket.refuse(bounded(command), RefusalReason.MALFORMED, wrong);
            return;
        }
        switch (command.getType()) {
            case CLAIM -> claims.claim(docket, command);
            case RELEASE -> claims.release(docket, command);
            case VERDICT -> {
                VerdictInput verdict = command.getVerdict();
                if (verdict != null) {
                    verdicts.give(docket, command, verdict);
                }
            }
            case APPEAL -> {
                AppealInput appeal = command.getAppeal();
                if (appeal != null) {
                    appeals.file(docket, command, appeal);
                }
            }
            case UNKNOWN -> {}
        }
    }

    private static @Nullable String wrong(CaseCommand command, byte @Nullable [] key) {
        if (isNoId(command.getId(), MAX_ID)
                || isNoId(command.getThread(), MAX_NAME)
                || isNoId(command.getBy(), MAX_NAME)) {
            return "id, thread or by is empty or too long; allowed: at most " + MAX_ID + ", " + MAX_NAME + " and "
                    + MAX_NAME + " characters";
        }
        if (key == null || !Arrays.equals(key, command.getThread().getBytes(StandardCharsets.UTF_8))) {
            return "key is not the thread; allowed: the thread, where the cases of a thread are";
        }
        return switch (command.getType()) {
            case CLAIM, RELEASE -> caseWrong(command);
            case VERDICT -> command.getVerdict() == null ? "verdict is missing; allowed: one" : caseWrong(command);
            case APPEAL -> appealWrong(command.getAppeal());
            case UNKNOWN -> "type is unknown to this version; allowed: CLAIM, RELEASE, VERDICT, APPEAL";
        };
    }

    private static @Nullable String caseWrong(CaseCommand command) {
        return isNoId(command.getCase$(), MAX_ID)
                ? "case is empty or too long; allowed: 1 to " + MAX_ID + " characters"
                : null;
    }

    private static @Nullable String appealWrong(@Nullable AppealInput appeal) {
        return appeal == null || isNoId(appeal.getPost(), MAX_NAME) || isNoId(appeal.getDecision(), MAX_ID)
                ? "appeal, its post or its decision is missing or too long; allowed: a post and a decision"
                : null;
    }

    private static boolean isNoId(String value, int most) {
        return value.isEmpty() || value.length() > most;
    }

    /** A refusal must fit its topic whatever was asked. */
    private static Asked bounded(CaseCommand command) {
        return new Asked(
                cut(command.getId(), MAX_ID),
                cut(command.getCase$(), MAX_ID),
                cut(command.getThread(), MAX_NAME),
                cut(command.getBy(), MAX_NAME));
    }

    private static String cut(String value, int most) {
        return value.length() <= most ? value : value.substring(0, most);
    }
}
