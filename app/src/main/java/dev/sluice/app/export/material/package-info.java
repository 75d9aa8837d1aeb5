/**
 * What a sealed package says, read from its files: a typed view that tolerates what is absent and remembers it.
 *
 * <p>Start at {@link dev.sluice.app.export.material.CaseMaterial}. The package must not know what is made of it, nor the
 * vault, and masks nothing.
 */
@NullMarked
package dev.sluice.app.export.material;

import org.jspecify.annotations.NullMarked;
