package io.millrace.task;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;
import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A task whose verifier might not end: what takes longer than the limit is ungraded.
 *
 * <p>Each verification has a daemon thread of its own, which is interrupted at the limit and left behind if it does not heed
 * that: only a verifier that costs far more than a thread (tens of microseconds) should be wrapped.
 */
public final class TimeLimited implements Task {
    private final Task task;
    private final Duration limit;

    /** @param limit longest time for one verification, above 0 */
    public TimeLimited(Task task, Duration limit) {
        this.task = requireNonNull(task, "task");
        this.limit = requireNonNull(limit, "limit");
        Require.that(limit.toMillis() > 0, "task %s: limit must be > 0 ms, was %d", task.name(), limit.toMillis());
    }

    @Override
    public String name() {
        return task.name();
    }

    @Override
    public Verdict verify(Prompt prompt, Answer answer) {
        FutureTask<Verdict> work = new FutureTask<>(() -> task.verify(prompt, answer));
        Thread thread = new Thread(work, "verify-" + name());
        thread.setDaemon(true);
        thread.start();
        try {
            return work.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Verdict.ungraded("%s: must be verified within %d ms".formatted(name(), limit.toMillis()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return Verdict.ungraded(
                    "%s: %s: %s".formatted(name(), cause.getClass().getSimpleName(), cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.ungraded("%s: was interrupted".formatted(name()));
        } finally {
            work.cancel(true);
        }
    }

    @Override
    public Rewards reward(Prompt prompt, Answer answer, Verdict verdict) {
        return task.reward(prompt, answer, verdict);
    }
}
