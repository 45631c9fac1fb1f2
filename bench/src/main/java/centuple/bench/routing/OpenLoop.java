package centuple.bench.routing;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests written beforehand at a fixed rate over kept connections. A request's time counts from when it should
 * have been sent, also where all connections were busy then, and also where the sender itself came late: a slow server
 * cannot slow the sender down unseen, and nothing is taken off. How late the sender was is told beside it.
 *
 * <p>One thread sends and sleeps in between, another reads and sleeps too: one that looked again and again would take a
 * core away from the server it measures.
 */
public final class OpenLoop {
    private static final int CONNECTIONS = 64;
    private static final int ANSWER_BYTES_MAX = 1 << 16;
    private static final long PATIENCE_SECONDS = 30;
    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

    private final ArrayBlockingQueue<Connection> idle = new ArrayBlockingQueue<>(CONNECTIONS);
    private final List<byte[]> requests;
    private final double[] millis;
    private final double[] lateMillis;
    private final long intervalNanos;
    private volatile long startNanos;
    private volatile @Nullable IOException broken;
    private int answered;
    private int refused;
    private long bytes;

    private OpenLoop(List<byte[]> requests, int count, int perSecond) {
        this.requests = requests;
        this.millis = new double[count];
        this.lateMillis = new double[count];
        this.intervalNanos = 1_000_000_000L / perSecond;
    }

    /**
     * What came of a run.
     *
     * @param millis of each answer, from when its request was due
     * @param lateMillis of each request, how long after it was due, and after a connection was free, it was sent
     * @param refused answers other than 200
     * @param bytes of all answers with their heads
     */
    @SuppressWarnings("ArrayRecordComponent") // sorted by its reader, never compared
    public record Answers(double[] millis, double[] lateMillis, int refused, long bytes) {
    }

    /** Sends so many a second for so long, the requests in turn. */
    public static Answers send(int port, List<byte[]> requests, int perSecond, int seconds)
            throws IOException, InterruptedException {
        OpenLoop loop = new OpenLoop(requests, perSecond * seconds, perSecond);
        loop.run(port);
        return new Answers(loop.millis, loop.lateMillis, loop.refused, loop.bytes);
    }

    private void run(int port) throws IOException, InterruptedException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Connection connection = new Connection(channel);
                channel.register(selector, SelectionKey.OP_READ, connection);
                idle.add(connection);
            }
            Thread reader = Thread.ofPlatform().name("reader").start(() -> readAll(selector));
            try {
                sendAll();
                reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            } finally {
                selector.wakeup();
                reader.interrupt();
            }
            reader.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            IOException failure = broken;
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void sendAll() throws IOException, InterruptedException {
        startNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(10);
        for (int number = 0; number < millis.length; number++) {
            for (long left = due(number) - System.nanoTime(); left > 0; left = due(number) - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long ready = due(number);
            Connection connection = idle.poll();
            if (connection == null) {
                connection = idle.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (connection == null || broken != null) {
                    throw new IOException("no connection became free within " + PATIENCE_SECONDS + " s");
                }
                ready = System.nanoTime();
            }
            lateMillis[number] = (System.nanoTime() - ready) / 1e6;
            connection.send(number);
        }
    }

    private void readAll(Selector selector) {
        try {
            while (answered < millis.length && !Thread.currentThread().isInterrupted()) {
                selector.select(key -> ((Connection) key.attachment()).read());
            }
            if (answered < millis.length) {
                broken = new IOException(millis.length - answered + " requests were not answered");
            }
        } catch (IOException e) {
            broken = e;
        } catch (UncheckedIOException e) {
            broken = e.getCause();
        }
    }

    private long due(int number) {
        return startNanos + number * intervalNanos;
    }

    /** Belongs to the sender while it is idle, to the reader from then on until its answer is whole. */
    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX);
        private volatile int number;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send(int request) throws IOException {
            answer.clear();
            number = request;
            ByteBuffer left = ByteBuffer.wrap(requests.get(request % requests.size()));
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }

        void read() {
            int request = number; // after what the sender did to the buffer
            try {
                if (channel.read(answer) < 0) {
                    throw new IOException("the server closed a connection");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (isWhole()) {
                millis[request] = (System.nanoTime() - due(request)) / 1e6;
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
