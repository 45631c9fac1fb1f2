package centuple.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** The launcher in a copy of its folder, with JDKs and a Maven that only say how they were called. */
class LauncherTest {
    @TempDir
    private Path temp;

    private Path home = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        home = Files.createDirectories(temp.resolve("a folder with spaces/centuple"));
        Files.copy(Path.of(System.getProperty("centuple.root", ".."), "centuple"), home.resolve("centuple"));
        executable(home.resolve("centuple"));
        Files.createDirectories(home.resolve("server/src/main"));
        Files.createDirectories(home.resolve("server/target/lib"));
        Files.writeString(home.resolve("server/src/main/A.java"), "class A {}");
        Files.writeString(home.resolve("server/target/centuple.jar"), "");
        touch("server/src/main/A.java", 1_000);
        touch("server/target/centuple.jar", 2_000);
    }

    @Test
    void runsTheJarWithTheJdkOfJavaHome() throws Exception {
        Said said = run(Map.of("JAVA_HOME", jdk("my jdk", 25).toString()), "serve", "--data", "two words");
        assertThat(said.exit()).isZero();
        assertThat(said.text()).contains("java 25", "centuple.jar|serve|--data|two words|");
    }

    @Test
    void takesTheNewestOfTheUsualFoldersWhenJavaHomeIsTooOld() throws Exception {
        jdk("usual/jdk-25", 25);
        jdk("usual/jdk-26", 26);
        Said said = run(Map.of("JAVA_HOME", jdk("old", 17).toString(), "CENTUPLE_JDK_FOLDERS",
                temp.resolve("usual").toString()));
        assertThat(said.exit()).isZero();
        assertThat(said.text()).contains("java 26");
    }

    @Test
    void saysWhatToInstallWhereThereIsNoJdk() throws Exception {
        Said said = run(Map.of("JAVA_HOME", jdk("old", 17).toString(), "CENTUPLE_JDK_FOLDERS", ""));
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("a JDK 25 or newer is needed", "(Java 17)", "Temurin 25");
    }

    @Test
    void buildsWhenASourceIsNewer() throws Exception {
        touch("server/src/main/A.java", 3_000);
        Path maven = Files.createDirectories(temp.resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\necho \"maven $*\"\n");
        executable(maven);
        Said said = run(Map.of("JAVA_HOME", jdk("jdk", 25).toString()));
        assertThat(said.text()).contains("sources are newer", "maven -q -DskipTests -pl server package", "java 25");
        assertThat(run(Map.of("JAVA_HOME", jdk("jdk", 25).toString())).text()).doesNotContain("maven");
    }

    /** Of an older jar the JVM would neither use it nor write a new one; a small one is of a start that failed. */
    @Test
    void onlyTheServerWritesTheClassArchive() throws Exception {
        Path archive = home.toRealPath().resolve("server/target/centuple.jsa");
        Map<String, String> java = Map.of("JAVA_HOME", jdk("jdk", 25).toString());
        assertThat(run(java, "--version").text()).doesNotContain("SharedArchive");
        assertThat(run(java, "serve").text()).contains("-XX:+AutoCreateSharedArchive|",
                "-XX:SharedArchiveFile=" + archive);

        Files.write(archive, new byte[17 << 20]);
        touch("server/target/centuple.jsa", 2_500);
        assertThat(run(java, "--version").text()).contains("-XX:SharedArchiveFile=").doesNotContain("AutoCreate");
        assertThat(archive).exists();

        touch("server/target/centuple.jsa", 1_500);
        run(java, "--version");
        assertThat(archive).doesNotExist();

        Files.write(archive, new byte[2 << 20]);
        run(java, "serve");
        assertThat(archive).doesNotExist();
    }

    @Test
    void saysWhenMavenIsMissing() throws Exception {
        touch("server/src/main/A.java", 3_000);
        Said said = run(Map.of("JAVA_HOME", jdk("jdk", 25).toString()));
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("Maven is needed");
    }

    @Test
    void worksThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), home.resolve("centuple"));
        assertThat(run(link, Map.of("JAVA_HOME", jdk("jdk", 25).toString()), "help").text())
                .contains("centuple.jar|help|");
    }

    private record Said(int exit, String text) {
    }

    private Said run(Map<String, String> environment, String... arguments) throws Exception {
        return run(home.resolve("centuple"), environment, arguments);
    }

    /** With a PATH of only the plain tools, so that neither this machine's Java nor its Maven is found. */
    private Said run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        Path bin = Files.createDirectories(temp.resolve("bin"));
        for (String tool : List.of("bash", "sh", "env", "readlink", "dirname", "sed", "head", "find", "date",
                "rm", "touch")) {
            String real = Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" + tool : "/bin/" + tool;
            Files.writeString(bin.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
            executable(bin.resolve(tool));
        }
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", temp.toString());
        builder.environment().putAll(environment);
        Process process = builder.directory(temp.toFile()).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private Path jdk(String name, int version) throws IOException {
        Path folder = temp.resolve(name);
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho java " + version + "\nprintf '%s|' \"$@\"\n");
        executable(java);
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        return folder;
    }

    private void touch(String file, long seconds) throws IOException {
        Files.setLastModifiedTime(home.resolve(file), FileTime.fromMillis(seconds * 1_000));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
