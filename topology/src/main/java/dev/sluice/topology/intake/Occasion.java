package dev.sluice.topology.intake;

import dev.sluice.schemas.Trigger;
import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.PostState.Flags;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a post is to be decided now.
 *
 * @param trigger the kind of event
 * @param at when the event happened at the platform, and never ahead of the stream's time
 * @param answer revision and number of the decision to be made
 * @param supersedes id of the decision that it will replace
 * @param flags who has flagged the post, and what that weighs
 */
public record Occasion(
        Trigger trigger,
        Instant at,
        Answer answer,
        @Nullable String supersedes,
        Flags flags) {}
