package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.Prompt;
import io.millrace.model.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Several verifiers as one. They run in order, each only on responses that are not decided yet. With ANY and FIRST, verifiers
 * that reject a prompt are skipped for it, unless all do.
 *
 * <pre>
 *            correct          incorrect        ungraded
 *   ALL      all say so       any says so      otherwise
 *   ANY      any says so      all say so       otherwise
 *   FIRST    the first that grades decides     none grades
 * </pre>
 */
public final class Combination implements Verifier {
    /** How verdicts are combined into one. */
    public enum Rule {
        /** Correct if all of several verifiers say so. */
        ALL,
        /** Correct if any of several verifiers says so. */
        ANY,
        /** The verdict of the first of several verifiers that can grade. */
        FIRST;

        /** Whether a verdict is final. */
        boolean decides(Verdict verdict) {
            return switch (this) {
                case ALL -> verdict.kind() == Verdict.Kind.INCORRECT;
                case ANY -> verdict.correct();
                case FIRST -> verdict.kind() != Verdict.Kind.UNGRADED;
            };
        }
    }

    private final Rule rule;
    private final List<Verifier> verifiers;

    /**
     * @param verifiers the verifiers, in the order in which they run, at least one; closed by their creator
     */
    public Combination(Rule rule, List<Verifier> verifiers) {
        this.rule = requireNonNull(rule, "rule");
        this.verifiers = List.copyOf(verifiers);
        Require.that(!verifiers.isEmpty(), "combination: must have at least one verifier, had none");
    }

    @Override
    public Verdict verify(Prompt prompt, ResponseText response) {
        return verify(prompt, List.of(response)).get(0);
    }

    @Override
    public List<Verdict> verify(Prompt prompt, List<ResponseText> responses) {
        Verdict[] verdicts = new Verdict[responses.size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < responses.size(); i++) {
            open.add(i);
        }
        for (Verifier verifier : asked(prompt)) {
            if (open.isEmpty()) {
                break;
            }
            List<Verdict> said = Verifier.ask(
                    verifier, prompt, open.stream().map(responses::get).toList());
            List<Integer> left = new ArrayList<>();
            for (int i = 0; i < said.size(); i++) {
                int response = open.get(i);
                verdicts[response] = verdicts[response] == null ? said.get(i) : both(verdicts[response], said.get(i));
                if (!rule.decides(said.get(i))) {
                    left.add(response);
                }
            }
            open = left;
        }
        return Arrays.asList(verdicts);
    }

    /** The verifiers to run on a prompt, without those that reject it, if the rule allows this. */
    private List<Verifier> asked(Prompt prompt) {
        if (rule == Rule.ALL) {
            return verifiers;
        }
        List<Verifier> able = verifiers.stream()
                .filter(verifier -> Verifier.askRefusal(verifier, prompt).isEmpty())
                .toList();
        return able.isEmpty() ? verifiers : able;
    }

    /** Combines two verdicts if the first one is not final; of two ungraded verdicts, the first reason is kept. */
    private Verdict both(Verdict first, Verdict second) {
        boolean kept = first.kind() == Verdict.Kind.UNGRADED && !rule.decides(second);
        return kept ? first : second;
    }

    /** With ALL, every verifier must accept the prompt; otherwise one is enough. */
    @Override
    public Optional<String> refusal(Prompt prompt) {
        List<Optional<String>> refusals = verifiers.stream()
                .map(verifier -> Verifier.askRefusal(verifier, prompt))
                .toList();
        boolean enough = rule != Rule.ALL && refusals.stream().anyMatch(Optional::isEmpty);
        return enough
                ? Optional.empty()
                : refusals.stream().flatMap(Optional::stream).findFirst();
    }

    @Override
    public boolean waits() {
        return verifiers.stream().anyMatch(Verifier::waits);
    }
}
