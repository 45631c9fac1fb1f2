package centuple.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class DnsTxtLookupTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void readsTheTxtRecordsOfAName() throws Exception {
        try (DatagramSocket server = nameServer("exchange=https://x.example shop=shop_00000001 challenge=c")) {
            assertThat(DnsTxtLookup.of(vertx, "127.0.0.1", server.getLocalPort()).txt("_centuple.shop.example"))
                    .containsExactly("exchange=https://x.example shop=shop_00000001 challenge=c");
        }
    }

    @Test
    void findsNothingWhereNobodyAnswersAName() throws Exception {
        try (DatagramSocket server = nameServer("")) {
            assertThat(DnsTxtLookup.of(vertx, "127.0.0.1", server.getLocalPort()).txt("_centuple.shop.example"))
                    .isEmpty();
        }
    }

    /** Answers every question with that TXT record, or with "no such name". */
    private static DatagramSocket nameServer(String text) throws SocketException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[512];
            while (!socket.isClosed()) {
                try {
                    DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                    socket.receive(question);
                    byte[] answer = answer(Arrays.copyOf(buffer, question.getLength()), text);
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return socket;
    }

    private static byte[] answer(byte[] question, String text) throws IOException {
        int nameEnd = 12;
        while (question[nameEnd] != 0) {
            nameEnd += question[nameEnd] + 1;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(text.isEmpty() ? 0x8183 : 0x8180);
        out.writeShort(1);
        out.writeShort(text.isEmpty() ? 0 : 1);
        out.writeInt(0);
        out.write(question, 12, nameEnd + 5 - 12);
        if (!text.isEmpty()) {
            byte[] value = text.getBytes(StandardCharsets.US_ASCII);
            out.writeShort(0xc00c);
            out.writeShort(16);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(value.length + 1);
            out.writeByte(value.length);
            out.write(value);
        }
        return bytes.toByteArray();
    }
}
