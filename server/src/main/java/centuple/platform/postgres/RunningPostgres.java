package centuple.platform.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL that another process of ours serves from a folder, for commands that read while the server goes on.
 *
 * @param jdbcUrl of the exchange's database
 * @param password of {@link EmbeddedPostgres#USER}; never printed
 */
public record RunningPostgres(String jdbcUrl, String password) {
    private static final int PORT_LINE = 3;

    /** Finds it; empty when none serves that folder now. */
    public static Optional<RunningPostgres> find(Path folder) throws IOException {
        Path pgdata = folder.resolve("pgdata").toAbsolutePath().normalize();
        Optional<PostmasterFile> state = PostmasterFile.read(pgdata);
        if (state.isEmpty() || !state.get().isReady() || !state.get().isServedBy(pgdata.toRealPath())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(PostmasterFile.path(pgdata), StandardCharsets.ISO_8859_1);
        String url = "jdbc:postgresql://127.0.0.1:" + lines.get(PORT_LINE).strip() + "/" + EmbeddedPostgres.DATABASE;
        return Optional.of(new RunningPostgres(url, Files.readString(PostgresCluster.passwordFile(folder)).strip()));
    }

    @Override
    public String toString() {
        return "RunningPostgres[" + jdbcUrl + "]";
    }
}
