package centuple.bench.orders;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One thread that keeps so many connections busy with requests written beforehand: each connection sends its next one
 * when the last one is answered. At the end of the time it waits for what is under way, so that every order sent is
 * either acknowledged or known to be refused. Not thread-safe.
 */
final class Load {
    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ATTRIBUTED = "\"result\":\"recorded\",\"attribution\":{\"status\":\"attributed\""
            .getBytes(StandardCharsets.US_ASCII);
    private static final int ANSWER_BYTES_MAX = 4 << 20;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Server server;
    private final Iterator<byte[]> requests;
    private final int ordersPerRequest;
    private long deadlineNanos;
    private int open;
    private long acknowledged;
    private long refused;
    private long answers;
    private long waitedNanos;

    private Load(Server server, List<byte[]> requests, int ordersPerRequest) {
        this.server = server;
        this.requests = requests.iterator();
        this.ordersPerRequest = ordersPerRequest;
    }

    /** Sends for so many seconds, or until nothing is left to send. */
    static Measured run(Server server, List<byte[]> requests, int ordersPerRequest, int connections, int seconds)
            throws IOException {
        return new Load(server, requests, ordersPerRequest).run(connections, seconds);
    }

    private Measured run(int connections, int seconds) throws IOException {
        long serverBefore = server.serverMicros();
        long databaseBefore = server.databaseMicros();
        long clientBefore = ownNanos();
        long start = System.nanoTime();
        deadlineNanos = start + TimeUnit.SECONDS.toNanos(seconds);
        try (Selector selector = Selector.open()) {
            for (open = 0; open < connections; open++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port()));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new Connection(channel, key));
                ((Connection) key.attachment()).next();
            }
            while (open > 0) {
                if (selector.select(key -> ((Connection) key.attachment()).ready(), PATIENCE_MILLIS) == 0) {
                    throw new IOException("no answer within " + PATIENCE_MILLIS + " ms");
                }
            }
        }
        long nanos = System.nanoTime() - start;
        if (refused > 0) {
            throw new IOException(refused + " orders were not recorded and attributed");
        }
        return new Measured(acknowledged, nanos / 1e9, server.serverMicros() - serverBefore,
                server.databaseMicros() - databaseBefore, (ownNanos() - clientBefore) / 1_000,
                waitedNanos / 1e6 / answers);
    }

    private static long ownNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** One connection and the request it waits for. */
    private final class Connection {
        private final SocketChannel channel;
        private final SelectionKey key;
        private ByteBuffer out = ByteBuffer.allocate(0);
        private ByteBuffer in = ByteBuffer.allocate(4_096);
        private int expectedBytes = -1;
        private long sentNanos;

        Connection(SocketChannel channel, SelectionKey key) {
            this.channel = channel;
            this.key = key;
        }

        void next() throws IOException {
            sentNanos = System.nanoTime();
            if (sentNanos >= deadlineNanos || !requests.hasNext()) {
                key.cancel();
                channel.close();
                open--;
                return;
            }
            out = ByteBuffer.wrap(requests.next());
            in.clear();
            expectedBytes = -1;
            write();
        }

        void ready() {
            try {
                if (key.isWritable()) {
                    write();
                }
                if (key.isValid() && key.isReadable()) {
                    read();
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private void write() throws IOException {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        private void read() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("the server closed the connection");
            }
            if (expectedBytes < 0) {
                int headEnd = find(in.array(), 0, in.position(), HEAD_END);
                if (headEnd < 0) {
                    return;
                }
                expectedBytes = headEnd + HEAD_END.length + contentLength(headEnd);
            }
            if (in.position() == expectedBytes) {
                answered();
            } else if (!in.hasRemaining()) {
                if (in.capacity() >= ANSWER_BYTES_MAX) {
                    throw new IOException("an answer of more than " + ANSWER_BYTES_MAX + " bytes");
                }
                in = ByteBuffer.allocate(Math.max(expectedBytes, in.capacity() * 2)).put(in.flip());
            }
        }

        private void answered() throws IOException {
            answers++;
            waitedNanos += System.nanoTime() - sentNanos;
            int recorded = 0;
            if (find(in.array(), 0, OK.length, OK) == 0) {
                int at = find(in.array(), 0, expectedBytes, ATTRIBUTED);
                while (at >= 0) {
                    recorded++;
                    at = find(in.array(), at + ATTRIBUTED.length, expectedBytes, ATTRIBUTED);
                }
            }
            acknowledged += recorded;
            refused += ordersPerRequest - recorded;
            next();
        }

        private int contentLength(int headEnd) throws IOException {
            int at = find(in.array(), 0, headEnd, LENGTH);
            if (at < 0) {
                throw new IOException("an answer without its length");
            }
            int length = 0;
            for (int i = at + LENGTH.length; in.array()[i] != '\r'; i++) {
                length = length * 10 + in.array()[i] - '0';
            }
            return length;
        }

        private static int find(byte[] in, int from, int to, byte[] wanted) {
            for (int i = from; i <= to - wanted.length; i++) {
                int same = 0;
                while (same < wanted.length && in[i + same] == wanted[same]) {
                    same++;
                }
                if (same == wanted.length) {
                    return i;
                }
            }
            return -1;
        }
    }
}
