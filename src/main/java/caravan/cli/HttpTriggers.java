package caravan.cli;

import caravan.config.Project;
import caravan.config.Settings;
import caravan.config.WarehouseKind;
import caravan.trigger.Door;
import caravan.trigger.GoogleKeys;
import caravan.trigger.GoogleTokens;
import caravan.trigger.Hosts;
import caravan.trigger.Reopenings;
import caravan.trigger.TokenFile;
import caravan.trigger.Triggers;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the route of the callers names, where callers are let in at all. */
record HttpTriggers(Settings settings, ScheduledExecutorService watches, Clock clock, Viewers viewers) {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTriggers.class);

    /** Why nobody could be let in. */
    static Optional<String> problem(Settings settings) {
        return settings.httpTokenFile().flatMap(path -> new TokenFile(path).problem());
    }

    /** @throws RoutesRefused where the token cannot be used */
    static void requireToken(Settings settings) {
        problem(settings).ifPresent(problem -> {
            throw new RoutesRefused(problem + "; nothing was started", null);
        });
    }

    /** Of settings whose token can be used. */
    void bindTo(Main camel) {
        settings.httpTokenFile().map(TokenFile::new).ifPresent(token -> {
            token.remark().ifPresent(LOG::warn);
            Optional<GoogleTokens> google =
                    settings.pubSub().map(ours -> new GoogleTokens(ours, new GoogleKeys(watches, clock), clock));
            Hosts hosts = Hosts.of(settings.httpAddress(), settings.httpHosts());
            camel.bind("door", new Door(hosts, token, viewers.sessions().orElseThrow(), google, clock));
            camel.bind(
                    "triggers",
                    new Triggers(
                            settings.projects().stream().map(Project::name).toList(),
                            new Reopenings(viewers::reopen),
                            settings.warehouse() != WarehouseKind.NONE,
                            clock,
                            viewers::run));
        });
    }
}
