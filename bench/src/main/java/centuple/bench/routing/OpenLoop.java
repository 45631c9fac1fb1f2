package centuple.bench.routing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

/**
 * One thread that sends requests written beforehand at a fixed rate over kept connections. A request's time counts from
 * when it should have been sent, also where all connections were busy then: a slow server cannot slow the sender down
 * unseen. Not thread-safe.
 */
final class OpenLoop {
    private static final int CONNECTIONS = 64;
    private static final int ANSWER_BYTES_MAX = 1 << 16;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Integer> late = new ArrayDeque<>();
    private final List<byte[]> requests;
    private final double[] millis;
    private final long intervalNanos;
    private long startNanos;
    private int answered;
    private int refused;
    private long bytes;

    private OpenLoop(List<byte[]> requests, int count, int perSecond) {
        this.requests = requests;
        this.millis = new double[count];
        this.intervalNanos = 1_000_000_000L / perSecond;
    }

    /**
     * What came of a run.
     *
     * @param millis of each answer, from when its request was due
     * @param refused answers other than 200
     * @param bytes of all answers with their heads
     */
    @SuppressWarnings("ArrayRecordComponent") // sorted by its reader, never compared
    record Answers(double[] millis, int refused, long bytes) {
    }

    /** Sends so many a second for so long, the requests in turn. */
    static Answers send(int port, List<byte[]> requests, int perSecond, int seconds) throws IOException {
        OpenLoop loop = new OpenLoop(requests, perSecond * seconds, perSecond);
        loop.run(port);
        return new Answers(loop.millis, loop.refused, loop.bytes);
    }

    private void run(int port) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Connection connection = new Connection(channel);
                channel.register(selector, SelectionKey.OP_READ, connection);
                idle.add(connection);
            }
            startNanos = System.nanoTime();
            int next = 0;
            while (answered < millis.length) {
                long now = System.nanoTime();
                while (next < millis.length && now - due(next) >= 0) {
                    late.add(next++);
                }
                while (!late.isEmpty() && !idle.isEmpty()) {
                    idle.poll().send(late.poll());
                }
                if (now - due(millis.length) > PATIENCE_NANOS) {
                    throw new IOException(millis.length - answered + " requests were not answered");
                }
                wait(selector, next);
            }
        }
    }

    /** To the millisecond by the selector, the rest by looking again: parking is too coarse for this rate. */
    private void wait(Selector selector, int next) throws IOException {
        long left = next < millis.length ? due(next) - System.nanoTime() : 1_000_000_000L;
        if (left > 1_500_000) {
            selector.select(key -> ((Connection) key.attachment()).read(), left / 1_000_000);
        } else {
            selector.selectNow(key -> ((Connection) key.attachment()).read());
        }
    }

    private long due(int number) {
        return startNanos + number * intervalNanos;
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX);
        private int number;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send(int request) throws IOException {
            number = request;
            answer.clear();
            ByteBuffer bytes = ByteBuffer.wrap(requests.get(request % requests.size()));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        void read() {
            try {
                if (channel.read(answer) < 0) {
                    throw new IOException("the server closed a connection");
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            if (isWhole()) {
                millis[number] = (System.nanoTime() - due(number)) / 1e6;
                bytes += answer.position();
                answered++;
                refused += starts(0, OK) ? 0 : 1;
                idle.add(this);
            }
        }

        private boolean isWhole() {
            int at = 0;
            int length = -1;
            while (at + 3 < answer.position()) {
                if (length < 0 && starts(at, LENGTH)) {
                    length = number(at + LENGTH.length);
                }
                if (answer.get(at) == '\r' && answer.get(at + 2) == '\r') {
                    return answer.position() >= at + 4 + Math.max(0, length);
                }
                at++;
            }
            return false;
        }

        private int number(int from) {
            int value = 0;
            for (int i = from; answer.get(i) >= '0' && answer.get(i) <= '9'; i++) {
                value = 10 * value + answer.get(i) - '0';
            }
            return value;
        }

        private boolean starts(int at, byte[] text) {
            for (int i = 0; i < text.length; i++) {
                if (at + i >= answer.position() || (answer.get(at + i) | 0x20) != (text[i] | 0x20)) {
                    return false;
                }
            }
            return true;
        }
    }
}
