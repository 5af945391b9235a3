package caravan.sync;

import caravan.archive.Archive;
import caravan.archive.Escaped;
import caravan.archive.ExportAnswer;
import caravan.archive.Sha256;
import caravan.archive.Spool;
import caravan.config.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns an answer of the Export API into an archive in the spool, or into the outcome that there is no data. */
public final class Fetch {
    private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);
    private static final int WORDS = 4096;

    private final Spool spool;
    private final Clock clock;

    public Fetch(Spool spool, Clock clock) {
        this.spool = spool;
        this.clock = clock;
    }

    /** Takes up an archive that lies whole in the spool for these hours, so that Amplitude is not asked twice. */
    public WindowExport takeUp(WindowExport window) throws IOException {
        Optional<Archive> found = spool.take(
                source(window.project().project()),
                window.hours(),
                window.project().calledAt(window.hours()));
        found.ifPresent(archive -> {
            LOG.info(
                    "project={} hours={} taken up from the spool: {}",
                    window.projectName(),
                    window.hours(),
                    archive.file().getFileName());
            window.answered(archive);
        });
        if (found.isEmpty()) {
            spool.requireRoom();
        }
        return window;
    }

    /** @throws ExportAnswer for every answer that is neither an archive nor Amplitude's own word that there is no data */
    public WindowExport receive(WindowExport window, int status, String retryAfter, InputStream body)
            throws IOException {
        window.project().run().asked();
        window.project().answered(status);
        if (status == 200 && body != null) {
            Archive archive = spool.receive(
                    source(window.project().project()),
                    window.hours(),
                    window.progress().counted(body));
            spool.use(archive);
            window.answered(archive);
            return window;
        }
        String text = words(body);
        if (ExportAnswer.saysNoData(status, text)) {
            window.answeredNoData(clock.instant());
            return window;
        }
        throw new ExportAnswer(
                status, Escaped.text(text.strip(), 200), window.hours().count(), wait(retryAfter));
    }

    private static String words(InputStream body) throws IOException {
        if (body == null) {
            return "";
        }
        try (body) {
            return new String(body.readNBytes(WORDS), StandardCharsets.UTF_8);
        }
    }

    /** {@code Retry-After}: seconds or an HTTP date; null for anything else. */
    private Duration wait(String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        try {
            return retryAfter.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(retryAfter.strip()))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(retryAfter.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whose archive a file in the spool is: another account's is never taken for ours. */
    static String source(Project project) {
        String account = project.url().getHost() + "\n" + project.apiKey().reveal() + "\n"
                + project.secretKey().reveal();
        byte[] hash = Sha256.begin().digest(account.getBytes(StandardCharsets.UTF_8));
        return project.name() + "-" + HexFormat.of().formatHex(hash, 0, 8);
    }
}
