package centuple;

import centuple.platform.config.ConfigKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** A command that reads the server's settings; each setting is one of its flags. */
abstract class ConfiguredCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** The command with a flag for every setting that may stand on a command line. */
    static CommandLine line(ConfiguredCommand command) {
        CommandLine line = new CommandLine(command);
        for (ConfigKey key : Config.keys()) {
            if (!key.secret()) {
                OptionSpec.Builder option = key.name().equals("http.port")
                        ? OptionSpec.builder(key.flag(), "--port")
                        : OptionSpec.builder(key.flag());
                line.getCommandSpec().addOption(option.type(String.class).paramLabel("VALUE").order(100)
                        .description(description(key)).build());
            }
        }
        return line;
    }

    private static String description(ConfigKey key) {
        String text = key.meaning() + (key.standard().isEmpty() ? "" : " (" + key.standard() + ")");
        return text.replace("%", "%%");
    }

    /** The settings in force: file, environment, and this command's flags. */
    Config config() {
        return config(Map.of());
    }

    /** The same, with these flags where the command line gives no others. */
    Config config(Map<String, String> standardFlags) {
        Map<String, String> flags = new LinkedHashMap<>(standardFlags);
        CommandSpec own = java.util.Objects.requireNonNull(spec);
        for (ConfigKey key : Config.keys()) {
            OptionSpec option = key.secret() ? null : own.findOption(key.flag());
            String value = option == null ? null : option.getValue();
            if (value != null) {
                flags.put(key.flag(), value);
            }
        }
        return Config.load(System.getenv(), flags);
    }

    /** Where the command's answer goes. */
    java.io.PrintWriter out() {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }
}
