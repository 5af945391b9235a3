package caravan.simulation;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Base;
import caravan.ledger.Commit;
import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.ledger.State;
import caravan.simulation.SimulatedSource.Export;
import caravan.store.StoredObject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Exports landed hours once more: the same digest, and the record says when it was checked; another, and the hour lands again. */
record Restater(Scene scene) implements Actor.Part {
    @Override
    public void play() {
        // All when it begins, and so after a crash; then now and then one.
        Scene.HOURS.hours().forEach(this::tryToRestate);
        while (!scene.stage().isCalm()) {
            scene.stage().sleep(Duration.ofHours(1), Duration.ofDays(2));
            tryToRestate(scene.dice().of(Scene.HOURS.hours().toList()));
        }
    }

    private void tryToRestate(Hour hour) {
        try {
            restate(hour);
        } catch (IOException anotherTime) {
            scene.history().fault("not restated: " + anotherTime.getMessage());
        }
    }

    private void restate(Hour hour) throws IOException {
        Ledger ledger = scene.ledger();
        Base base = scene.commit().begin(ledger, hour);
        Optional<HourRecord> former = base.former().filter(record -> record.state() == State.LANDED);
        Optional<Export> export = former.isPresent() ? scene.source().export(HourRange.of(hour)) : Optional.empty();
        if (export.isEmpty()) {
            return;
        }
        String digest = export.get().digest(hour).toString();
        if (digest.equals(former.get().digest())) {
            ObjectNode same = LedgerJson.MAPPER.valueToTree(former.get());
            same.put("checkedAt", scene.stage().instant().toString());
            ledger.write(hour, LedgerJson.write(same), base.version());
        } else {
            land(ledger, base, hour, export.get());
        }
    }

    /** Where it is overtaken it gives up: the next restatement looks anew. */
    private void land(Ledger ledger, Base base, Hour hour, Export export) throws IOException {
        List<LandedObject> objects = new ArrayList<>();
        for (Part part : export.parts().get(hour)) {
            String key =
                    scene.spelled(Scene.KEYS.key("demo", part.entry().name(), base.revision(), part.sha256(), "json"));
            scene.put(key, part.bytes());
            objects.add(part.at(key));
        }
        Map<String, Long> listed = scene.store().list(Scene.KEYS.listing("demo", hour.day())).stream()
                .collect(Collectors.toMap(StoredObject::key, StoredObject::bytes));
        if (!objects.stream().allMatch(object -> listed.containsKey(object.key()))) {
            throw new IOException("an object is not there");
        }
        HourRecord record = HourRecord.landed(
                "demo",
                hour,
                base.revision(),
                "json",
                objects,
                export.digest(hour).toString(),
                new ExportFacts(hour, hour, "ab".repeat(32), 99L, export.at()),
                scene.stage().instant());
        Commit.Outcome outcome = scene.commit().write(ledger, base, record, LedgerJson.write(record));
        scene.history().fault("restated " + hour + ": " + outcome);
    }
}
