package io.millrace.serve;

import io.millrace.access.Access;
import io.millrace.serve.RequestException.Kind;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection in their order. It keeps reading meanwhile, so that it notices when the client closes it. */
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);
    private static final int MOST_WAITING = 64;

    private final Routes routes;
    private final Access access;
    private final Executor workers;
    private final Queue<FullHttpRequest> waiting = new ArrayDeque<>();
    private @Nullable Call current;

    HttpHandler(Routes routes, Access access, Executor workers) {
        this.routes = routes;
        this.access = access;
        this.workers = workers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (current == null) {
            begin(context, request);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(request.retain());
        } else {
            context.close();
        }
    }

    private void begin(ChannelHandlerContext context, FullHttpRequest request) {
        Exchange exchange = new Exchange(context, request);
        if (!request.decoderResult().isSuccess()) {
            exchange.fail(new RequestException(Kind.INVALID, "request: must be HTTP/1.1, was not"));
            return;
        }
        QueryStringDecoder address = new QueryStringDecoder(request.uri());
        Map<String, String> parameters = new LinkedHashMap<>();
        address.parameters().forEach((name, values) -> parameters.put(name, values.get(0)));
        Access.Headers headers = new DefaultHttpHeaders().add(request.headers())::getAll;
        Call call = new Call(
                request.method().name(), address.path(), parameters, headers, ByteBufUtil.getBytes(request.content()));
        current = call;
        try {
            Route route = permitted(headers, call);
            workers.execute(() -> answer(route, call, exchange));
        } catch (RequestException e) {
            exchange.fail(e);
        } catch (RejectedExecutionException e) {
            context.close(); // The server is being closed.
        }
    }

    private Route permitted(Access.Headers headers, Call call) {
        Optional<String> problem = access.problem(headers);
        if (problem.isPresent()) {
            throw new RequestException(Kind.FORBIDDEN, problem.get());
        }
        Route route = routes.find(call.method(), call.path());
        if (!route.open() && !access.isAllowed(headers)) {
            throw new RequestException(Kind.UNAUTHORIZED, "Unauthorized");
        }
        return route;
    }

    private void answer(Route route, Call call, Exchange exchange) {
        try {
            route.handler().answer(call).whenComplete((reply, failure) -> {
                if (failure == null) {
                    reply.send(exchange);
                } else {
                    exchange.fail(failure);
                }
            });
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    /** Continues with the next request of the connection. */
    private void next(ChannelHandlerContext context) {
        current = null;
        FullHttpRequest request = waiting.poll();
        if (request != null) {
            try {
                begin(context, request);
            } finally {
                request.release();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (current != null) {
            current.disconnect();
        }
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("serve: a connection failed", cause);
        context.close();
    }

    /** One request with its answer. */
    private final class Exchange implements Reply.Wire {
        private final ChannelHandlerContext context;
        private final boolean head;
        private final boolean keepAlive;

        Exchange(ChannelHandlerContext context, FullHttpRequest request) {
            this.context = context;
            head = request.method().equals(HttpMethod.HEAD);
            keepAlive = HttpUtil.isKeepAlive(request);
        }

        void fail(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof RequestException known) {
                routes.dialect().failure(known).send(this);
                return;
            }
            LOG.error("serve: a request failed", cause);
            routes.dialect()
                    .failure(new RequestException(Kind.FAILED, String.valueOf(cause.getMessage()), cause))
                    .send(this);
        }

        @Override
        public void send(int status, String type, byte[] content) {
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(status),
                    head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content));
            setHeaders(response, type, content.length);
            context.executor().execute(() -> {
                var written = context.writeAndFlush(response);
                if (keepAlive) {
                    next(context);
                } else {
                    written.addListener(ChannelFutureListener.CLOSE);
                }
            });
        }

        @Override
        public void sendPart(int status, String type, long length, byte[] content) {
            HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
            setHeaders(response, type, length);
            context.executor().execute(() -> {
                context.write(response);
                context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(content)));
            });
        }

        private void setHeaders(HttpResponse response, String type, long length) {
            response.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, length)
                    .set(HttpHeaderNames.CONTENT_TYPE, type)
                    .set("X-Content-Type-Options", "nosniff");
            HttpUtil.setKeepAlive(response, keepAlive);
        }

        @Override
        public void close() {
            context.executor().execute(context::close);
        }
    }
}
