package centuple.bench.redirect;

import centuple.bench.machine.Cpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of wrk against one server.
 *
 * @param requests answered
 * @param seconds how long it took
 * @param p99Micros of the answers, closed loop: what a server that falls behind hides
 * @param serverMicros processor time of the server
 * @param wrkMicros processor time of wrk
 * @param errors answers other than 302, and sockets that failed
 */
record Load(long requests, double seconds, double p99Micros, long serverMicros, long wrkMicros, long errors) {
    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ([0-9.]+)(ms|s|m)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern ERRORS = Pattern
            .compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final Pattern OTHER = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    /** Runs wrk on the second core; a delay above zero holds each of the connections back after an answer. */
    static Load run(ProcessHandle server, int port, Path folder, int seconds, int delayMillis)
            throws IOException, InterruptedException {
        Path script = folder.resolve("requests.lua");
        Files.writeString(script, script(delayMillis), StandardCharsets.US_ASCII);
        Path output = folder.resolve("wrk.out");
        long serverBefore = Cpu.treeMicros(server);
        Process wrk = new ProcessBuilder(List.of("taskset", "-c", "1", "wrk", "-t1", "-c64", "-d" + seconds + "s",
                "--latency", "-s", script.toString(), "http://127.0.0.1:" + port)).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        long wrkMicros = 0;
        while (!wrk.waitFor(50, TimeUnit.MILLISECONDS)) {
            wrkMicros = Math.max(wrkMicros, Cpu.treeMicros(wrk.toHandle()));
        }
        long serverMicros = Cpu.treeMicros(server) - serverBefore;
        String text = Files.readString(output);
        Matcher total = TOTAL.matcher(text);
        Matcher p99 = P99.matcher(text);
        if (!total.find() || !p99.find()) {
            throw new IOException("wrk said: " + text);
        }
        return new Load(Long.parseLong(total.group(1)), micros(total.group(2), total.group(3)) / 1e6,
                micros(p99.group(1), p99.group(2)), serverMicros, wrkMicros, sum(ERRORS, text) + sum(OTHER, text));
    }

    double perSecond() {
        return requests / seconds;
    }

    double serverMicrosPerRequest() {
        return (double) serverMicros / requests;
    }

    /** The share of its core that the server used. */
    double serverBusy() {
        return serverMicros / (seconds * 1e6);
    }

    /** The share of its core that wrk used. */
    double wrkBusy() {
        return wrkMicros / (seconds * 1e6);
    }

    /** 4,096 visitors on their way over 1,000 links, prepared before the run: sending one costs wrk a table look-up. */
    private static String script(int delayMillis) {
        return """
                local requests, at = {}, 0
                init = function(args)
                  for i = 0, 4095 do
                    local headers = {}
                    headers["User-Agent"] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1" .. (10 + i %% 32) .. ".0.0.0 Safari/537.36"
                    headers["Accept"] = "text/html,application/xhtml+xml"
                    headers["Accept-Language"] = "fr-FR,fr;q=0.9,en;q=0.8"
                    headers["X-Forwarded-For"] = "203." .. math.floor(i / 256) .. "." .. (i %% 256) .. "." .. (i * 7 %% 251)
                    requests[i] = wrk.format("GET", "/r/code" .. (i * 37 %% 1000) .. "?s1=page" .. i, headers)
                  end
                end
                request = function()
                  at = (at + 1) %% 4096
                  return requests[at]
                end
                %s
                """
                .formatted(delayMillis == 0 ? "" : "delay = function() return " + delayMillis + " end");
    }

    private static double micros(String number, String unit) {
        double value = Double.parseDouble(number);
        return switch (unit) {
            case "us" -> value;
            case "ms" -> value * 1e3;
            case "s" -> value * 1e6;
            default -> value * 60e6;
        };
    }

    private static long sum(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        long sum = 0;
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                sum += Long.parseLong(matcher.group(group));
            }
        }
        return sum;
    }
}
