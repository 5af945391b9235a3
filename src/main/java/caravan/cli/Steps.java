package caravan.cli;

import caravan.archive.Spool;
import caravan.config.Settings;
import caravan.failure.DeadLetters;
import caravan.landing.StrictGzip;
import caravan.ledger.Commit;
import caravan.ledger.LedgerJson;
import caravan.ledger.ObjectKeys;
import caravan.store.KnownSums;
import caravan.store.Store;
import caravan.sync.Archives;
import caravan.sync.BadLines;
import caravan.sync.Changes;
import caravan.sync.EmptyHours;
import caravan.sync.EntryUnpacking;
import caravan.sync.Fetch;
import caravan.sync.KeptArchives;
import caravan.sync.Landings;
import caravan.sync.Restatements;
import caravan.sync.Restorations;
import java.time.Clock;
import org.apache.camel.main.Main;

/** What the routes of windows, hours and entries call. */
record Steps(Settings settings, Store store, ObjectKeys keys, Spool spool, DeadLetters letters, Clock clock) {
    void bindTo(Main camel) {
        String extension = settings.format().extension();
        camel.bind("fetch", new Fetch(spool, clock));
        camel.bind("keptArchives", KeptArchives.of(settings, store, spool));
        camel.bind(
                "archives",
                new Archives(
                        spool,
                        settings.limits(),
                        extension.endsWith(".gz"),
                        settings.keepArchives(),
                        settings.archivePrefix()));
        Commit commit = new Commit(clock);
        BadLines badLines = new BadLines(letters, clock);
        camel.bind("landings", new Landings(store, commit, keys, extension, badLines, clock));
        camel.bind("emptyHours", new EmptyHours(commit, clock));
        camel.bind("restatements", new Restatements(clock));
        camel.bind("restorations", new Restorations(store, keys, clock));
        camel.bind("changes", new Changes(store, settings.limits()));
        KnownSums sums = new KnownSums();
        camel.bind("knownSums", sums);
        camel.bind("strict-gzip", new StrictGzip(new EntryUnpacking(spool, sums)));
        camel.bind("ledgerJson", LedgerJson.MAPPER);
    }
}
