package centuple.platform.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;

/** Starts the event loops, on the operating system's own transport where there is one. */
public final class EventLoops {
    private EventLoops() {
    }

    /** Starts so many event loops; the caller closes them. */
    public static Vertx start(int count) {
        return Vertx.builder().with(new VertxOptions().setEventLoopPoolSize(count)).withTransport(transport()).build();
    }

    private static Transport transport() {
        Transport epoll = Transport.EPOLL; // null where its library was not packed for this platform
        return epoll != null && epoll.available() ? epoll : Transport.NIO;
    }
}
