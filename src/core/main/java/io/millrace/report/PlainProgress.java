package io.millrace.report;

/** A running job as one line, for logs and for output that is not a terminal. */
public final class PlainProgress {
    private PlainProgress() {}

    /** The line, without a line break. */
    public static String render(Progress now) {
        return ("step %d%s  reward %s  accuracy %s  held-out %s  %s tokens  policy v%d (%s behind)  %s responses/s  %s tokens/s  queue %d"
                        + "  back-pressure %s  %s  %s")
                .formatted(
                        now.step(),
                        now.steps() == 0 ? "" : "/" + now.steps(),
                        Numbers.fixed(now.reward(), 3),
                        Numbers.percent(now.accuracy()),
                        now.heldOut().isEmpty()
                                ? Numbers.fixed(Double.NaN, 3)
                                : Numbers.fixed(now.heldOut().get(now.heldOut().size() - 1), 3),
                        Numbers.fixed(now.tokens(), 1),
                        now.version(),
                        Numbers.fixed(now.staleness(), 1),
                        Numbers.rate(now.responsesPerSecond()),
                        Numbers.rate(now.tokensPerSecond()),
                        now.queued(),
                        Numbers.percent(now.backPressure()),
                        now.remaining(),
                        now.unavailable())
                .stripTrailing();
    }
}
