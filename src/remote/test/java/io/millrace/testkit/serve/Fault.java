package io.millrace.testkit.serve;

import io.millrace.random.SplitMix;
import io.millrace.serve.Call;
import io.millrace.serve.Reply;
import io.millrace.serve.Route;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers requests in place of a server, or changes its answers. Faults compose: each may ask the next one, the last the server. */
@FunctionalInterface
public interface Fault {
    /**
     * Answers a request.
     *
     * @param server answers it correctly
     */
    CompletableFuture<Reply> answer(Call call, Route.Handler server);

    /** This fault for some paths alone. */
    default Fault on(String... paths) {
        return (call, server) ->
                Arrays.asList(paths).contains(call.path()) ? answer(call, server) : server.answer(call);
    }

    /** This fault for the first requests alone. */
    default Fault first(int requests) {
        return between(0, requests);
    }

    /** This fault for requests from one on, counted from 0, up to another. */
    default Fault between(int from, int to) {
        AtomicInteger seen = new AtomicInteger();
        return (call, server) -> {
            int number = seen.getAndIncrement();
            return number >= from && number < to ? answer(call, server) : server.answer(call);
        };
    }

    /** This fault for a share of the requests, which the seed chooses by their number. */
    default Fault sometimes(double share, long seed) {
        AtomicInteger seen = new AtomicInteger();
        return (call, server) -> SplitMix.uniform(SplitMix.mix(SplitMix.mix(seed), seen.getAndIncrement())) < share
                ? answer(call, server)
                : server.answer(call);
    }
}
