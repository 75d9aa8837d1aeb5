/**
 * {@code sluice.yaml}: where the cluster, the registry and the parts are, for processes that run for months.
 *
 * <p>Start at {@link dev.sluice.app.config.ConfigReader}. The YAML is the contract, the records are not. Reading is
 * strict: an unknown key, a wrong type or a secret written out is an error in one line. Nothing here starts anything.
 */
@NullMarked
package dev.sluice.app.config;

import org.jspecify.annotations.NullMarked;
