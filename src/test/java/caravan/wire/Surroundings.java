package caravan.wire;

import caravan.cli.StoreAccess;
import caravan.config.Configuration;
import caravan.config.ConfigurationRefused;
import caravan.demo.Facts;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.demo.Truth;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Sweep;
import caravan.store.S3Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What is around the product, as a process of its own: a simulated Amplitude, and an S3 server over a folder. For scripts that
 * put the product as it is packaged under faults: {@code FOLDER SEED EVENTS}. Each line on its standard input is a command, and
 * each is answered by one line; it ends where its input ends.
 */
public final class Surroundings {
    private static final List<Trouble> TROUBLES = List.of(
            Trouble.internalError(),
            Trouble.gatewayTimeout(),
            Trouble.tooManyRequests(Duration.ofSeconds(1)),
            Trouble.proxyNotFound(),
            Trouble.forbidden(),
            Trouble.webPage());

    private final Path folder;
    private final SimulatedProject project;
    private final Simulator amplitude;
    private final Random random;
    private final int port;
    private S3Server store;
    private int troubles;

    private Surroundings(Path folder, long seed, long events) throws Exception {
        this.folder = folder;
        project = SimulatedProject.small().withSeed(seed).withVolume(events, 2);
        amplitude = Simulator.start(project);
        random = new Random(seed);
        store = S3Server.over(folder);
        port = store.endpoint().getPort();
    }

    public static void main(String[] args) throws Exception {
        Surroundings around = new Surroundings(Path.of(args[0]), Long.parseLong(args[1]), Long.parseLong(args[2]));
        System.out.println(around.amplitude.url().getPort() + " " + around.port + " " + around.store.bucket() + " "
                + around.store.accessKey() + " " + around.store.secretKey());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(around.obey(line.split(" ")));
        }
        System.exit(0);
    }

    /**
     * {@code away}, {@code back}, {@code troubles PERCENT}, {@code requests}, {@code truth FIRST LAST}, {@code copies FIRST LAST}, {@code sweep
     * FIRST LAST}.
     */
    private String obey(String[] words) throws Exception {
        return switch (words[0]) {
            case "away" -> away();
            case "back" -> back();
            case "troubles" -> troubles(Integer.parseInt(words[1]));
            case "requests" -> Integer.toString(amplitude.requests().size());
            case "truth" -> truth(range(words));
            case "copies" -> copies(range(words));
            case "sweep" -> sweep(range(words));
            default -> throw new IllegalArgumentException("no such command: " + words[0]);
        };
    }

    /** Nobody listens at the store's address any more. */
    private String away() throws IOException {
        store.close();
        return "away";
    }

    private String back() throws Exception {
        store = S3Server.over(folder, port);
        return "back";
    }

    /** So many of a hundred answers of the Export API are something else than the export. */
    private String troubles(int percent) {
        amplitude.answer(window -> {
            if (random.nextInt(100) >= percent) {
                return Optional.empty();
            }
            troubles++;
            return Optional.of(TROUBLES.get(random.nextInt(TROUBLES.size())));
        });
        return Integer.toString(troubles);
    }

    private static HourRange range(String[] words) {
        return new HourRange(Hour.parse(words[1]), Hour.parse(words[2]));
    }

    /** How many lines of these hours repeat an event that another line has. */
    private String copies(HourRange range) {
        Facts facts = project.facts(range);
        return Long.toString(facts.copiesWithinHours() + facts.copiesAcrossHours());
    }

    /** Each file of these hours as {@code HOUR:EVENTS:SHA-256}; an hour without any as {@code HOUR}. */
    private String truth(HourRange range) {
        StringBuilder text = new StringBuilder();
        range.hours().forEach(hour -> {
            text.append(hour).append(' ');
            for (Truth file : project.truth(hour)) {
                text.append(hour)
                        .append(':')
                        .append(file.events())
                        .append(':')
                        .append(file.sha256())
                        .append(' ');
            }
        });
        return text.toString();
    }

    /** As a sync would eight days from now, when neither a reader nor a writer can be at anything of today. */
    private String sweep(HourRange range) throws Exception {
        try (StoreAccess access = access()) {
            Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(8));
            List<LocalDate> days = range.hours().map(Hour::day).distinct().toList();
            Ledger ledger = new Ledger(access.store(), "default", Runnable::run);
            return Integer.toString(
                    new Sweep(access.store(), new ObjectKeys(ObjectKeys.DEFAULT), later).sweep(ledger, days));
        }
    }

    private StoreAccess access() throws ConfigurationRefused {
        Map<String, String> set = Map.of(
                "caravan.amplitude.url", amplitude.url().toString(),
                "caravan.amplitude.api-key", project.apiKey(),
                "caravan.amplitude.secret-key", project.secretKey(),
                "caravan.s3.bucket", store.bucket(),
                "caravan.s3.region", "us-east-1",
                "caravan.s3.endpoint", store.endpoint().toString(),
                "caravan.s3.access-key", store.accessKey(),
                "caravan.s3.secret-key", store.secretKey());
        return StoreAccess.of(Configuration.of(set, folder, Clock.systemUTC()).settings());
    }
}
