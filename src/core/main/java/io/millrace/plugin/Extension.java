package io.millrace.plugin;

/**
 * An implementation that a configuration names, with its options. Each subinterface is an extension point: a reward, a verifier, a
 * filter, an advantage estimator.
 *
 * <p>Implementations are records:
 *
 * <ul>
 *   <li>Components are the options, with {@link Default}s, described by {@code @param}. They may be numbers, booleans, strings,
 *       lists of strings, maps of strings, enums, durations, paths and records of these.
 *   <li>The compact constructor rejects values with {@code io.millrace.check.OptionRules} or an {@link IllegalArgumentException}:
 *       {@code overlong: buffer must be >= 1, was 0}. The configuration reports each problem under its option's key.
 *   <li>The name of the type is that of the class, without the suffix {@code Config} and with hyphens ({@code LengthBonus} is
 *       {@code length-bonus}), unless {@link TypeName} gives another. A record with a component {@code type} of an enum stands for
 *       several types, one for each constant.
 *   <li>The class is listed, on a line of its own, in a file in {@code META-INF/services/} that has the name of the
 * point.
 * </ul>
 */
public interface Extension {}
