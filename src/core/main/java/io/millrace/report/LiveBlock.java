package io.millrace.report;

import java.util.List;

/** A running job as a block of lines, each {@value #WIDTH} characters wide, for a terminal that redraws it. */
public final class LiveBlock {
    /** Characters per line. */
    public static final int WIDTH = 80;

    private static final int INNER = WIDTH - 4;
    private static final int BAR = 24;
    private static final int SPARK = 57;
    private static final int SHORT_SPARK = 30;

    private LiveBlock() {}

    /** The block's lines. */
    public static List<String> render(Progress now) {
        String behind = Numbers.fixed(now.staleness(), 1) + " steps behind";
        return List.of(
                border('╭', now.run(), Numbers.time(now.elapsed()), '╮'),
                line(steps(now)),
                line(trend("reward", Numbers.fixed(now.reward(), 3), now.rewards())),
                line(trend("accuracy", Numbers.percent(now.accuracy()), now.accuracies())),
                line(heldOut(now.heldOut())),
                line(trend("tokens", Numbers.fixed(now.tokens(), 1), now.lengths())),
                line(pair("policy", "v" + now.version(), "staleness", behind)),
                line(pair(
                        "sampling",
                        Numbers.rate(now.responsesPerSecond()) + " responses/s",
                        "tokens",
                        Numbers.rate(now.tokensPerSecond()) + "/s")),
                line(pair("queue", now.queued() + " visits", "back-pressure", Numbers.percent(now.backPressure()))),
                border('╰', now.unavailable(), "", '╯'));
    }

    private static String steps(Progress now) {
        if (Double.isNaN(now.done())) {
            return "step      %d, no limit".formatted(now.step());
        }
        String steps = now.steps() == 0 ? String.valueOf(now.step()) : now.step() + " of " + now.steps();
        String done = Numbers.fixed(100 * now.done(), 0) + " %";
        return "step      %-16s %s %5s %18s".formatted(steps, bar(now.done()), done, now.remaining());
    }

    private static String trend(String name, String value, List<Double> values) {
        return "%-9s %-9s%s".formatted(name, value, Sparkline.of(values, SPARK));
    }

    private static String heldOut(List<Double> rewards) {
        if (rewards.isEmpty()) {
            return trend("held-out", Numbers.fixed(Double.NaN, 3), rewards);
        }
        String text = "greedy reward, was " + Numbers.fixed(rewards.get(0), 3);
        String last = Numbers.fixed(rewards.get(rewards.size() - 1), 3);
        return "%-9s %-9s%-31s%s".formatted("held-out", last, Sparkline.of(rewards, SHORT_SPARK), text);
    }

    private static String pair(String first, String value, String second, String other) {
        return "%-9s %-26s%-14s%s".formatted(first, value, second, other);
    }

    /** A share as a bar of blocks, to an eighth of a block. */
    private static String bar(double share) {
        int eighths = (int) Math.round(share * BAR * 8);
        String part = eighths % 8 == 0 ? "" : String.valueOf("▏▎▍▌▋▊▉".charAt(eighths % 8 - 1));
        String full = "█".repeat(eighths / 8) + part;
        return full + "░".repeat(BAR - full.length());
    }

    private static String line(String text) {
        String cut = text.length() <= INNER ? text : text.substring(0, INNER - 1) + "…";
        return "│ " + cut + " ".repeat(INNER - cut.length()) + " │";
    }

    private static String border(char left, String start, String end, char right) {
        String name = start.length() <= WIDTH / 2 ? start : start.substring(0, WIDTH / 2 - 1) + "…";
        String head = name.isEmpty() ? "─" : "─ " + name + " ";
        String tail = end.isEmpty() ? "─" : " " + end + " ─";
        return left + head + "─".repeat(WIDTH - 2 - head.length() - tail.length()) + tail + right;
    }
}
