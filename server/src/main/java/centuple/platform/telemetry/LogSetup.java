package centuple.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;

/** Brings the log, on standard error, to the form the settings ask for; before that it is as logback.xml says. */
public final class LogSetup {
    private static final String OURS = "centuple";

    private LogSetup() {
    }

    /**
     * Changes the log of the whole process.
     *
     * @param json one object a line instead of text
     * @param level of our own classes: error, warn, info or debug; libraries speak from warn on
     */
    public static void apply(boolean json, String level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender(context, json ? new JsonLayout() : new TextLayout()));
        context.getLogger(OURS).setLevel(Level.toLevel(level, Level.INFO));
    }

    private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context, Layout<ILoggingEvent> layout) {
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
