package dev.sluice.app.doctor;

/**
 * One line of a diagnosis.
 *
 * @param check the name of the check that says it
 * @param remark what it says
 */
public record Line(String check, Remark remark) {}
