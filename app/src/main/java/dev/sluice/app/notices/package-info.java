/**
 * Notices of defamation from outside: where they stand, commands about them, notices from files, and the details of
 * posters, which nothing else reads.
 *
 * <p>Start at {@link dev.sluice.app.notices.NoticeBoard}. It writes and reads topics; what follows from a command is the
 * business of {@code dev.sluice.topology.defamation}.
 */
@NullMarked
package dev.sluice.app.notices;

import org.jspecify.annotations.NullMarked;
