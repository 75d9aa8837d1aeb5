/**
 * The records that the parts of Sluice exchange, generated from the {@code .avsc} files, each with a doc on every
 * field.
 *
 * <p>They are the contract: a change must keep every frozen version readable in both directions (see the folder
 * {@code history} beside the {@code .avsc} files). The package is not null-marked, for a field whose schema is a union
 * with null is null where the writer left it out. It must not know any other module.
 */
package dev.sluice.schemas;
