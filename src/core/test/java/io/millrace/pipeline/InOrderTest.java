package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final InOrder<String> order = new InOrder<>(2);
    private final CompletableFuture<String> slow = new CompletableFuture<>();

    private static CompletableFuture<String> done(String result) {
        return CompletableFuture.completedFuture(result);
    }

    @Test
    void completedResultsAreReturnedImmediately() {
        assertThat(order.add(done("a"))).containsExactly("a");
        assertThat(order.rest()).isEmpty();
    }

    @Test
    void completedResultsWaitForEarlierTasks() {
        assertThat(order.add(slow)).isEmpty();
        assertThat(order.add(done("b"))).isEmpty();
        slow.complete("a");
        assertThat(order.add(done("c"))).isEqualTo(List.of("a", "b", "c"));
    }

    @Test
    void remainingResultsAreReturnedInOrder() {
        order.add(slow);
        order.add(done("b"));
        slow.complete("a");
        assertThat(order.rest()).containsExactly("a", "b");
    }

    @Test
    void atTheBoundTheFirstResultIsAwaited() {
        order.add(slow);
        order.add(new CompletableFuture<String>().completeAsync(() -> "b", work -> {
            // Never completes: only the first one is awaited.
        }));
        slow.completeAsync(() -> "a", work -> new Thread(work).start());
        assertThat(order.add(done("c"))).containsExactly("a");
    }

    @Test
    void aFailureIsThrownInPlaceOfItsResult() {
        order.add(slow);
        slow.completeExceptionally(new IllegalStateException("test"));
        assertThatThrownBy(order::rest).isInstanceOf(CompletionException.class).hasRootCauseMessage("test");
    }

    @Test
    void aBoundOfZeroIsRejected() {
        assertThatThrownBy(() -> new InOrder<String>(0)).hasMessage("in order: most must be >= 1, was 0");
    }
}
