package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import io.millrace.access.Access;
import io.millrace.access.Token;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Serves a model in a dialect over HTTP/1.1. */
public final class PolicyServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int BACKLOG = 256;

    private final ServeConfig config;
    private final Optional<Token> token;
    private final NioEventLoopGroup loops;
    private final ExecutorService workers;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    private PolicyServer(ServeConfig config, Optional<Token> token, Routes routes, Filter filter) {
        this.config = config;
        this.token = token;
        loops = new NioEventLoopGroup(THREADS, new DefaultThreadFactory("serve-io", true));
        workers = Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("serve", true));
        try {
            listener = listen(routes, filter);
        } catch (RuntimeException e) {
            stopThreads();
            throw e;
        }
    }

    /** Sees every request before it is answered, and every answer. Tests of clients insert faults. */
    @FunctionalInterface
    public interface Filter {
        /** Leaves requests and answers as they are. */
        Filter NONE = route -> route;

        /** The handler of a path, given the model's own. */
        Route around(Route route);
    }

    /**
     * Starts a server.
     *
     * @throws IllegalArgumentException if the token file is not valid
     * @throws IllegalStateException if the port cannot be used
     */
    public static PolicyServer start(ServeConfig config, ServedDialect dialect, ServedModel model) {
        return start(config, dialect, model, Filter.NONE);
    }

    /** Starts a server whose requests and answers pass a filter. */
    public static PolicyServer start(ServeConfig config, ServedDialect dialect, ServedModel model, Filter filter) {
        Optional<Token> token = config.tokenFile().isBlank()
                ? Optional.empty()
                : Optional.of(Token.in("--token-file", Path.of(config.tokenFile())));
        return new PolicyServer(config, token, Routes.of(dialect, model, config), filter);
    }

    private Channel listen(Routes routes, Filter filter) {
        Routes filtered = routes.through(filter);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connections.add(connection);
                        Access access = new Access(config.bind(), token, port(connection));
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(
                                        new HttpObjectAggregator(config.limits().bodyBytes()))
                                .addLast(new HttpHandler(filtered, access, workers));
                    }
                });
        ChannelFuture bound = bootstrap.bind(config.bind(), config.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException(
                    "serve: could not listen on %s:%d (%s): choose another port"
                            .formatted(
                                    config.bind(),
                                    config.port(),
                                    requireNonNull(bound.cause()).getMessage()),
                    bound.cause());
        }
        return bound.channel();
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** The port that it listens on. */
    public int port() {
        return port(listener);
    }

    /** Its address, without a path. */
    public String url() {
        String host = config.bind().equals("0.0.0.0") || config.bind().equals("::") ? "127.0.0.1" : config.bind();
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port());
    }

    /** The token that clients must send, if there is one. */
    public Optional<String> token() {
        return token.map(Token::text);
    }

    /** Stops listening and closes all connections at once; requests in progress are cancelled. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        stopThreads();
    }

    private void stopThreads() {
        workers.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
