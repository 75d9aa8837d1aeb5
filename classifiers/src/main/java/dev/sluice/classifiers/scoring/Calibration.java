package dev.sluice.classifiers.scoring;

/**
 * From the logit of a model to log-odds that can be believed, fitted on posts that the model had not seen (Platt,
 * "Probabilistic Outputs for Support Vector Machines", 1999).
 *
 * @param slope factor of the logit
 * @param intercept added to it
 * @param threshold the probability at which F1 was highest on the posts of the fit, at the reference's base rate; for
 *     figures, not for decisions
 */
public record Calibration(float slope, float intercept, float threshold) {
    /** Calibrated log-odds. */
    public float logOdds(float logit) {
        return slope * logit + intercept;
    }
}
