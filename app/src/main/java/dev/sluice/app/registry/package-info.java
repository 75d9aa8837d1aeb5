/**
 * What Sluice needs of a schema registry: which subjects are there, which are missing, and which cannot take this
 * build's schema.
 *
 * <p>Start at {@link dev.sluice.app.registry.SubjectDesk}. It knows subjects and registries, and nothing of what the
 * records mean.
 */
@NullMarked
package dev.sluice.app.registry;

import org.jspecify.annotations.NullMarked;
