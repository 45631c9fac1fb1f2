package centuple.platform.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;

/** Lines to read: time, level, where, message; failures below. Personal data is taken out. */
public final class TextLayout extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
        String logger = event.getLoggerName();
        StringBuilder line = new StringBuilder().append(event.getInstant()).append(' ')
                .append(String.format("%-5s", event.getLevel())).append(' ')
                .append(logger.substring(logger.lastIndexOf('.') + 1)).append(' ')
                .append(Redaction.of(event.getFormattedMessage())).append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(Redaction.of(ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
        return line.toString();
    }
}
