package caravan.cli;

import caravan.archive.OneLine;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/** A stack trace with its causes. Every line but the first is indented, so that no message in it looks like an event. */
final class StackTrace {
    private static final String INDENT = "    ";

    private StackTrace() {}

    static String of(IThrowableProxy thrown) {
        StringBuilder out = new StringBuilder();
        append(out, thrown, "", "");
        return out.toString();
    }

    private static void append(StringBuilder out, IThrowableProxy thrown, String indent, String caption) {
        out.append(indent).append(caption).append(thrown.getClassName());
        if (thrown.getMessage() != null) {
            out.append(": ").append(OneLine.of(thrown.getMessage()));
        }
        out.append('\n');
        if (thrown.isCyclic()) {
            return;
        }
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int own = frames.length - thrown.getCommonFrames();
        for (int i = 0; i < own; i++) {
            out.append(indent).append(INDENT).append(frames[i].getSTEAsString()).append('\n');
        }
        for (IThrowableProxy suppressed : thrown.getSuppressed()) {
            append(out, suppressed, indent + INDENT, "Suppressed: ");
        }
        if (thrown.getCause() != null) {
            append(out, thrown.getCause(), indent.isEmpty() ? INDENT : indent, "Caused by: ");
        }
    }
}
