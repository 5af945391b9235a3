package caravan.simulation;

import caravan.hour.Hour;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings committed hours into the warehouse; may come late, and twice. */
record Loader(Scene scene) implements Actor.Part {
    @Override
    public void play() {
        Map<Hour, Integer> remembered = new HashMap<>();
        while (!scene.stage().isCalm()) {
            scene.stage().sleep(Duration.ofMinutes(30), Duration.ofDays(1));
            load(remembered);
        }
    }

    /** @param remembered revisions that this process has loaded */
    void load(Map<Hour, Integer> remembered) {
        Scene.HOURS.hours().forEach(hour -> {
            try {
                load(hour, remembered);
            } catch (IOException anotherTime) {
                scene.history().fault("not loaded: " + anotherTime.getMessage());
            }
        });
    }

    private void load(Hour hour, Map<Hour, Integer> remembered) throws IOException {
        Optional<Ledger.Recorded> there = scene.ledger().read(hour);
        if (there.isEmpty() || Integer.valueOf(there.get().record().revision()).equals(remembered.get(hour))) {
            return;
        }
        List<String> events = new ArrayList<>();
        for (LandedObject object : there.get().record().objects()) {
            try (InputStream bytes = scene.store()
                    .open(object.key())
                    .orElseThrow(() -> new IOException(object.key() + " went meanwhile"))) {
                events.addAll(Part.uuids(bytes.readAllBytes()));
            }
        }
        scene.warehouse().load(hour, there.get().record().revision(), events);
        remembered.put(hour, there.get().record().revision());
    }
}
