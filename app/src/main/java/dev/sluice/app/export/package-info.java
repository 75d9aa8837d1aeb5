/**
 * Hands evidence over: bags, dossiers, load files, tables of cases, drafts of certificates.
 *
 * <p>Start at {@link dev.sluice.app.export.ExportDesk}. Packages come out of the vault through
 * {@code dev.sluice.escalation.access} only, whose custody events are on the device before anything is read here. What is
 * made is a copy; nothing here changes evidence. The package must not know commands or Kafka.
 */
@NullMarked
package dev.sluice.app.export;

import org.jspecify.annotations.NullMarked;
