package centuple;

import centuple.platform.cli.Refusal;
import centuple.platform.config.ConfigException;
import centuple.platform.postgres.PostgresException;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.UnfitDatabaseException;
import centuple.simulation.cli.ReplayCommand;
import centuple.simulation.cli.SimulateCommand;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Set;

/** The commands, as a table of contents. Exit codes: 0 done, 1 refused with a reason, 2 wrong usage. */
@Command(name = "centuple", synopsisSubcommandLabel = "COMMAND", description = "The partner exchange for small "
        + "web shops.", versionProvider = Main.Version.class, mixinStandardHelpOptions = true,
        subcommands = {
                CommandLine.HelpCommand.class})
public final class Main {
    /** Exceptions whose message is written for the operator; no stack trace helps him. */
    private static final Set<Class<? extends Exception>> TOLD = Set.of(Refusal.class, PostgresException.class,
            DatabaseException.class, UnfitDatabaseException.class, IOException.class, UncheckedIOException.class);

    private Main() {
    }

    /** Runs one command and ends with its exit code. */
    public static void main(String[] args) {
        System.exit(commands().execute(args));
    }

    /** The version in the jar's manifest. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    static CommandLine commands() {
        CommandLine line = new CommandLine(new Main());
        line.addSubcommand(new CommandLine(new DemoCommand()));
        line.addSubcommand(SimulateCommand.line());
        line.addSubcommand(ConfiguredCommand.line(new ServeCommand()));
        line.addSubcommand(ConfiguredCommand.line(new ExportCommand()));
        line.addSubcommand(ConfiguredCommand.line(new ImportCommand()));
        line.addSubcommand(ConfiguredCommand.line(new MoveInCommand()));
        line.addSubcommand(new ReplayCommand());
        line.addSubcommand(ConfiguredCommand.line(new BackupCommand()));
        line.addSubcommand(ConfiguredCommand.line(new RestoreCommand()));
        line.addSubcommand(ConfiguredCommand.line(new DoctorCommand()));
        line.addSubcommand(new CommandLine(new Token()).addSubcommand(ConfiguredCommand.line(new TokenCommand())));
        line.addSubcommand(KeysCommand.line());
        line.setExecutionExceptionHandler((failure, command, _) -> tell(failure, command));
        return line;
    }

    private static int tell(Exception failure, CommandLine command) {
        boolean told = TOLD.stream().anyMatch(type -> type.isInstance(failure));
        if (failure instanceof ConfigException) {
            command.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (!told) {
            LoggerFactory.getLogger(Main.class).error("{} failed", command.getCommandName(), failure);
        }
        command.getErr().println("centuple " + command.getCommandName() + ": " + words(failure));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static @Nullable String words(Exception failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            default -> failure.getMessage();
        };
    }

    /** Groups what concerns click tokens. */
    @Command(name = "token", description = "Click tokens.", mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND")
    static final class Token {
    }

    /** Tells the version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[]{"centuple " + (version == null ? "(not packaged)" : version)};
        }
    }
}
