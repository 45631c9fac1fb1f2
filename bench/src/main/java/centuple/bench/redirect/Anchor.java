package centuple.bench.redirect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx with one worker on the first core, {@code return 302} and the access log as the package writes it. */
record Anchor(Process process, int port) implements AutoCloseable {

    static Anchor start(Path folder, int port, boolean accessLog) throws IOException {
        Path config = folder.resolve("nginx-" + port + ".conf");
        // The same answer as ours: a location of the same length, the same headers, keep-alive without end.
        Files.writeString(config, """
                daemon off;
                worker_processes 1;
                worker_cpu_affinity 01;
                pid %1$s/nginx-%2$d.pid;
                error_log %1$s/nginx-%2$d.error warn;
                events { worker_connections 1024; }
                http {
                  access_log %3$s;
                  server_tokens off;
                  keepalive_requests 1000000000;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d;
                    location /r/ {
                      add_header Cache-Control no-store always;
                      add_header Referrer-Policy strict-origin always;
                      add_header X-Robots-Tag "noindex, nofollow" always;
                      return 302 https://shop1.example/products/123?%4$s;
                    }
                  }
                }
                """.formatted(folder, port, accessLog ? folder.resolve("access-" + port + ".log") : "off",
                "ctp=" + "A".repeat(62) + "&utm_source=centuple&utm_medium=partner&utm_campaign=shop_00000001"));
        Process process = new ProcessBuilder(List.of("taskset", "-c", "0", "nginx", "-p", folder.toString(), "-c",
                config.toString())).inheritIO().start();
        return new Anchor(process, port);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
